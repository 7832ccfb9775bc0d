"""Lists of industries: an enumeration in its text → the spans of its items that are industries.

“沙棘、水泵等优势产业” gives both because 产业 heads the list; “餐饮、家政、银发经济等服务” gives them because all
are in the vocabulary and one is a name by itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg.extraction.enumerations import Enumeration
from kg.extraction.recognition.industry_frames import is_public
from kg.extraction.recognition.industry_words import NAMES, STRONG, Run, Span, fit
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
_TWO_SECTORS = _PATTERNS.regex["two_sectors"]
_NAMED_LEAD = _PATTERNS.regex["named_lead"]
_CHAIN_HEAD = _PATTERNS.regex["chain_head"]
_DEVELOPED_HEAD = _PATTERNS.regex["developed_head"]
_DEVELOPING = _PATTERNS.regex["developing_lead"]
_FURTHERED = _PATTERNS.regex["furthered_at"]
_INDUSTRIAL = _PATTERNS.regex["industrial_end"]
_LINKS = frozenset(_PATTERNS.words["link"])
_CHAIN = _PATTERNS.words["chain"][0]
_ROLE = _PATTERNS.regex["role_at"]
_TOGETHER = _PATTERNS.regex["together"]
_NONE, _WORDS_ONLY, _INDUSTRIAL_ONLY, _ANY = 0, 1, 2, 3
_AHEAD = 28
_LEAD = 8


def listed(text: str, enumeration: Enumeration, runs: Sequence[Run], regions: Sequence[Span]) -> Iterator[Span]:
    """The items of an enumeration that are industries because of its head or of each other."""
    near = [region for region in regions if enumeration.start <= region[0] < enumeration.end]
    items = [_item(text, part, near) for item in enumeration.items for part in _sectors(text, item)]
    inside = [_best(runs, item) for item in items]
    head = text[slice(*enumeration.head)] if enumeration.head else ""
    yield from _sharing(text, items, head)
    if not head and enumeration.count and text[enumeration.end - 1 : enumeration.end] == _CHAIN:
        head = _CHAIN
    elif not enumeration.open and enumeration.count is None and _SHARE.match(head):
        head = ""
    grade = _grade(head, inside, enumeration.count)
    if not head and _NAMED_LEAD.search(text[max(0, items[0][0] - _LEAD) : items[0][0]]):
        grade = _ANY
    if grade == _ANY and any(_CLAUSE.search(text[slice(*item)]) for item in enumeration.items[1:]):
        grade = _WORDS_ONLY
    if grade == _ANY and _TOGETHER.match(text, items[-1][1]):
        grade, inside = _WORDS_ONLY, [run if run and run[2] == STRONG else None for run in inside]
    if grade < _INDUSTRIAL_ONLY and _is_developed(text, items, head) and _mostly_industrial(text, items, inside):
        grade = _INDUSTRIAL_ONLY
    for item, run in zip(items, inside, strict=True):
        if grade != _NONE and item not in near and (span := _named(text, item, run, grade)):
            yield span


def _sectors(text: str, item: Span) -> tuple[Span, ...]:
    """The two sectors that a link joins within an item: 现代服务业与先进制造业."""
    left, right = item
    found = _TWO_SECTORS.match(text[left:right])
    if not found or text[left:right] in NAMES:
        return (item,)
    return (left, left + found.start("link")), (left + found.end("link"), right)


def _sharing(text: str, items: Sequence[Span], head: str) -> Iterator[Span]:
    """The items that make known names with the head of the last one: 楼宇、总部、会展经济."""
    if head and _SHARE.match(head):
        yield from (item for item in items[:-1] if text[slice(*item)] + head in NAMES)


def _named(text: str, item: Span, run: Run | None, grade: int) -> Span | None:
    """The name that an item holds in a list of this grade."""
    if grade == _ANY or (grade == _INDUSTRIAL_ONLY and _INDUSTRIAL.search(text[slice(*item)])):
        return fit(text, *item)
    if run is None or (grade == _INDUSTRIAL_ONLY and is_public(text[run[0] : run[1]])):
        return None
    return (fit(text, *item) if run[1] == item[1] else None) or run[:2]


def _is_developed(text: str, items: Sequence[Span], head: str) -> bool:
    """Whether a verb of promotion leads the list, or what follows it says how it is furthered."""
    if not _DEVELOPED_HEAD.search(head):
        return False
    if _CHAIN_HEAD.search(head):
        return True
    start, end = items[0][0], items[-1][1]
    if _ROLE.match(text, end):
        return True
    return bool(_DEVELOPING.search(text[max(0, start - _LEAD) : start]) or _FURTHERED.match(text, end))


def _mostly_industrial(text: str, items: Sequence[Span], inside: Sequence[Run | None]) -> bool:
    """Whether two items and three in five are words of the vocabulary or end as names of industries do."""
    good = 0
    for item, run in zip(items, inside, strict=True):
        known = run is not None and run[1] == item[1] and not is_public(text[run[0] : run[1]])
        good += bool((known or _INDUSTRIAL.search(text[slice(*item)])) and fit(text, *item))
    return good > 1 and good * 5 >= len(items) * 3


def lists_companies(enumeration: Enumeration, companies: Sequence[Span]) -> bool:
    """Whether an item begins with the name of a company."""
    return any(item[0] == left for left, _ in companies for item in enumeration.items)


def is_barred(text: str, enumeration: Enumeration) -> bool:
    """Whether the list names products, fields with troubles or fields where something is used."""
    end = enumeration.items[-1][1]
    start = enumeration.items[0][0]
    before = text[max(0, start - _AHEAD) : start]
    return bool(_COMPLAINED.match(text[end : end + _AHEAD]) or _APPLIED.search(before))


def _grade(head: str, inside: Sequence[Run | None], count: int | None) -> int:
    """Which items of a list are industries: any, those of the vocabulary, none."""
    if _NO_LIST.search(head):
        return _NONE
    if _LISTED.search(head) and not _CHAIN_HEAD.search(head):
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
