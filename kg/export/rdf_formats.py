"""The files of a built graph → other serialisations of RDF.

``graph.ttl``, ``dataset.ttl`` and the evidence together as N-Triples, N-Quads, TriG, JSON-LD or RDF/XML, sorted, so
that equal graphs give equal bytes.  In N-Quads and TriG the graph and its description are in the default graph and the
evidence in the named graph ``<https://w3id.org/regional-kg/id/evidence>``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import rdflib
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, parse, serialize

from kg.graph.profiles import Profile, claims_of, write
from kg.graph.turtle import facts_of
from kg.resources.namespaces import ID, prefixes

GRAPH, DATASET = "graph.ttl", "dataset.ttl"
EVIDENCE_GRAPH = NamedNode(f"{ID}evidence")


def turtle(directory: Path, _: Store) -> dict[str, bytes]:
    return {"all.ttl": _default(directory) + claims_of(directory)}


def with_evidence(directory: Path, profile: Profile) -> dict[str, bytes]:
    """graph.ttl and its evidence in another profile."""
    direct, backing = (
        facts_of(parse(content, format=RdfFormat.TURTLE))
        for content in ((directory / GRAPH).read_bytes(), claims_of(directory))
    )
    return {GRAPH: (directory / GRAPH).read_bytes(), **write(profile, direct, backing)}


def ntriples(_: Path, store: Store) -> dict[str, bytes]:
    return {"all.nt": _lines(Quad(q.subject, q.predicate, q.object) for q in store)}


def nquads(directory: Path, _: Store) -> dict[str, bytes]:
    return {"all.nq": _lines(quads(directory))}


def trig(directory: Path, _: Store) -> dict[str, bytes]:
    """The Turtle of the evidence stands between the braces of its graph; the prefixes of both files are the same."""
    evidence = _without_prefixes(claims_of(directory).decode())
    content = f"{_default(directory).decode()}\nGRAPH {EVIDENCE_GRAPH} {{\n{evidence}}}\n"
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


def _default(directory: Path) -> bytes:
    """graph.ttl and, where it is there, dataset.ttl."""
    description = directory / DATASET
    return (directory / GRAPH).read_bytes() + (description.read_bytes() if description.is_file() else b"")


def quads(directory: Path) -> list[Quad]:
    """All that a folder holds, the evidence in its named graph."""
    return [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for content, graph in ((_default(directory), DefaultGraph()), (claims_of(directory), EVIDENCE_GRAPH))
        for quad in parse(content, format=RdfFormat.TURTLE)
    ]


def _lines(quads: Iterable[Quad]) -> bytes:
    return "".join(sorted({f"{quad} .\n" for quad in quads})).encode("utf-8")
