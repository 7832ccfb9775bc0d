"""Lists of industries: an enumeration in its text → the spans of its items that are industries.

“沙棘、水泵等优势产业” gives both because 产业 heads the list; “餐饮、家政、银发经济等服务” gives them because all
are in the vocabulary and one is a name by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extraction.enumerations import Enumeration
from kg.extraction.recognition.industry_words import STRONG, Run, Span, fit
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("industries")
_SUFFIX_END = _PATTERNS.regex["suffix_end"]
_COMPLAINED = _PATTERNS.regex["complained"]
_APPLIED = _PATTERNS.regex["applied"]
_CLAUSE = _PATTERNS.regex["clause"]
_LISTED = _PATTERNS.regex["listed"]
_SHARE = _PATTERNS.regex["share"]
_NO_LIST = _PATTERNS.regex["no_list"]
_NARROW = _PATTERNS.regex["narrow"]
_SOFT = _PATTERNS.regex["soft"]
_LINKS = frozenset(_PATTERNS.words["link"])
_CHAIN = _PATTERNS.words["chain"][0]
_NONE, _WORDS_ONLY, _ANY = 0, 1, 2
_AHEAD = 28


def listed(text: str, enumeration: Enumeration, runs: Sequence[Run], regions: Sequence[Span]) -> Iterator[Span]:
    """The items of an enumeration that are industries because of its head or of each other."""
    near = [region for region in regions if enumeration.start <= region[0] < enumeration.end]
    items = [_item(text, item, near) for item in enumeration.items]
    inside = [_best(runs, item) for item in items]
    head = text[slice(*enumeration.head)] if enumeration.head else ""
    if not head and enumeration.count and text[enumeration.end - 1 : enumeration.end] == _CHAIN:
        head = _CHAIN
    elif not enumeration.open and enumeration.count is None and _SHARE.match(head):
        head = ""
    grade = _grade(head, inside, enumeration.count)
    if grade == _NONE:
        return
    if grade == _ANY and any(_CLAUSE.search(text[slice(*item)]) for item in enumeration.items[1:]):
        grade = _WORDS_ONLY
    for item, run in zip(items, inside, strict=True):
        if item in near:
            continue
        if grade == _ANY and (span := fit(text, *item)):
            yield span
        elif grade == _WORDS_ONLY and run is not None:
            whole = fit(text, *item) if run[1] == item[1] else None
            yield whole or run[:2]


def is_barred(text: str, enumeration: Enumeration) -> bool:
    """Whether the list names fields with troubles or fields where something is used."""
    end = enumeration.items[-1][1]
    start = enumeration.items[0][0]
    before = text[max(0, start - _AHEAD) : start]
    return bool(_COMPLAINED.match(text[end : end + _AHEAD]) or _APPLIED.search(before))


def _grade(head: str, inside: Sequence[Run | None], count: int | None) -> int:
    """Which items of a list are industries: any, those of the vocabulary, none."""
    if _NO_LIST.search(head):
        return _NONE
    if _LISTED.search(head):
        return _ANY
    strong = sum(run is not None and run[2] == STRONG for run in inside)
    if not head and count == len(inside) and strong * 5 >= len(inside) * 3:
        return _ANY
    if (not head or _SOFT.search(head)) and strong > 1 and strong * 2 >= len(inside):
        return _WORDS_ONLY
    if _NARROW.search(head) and count == len(inside) and strong * 2 >= len(inside):
        return _ANY
    if _NARROW.search(head) and strong and all(run is not None for run in inside):
        return _WORDS_ONLY
    return _NONE


def _item(text: str, item: Span, regions: Sequence[Span]) -> Span:
    left, right = item
    left += text[left] in _LINKS
    if suffix := _SUFFIX_END.search(text[left:right]):
        right = left + suffix.start()
    return max([left, *(end for start, end in regions if start == left and end < right)]), right


def _best(runs: Sequence[Run], item: Span) -> Run | None:
    """The strongest run within the item; ``runs`` are in text order."""
    first, last = bisect_left(runs, (item[0],)), bisect_left(runs, (item[1],))
    return max((run for run in runs[first:last] if run[1] <= item[1]), key=lambda run: run[2], default=None)
