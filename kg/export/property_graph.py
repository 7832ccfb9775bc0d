"""The files of a built graph → nodes and edges with attributes, as property graphs and tables have them.

“海城市” is a node of the kind Region with name and divisionCode; “海城市 kg:develops 菱镁” is an edge with the
sentence that says so.  Names, figures and components are nodes too, and for databases (``with_evidence``) so are the
sentences, and what is claimed of a literal, so that nothing is lost.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import regex
from pyoxigraph import Literal, NamedNode, Store

from kg.datamodel import STAGES
from kg.query.store import PREFIXES
from kg.resources.namespaces import ID, RDF, SKOS, VOCABULARIES
from kg.resources.ontology import local_name

Value = str | int | float
KINDS = (
    "Company", "Project", "Industry", "Programme", "Region", "Park", "Organisation", "Document",
    "ProgrammeComponent", "Observation",
)
_BACKING = ("Claim", "Evidence")
# A node has one value of these by the shapes; of others it may have several.
_ONE = frozenset({
    "confidence", "contentHash", "count", "date", "divisionCode", "end", "exchangeCode", "indicator", "issued",
    "lat", "long", "measure", "object", "period", "position", "predicate", "quote", "rule", "start", "symbol",
    "unit", "value",
})
EDGE_COLUMNS: Mapping[str, str] = {
    "confidence": "double", "date": "string", "document": "string", "end": "long", "evidence": "string[]",
    "quote": "string", "rule": "string", "start": "long", "supports": "long",
}
_A = NamedNode(RDF + "type")
_REPLACED = NamedNode(VOCABULARIES["dcterms"] + "isReplacedBy")
_LAST = regex.compile("[#/]")
_NAMES = {VOCABULARIES["rdfs"] + "label": "name", VOCABULARIES["dcterms"] + "title": "name", SKOS + "altLabel": "alias"}
# Said in other words by rdfs:label, or of use in a data cube only.
_UNWANTED = ("prefLabel", "referencePeriod", "variant", "unitMult")
_SUPPORTS = """
SELECT ?subject ?predicate ?object ?e ?quote ?source ?start ?end ?rule ?confidence ?date WHERE {
  ?claim a kg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ; kg:supportedBy ?e .
  ?e kg:quote ?quote ; kg:document ?source ; kg:start ?start ; kg:end ?end ; kg:rule ?rule .
  OPTIONAL { ?e kg:confidence ?confidence }
  OPTIONAL { ?e dcterms:date ?article }
  OPTIONAL { ?source dcterms:issued ?issued }
  BIND(STR(COALESCE(?article, ?issued)) AS ?date)
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
    """``attributes`` tell the first supporting sentence: quote, document with its date, start, end, rule, confidence,
    and of all of them the ids (evidence) and how many they are (supports); an edge between regions by their codes has
    none of them."""

    source: str
    target: str
    relation: str
    attributes: dict[str, Value | tuple[str, ...]]


def nodes(store: Store, *, with_evidence: bool = False) -> list[Node]:
    """All nodes, sorted by id."""
    found = (
        _node(store, quad.subject, kind)
        for kind in (*KINDS, *(_BACKING if with_evidence else ()))
        for quad in store.quads_for_pattern(None, _A, NamedNode(VOCABULARIES["kg"] + kind), None)
        if isinstance(quad.subject, NamedNode) and (kind != "Claim" or _of_literal(store, quad.subject))
    )
    return sorted(found, key=lambda node: node.id)


def _of_literal(store: Store, claim: NamedNode) -> bool:
    """Whether the claim says a value or a stage; what it says of two nodes is an edge."""
    claimed = next(store.quads_for_pattern(claim, NamedNode(RDF + "object"), None, None)).object
    return isinstance(claimed, Literal) or local_name(str(claimed)[1:-1]) in STAGES


def edges(store: Store, *, with_evidence: bool = False) -> list[Edge]:
    """All edges between the nodes, sorted by source, relation and target."""
    known = {node.id for node in nodes(store, with_evidence=with_evidence)}
    supports = _supports(store)
    found = []
    for quad in store.quads_for_pattern(None, None, None, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            source, target = local(quad.subject), local(quad.object)
            if source in known and target in known:
                relation = _LAST.split(quad.predicate.value)[-1]
                attributes: dict[str, Value | tuple[str, ...]] = supports.get((source, relation, target), {})
                found.append(Edge(source=source, target=target, relation=relation, attributes=attributes))
    return sorted(found, key=lambda edge: (edge.source, edge.relation, edge.target))


def columns(found: Iterable[Node]) -> dict[str, str]:
    """The attributes of the nodes with their types as Neo4j has them: value is a double, alias is string[]."""
    values: dict[str, set[type]] = defaultdict(set)
    for node in found:
        for name, several in node.attributes.items():
            values[name].update(map(type, several))
    return {
        name: ("long" if kinds == {int} else "double" if kinds <= {int, float} else "string")
        + ("" if name in _ONE else "[]")
        for name, kinds in sorted(values.items())
    }


def local(node: NamedNode) -> str:
    """The IRI without the base of the ids."""
    return node.value.removeprefix(ID)


def _node(store: Store, subject: NamedNode, kind: str) -> Node:
    attributes: dict[str, set[Value]] = defaultdict(set)
    for quad in store.quads_for_pattern(subject, None, None, None):
        name = _NAMES.get(quad.predicate.value) or _LAST.split(quad.predicate.value)[-1]
        if isinstance(quad.object, Literal):
            attributes[name].add(_value(quad.object))
        elif isinstance(quad.object, NamedNode) and name in {"stage", "measure", "predicate", "object"}:
            attributes[name].add(local_name(quad.object.value))
        elif isinstance(quad.object, NamedNode) and name == "indicator":
            attributes[name].update(_labels(store, quad.object))
    for quad in store.quads_for_pattern(None, _REPLACED, subject, None):
        if isinstance(quad.subject, NamedNode):
            attributes["formerId"].add(local(quad.subject))
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


def _supports(store: Store) -> dict[tuple[str, str, str], dict[str, Value | tuple[str, ...]]]:
    rows: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for row in store.query(_SUPPORTS, prefixes=PREFIXES):  # type: ignore[union-attr]
        if isinstance(row["object"], NamedNode):
            key = (local(row["subject"]), _LAST.split(row["predicate"].value)[-1], local(row["object"]))
            rows[key].append(row)
    return {key: _supported(found) for key, found in rows.items()}


def _supported(rows: Sequence[Any]) -> dict[str, Value | tuple[str, ...]]:
    first = rows[0]
    found: dict[str, Value | tuple[str, ...]] = {
        "quote": first["quote"].value, "document": local(first["source"]), "start": int(first["start"].value),
        "end": int(first["end"].value), "rule": first["rule"].value, "supports": len(rows),
        "evidence": tuple(local(row["e"]) for row in rows),
    }
    if first["confidence"] is not None:
        found["confidence"] = float(first["confidence"].value)
    if first["date"] is not None:
        found["date"] = first["date"].value
    return found
