"""What makes two terms one: keys that only terms of one thing share, and conditions on short names.

A key of 海城三鱼泵业有限公司 is its name with the place written bare, a key of “4+4+3+N” of 海城市 is the code
together with its owner: the “4+4+3+N” of another city is another programme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from kg.datamodel import EntityType
from kg.resolution.names import CODE_SCORE, is_digit_code, words
from kg.resolution.terms import Term

_STRONG = 3
_LONG_PROJECT = 12


class Key(NamedTuple):
    """Terms of one type that share ``name`` and ``place`` are one."""

    name: str
    place: str
    reason: str


def region_keys(term: Term) -> Iterator[Key]:
    for code in term.codes:
        yield Key(code, "", "the same division code")
    if not term.codes:
        for name in term.names:
            for scope in term.scopes or {""}:
                yield Key(name, scope, "the same name in documents of one region")


def industry_keys(term: Term) -> Iterator[Key]:
    for name in term.names | term.refers:
        yield Key(name, "", "the same name")


def programme_keys(term: Term) -> Iterator[Key]:
    """The name with the owner; without one a code belongs to its document's region, a name to the nation."""
    for name in term.names | term.refers | codes(term):
        local = term.scopes if is_digit_code(name) else frozenset[str]()
        for owner in term.places or local or {""}:
            yield Key(name, owner, "the same name and owner")


def codes(term: Term) -> frozenset[str]:
    """The bare codes in the names of a programme: 4+4+3+n in “4+4+3+N”产业格局."""
    if term.type != "Programme":
        return frozenset()
    return frozenset(form.name for form in term.forms if form.score >= CODE_SCORE)


def company_keys(term: Term) -> Iterator[Key]:
    """Only what is strong: the legal name, or a name of three characters and more; a weak one with its city."""
    for name in term.names:
        if len(name) >= _STRONG:
            yield Key(name, "", "the same name")
        else:
            for city in cities(term):
                yield Key(name, city, "the same short name in one city")


def project_keys(term: Term) -> Iterator[Key]:
    for name in term.names:
        if len(name) >= _LONG_PROJECT:
            yield Key(name, "", "the same long name")
        else:
            for city in cities(term):
                yield Key(name, city, "the same name in one city")


def park_keys(term: Term) -> Iterator[Key]:
    for name in term.names:
        yield from _placed(term, name, "bare_park")


def organisation_keys(term: Term) -> Iterator[Key]:
    for name in term.names:
        yield from _placed(term, name, "bare_organisation")


def _placed(term: Term, name: str, pattern: str) -> Iterator[Key]:
    """A name that means something only with its place has it in its key."""
    if not words().regex[pattern].search(name):
        yield Key(name, "", "the same name")
        return
    for place in term.places or term.scopes or {""}:
        yield Key(name, place, "the same name and place")


def cities(term: Term) -> frozenset[str]:
    """The city of each place of the term, else of its documents; a province stands for itself."""
    return frozenset(code[:4].removesuffix("00") for code in term.places or term.scopes or {""})


def document_keys(term: Term) -> Iterator[Key]:
    """What ties terms of one document together: a region's code, else the name, or the code of a programme."""
    for name in term.codes or term.names | codes(term):
        yield Key(name, "", "the same name")


KEYS: Mapping[EntityType, Callable[[Term], Iterator[Key]]] = {
    "Region": region_keys,
    "Industry": industry_keys,
    "Programme": programme_keys,
    "Company": company_keys,
    "Project": project_keys,
    "Park": park_keys,
    "Organisation": organisation_keys,
}


def may_stand_for(short: Term, full: Term, name: str) -> bool:
    """Whether ``name`` of ``short`` may mean ``full`` of another document."""
    if short.codes and full.codes:
        return False
    if short.type == "Company":
        return len(name) >= _STRONG + 1 or bool(_full_cities(short) & _full_cities(full))
    if short.type == "Programme" and short.places and full.places:
        return bool(short.places & full.places)
    return any(_holds(a, b) for a in short.places or short.scopes for b in full.places or full.scopes)


def _full_cities(term: Term) -> frozenset[str]:
    return frozenset(city for city in cities(term) if len(city) == 4)


def _holds(one: str, other: str) -> bool:
    """Whether one of two divisions lies in the other, or they are the same."""
    first, second = sorted((_trim(one), _trim(other)), key=len)
    return second.startswith(first)


def _trim(code: str) -> str:
    while len(code) > 2 and code.endswith("00") and len(code) <= 6:
        code = code[:-2]
    return code
