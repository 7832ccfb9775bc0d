"""The files of a built graph → nodes and edges with attributes, as property graphs and tables have them.

“海城市” is a node of the kind Region with name and divisionCode; “海城市 kg:develops 菱镁” is an edge with the
sentence that says so.  Names, figures and components are nodes too, so that nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import regex
from pyoxigraph import Literal, NamedNode, Store

from kg.resources.namespaces import ID, RDF, SKOS, VOCABULARIES
from kg.resources.ontology import local_name

Value = str | int | float
KINDS = (
    "Company", "Project", "Industry", "Programme", "Region", "Park", "Organisation", "Document",
    "ProgrammeComponent", "Observation",
)
_A = NamedNode(RDF + "type")
_LAST = regex.compile("[#/]")
_NAMES = {VOCABULARIES["rdfs"] + "label": "name", VOCABULARIES["dcterms"] + "title": "name", SKOS + "altLabel": "alias"}
# Said in other words by rdfs:label, or of use in a data cube only.
_UNWANTED = ("prefLabel", "referencePeriod", "variant", "unitMult")
_SUPPORTS = """
SELECT ?subject ?predicate ?object ?quote ?source ?start ?end ?rule ?confidence WHERE {
  ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:supportedBy ?e .
  ?e kg:quote ?quote ; kg:document ?source ; kg:start ?start ; kg:end ?end ; kg:rule ?rule .
  OPTIONAL { ?e kg:confidence ?confidence }
} ORDER BY ?subject ?predicate ?object ?source ?start ?rule
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """``id`` is the local part of the IRI (region/210381); attributes have one or several values, sorted."""

    id: str
    kind: str
    name: str
    attributes: dict[str, tuple[Value, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``attributes`` tell the first supporting sentence: quote, document, start, end, rule, confidence, and how many
    sentences there are (supports); an edge between regions by their codes has none of them."""

    source: str
    target: str
    relation: str
    attributes: dict[str, Value]


def nodes(store: Store) -> list[Node]:
    """All nodes, sorted by id."""
    found = (
        _node(store, quad.subject, kind)
        for kind in KINDS
        for quad in store.quads_for_pattern(None, _A, NamedNode(VOCABULARIES["kg"] + kind), None)
        if isinstance(quad.subject, NamedNode)
    )
    return sorted(found, key=lambda node: node.id)


def edges(store: Store) -> list[Edge]:
    """All edges between nodes of ``KINDS``, sorted by source, relation and target."""
    known = {node.id for node in nodes(store)}
    supports = _supports(store)
    found = []
    for quad in store.quads_for_pattern(None, None, None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            source, target = local(quad.subject), local(quad.object)
            if source in known and target in known:
                relation = _LAST.split(quad.predicate.value)[-1]
                attributes = supports.get((source, relation, target), {})
                found.append(Edge(source=source, target=target, relation=relation, attributes=attributes))
    return sorted(found, key=lambda edge: (edge.source, edge.relation, edge.target))


def local(node: NamedNode) -> str:
    """The IRI without the base of the ids."""
    return node.value.removeprefix(ID)


def _node(store: Store, subject: NamedNode, kind: str) -> Node:
    attributes: dict[str, set[Value]] = defaultdict(set)
    for quad in store.quads_for_pattern(subject, None, None, None):
        name = _NAMES.get(quad.predicate.value) or _LAST.split(quad.predicate.value)[-1]
        if isinstance(quad.object, Literal):
            attributes[name].add(_value(quad.object))
        elif isinstance(quad.object, NamedNode) and name in {"stage", "measure"}:
            attributes[name].add(local_name(quad.object.value))
        elif isinstance(quad.object, NamedNode) and name == "indicator":
            attributes[name].update(_labels(store, quad.object))
    for name in _UNWANTED:
        attributes.pop(name, None)
    names = sorted(map(str, attributes.pop("name", ())))
    several = {key: tuple(sorted(values, key=str)) for key, values in sorted(attributes.items())}
    return Node(id=local(subject), kind=kind, name=names[0] if names else local(subject), attributes=several)


def _labels(store: Store, node: NamedNode) -> Iterator[Value]:
    for quad in store.quads_for_pattern(node, NamedNode(SKOS + "prefLabel"), None, None):
        if isinstance(quad.object, Literal):
            yield quad.object.value


def _value(literal: Literal) -> Value:
    datatype = literal.datatype.value.rpartition("#")[2]
    if datatype == "integer":
        return int(literal.value)
    return float(literal.value) if datatype in {"decimal", "double"} else literal.value


def _supports(store: Store) -> dict[tuple[str, str, str], dict[str, Value]]:
    found: dict[tuple[str, str, str], dict[str, Value]] = {}
    for row in store.query(_SUPPORTS, prefixes={"kg": VOCABULARIES["kg"], "rdf": RDF}):  # type: ignore[union-attr]
        if not isinstance(row["object"], NamedNode):
            continue
        key = (local(row["subject"]), _LAST.split(row["predicate"].value)[-1], local(row["object"]))
        if key in found:
            found[key]["supports"] = int(found[key]["supports"]) + 1
            continue
        found[key] = {
            "quote": row["quote"].value, "document": local(row["source"]), "start": int(row["start"].value),
            "end": int(row["end"].value), "rule": row["rule"].value, "supports": 1,
        }
        if row["confidence"] is not None:
            found[key]["confidence"] = float(row["confidence"].value)
    return found
