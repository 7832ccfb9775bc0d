"""The files of a built graph → other serialisations of RDF.

``graph.ttl`` and ``evidence.ttl`` together as N-Triples, N-Quads, TriG, JSON-LD or RDF/XML, sorted, so that equal
graphs give equal bytes.  In N-Quads and TriG the graph is in the default graph and the evidence in the named graph
``<https://w3id.org/regional-kg/id/evidence>``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.resources.namespaces import ID, prefixes

GRAPH, EVIDENCE = "graph.ttl", "evidence.ttl"
EVIDENCE_GRAPH = NamedNode(f"{ID}evidence")


def turtle(directory: Path, _: Store) -> dict[str, bytes]:
    return {"all.ttl": (directory / GRAPH).read_bytes() + (directory / EVIDENCE).read_bytes()}


def ntriples(_: Path, store: Store) -> dict[str, bytes]:
    return {"all.nt": _lines(Quad(q.subject, q.predicate, q.object) for q in store)}


def nquads(directory: Path, _: Store) -> dict[str, bytes]:
    return {"all.nq": _lines(_quads(directory))}


def trig(directory: Path, _: Store) -> dict[str, bytes]:
    """The Turtle of the evidence stands between the braces of its graph; the prefixes of both files are the same."""
    evidence = (directory / EVIDENCE).read_text(encoding="utf-8")
    head, mark, body = evidence.rpartition("@prefix")
    last, statements = body.split("\n", 1)
    graph = (directory / GRAPH).read_text(encoding="utf-8")
    content = f"{head}{mark}{last}\n{_without_prefixes(graph)}\nGRAPH {EVIDENCE_GRAPH} {{\n{statements}}}\n"
    return {"all.trig": content.encode("utf-8")}


def jsonld(directory: Path, store: Store) -> dict[str, bytes]:
    """Compacted with the context that is written beside it."""
    context = {"@context": prefixes()}
    graph = rdflib.Graph()
    graph.parse(data=ntriples(directory, store)["all.nt"], format="nt")
    text = graph.serialize(format="json-ld", context=prefixes(), sort_keys=True, indent=1)
    content = json.loads(text)
    content["@graph"] = sorted(content["@graph"], key=lambda node: node["@id"])
    return {
        "all.jsonld": json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8"),
        "context.jsonld": json.dumps(context, indent=1, sort_keys=True).encode("utf-8"),
    }


def rdfxml(_: Path, store: Store) -> dict[str, bytes]:
    quads = sorted((Quad(q.subject, q.predicate, q.object) for q in store), key=str)
    content = serialize(quads, format=RdfFormat.RDF_XML, prefixes=dict(sorted(prefixes().items())))
    return {"all.rdf": content or b""}


def _without_prefixes(turtle_text: str) -> str:
    return "".join(line for line in turtle_text.splitlines(keepends=True) if not line.startswith("@prefix"))


def _quads(directory: Path) -> list[Quad]:
    return [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for name, graph in ((GRAPH, DefaultGraph()), (EVIDENCE, EVIDENCE_GRAPH))
        for quad in parse(path=str(directory / name), format=RdfFormat.TURTLE)
    ]


def _lines(quads: Iterable[Quad]) -> bytes:
    return "".join(sorted({f"{quad} .\n" for quad in quads})).encode("utf-8")
