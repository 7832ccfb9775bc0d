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
from kg.extraction.recognition.industry_words import NAMES, STRONG, Run, Span, fit
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("industries")
_SUFFIX_END = _PATTERNS.regex["suffix_end"]
_COMPLAINED = _PATTERNS.regex["complained"]
_APPLIED = _PATTERNS.regex["applied"]
_ACTS = _PATTERNS.regex["acts"]
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
_AND = _PATTERNS.words["and"][0]
_CHAIN = _PATTERNS.words["chain"][0]
_ROLE = _PATTERNS.regex["role_at"]
_SERVING = _PATTERNS.regex["serving"]
_SUPPLIED = _PATTERNS.regex["supplied"]
_SUPPLIED_AT = _PATTERNS.regex["supplied_at"]
_TRADED = _PATTERNS.regex["traded"]
_TURNED_FROM = _PATTERNS.regex["turned_from"]
_GROWS_IN = _PATTERNS.regex["grows_in"]
_GROWN = _PATTERNS.regex["grown_at"]
_CHAIN_TO = _PATTERNS.regex["chain_to"]
_CHAIN_FROM = _PATTERNS.regex["chain_from"]
_CHAIN_ON = _PATTERNS.regex["chain_on"]
_PLACED = _PATTERNS.regex["placed"]
_ENDED = _PATTERNS.regex["ended_at"]
_MAINSTAY = _PATTERNS.regex["mainstay"]
_TAKEN_UP = _PATTERNS.regex["taken_up"]
_LEADERS = _PATTERNS.regex["leaders"]
_TURNED = _PATTERNS.regex["turned_at"]
_TOGETHER = _PATTERNS.regex["together"]
_NONE, _WORDS_ONLY, _INDUSTRIAL_ONLY, _WITH_PUBLIC, _ANY = 0, 1, 2, 3, 4
_AHEAD = 28
_LEAD = 8


def listed(text: str, enumeration: Enumeration, runs: Sequence[Run], regions: Sequence[Span]) -> Iterator[Span]:
    """The items of an enumeration that are industries because of its head or of each other."""
    near = [region for region in regions if enumeration.start <= region[0] < enumeration.end]
    parts, head = _headed(text, _before_growth(text, enumeration))
    ends = (*enumeration.items, (enumeration.items[-1][0], enumeration.end))
    if any(_acts(text[slice(*item)]) for item in ends):
        return
    items = [_item(text, part, near) for item in parts for part in _sectors(text, item, runs)]
    inside = [_best(runs, item) for item in items]
    grade = _grade(head, inside, enumeration.count)
    if not head and _NAMED_LEAD.search(text[max(0, items[0][0] - _LEAD) : items[0][0]]):
        grade = _ANY
    if grade == _ANY and any(_CLAUSE.search(text[slice(*item)]) for item in enumeration.items[1:]):
        grade = _WORDS_ONLY
    if grade == _ANY and _TOGETHER.match(text, items[-1][1]):
        grade, inside = _WORDS_ONLY, [run if run and run[2] == STRONG else None for run in inside]
    start, end = items[0][0], items[-1][1]
    before = text[max(0, start - _AHEAD) : start]
    if _CHAIN_TO.search(before) or (_CHAIN_FROM.search(before) and _CHAIN_ON.match(text, end)):
        grade = _ANY
    elif grade == _NONE and not head and (_MAINSTAY.search(before) or _TAKEN_UP.search(before)):
        grade = _WORDS_ONLY
    elif grade == _NONE and not head and _PLACED.search(before) and _ENDED.match(text, end):
        grade = _WORDS_ONLY
    if grade == _NONE and _GROWN.match(text, items[-1][1]) and _all_known(items, inside):
        grade = _WORDS_ONLY
    if grade < _INDUSTRIAL_ONLY and _is_developed(text, items, head):
        if _SERVING.search(head) and enumeration.open:
            grade = _WITH_PUBLIC
        elif _mostly_industrial(text, items, inside):
            grade = _INDUSTRIAL_ONLY
    for item, run in zip(items, inside, strict=True):
        if grade != _NONE and item not in near and (span := _named(text, item, run, grade)):
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
    if enumeration.head is None or enumeration.open or enumeration.count is not None or not _SHARE.match(head):
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
    if grade == _ANY or (grade >= _INDUSTRIAL_ONLY and _INDUSTRIAL.search(text[slice(*item)])):
        return fit(text, *item)
    if grade == _WITH_PUBLIC and run and run[:2] == item:
        return item
    if run is None or (grade == _INDUSTRIAL_ONLY and is_public(text[run[0] : run[1]])):
        return None
    return (fit(text, *item) if run[1] == item[1] else None) or run[:2]


def _all_known(items: Sequence[Span], inside: Sequence[Run | None]) -> bool:
    """Whether each item is a word of the vocabulary, one of them a name."""
    whole = all(run is not None and run[:2] == item for item, run in zip(items, inside, strict=True))
    return whole and any(run is not None and run[2] == STRONG for run in inside)


def _is_developed(text: str, items: Sequence[Span], head: str) -> bool:
    """Whether a verb of promotion leads the list, or what follows it says how it is furthered."""
    if not _DEVELOPED_HEAD.search(head):
        return False
    if _CHAIN_HEAD.search(head):
        return True
    start, end = items[0][0], items[-1][1]
    if _ROLE.match(text, end):
        return True
    if _TURNED_FROM.search(text[max(0, start - _LEAD) : start]) and _TURNED.match(text, end):
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
    after = text[end : end + _AHEAD]
    return bool(_COMPLAINED.match(after) or _LEADERS.match(after) or _TRADED.match(after) or _APPLIED.search(before))


def _grade(head: str, inside: Sequence[Run | None], count: int | None) -> int:
    """Which items of a list are industries: any, those of the vocabulary, none."""
    if _NO_LIST.search(head):
        return _NONE
    if _SUPPLIED.search(head):
        return _ANY
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
    return max(_within(runs, item), key=lambda run: run[2], default=None)


def _within(runs: Sequence[Run], item: Span) -> Iterator[Run]:
    first, last = bisect_left(runs, (item[0],)), bisect_left(runs, (item[1],))
    return (run for run in runs[first:last] if run[1] <= item[1])
