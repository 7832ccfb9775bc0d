"""Stretch of a sentence → the items it lists, cut at the marks that give the number asked for.

“即链长、专班和会商三项机制” with total 3 gives 链长, 专班, 会商; “一是提质，二是降碳” the items behind 一是, 二是.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.extraction.enumerations import count_of
from kg.resources.patterns import load_patterns

Span = tuple[int, int]

_RE = load_patterns("decoding").regex
_WRAPPED = regex.compile(r"“[^“”]*”|‘[^‘’]*’|《[^《》]*》|（[^（）]*）|\([^()]*\)")
_ADJACENT = "(?<=[”》])(?=[“《])"
# From the finest cut to the coarsest: the first that gives as many items as the notation counts is taken.
_CUTS = tuple(map(regex.compile, (
    f"、|{_ADJACENT}", f"、|[和与及]|以及|{_ADJACENT}", "[，,]", "[；;]", f"[、，,；;]|{_ADJACENT}",
)))
_PAUSE = regex.compile("[，,；;]")
_STOP = regex.compile("[）)。！？]|——")
_HIDDEN = "\ue000"


def items_within(text: str, left: int, right: int, total: int) -> tuple[Span, ...]:
    """The items of a stretch where some way to cut it gives ``total`` of them, else none."""
    masked = text[:left] + _WRAPPED.sub(_hide, text[left:right])
    stop = _STOP.search(masked, left)
    right = stop.start() if stop else len(masked)
    pause = _PAUSE.search(masked, left, right)
    clause = pause.start() if pause else right
    for number, cut in enumerate(_CUTS):
        items = _cut(text, masked, cut, (left, clause if number < 2 else right))
        if len(items) == total:
            return items
    return ()


def first_clause(text: str, left: int, right: int) -> Span:
    """The first clause of a stretch without the verb it begins with."""
    pause = _PAUSE.search(text, left, right)
    return _opened(text, (left, pause.start() if pause else right))


def ordered(text: str, left: int) -> dict[int, Span]:
    """What stands behind 一是, 二是, 第三: number → item."""
    found: dict[int, Span] = {}
    for match in _RE["ordinal"].finditer(text, left):
        number = count_of(match["number"])
        if number is not None:
            found.setdefault(number, match.span("item"))
    return found


def _hide(found: regex.Match[str]) -> str:
    return found[0][0] + _HIDDEN * (len(found[0]) - 2) + found[0][-1]


def _cut(text: str, masked: str, cut: regex.Pattern[str], span: Span) -> tuple[Span, ...]:
    left, right = span
    if tail := _RE["list_tail"].search(masked, left, right):
        right = tail.start()
    items = tuple(_pieces(masked, cut, (left, right)))
    each = [_RE["each_is"].match(text, *item) for item in items]
    if all(each):
        return tuple((one.end(), item[1]) for one, item in zip(each, items, strict=True) if one)
    if len(items) < 2 or not _RE["opening"].match(text, *items[1]):
        items = tuple(_opened(text, item) if number == 0 else item for number, item in enumerate(items))
    return items


def _pieces(masked: str, cut: regex.Pattern[str], span: Span) -> Iterator[Span]:
    left, right = span
    for found in cut.finditer(masked, left, right):
        if found.start() > left:
            yield left, found.start()
        left = max(left, found.end())
    if left < right:
        yield left, right


def _opened(text: str, span: Span) -> Span:
    opening = _RE["opening"].match(text, *span)
    return (opening.end(), span[1]) if opening and opening.end() < span[1] - 1 else span
