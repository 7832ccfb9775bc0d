"""The namespaces of the graph and the prefixes of its files.

The entity “海城市” with the id region/210381 is <https://w3id.org/regional-kg/id/region/210381>, written
``region:210381``.
"""

from __future__ import annotations

from typing import Final

KG: Final = "https://w3id.org/regional-kg/ontology#"
ONTOLOGY_VERSION: Final = "https://w3id.org/regional-kg/ontology/0.2.0"
ID: Final = "https://w3id.org/regional-kg/id/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"

VOCABULARIES: Final[dict[str, str]] = {
    "kg": KG,
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": XSD,
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": SKOS,
    "dcterms": "http://purl.org/dc/terms/",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "qb": "http://purl.org/linked-data/cube#",
    "qudt": "http://qudt.org/vocab/unit/",
    "sdmx-attribute": "http://purl.org/linked-data/sdmx/2009/attribute#",
    "spdx": "http://spdx.org/rdf/terms#",
    "void": "http://rdfs.org/ns/void#",
}

# The kinds of nodes: the first part of an id, and a prefix of its own in the files.
KINDS: Final = (
    "company", "project", "industry", "programme", "region", "park", "organisation", "document", "component",
    "observation", "indicator", "claim", "evidence", "match", "dataset",
)


def prefixes(base: str = ID) -> dict[str, str]:
    """All prefixes of the files; ``base`` is where the ids of this graph begin."""
    return {**VOCABULARIES, **{kind: f"{base}{kind}/" for kind in KINDS}}
