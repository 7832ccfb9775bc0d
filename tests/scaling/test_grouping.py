"""Groups of tied terms, found one by one and from pairs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from kg.scaling.grouping import Grouping
from kg.scaling.spark.identity import groups_of


@given(some.lists(some.sets(some.integers(0, 12), max_size=3), max_size=20))
def test_pairs_give_the_groups_that_ties_give(ties: list[set[int]]) -> None:
    grouping = Grouping()
    first: dict[int, int] = {}
    pairs = []
    for number, held in enumerate(ties):
        assert grouping.add(held) == number
        pairs += [(first.setdefault(tie, number), number) for tie in held]
    roots = groups_of(pairs)
    groups: dict[int, list[int]] = {}
    for number in range(len(ties)):
        groups.setdefault(roots.get(number, number), []).append(number)
    together = [number for batch in grouping.batches() for number in batch]
    assert sorted(together) == list(range(len(ties)))
    assert together == [number for group in groups.values() for number in group]
