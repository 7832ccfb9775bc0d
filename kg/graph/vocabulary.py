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

from kg.resources.namespaces import ID, KG, RDF, SKOS, VOCABULARIES, XSD, prefixes

A: Final = NamedNode(RDF + "type")
LABEL: Final = NamedNode(VOCABULARIES["rdfs"] + "label")
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
    return NamedNode(VOCABULARIES[prefix] + name)


def typed(lexical: str, datatype: str) -> Literal:
    """A literal of an XSD datatype, a plain one where the datatype is "string"."""
    return Literal(lexical) if datatype == "string" else Literal(lexical, datatype=_DATATYPES[datatype])


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
