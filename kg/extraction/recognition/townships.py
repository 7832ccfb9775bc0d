"""Text and its regions → the towns, townships, street offices and villages in it.

In a text that names 海城市, “西柳镇” and the 西柳 of “西柳国际物流园区” are the town 210381112.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import rjieba
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.resources import gazetteer
from kg.resources.patterns import load_patterns

if TYPE_CHECKING:
    from kg.extraction.recognition.regions import Candidate

_PATTERNS = load_patterns("regions")
_SUFFIXES = tuple(_PATTERNS.words["town_suffix"])


def find(text: str, regions: Sequence[Candidate]) -> Iterable[tuple[int, int, str]]:
    """Left, right and code of the towns and villages; the code is empty for what no list has."""
    if not regions:
        return ()
    provinces = Counter(region.code[:2] for region in regions)
    found = (*_listed(text, regions, provinces.most_common(1)[0][0]), *_unlisted(text, regions))
    kept: list[tuple[int, int, str]] = []
    for entry in sorted(found, key=lambda entry: (not entry[2], entry[0], -entry[1])):
        if not any(entry[0] < other[1] and other[0] < entry[1] for other in kept):
            kept.append(entry)
    kept.sort()
    return (*kept, *_villages(text, regions, kept))


@cache
def _automaton(province: str) -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...], Mapping[str, tuple[str, ...]]]:
    """The forms of a province's towns, and the codes of each."""
    codes: dict[str, list[str]] = {}
    for county in gazetteer.counties_with_towns(province):
        for code, town in gazetteer.townships(county).items():
            for form in _forms(town.name):
                if len(form) > 1:
                    codes.setdefault(form, []).append(code)
    forms = tuple(sorted(codes)) or (" ",)
    automaton = CharwiseDoubleArrayAhoCorasick(list(forms), MATCH_KIND_LEFTMOST_LONGEST)
    return automaton, forms, {form: tuple(found) for form, found in codes.items()}


def _forms(name: str) -> tuple[str, ...]:
    """The name, and for a town or township the name without suffix; a street office is hardly called so."""
    suffix = next(suffix for suffix in _SUFFIXES if name.endswith(suffix))
    return (name,) if suffix in _PATTERNS.words["street_suffix"] else (name, name.removesuffix(suffix))


def _listed(text: str, regions: Sequence[Candidate], province: str) -> Iterator[tuple[int, int, str]]:
    """Towns of the lists: whole names, short ones in the name of a thing called after them."""
    automaton, forms, codes_of = _automaton(province)
    named = {region.code for region in regions}
    behind = {region.right: region.code for region in regions}
    covered = {at for region in regions for at in (region.left, region.right - 1)}
    for left, right, index in automaton.find(text):
        if left in covered or right - 1 in covered:
            continue
        form, before = forms[index], behind.get(left, "")
        code = _meant(codes_of[form], before, named)
        whole = form.endswith(_SUFFIXES) and len(form) > 2
        if not code and len(codes_of[form]) == 1 and len(form) > 2 and not rjieba.has_word(form):
            code = codes_of[form][0]
        if code and (whole or _called_after(text, right, form, before)):
            yield left, right, code


def _meant(codes: Sequence[str], before: str, named: Container[str]) -> str:
    """Of the towns of a name the one in the place just before it, in a county or the only one in a city of the text."""
    inside = (code for code in codes if before and gazetteer.within(code, before))
    near = [code for code in codes if code[:4] + "00" in named]
    return next(inside, next((code for code in codes if code[:6] in named), near[0] if len(near) == 1 else ""))


def _called_after(text: str, right: int, form: str, before: str) -> bool:
    """Whether the short form of a town is a place here and no other word."""
    if rjieba.has_word(form) and not before:
        return False
    return bool(_PATTERNS.regex["named_after_town"].match(text, right))


def _unlisted(text: str, regions: Sequence[Candidate]) -> Iterator[tuple[int, int, str]]:
    pattern = _PATTERNS.regex["town_after_county"]
    for region in regions:
        found = pattern.match(text, region.right) if region.full else None
        if found and not rjieba.has_word(found[0]) and next(iter(rjieba.tag(found[0])))[1][0] not in "vdp":
            yield region.right, found.end(), ""


def _villages(
    text: str, regions: Sequence[Candidate], towns: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, str]]:
    pattern = _PATTERNS.regex["village"]
    for right in (*(region.right for region in regions if region.full), *(town[1] for town in towns)):
        found = pattern.match(text, right)
        if found and not rjieba.has_word(found[0]):
            yield right, found.end(), ""
