"""The terms of the graph as nodes: ``term("Company")`` is kg:Company, the class of 海城三鱼泵业有限公司."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode

from kg.resources.namespaces import KG, RDF, SKOS, VOCABULARIES, XSD

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
