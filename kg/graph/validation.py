"""A graph in RDF → what is wrong with it, by the SHACL shapes of ``ontology/shapes.ttl``.

A project with the total investment “五亿” instead of 500000000 is a violation, and its message says to convert it.
71,000 triples take 1.5 s with pyshacl 0.40, 243,000 take 6 s; no inference, no rules and no SPARQL constraints run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.namespace import RDF, SH

from kg.deferral import deferred
from kg.errors import ResourceError
from kg.graph.turtle import rdflib_of
from kg.resources.location import ONTOLOGY

with deferred("rdflib.plugins.sparql.parser"):  # no shape asks by SPARQL
    import pyshacl

Severity = Literal["violation", "warning", "info"]
_SEVERITIES: dict[rdflib.term.Node, Severity] = {SH.Violation: "violation", SH.Warning: "warning", SH.Info: "info"}
_ORDER: tuple[Severity, ...] = ("violation", "warning", "info")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One result: the node and property (IRIs), the value where there is one, and what to do, in zh and en."""

    severity: Severity
    node: str
    path: str
    value: str
    shape: str
    message_zh: str
    message_en: str


def validate(*graphs: rdflib.Graph) -> tuple[Finding, ...]:
    """The findings on the union of the graphs, violations first; empty when all is well."""
    return ordered(_checked(_union(graphs), _shapes()))


def validate_part(graph: rdflib.Graph, nodes: Iterable[str]) -> tuple[Finding, ...]:
    """The findings on these nodes (IRIs); of the others it counts what they are.  Writes into the graph."""
    for node in map(rdflib.URIRef, nodes):
        for kind in list(graph.objects(node, RDF.type)):
            graph.add((node, RDF.type, _of_part(kind)))
    return ordered(_checked(graph, _shapes_of_parts()))


def _checked(graph: rdflib.Graph, shapes: rdflib.Graph) -> Iterator[Finding]:
    _, results, _ = pyshacl.validate(
        graph, shacl_graph=shapes, inplace=True, advanced=False, js=False, meta_shacl=False, do_owl_imports=False,
    )
    if not isinstance(results, rdflib.Graph):
        raise ResourceError(f"{ONTOLOGY / 'shapes.ttl'}: pyshacl can't use the shapes: {results}")
    return _findings(results)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Violations first, then by shape and node."""
    return tuple(sorted(findings, key=lambda f: (_ORDER.index(f.severity), f.shape, f.node, f.value)))


def conforms(findings: Iterable[Finding]) -> bool:
    """Whether there is no violation; warnings and remarks are allowed."""
    return not any(finding.severity == "violation" for finding in findings)


def _union(graphs: Iterable[rdflib.Graph]) -> rdflib.Graph:
    """All triples in a graph of their own, since pyshacl writes into the one that it checks."""
    union = rdflib.Graph(bind_namespaces="none")
    for graph in graphs:
        union.addN((*triple, union) for triple in graph)
    return union


@cache
def _shapes() -> rdflib.Graph:
    path = ONTOLOGY / "shapes.ttl"
    try:
        return rdflib_of(parse(path=str(path), format=RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise ResourceError(f"{path}: {error}") from error


@cache
def _shapes_of_parts() -> rdflib.Graph:
    """The shapes for classes of their own, which only the nodes to be checked are in."""
    found = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, value in _shapes():
        found.add((subject, predicate, _of_part(value) if predicate == SH.targetClass else value))
    return found


def _of_part(kind: rdflib.term.Node) -> rdflib.URIRef:
    return rdflib.URIRef(f"{kind}-part")


def _findings(results: rdflib.Graph) -> Iterator[Finding]:
    for result in results.subjects(RDF.type, SH.ValidationResult):
        messages = {
            message.language: str(message)
            for message in results.objects(result, SH.resultMessage)
            if isinstance(message, rdflib.Literal)
        }
        severity = results.value(result, SH.resultSeverity)
        yield Finding(
            severity=_SEVERITIES.get(severity, "violation") if severity else "violation",
            node=_text(results, result, SH.focusNode), path=_text(results, result, SH.resultPath),
            value=_text(results, result, SH.value), shape=_text(results, result, SH.sourceShape),
            message_zh=messages.get("zh", ""), message_en=messages.get("en", messages.get(None, "")),
        )


def _text(results: rdflib.Graph, result: rdflib.term.Node, predicate: rdflib.URIRef) -> str:
    value = results.value(result, predicate)
    return "" if value is None else str(value)
