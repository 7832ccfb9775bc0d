"""Names of documents → the things that they name, on Apache Spark.

Names that share a tie are a group: 海城三鱼泵业有限公司 of one page, 三鱼泵业 of another; a group gives its things.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import count
from typing import TYPE_CHECKING

from kg.datamodel import Decision, EntityType, Match, Resolution
from kg.resolution.decisions import Decisions
from kg.scaling.identity import settled, slips
from kg.scaling.naming import NamedDocument, Things, identified
from kg.scaling.spark.session import disk, width

if TYPE_CHECKING:
    from kg.scaling.spark.session import Records

# Terms that are worked on at once.
_TERMS = 2000
# Bits of the number of a term that count the terms of its document.
BITS = 24


def things(names: Records, decisions: Sequence[Decision], edges: int, rounds: str) -> Records:
    """What the groups of tied terms are; a term's number is that of its document with its own behind it.

    Up to ``edges`` ties the groups are found on the driver, above that on the cluster, in rounds kept in a folder.
    """
    terms, wide = names.flatMap(_terms), width(names)
    ties = terms.flatMap(lambda term: [(tie, term[0]) for tie in term[1]])
    pairs = ties.join(ties.reduceByKey(min, wide), wide).values().filter(lambda pair: pair[0] != pair[1]).distinct(wide)
    pairs.persist(disk())
    if pairs.count() <= edges:
        roots = pairs.context.parallelize(list(groups_of(pairs.toLocalIterator()).items()), pairs.getNumPartitions())
    else:
        roots = _rounds(pairs, rounds)
    contents = terms.map(lambda term: (term[0], term[2]))
    grouped = contents.leftOuterJoin(roots, wide).map(_under_root).groupByKey(wide).values()
    return grouped.mapPartitions(partial(_identify, decisions))


def _terms(document: tuple[int, NamedDocument]) -> Iterator[tuple[int, list[int], bytes]]:
    number, names = document
    for at, term in enumerate(names.terms):
        yield number << BITS | at, term.ties, term.content


def groups_of(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Each term that an edge touches with the least one of its group."""
    found: dict[int, int] = {}

    def root(term: int) -> int:
        while (above := found.setdefault(term, term)) != term:
            found[term] = found[above]
            term = above
        return term

    for left, right in edges:
        low, high = sorted((root(left), root(right)))
        found[high] = low
    return {term: root(term) for term in found}


def _rounds(edges: Records, folder: str) -> Records:
    """The same on the cluster: every term takes the least number that a neighbour has, until nothing changes.

    A round is kept as a file, so that a lost machine costs no earlier one.
    """
    both = edges.flatMap(lambda pair: (pair, pair[::-1])).persist(disk())
    roots = both.keys().distinct().map(lambda term: (term, term))
    for number in count():
        near = both.join(roots).values()
        new = near.union(roots).reduceByKey(min)
        path = f"{folder}/{number}"
        new.saveAsPickleFile(path)
        new = edges.context.pickleFile(path)
        if new.join(roots).values().filter(lambda pair: pair[0] != pair[1]).isEmpty():
            return new
        roots = new
    raise AssertionError("endless")


def _under_root(term: tuple[int, tuple[bytes, int | None]]) -> tuple[int, tuple[int, bytes]]:
    number, (content, root) = term
    return number if root is None else root, (number, content)


def _identify(decisions: Sequence[Decision], groups: Iterable[Iterable[tuple[int, bytes]]]) -> Iterator[Things]:
    decided = Decisions(decisions)
    batch: list[tuple[int, bytes]] = []
    for group in groups:
        batch += group
        if len(batch) >= _TERMS:
            yield identified(sorted(batch), decided)
            batch = []
    if batch:
        yield identified(sorted(batch), decided)


def resolved(names: Records, things: Records, decided: Decisions) -> Resolution:
    """What all groups are together, without mentions; names nearly alike are looked for among those of all."""
    types = names.flatMap(lambda one: [term.type for term in one[1].terms])
    counts: Counter[EntityType] = Counter(types.countByValue())
    matches: set[Match] = set(names.flatMap(lambda one: one[1].matches).distinct().collect())
    matches.update(things.flatMap(lambda found: found.matches).distinct().collect())
    matches |= slips(things.flatMap(lambda found: [one for one in found.things if one.spellings]).collect())
    entities = things.flatMap(lambda found: [one.entity for one in found.things]).collect()
    return settled(entities, matches, counts, decided, things.flatMap(lambda found: found.outcomes).collect())
