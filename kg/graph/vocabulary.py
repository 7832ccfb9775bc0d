"""The words of the graph in RDF: namespaces, prefixes, nodes, and triples as stable Turtle.

The entity “海城市” with the id region/210381 is <https://w3id.org/regional-kg/id/region/210381>, written
``region:210381``.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from itertools import takewhile
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

KG: Final = "https://w3id.org/regional-kg/ontology#"
ID: Final = "https://w3id.org/regional-kg/id/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"

PREFIXES: Final[dict[str, str]] = {
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
}

# The kinds of nodes: first part of an id, and a prefix of its own in the files.
KINDS: Final = (
    "company", "project", "industry", "programme", "region", "park", "organisation", "document", "component",
    "observation", "indicator", "claim", "evidence",
)

A: Final = NamedNode(RDF + "type")
LABEL: Final = NamedNode(PREFIXES["rdfs"] + "label")
PREF_LABEL: Final = NamedNode(SKOS + "prefLabel")
ALT_LABEL: Final = NamedNode(SKOS + "altLabel")
CONCEPT: Final = NamedNode(SKOS + "Concept")
IN_SCHEME: Final = NamedNode(SKOS + "inScheme")

_TERMS: Final[dict[str, NamedNode]] = {}
_DATATYPES: Final = {name: NamedNode(XSD + name) for name in ("decimal", "integer", "date", "gYear", "gYearMonth")}


def term(name: str) -> NamedNode:
    """The term of the ontology: ``term("Company")`` is kg:Company."""
    node = _TERMS.get(name)
    if node is None:
        node = _TERMS[name] = NamedNode(KG + name)
    return node


def outside(prefix: str, name: str) -> NamedNode:
    """A term of another vocabulary: ``outside("dcterms", "title")``."""
    return NamedNode(PREFIXES[prefix] + name)


def typed(lexical: str, datatype: str) -> Literal:
    """A literal of an XSD datatype, a plain one where the datatype is "string"."""
    return Literal(lexical) if datatype == "string" else Literal(lexical, datatype=_DATATYPES[datatype])


def prefixes(base: str = ID) -> dict[str, str]:
    """All prefixes of the files, one for each kind of node among them."""
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in KINDS}}


def turtle(triples: Iterable[Triple], base: str = ID) -> bytes:
    """The triples as Turtle, sorted, each once: equal triples give equal bytes."""
    content = BytesIO()
    serialize(sorted(set(triples), key=_rank), content, RdfFormat.TURTLE, prefixes=prefixes(base))
    # The serializer writes the prefixes in another order each time.
    lines = content.getvalue().splitlines(keepends=True)
    header = list(takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"".join((*sorted(header), b"\n", *lines[len(header) :]))


def _rank(triple: Triple) -> tuple[str, str, str]:
    """By subject, the type first, then by predicate and object."""
    predicate = triple.predicate.value
    return (str(triple.subject), "" if triple.predicate == A else predicate, str(triple.object))
