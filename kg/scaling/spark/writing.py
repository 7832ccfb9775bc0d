"""Facts → N-Quads in parts, with what they add up to, and ``dataset.ttl``, on Apache Spark.

A part is sorted, so that it has the same bytes when a lost machine made it again; what is counted, checked and hashed
while it is written goes to the driver with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.graph.dataset import Content, input_facts
from kg.graph.turtle import Facts, turtle_header
from kg.resources.namespaces import ID
from kg.scaling.parts import Merged, Piece, cube
from kg.scaling.spark.hadoop import write_joined
from kg.scaling.spark.session import disk, width

if TYPE_CHECKING:
    from kg.scaling.spark.session import Records

    _Subject = tuple[str, dict[str, dict[str, None]]]

# Subjects that are worked on at once.
_SUBJECTS = 2000


class _Adding:
    """How Spark puts together what the parts add up to; each part counts once, however often it was tried."""

    def zero(self, _: Merged) -> Merged:
        return Merged()

    def addInPlace(self, one: Merged, other: Merged) -> Merged:  # noqa: N802
        one.add(other)
        return one


def write_quads(subjects: Records, output: str, name: str, work: Callable[[Facts], Piece]) -> Merged:
    """Write the folder with this name; ``subjects`` come each with all its facts, ``work`` makes Turtle of some of them
    and says what there is in it."""
    total = subjects.context.accumulator(Merged(), _Adding())
    ordered = subjects.repartitionAndSortWithinPartitions(subjects.getNumPartitions())
    ordered.mapPartitionsWithIndex(partial(_quads, name, work, total)).saveAsTextFile(f"{output}/{name}")
    written: Merged = total.value
    return written


def merge(one: dict[str, dict[str, None]], other: dict[str, dict[str, None]]) -> dict[str, dict[str, None]]:
    return {name: {**one.get(name, {}), **other.get(name, {})} for name in {**one, **other}}


def _quads(
    name: str, work: Callable[[Facts], Piece], total: Any, number: int, facts: Iterable[_Subject]
) -> Iterator[str]:
    """Lines of N-Quads; the evidence is in a graph of its own, as in ``kg export``."""
    header, left = turtle_header().encode(), iter(facts)
    where = (NamedNode(f"{ID}evidence"),) if name == "evidence" else ()
    found, hashed, size = Merged(), sha256(), 0
    while some := Facts(islice(left, _SUBJECTS)):
        part = work(some)
        found.add(part)
        for triple in parse(header + part.content, format=RdfFormat.TURTLE):
            line = f"{Quad(triple.subject, triple.predicate, triple.object, *where)} ."
            content = f"{line}\n".encode()
            hashed.update(content)
            size += len(content)
            yield line
    found.files[f"{name}/part-{number:05}"] = Content(size, hashed.hexdigest())
    total.add(found)


def write_dataset(said: Records, description: Facts, output: str) -> None:
    """``dataset.ttl``: the description, the inputs, and the figures as a cube."""
    context, folder, wide = said.context, f"{output}/_dataset", width(said)
    figures = said.flatMap(lambda one: one.figures.items()).reduceByKey(merge, wide).mapPartitions(_observations)
    inputs = said.flatMap(lambda one: input_facts(one.rows).items())
    described = context.parallelize(list(description.items()), 1)
    blocks = context.union([described, inputs, figures]).mapPartitions(_blocks).persist(disk())
    blocks.sortByKey(numPartitions=wide).values().saveAsTextFile(folder)
    write_joined(context, f"{output}/dataset.ttl", turtle_header().encode(), folder)


def _observations(figures: Iterable[_Subject]) -> Iterator[_Subject]:
    for subject, predicates in figures:
        yield from cube(Facts({subject: predicates})).items()


def _blocks(facts: Iterable[_Subject]) -> Iterator[tuple[str, str]]:
    """The Turtle of each subject, a line break before it."""
    for subject, predicates in facts:
        yield subject, Facts({subject: predicates}).turtle_body().removesuffix("\n")
