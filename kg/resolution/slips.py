"""Terms → pairs of long names that differ in one character: 胜群 for 胜辉 in 海城市胜辉耐火材料制造有限公司.

A slip of a scanner, or another company: such pairs are offered to people, never joined.  Names of one length are hashed
once with each character left out, so that equal hashes stand beside each other after sorting; that takes
n · length · log n, and 16 bytes for each character.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

from kg.datamodel import EntityType
from kg.resolution.companies import company_name
from kg.resolution.features import Pair
from kg.resolution.spelling import fold, words
from kg.resolution.terms import Term

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    _Hashes = NDArray[numpy.uint64]

_TYPES: tuple[EntityType, ...] = ("Company", "Project", "Park", "Organisation")
_SHORTEST = 6
# More names that differ in one place only are a family, as the schools of a city by number.
_FAMILY = 4
_MIX = (0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
_STEP = 0x9E3779B97F4A7C15


def near(terms: Sequence[Term]) -> Iterator[Pair]:
    """Pairs of terms of one type with names where one character differs, that is no number or direction."""
    for left, right in near_spellings((term.type, sorted(spellings(term))) for term in terms):
        yield Pair(terms[left], terms[right])


def spellings(term: Term) -> list[str]:
    """The names that are long enough to differ by a slip, those of companies also without their group."""
    if term.type not in _TYPES:
        return []
    names = term.names | term.shorts
    if term.type == "Company" and (company := company_name(fold(term.label, "Company"))).group:
        names |= {company.place + company.core}
    return [name for name in names if len(name) >= _SHORTEST]


def near_spellings(spelled: Iterable[tuple[EntityType, Sequence[str]]]) -> Iterator[tuple[int, int]]:
    """The places of those things in the order given that have such names; each comes with its type and spellings."""
    groups: dict[tuple[EntityType, int], list[tuple[str, int]]] = {}
    for index, (type, names) in enumerate(spelled):
        for name in names:
            groups.setdefault((type, len(name)), []).append((name, index))
    for key in sorted(groups):
        names = [name for name, _ in groups[key]]
        for one, other, place in _pairs(names):
            left, right = groups[key][one][1], groups[key][other][1]
            if left != right and not words().regex["telling"].search(names[one][place] + names[other][place]):
                yield left, right


def _pairs(names: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Pairs of names of one length with the one place where they differ."""
    if len(names) < 2:
        return
    import numpy  # not for a page with few names, since that takes 50 ms

    hashes = _hashes(names)
    whole = hashes.sum(axis=1)
    for place in range(hashes.shape[1]):
        without = whole - hashes[:, place]
        order = numpy.argsort(without, kind="stable")
        equal = numpy.flatnonzero(without[order][1:] == without[order][:-1])
        for run in _runs(equal):
            members = [int(order[at]) for at in run]
            if len(members) <= _FAMILY:
                for one, other in combinations(sorted(members), 2):
                    if _differ(names[one], names[other], place):
                        yield one, other, place


def _runs(equal: NDArray[numpy.intp]) -> Iterator[range]:
    """Positions of the sorted hashes that are equal to their neighbours: 3, 4 of 3 == 4 and 4 == 5 give 3 to 5."""
    start = -1
    end = -1
    for at in map(int, equal):
        if at != end:
            if start >= 0:
                yield range(start, end + 1)
            start = at
        end = at + 1
    if start >= 0:
        yield range(start, end + 1)


def _differ(one: str, other: str, place: int) -> bool:
    return one != other and one[:place] == other[:place] and one[place + 1 :] == other[place + 1 :]


def _hashes(names: Sequence[str]) -> _Hashes:
    """A number for each character at its place; a name's hash is their sum."""
    import numpy

    points = numpy.frombuffer("".join(names).encode("utf-32-le"), dtype=numpy.uint32)
    mixed = points.reshape(len(names), -1).astype(numpy.uint64)
    places = numpy.array([_STEP * place % (1 << 64) for place in range(1, mixed.shape[1] + 1)], dtype=numpy.uint64)
    mixed += places
    for factor, shift in zip(_MIX, (30, 27), strict=True):
        mixed ^= mixed >> numpy.uint64(shift)
        mixed *= numpy.uint64(factor)
    mixed ^= mixed >> numpy.uint64(31)
    return mixed
