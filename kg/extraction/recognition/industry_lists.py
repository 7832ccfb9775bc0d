"""Lists of industries: an enumeration in its text → the spans of its items that are industries.

“沙棘、水泵等优势产业” gives both because 产业 heads the list; “餐饮、家政、银发经济等服务” gives them because all
are in the vocabulary and one is a name by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

import rjieba

from kg.extraction.enumerations import Enumeration
from kg.extraction.recognition.industry_frames import is_public
from kg.extraction.recognition.industry_grades import (
    ANY,
    INDUSTRIAL_ONLY,
    NONE,
    SHARE,
    WITH_PUBLIC,
    WORDS_ONLY,
    Items,
    grade_of,
)
from kg.extraction.recognition.industry_words import NAMES, STRONG, Run, Span, fit
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("industries")
_SUFFIX_END = _PATTERNS.regex["suffix_end"]
_COMPLAINED = _PATTERNS.regex["complained"]
_APPLIED = _PATTERNS.regex["applied"]
_LEADERS = _PATTERNS.regex["leaders"]
_TRADED = _PATTERNS.regex["traded"]
_ACTS = _PATTERNS.regex["acts"]
_GROWS_IN = _PATTERNS.regex["grows_in"]
_SUPPLIED_AT = _PATTERNS.regex["supplied_at"]
_TWO_SECTORS = _PATTERNS.regex["two_sectors"]
_CLAUSE = _PATTERNS.regex["clause"]
_TOGETHER = _PATTERNS.regex["together"]
_INDUSTRIAL = _PATTERNS.regex["industrial_end"]
_LINKS = frozenset(_PATTERNS.words["link"])
_AND = _PATTERNS.words["and"][0]
_CHAIN = _PATTERNS.words["chain"][0]
_AHEAD = 28


def listed(text: str, enumeration: Enumeration, runs: Sequence[Run], regions: Sequence[Span]) -> Iterator[Span]:
    """The items of an enumeration that are industries because of its head or of each other."""
    near = [region for region in regions if enumeration.start <= region[0] < enumeration.end]
    parts, head = _headed(text, _before_growth(text, enumeration))
    ends = (*enumeration.items, (enumeration.items[-1][0], enumeration.end))
    if any(_acts(text[slice(*item)]) for item in ends):
        return
    spans = tuple(_item(text, part, near) for item in parts for part in _sectors(text, item, runs))
    items = Items(
        text=text, spans=spans, inside=tuple(_best(runs, span) for span in spans), head=head,
        count=enumeration.count, open=enumeration.open,
    )
    grade = grade_of(items)
    if grade == ANY and any(_CLAUSE.search(text[slice(*item)]) for item in enumeration.items[1:]):
        grade = WORDS_ONLY
    inside = items.inside
    if grade == ANY and _TOGETHER.match(text, spans[-1][1]):
        grade, inside = WORDS_ONLY, tuple(run if run and run[2] == STRONG else None for run in inside)
    for item, run in zip(spans, inside, strict=True):
        if grade != NONE and item not in near and (span := _named(text, item, run, grade)):
            yield span


def _before_growth(text: str, enumeration: Enumeration) -> Enumeration:
    """The enumeration up to the item behind which growth is told: 电子、陶瓷分别增长12%、11% has two items."""
    for index, (left, right) in enumerate(enumeration.items):
        if told := _GROWS_IN.search(text, left, right):
            return replace(enumeration, items=(*enumeration.items[:index], (left, told.start())), head=None)
    return enumeration


def _acts(item: str) -> bool:
    """Whether an item is a verb of one character with its object: 补链条, 上项目."""
    return bool(_ACTS.match(item)) and item not in NAMES and len(rjieba.cut(item)[0]) == 1


def _headed(text: str, enumeration: Enumeration) -> tuple[Sequence[Span], str]:
    """The items and their head: none of 数字贸易、中间品贸易, but 楼宇、总部、会展经济 share theirs."""
    head = text[slice(*enumeration.head)] if enumeration.head else ""
    if not head and enumeration.count and text[enumeration.end - 1 : enumeration.end] == _CHAIN:
        return enumeration.items, _CHAIN
    if enumeration.head is None and not enumeration.open:
        left, right = enumeration.items[-1]
        if found := _SUPPLIED_AT.search(text[left : right + 1]):
            head = found[0].rstrip("，,。；;0123456789")
            return (*enumeration.items[:-1], (left, left + found.start())), head
    if enumeration.head is None or enumeration.open or enumeration.count is not None or not SHARE.match(head):
        return enumeration.items, head
    *others, last = enumeration.items
    if any(text[slice(*item)] + head in NAMES for item in others):
        return enumeration.items, head
    return (*others, (last[0], enumeration.head[1])), ""


def _sectors(text: str, item: Span, runs: Sequence[Run]) -> tuple[Span, ...]:
    """The two sectors that a link joins within an item: 现代服务业与先进制造业, 低空经济和商业航天."""
    left, right = item
    if text[left:right] in NAMES:
        return (item,)
    if found := _TWO_SECTORS.match(text[left:right]):
        return (left, left + found.start("link")), (left + found.end("link"), right)
    strong = [run for run in _within(runs, item) if run[2] == STRONG]
    if len(strong) == 2 and text[strong[0][1] : strong[1][0]] == _AND and (strong[0][0], strong[1][1]) == item:
        return strong[0][:2], strong[1][:2]
    return (item,)


def _named(text: str, item: Span, run: Run | None, grade: int) -> Span | None:
    """The name that an item holds in a list of this grade."""
    if grade == ANY or (grade >= INDUSTRIAL_ONLY and _INDUSTRIAL.search(text[slice(*item)])):
        return fit(text, *item)
    if grade == WITH_PUBLIC and run and run[:2] == item:
        return item
    if run is None or (grade == INDUSTRIAL_ONLY and is_public(text[run[0] : run[1]])):
        return None
    return (fit(text, *item) if run[1] == item[1] else None) or run[:2]


def lists_companies(enumeration: Enumeration, companies: Sequence[Span]) -> bool:
    """Whether an item begins with the name of a company."""
    return any(item[0] == left for left, _ in companies for item in enumeration.items)


def is_barred(text: str, enumeration: Enumeration) -> bool:
    """Whether the list names products, fields with troubles or fields where something is used."""
    end = enumeration.items[-1][1]
    start = enumeration.items[0][0]
    before = text[max(0, start - _AHEAD) : start]
    after = text[end : end + _AHEAD]
    return bool(_COMPLAINED.match(after) or _LEADERS.match(after) or _TRADED.match(after) or _APPLIED.search(before))


def _item(text: str, item: Span, regions: Sequence[Span]) -> Span:
    left, right = item
    left += text[left] in _LINKS
    if suffix := _SUFFIX_END.search(text[left:right]):
        right = left + suffix.start()
    return max([left, *(end for start, end in regions if start == left and end < right)]), right


def _best(runs: Sequence[Run], item: Span) -> Run | None:
    """The strongest run within the item; ``runs`` are in text order."""
    return max(_within(runs, item), key=lambda run: run[2], default=None)


def _within(runs: Sequence[Run], item: Span) -> Iterator[Run]:
    first, last = bisect_left(runs, (item[0],)), bisect_left(runs, (item[1],))
    return (run for run in runs[first:last] if run[1] <= item[1])
