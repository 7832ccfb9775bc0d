"""Two built folders → what makes the first one the second in a store: a SPARQL update, or an RDF Patch in N-Quads.

The graph and its description are in the default graph and the evidence in a named graph, as in ``kg export --format
nq``: ``D <…/region/210600> <…#develops> <…> .`` takes a triple away, ``A`` adds one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg.errors import QueryError
from kg.export.rdf_formats import GRAPH, quads

_BATCH = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Patch:
    """The quads that go and those that come, as sorted lines of N-Quads without their final point."""

    gone: tuple[Quad, ...]
    come: tuple[Quad, ...]


def patch(left: Path, right: Path, *, graph_only: bool = False) -> Patch:
    """What makes the first folder the second; with ``graph_only`` for stores that hold nothing but graph.ttl."""
    old, new = (_quads(directory, graph_only) for directory in (left, right))
    return Patch(gone=tuple(sorted(old - new, key=str)), come=tuple(sorted(new - old, key=str)))


def _quads(directory: Path, graph_only: bool) -> set[Quad]:
    try:
        if graph_only:
            return set(parse(path=str(directory / GRAPH), format=RdfFormat.TURTLE))
        return set(quads(directory))
    except (SyntaxError, OSError) as error:
        raise QueryError(f"{directory}: no graph that can be read ({error}); build one first") from error


def as_update(changes: Patch) -> Iterable[str]:
    """SPARQL 1.1 Update, in batches that stores can swallow."""
    for verb, side in (("DELETE DATA", changes.gone), ("INSERT DATA", changes.come)):
        for at in range(0, len(side), _BATCH):
            yield f"{verb} {{\n"
            for quad in side[at : at + _BATCH]:
                triple = f"{quad.subject} {quad.predicate} {quad.object}"
                named = not isinstance(quad.graph_name, DefaultGraph)
                yield f"GRAPH {quad.graph_name} {{ {triple} }}\n" if named else f"{triple} .\n"
            yield "} ;\n"


def as_patch(changes: Patch) -> Iterable[str]:
    """RDF Patch (https://afs.github.io/rdf-delta/rdf-patch.html): one transaction of D and A lines."""
    yield "TX .\n"
    for letter, side in (("D", changes.gone), ("A", changes.come)):
        for quad in side:
            yield f"{letter} {quad} .\n"
    yield "TC .\n"


PATCHES: Mapping[str, Callable[[Patch], Iterable[str]]] = {"sparql": as_update, "rdfpatch": as_patch}
