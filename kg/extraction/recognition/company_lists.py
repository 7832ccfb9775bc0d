"""Short names of companies that stand in lists of companies or of projects.

In: a sentence and its regions.  Out: spans of short names.  “以瑞麟科技、天禾为代表的企业”, “引进天禾、瑞麟等5家企业”
and “天禾、瑞麟两大龙头企业” give both names, “布顿特种金属制品生产基地等项目” gives 布顿 (the head of an item).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
import rjieba

from kg.extraction.recognition.boundaries import (
    OPENERS,
    STOPS,
    Span,
    Word,
    is_all_proper,
    is_area,
    is_plain,
    is_proper,
    left_boundary,
    segment,
)
from kg.extraction.recognition.company_heads import after_regions, is_goods, is_place
from kg.extraction.recognition.company_heads import head as opening_company
from kg.extraction.recognition.company_names import LINES
from kg.extraction.recognition.known_names import known_names
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("companies")
_LIST_CLOSE = _PATTERNS.regex["list_close"]
_COUNTED_CLOSE = _PATTERNS.regex["counted_close"]
_REPRESENTED = _PATTERNS.regex["represented"]
_LIST_TRIGGER = _PATTERNS.regex["list_trigger"]
_ITEM_BREAK = _PATTERNS.regex["item_break"]
_PROJECT_HEAD = _PATTERNS.regex["project_head"]
_FACTORY_HEAD = _PATTERNS.regex["factory_head"]
_PLACE_HEAD = _PATTERNS.regex["place_head"]
_PROJECT_LIST = _PATTERNS.regex["project_list"]
_PHASE = _PATTERNS.regex["phase"]
_BROUGHT = _PATTERNS.regex["brought"]
_ENDS_IN_LINE = _PATTERNS.regex["ends_in_line"]
_NO_NAME = _PATTERNS.regex["no_name"]
_CLAUSE = _PATTERNS.regex["clause"]
_PROJECT_WORD = _PATTERNS.regex["project_word"]
_SHORT_LINES = frozenset((*_PATTERNS.words["strong_line"], *_PATTERNS.words["line"]))
_COMMON = frozenset(_PATTERNS.words["common"])
_ATTRIBUTIVE = _PATTERNS.words["attributive"][0]
_CLASS_ENDS = (*_PATTERNS.words["company_noun"], *_PATTERNS.words["class_end"])
_LANDFORMS = _PATTERNS.words["landform"]
_CLAUSE_BREAKS = "，,。；;：:！？!?"
_COUNTED = _PATTERNS.regex["counted"]
_CORRIDOR = _PATTERNS.regex["corridor"]
_HAN = _PATTERNS.regex["han"]
_LONGEST = 12
# Behind a place, any so short word in a list of companies is one: 深圳|兆驰.
_SHORTEST, _SHORT = 2, 4
_CONJUNCTION_TAGS = ("p", "c", "uj", "ul", "uz")


def in_company_list(text: str, span: Span) -> bool:
    """Whether the span is an item of a list that ends in 等…企业 or 为代表的."""
    return any(items[0][0] <= span[0] and span[1] <= items[-1][1] for items in _lists(text))


def listed(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Items of lists of companies: at least half of the items must read like names."""
    for items in _lists(text):
        spans = [_item(text, item, number, regions) for number, item in enumerate(items)]
        named = [span for span in spans if span and _reads_like_company(text, span, regions)]
        known = [span for span, _, weak in known_names("Company", text) if not weak] if spans else []
        named += [span for span in spans if span in known and span not in named]
        if named and 2 * len(named) >= len(items):
            yield from (span for span in spans if span and (span in named or may_be_name(text, span, regions)))


def project_heads(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """The developers that open the items of clauses on projects, and those that are all of an item."""
    if not _PROJECT_WORD.search(text):
        return
    for clause in _CLAUSE.finditer(text):
        if not _PROJECT_WORD.search(clause[0]):
            continue
        for start, end in _items(text, clause.end()):
            head = opening_company(text, (start, end), regions)
            if head:
                yield head
    for close in _PROJECT_LIST.finditer(text):
        yield from _bare_heads(text, _items(text, close.start()), regions)


def _lists(text: str) -> Iterator[list[Span]]:
    """The items of each list of companies of a sentence, from left to right."""
    if not _LIST_TRIGGER.search(text):
        return
    for close in _LIST_CLOSE.finditer(text):
        yield _items(text, close.start())
    for close in _COUNTED_CLOSE.finditer(text):
        items = _items(text, close.start())
        if len(items) > 1:
            yield items
    for found in _REPRESENTED.finditer(text):
        yield _items(text, found.end("items"), found.start("items"))


def _items(text: str, end: int, begin: int | None = None) -> list[Span]:
    """The coordinated items that end at ``end``, from ``begin`` or the begin of the clause."""
    if begin is None:
        begin = 1 + max(text.rfind(mark, 0, end) for mark in _CLAUSE_BREAKS)
    items, start = [], begin
    for separator in _ITEM_BREAK.finditer(text, begin, end):
        if separator.start() - start > 1 and _is_word(text, separator):
            items.append((start, separator.start()))
            start = separator.end()
    items.append((start, end))
    return [item for item in items if item[0] < item[1]]


def _is_word(text: str, separator: regex.Match[str]) -> bool:
    """Whether the separator is a mark or a conjunction of its own, no part of a name (天和药业)."""
    return not separator[0].isalpha() or any(
        (word.left, word.right) == separator.span() for word in segment(text))


def _item(text: str, item: Span, number: int, regions: Sequence[Span]) -> Span | None:
    """The name in an item: all of it, in the first one what no verb or preposition governs."""
    start, end = item
    left = _governed(text, item, regions) if number == 0 else start
    if number:
        left = max((word.right for word in segment(text) if start <= word.left and word.right < end
                    and text[word.left:word.right] in STOPS and len(text[word.left:word.right]) > 1
                    and word.left == start), default=start)
        left = max(left, text.rfind(_ATTRIBUTIVE, start, end - 1) + 1)
    return (left, end) if 2 <= end - left <= _LONGEST else None


def _governed(text: str, item: Span, regions: Sequence[Span]) -> int:
    """Where the first name of a list begins: right of the last verb or preposition that leaves a name."""
    start, end = item
    bound = max(start, left_boundary(text, end, regions))
    edges = [word.right for word in segment(text) if start <= word.left and word.right < end and _governs(text, word)]
    for edge in reversed(edges):
        if end - edge >= 2 and not _generic(text, (edge, end)):
            return edge if end - edge <= _LONGEST else bound
    return bound if edges else start if end - start <= 6 else bound


def _governs(text: str, word: Word) -> bool:
    piece = text[word.left:word.right]
    return piece in STOPS or word.tag in _CONJUNCTION_TAGS


def _generic(text: str, span: Span) -> bool:
    """Whether the span holds nothing but lines of business and common words."""
    left, right = span
    words = [text[max(word.left, left):min(word.right, right)] for word in segment(text)
             if word.right > left and word.left < right]
    return all(word in _COMMON or word in LINES or word in OPENERS for word in words)


def _reads_like_company(text: str, span: Span, regions: Sequence[Span]) -> bool:
    left, right = span
    core = after_regions(left, right, regions)
    if core >= right or not may_be_name(text, span, regions):
        return False
    placed = left < core and _SHORTEST <= right - core <= _SHORT and not is_goods(text, core)
    if placed or is_proper(text, core, right):
        return True
    line = _ENDS_IN_LINE.search(text, core, right)
    return line is not None and right - left <= 8 and (
        not rjieba.has_word(text[core:line.start()]) or _COUNTED.match(text, right) is not None)


def may_be_name(text: str, span: Span, regions: Sequence[Span]) -> bool:
    """Whether nothing in the span speaks against a name: no class, no generic words, no place."""
    left, right = span
    return (
        span not in regions
        and not text[left:right].isascii()
        and not _generic(text, span)
        and (not text.endswith(_CLASS_ENDS, left, right) or _ENDS_IN_LINE.search(text, left, right) is not None)
        and _NO_NAME.search(text, left, right) is None
    )


def _bare_heads(text: str, items: Sequence[Span], regions: Sequence[Span]) -> Iterator[Span]:
    """The items of a list of projects that are a company's name alone (凯金、山河智能二期): the list must show it."""
    found: list[Span] = []
    sure = 0
    for number, (start, end) in enumerate(items):
        phase = _PHASE.search(text, start, end)
        span = _item(text, (start, phase.start() if phase else end), number, regions)
        if span is None or not may_be_name(text, span, regions) or _is_spot(text, span, regions):
            continue
        core = after_regions(span[0], span[1], regions)
        if is_plain(text[core:core + 2]):
            continue
        line = _ENDS_IN_LINE.search(text, core, span[1])
        if (line.start() - core <= 3 and not _generic(text, (core, line.start()))) if line else (
                is_all_proper(text, core, span[1]) and _HAN.fullmatch(text, core, span[1])):
            found.append(span)
            sure += line is not None
    brought = bool(items) and _BROUGHT.search(text, items[0][0], items[0][1]) is not None
    if 2 * len(found) >= len(items) and sure + 2 * brought >= 2:
        yield from found


def _is_spot(text: str, span: Span, regions: Sequence[Span]) -> bool:
    """Whether the span names a place or a landscape rather than a company."""
    left, right = span
    return (text.endswith(_LANDFORMS, left, right) or is_area(text[left:right]) or is_place(text, left, right)
            or any(start == left and stop == right for start, stop in regions))


def _works(text: str, opening: int, left: int, regions: Sequence[Span]) -> Span | None:
    """A place and two characters before what only a plant gets: 海南红塔|异地技改."""
    right = left + 2
    shaped = opening < left and _HAN.fullmatch(text, left, right) and _FACTORY_HEAD.match(text, right)
    if not shaped or is_plain(text[left:right]) or text.endswith(_LANDFORMS, left, right):
        return None
    return (opening, right) if may_be_name(text, (left, right), regions) else None
