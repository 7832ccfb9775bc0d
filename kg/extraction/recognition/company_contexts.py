"""Short names of companies that the context shows to be companies.

In: a sentence and its regions.  Out: spans of short names.  “以瑞麟科技、天禾为代表的企业” gives both (a list of
companies), “布顿特种金属制品生产基地等项目” gives 布顿 (the head of a project in a list of projects),
“龙田化工年产3万吨” gives 龙田化工 (a proper name with a line of business before a verb of companies).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import rjieba

from kg.extraction.recognition.boundaries import (
    STOPS,
    Span,
    Word,
    is_all_proper,
    is_area,
    is_proper,
    left_boundary,
    segment,
)
from kg.extraction.recognition.company_names import LINES
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("companies")
_LINE = _PATTERNS.regex["line"]
_STRONG = _PATTERNS.regex["strong_line_end"]
_LIST_CLOSE = _PATTERNS.regex["list_close"]
_REPRESENTED = _PATTERNS.regex["represented"]
_PLACED_LEFT = _PATTERNS.regex["placed_left"]
_OWNED_RIGHT = _PATTERNS.regex["owned_right"]
_COORDINATED = _PATTERNS.regex["coordinated"]
_ITEM_BREAK = _PATTERNS.regex["item_break"]
_PROJECT_HEAD = _PATTERNS.regex["project_head"]
_PLACE_HEAD = _PATTERNS.regex["place_head"]
_SHORT_LINES = frozenset((*_PATTERNS.words["strong_line"], *_PATTERNS.words["line"]))
_COMMON = frozenset(_PATTERNS.words["common"])
_ATTRIBUTIVE = _PATTERNS.words["attributive"][0]
_COMPANY_NOUNS = _PATTERNS.words["company_noun"]
_CLASS_ENDS = (*_COMPANY_NOUNS, *_PATTERNS.words["class_end"])
_CLAUSE = _PATTERNS.regex["clause"]
_PROJECT_WORD = _PATTERNS.regex["project_word"]
_LANDFORMS = _PATTERNS.words["landform"]
_ENUMERATING = "、"
_CLAUSE_BREAKS = "，,。；;：:！？!?"


def supported(text: str, span: Span) -> bool:
    """Whether a verb that governs companies stands left of the span or an owner's word right of it."""
    left, right = span
    return (
        _PLACED_LEFT.search(text, max(0, left - 4), left) is not None
        or _OWNED_RIGHT.match(text, right) is not None
    )


def in_company_list(text: str, span: Span) -> bool:
    """Whether the span is an item of a list that ends in 等…企业 or 为代表的."""
    return any(items[0][0] <= span[0] and span[1] <= items[-1][1] for items in _lists(text))


def lined(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Proper names with a line of business, where list, verb or noun beside them speak of companies."""
    for found in _LINE.finditer(text):
        left = left_boundary(text, found.start(), regions)
        core = _after_region(left, regions, found.start())
        if not 2 <= found.start() - core <= 5 or text[core:found.start()].isascii():
            continue
        if not is_all_proper(text, core, found.start()):
            continue
        if text.endswith(_LANDFORMS, core, found.start()) or is_area(text[core:found.start()]):
            continue
        span = (left, found.end())
        strong = (left < core or _STRONG.search(text, left, found.end()) is not None
                  or not rjieba.has_word(text[core:found.start()]))
        opens = left == 0 or text[left - 1] in _CLAUSE_BREAKS
        if any(found.start() < word.left < found.end() < word.right for word in segment(text)):
            continue
        listed_beside = _ENUMERATING in (text[left - 1:left], text[found.end():found.end() + 1])
        coordinated = _COORDINATED.match(text, span[1]) is not None
        if supported(text, span) or coordinated or (strong and (opens or listed_beside)):
            yield span


def _after_region(left: int, regions: Sequence[Span], limit: int) -> int:
    """Where the regions end that open at ``left``."""
    for start, stop in regions:
        if start == left and stop <= limit:
            left = stop
    return left


def listed(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Items of lists of companies: at least half of the items must read like names."""
    for items in _lists(text):
        spans = [_item(text, item, regions) for item in items]
        named = [span for span in spans if span and _reads_like_company(text, span, regions)]
        if 2 * len(named) >= len(items):
            yield from (span for span in spans if span and (span in named or _may_be_name(text, span, regions)))


def project_heads(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """The developers that open the items of clauses on projects."""
    for clause in _CLAUSE.finditer(text):
        if not _PROJECT_WORD.search(clause[0]):
            continue
        for start, end in _items(text, clause.end()):
            head = _head(text, start, end, regions)
            if head:
                yield head


def _lists(text: str) -> Iterator[list[Span]]:
    """The items of each list of companies of a sentence, from left to right."""
    for close in _LIST_CLOSE.finditer(text):
        yield _items(text, close.start())
    for found in _REPRESENTED.finditer(text):
        yield _items(text, found.end("items"), found.start("items"))


def _items(text: str, end: int, begin: int | None = None) -> list[Span]:
    """The coordinated items that end at ``end``, from ``begin`` or the begin of the clause."""
    if begin is None:
        begin = 1 + max(text.rfind(mark, 0, end) for mark in _CLAUSE_BREAKS)
    items, start = [], begin
    for separator in _ITEM_BREAK.finditer(text, begin, end):
        items.append((start, separator.start()))
        start = separator.end()
    items.append((start, end))
    return [item for item in items if item[0] < item[1]]


def _item(text: str, item: Span, regions: Sequence[Span]) -> Span | None:
    """The name that ends where the item ends; None where that is too long or too short."""
    start, end = item
    left = max(start, left_boundary(text, end, regions))
    return (left, end) if 2 <= end - left <= 14 else None


def _reads_like_company(text: str, span: Span, regions: Sequence[Span]) -> bool:
    left, right = span
    core = max([left, *(stop for start, stop in regions if start == left)])
    if core >= right or not _may_be_name(text, span, regions):
        return False
    return is_proper(text, core, right)


def _may_be_name(text: str, span: Span, regions: Sequence[Span]) -> bool:
    left, right = span
    words = [text[max(word.left, left):min(word.right, right)] for word in segment(text)
             if word.right > left and word.left < right]
    return (
        span not in regions
        and not text[left:right].isascii()
        and not all(word in _COMMON or word in LINES for word in words)
        and not text.endswith(_CLASS_ENDS, left, right)
        and not any(char in "0123456789%“”\"" for char in text[left:right])
    )


def _head(text: str, start: int, end: int, regions: Sequence[Span]) -> Span | None:
    """The proper name that opens an item, before industrial goods, works or a capacity."""
    begin = max(start, text.rfind(_ATTRIBUTIVE, start, end) + 1)
    words = [word for word in segment(text) if begin <= word.left and word.right <= end]
    opening = _opening(text, words)
    left = right = core = _after_region(opening, regions, end)
    for word in words:
        if word.left < left:
            continue
        piece = text[word.left:word.right]
        if right > left and piece in _SHORT_LINES:
            right = word.right
            break
        if word.right - left > 5 or any(a < word.right and word.left < b for a, b in regions):
            break
        if not is_all_proper(text, left, word.right) and len(piece) > 1:
            break
        right = core = word.right
    if core - left < 2 or not is_proper(text, left, core) or text.endswith(_LANDFORMS, left, core):
        return None
    if is_area(text[left:core]) or (core == right and _is_place(text, left, right)):
        return None
    return (opening, right) if _PROJECT_HEAD.match(text, right) and not _PLACE_HEAD.match(text, right) else None


def _is_place(text: str, left: int, right: int) -> bool:
    """Whether the span is one word that the dictionary knows as a place: 柴达木."""
    return any((word.left, word.right, word.tag) == (left, right, "ns") and rjieba.has_word(text[left:right])
               for word in segment(text))


def _opening(text: str, words: Sequence[Word]) -> int:
    """Where the item's name begins: right of the last verb, adverb or particle that opens the item."""
    at = words[0].left if words else 0
    for word in words:
        piece = text[word.left:word.right]
        verb = word.tag in ("v", "d", "vd", "ad") and len(piece) > 1 and rjieba.has_word(piece)
        if piece not in STOPS and not verb:
            break
        at = word.right
    return at
