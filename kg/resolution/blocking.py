"""Terms → the pairs worth a look: those that share a name, those where one may be short for the other, near spellings.

Each yields a number of pairs that grows with the number of terms, not with its square: names of one place are compared
with the first of them, places with the places around.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.datamodel import EntityType
from kg.resolution.features import Pair
from kg.resolution.names import Form
from kg.resolution.reach import reach
from kg.resolution.terms import CITY, Term, is_full
from kg.resolution.territories import territory

_PROVINCE = 2
# Blocks of more terms are compared within a province only, and with the first of all.
_LARGE = 40

Block = list[int]


def key(term: Term, name: str) -> tuple[EntityType, str, str]:
    """Terms with one key are one: the name, and the place where it means something only there.

    A place that no document tells is the document itself.  A company that no document names in full and no list has
    is first sought around.
    """
    if reach(term.type, name) != "nation":
        return term.type, name, territory(term.where) or term.anchor[0]
    if term.type == "Company" and not (term.links or is_full(term)):
        return term.type, name, territory(term.where)[:CITY]
    return term.type, name, territory(term.seats)[:_PROVINCE] if term.type == "Company" and not term.links else ""


def sharing(terms: Sequence[Term]) -> Iterator[tuple[int, int, Pair]]:
    """Pairs of terms that share a name and differ in their places."""
    bearers = Counter((term.type, form.name) for term in terms for form in term.forms)
    for (type, name), block in _by_name(terms).items():
        if len(block) > 1:
            provinces = {code[:_PROVINCE] for index in block for code in terms[index].where}
            shared = Pair(terms[0], terms[0], name, spread=len(provinces), bearers=bearers.get((type, name), 0))
            for left, right in _compared(terms, block):
                yield left, right, shared._replace(left=terms[left], right=terms[right])


def _by_name(terms: Sequence[Term]) -> dict[tuple[EntityType, str], Block]:
    blocks: dict[tuple[EntityType, str], Block] = {}
    for index, term in enumerate(terms):
        for name in sorted(term.names):
            blocks.setdefault((term.type, name), []).append(index)
    return blocks


def _compared(terms: Sequence[Term], block: Block) -> Iterator[tuple[int, int]]:
    if len(block) <= _LARGE:
        yield from combinations(block, 2)
        return
    provinces: dict[str, Block] = {}
    for index in block:
        provinces.setdefault(territory(terms[index].where)[:_PROVINCE], []).append(index)
    for part in provinces.values():
        yield from combinations(part, 2) if len(part) <= _LARGE else ((part[0], other) for other in part[1:])
    first = block[0]
    yield from ((first, part[0]) for part in provinces.values() if part[0] != first)


Shorts = dict[tuple[EntityType, str, str], list[tuple[int, Form]]]


def longer(terms: Sequence[Term]) -> Shorts:
    """The terms that each name of another may be short for, with the form; names of no far reach by province."""
    names = {(term.type, name) for term in terms for name in term.names}
    found: Shorts = {}
    for index, term in enumerate(terms):
        for form in term.forms:
            if (term.type, form.name) in names:
                for province in _provinces(term, form.name):
                    found.setdefault((term.type, form.name, province), []).append((index, form))
    return found


def candidates(short: Term, shorts: Shorts) -> Iterator[tuple[int, str, Form]]:
    """The terms that some name of this one may be short for."""
    for name in sorted(short.names):
        for province in _provinces(short, name):
            yield from ((index, name, form) for index, form in shorts.get((short.type, name, province), ()))


def _provinces(term: Term, name: str) -> tuple[str, ...]:
    if reach(term.type, name) == "nation":
        return ("",)
    return tuple(sorted({code[:_PROVINCE] for code in term.where})) or ("",)
