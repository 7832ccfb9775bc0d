"""Short names of companies that the context shows to be companies.

In: a sentence and its regions.  Out: spans of short names.  “以瑞麟科技、天禾为代表的企业” gives both (a list of
companies), “布顿特种金属制品生产基地等项目” gives 布顿 (the head of a project in a list of projects),
“龙田化工年产3万吨” gives 龙田化工 (a proper name with a line of business before a verb of companies).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import rjieba

from kg.extraction.recognition.boundaries import Span, is_proper, left_boundary, segment
from kg.extraction.recognition.company_names import LINES
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("companies")
_LINE = _PATTERNS.regex["line"]
_STRONG = _PATTERNS.regex["strong_line_end"]
_LIST_CLOSE = _PATTERNS.regex["list_close"]
_REPRESENTED = _PATTERNS.regex["represented"]
_PLACED_LEFT = _PATTERNS.regex["placed_left"]
_OWNED_RIGHT = _PATTERNS.regex["owned_right"]
_ITEM_BREAK = _PATTERNS.regex["item_break"]
_PROJECT_HEAD = _PATTERNS.regex["project_head"]
_PLACE_HEAD = _PATTERNS.regex["place_head"]
_COMMON = frozenset(_PATTERNS.words["common"])
_COMPANY_NOUNS = _PATTERNS.words["company_noun"]
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
    return any(items[0][0] <= span[0] and span[1] <= items[-1][1] for items, _ in _lists(text, companies=True))


def lined(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Proper names with a line of business, where list, verb or noun beside them speak of companies."""
    for found in _LINE.finditer(text):
        left = left_boundary(text, found.start(), regions)
        core = max([left, *(stop for start, stop in regions if left <= start and stop <= found.start())])
        length = found.start() - core
        if not 2 <= length <= 6 or not is_proper(text, core, found.start()):
            continue
        span = (left, found.end())
        strong = _STRONG.search(text, left, found.end()) is not None or left < core
        listed = text[left - 1:left] == "、" or text[found.end():found.end() + 1] == "、"
        if supported(text, span) or (strong and (listed or left == 0 or text[left - 1] in _CLAUSE_BREAKS)):
            yield span


def listed(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Items of lists of companies: at least half of the items must read like names."""
    for items, _ in _lists(text, companies=True):
        spans = [_item(text, item, regions) for item in items]
        named = [span for span in spans if span and _reads_like_company(text, span, regions)]
        if 2 * len(named) >= len(items):
            yield from (span for span in spans if span and (span in named or _may_be_name(text, span, regions)))


def project_heads(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """The developers that open the items of a list of projects."""
    for items, _ in _lists(text, companies=False):
        for start, end in items:
            head = _head(text, start, end, regions)
            if head:
                yield head


def _lists(text: str, *, companies: bool) -> Iterator[tuple[list[Span], int]]:
    """The items, left to right, of the lists of companies (or of projects) of a sentence."""
    for close in _LIST_CLOSE.finditer(text):
        if close["kind"].endswith(_COMPANY_NOUNS) is companies:
            yield _items(text, close.start()), close.end()
    if companies and "为" in text:
        for close in _REPRESENTED.finditer(text):
            opening = text.rfind("以", 0, close.start())
            if opening >= 0 and not any(mark in text[opening:close.start()] for mark in _CLAUSE_BREAKS):
                yield [(max(a, opening + 1), b) for a, b in _items(text, close.start()) if b > opening + 1], close.end()


def _items(text: str, end: int) -> list[Span]:
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
        and not all(word in _COMMON or word in LINES for word in words)
        and not text.endswith((*_COMPANY_NOUNS, "业", "产业", "行业", "类", "型", "化", "国家", "项目"), left, right)
        and not any(char in "0123456789%“”\"" for char in text[left:right])
    )


def _head(text: str, start: int, end: int, regions: Sequence[Span]) -> Span | None:
    """The proper name that opens an item of a list of projects, before industrial goods or works."""
    words = [word for word in segment(text) if start <= word.left and word.right <= end]
    while words and (text[words[0].left:words[0].right] in "的了" or words[0].tag in ("v", "d", "vd")) and len(words) > 1:
        if not rjieba.has_word(text[words[0].left:words[0].right]):
            break
        words = words[1:]
    if not words:
        return None
    left = words[0].left
    core = max([left, *(stop for begin, stop in regions if begin == left)])
    right = core
    for word in words:
        if word.left < core:
            continue
        piece = text[word.left:word.right]
        if piece in LINES and right > core:
            right = word.right
            break
        if right > core and (len(piece) > 1 or right - core >= 3) or not is_proper(text, core, word.right) and len(piece) > 1:
            break
        right = word.right
    if not 2 <= right - core <= 8 or not is_proper(text, core, right) or any(a < right and core < b for a, b in regions):
        return None
    if _PLACE_HEAD.match(text, right) or not _PROJECT_HEAD.match(text, right):
        return None
    return (core, right)
