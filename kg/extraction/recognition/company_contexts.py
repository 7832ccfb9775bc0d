"""Short names of companies that the words beside them show to be companies.

In: a sentence and its regions.  Out: spans of short names.  “龙田化工年产3万吨” gives 龙田化工 (a proper name with a
line of business before a verb of companies), “与上海宏谊签署协议” gives 上海宏谊 (after a place, party to it).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import rjieba

from kg.extraction.recognition.boundaries import (
    OPENERS,
    STOPS,
    Span,
    is_all_proper,
    is_area,
    is_plain,
    left_boundary,
    segment,
)
from kg.extraction.recognition.company_heads import firm_end, is_goods, names_goods, unplaced
from kg.extraction.recognition.company_names import LINES
from kg.extraction.recognition.triggers import Trigger
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("companies")
_LINE = Trigger((*_PATTERNS.words["strong_line"], *_PATTERNS.words["line"]), _PATTERNS.regex["line"])
_STRONG = _PATTERNS.regex["strong_line_end"]
_PLACED_LEFT = _PATTERNS.regex["placed_left"]
_OWNED_RIGHT = _PATTERNS.regex["owned_right"]
_LIGHT_LEFT = _PATTERNS.regex["light_left"]
# Wide places that open names of companies with a line of business: 西部矿业, 长江电力, 皖西铸造.
_AREAL = frozenset(_PATTERNS.words["areal"])
_AREAL_LINES = _PATTERNS.words["firm_line"] + _PATTERNS.words["trade"] + _PATTERNS.words["regional_line"]
_OWNS = _PATTERNS.regex["owns"]
_COORDINATED = _PATTERNS.regex["coordinated"]
_PARTY = _PATTERNS.regex["party"]
_AMONG_INDUSTRIES = _PATTERNS.regex["among_industries_at"]
_LED_BY_INDUSTRIES = _PATTERNS.regex["led_by_industries"]
_NO_NAME = _PATTERNS.regex["no_name"]
_COMMON = frozenset(_PATTERNS.words["common"])
_LANDFORMS = _PATTERNS.words["landform"]
_SOLD = _PATTERNS.regex["sold"]
_SOLD_LEFT = _PATTERNS.regex["sold_left"]
_SOLD_RIGHT = _PATTERNS.regex["sold_right"]
_NATION = frozenset(_PATTERNS.words["nation"])
_PRODUCT_LIST = _PATTERNS.regex["product_list"]
_PRODUCT_HEAD = _PATTERNS.regex["product_head"]
# How far left of a name the word may stand that shows its list, and what is sold, in characters.
_LIST_REACH = 160
_SHOP_REACH = 36
_COINED = 3
_ENUMERATING = "、"
_CLAUSE_BREAKS = "，,。；;：:！？!?"


def supported(text: str, span: Span) -> bool:
    """Whether a verb that governs companies stands left of the span or an owner's word right of it."""
    left, right = span
    return (
        _PLACED_LEFT.search(text, max(0, left - 4), left) is not None
        or _OWNED_RIGHT.match(text, right) is not None
        or _OWNS.match(text, right) is not None
    )


def is_ware(text: str, span: Span) -> bool:
    """Whether the name stands for what the company sells: 贵州茅台|酒, 青岛啤酒 on the shelf."""
    left, right = span
    return (
        _SOLD.match(text, right) is not None
        or _SOLD_RIGHT.match(text, right) is not None
        or _SOLD_LEFT.search(text, max(0, left - _SHOP_REACH), left) is not None
    )


def lined(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Proper names with a line of business, where list, verb or noun beside them speak of companies."""
    for found in _LINE.finditer(text):
        left = left_boundary(text, found.start(), regions)
        core = _after_region(left, regions, found.start())
        if not 2 <= found.start() - core <= 5 or text[core:found.start()].isascii() or (
                text[core:found.start()] in _NATION):
            continue
        strong = _STRONG.search(text, left, found.end()) is not None
        areal = text[core:found.start()] in _AREAL or is_area(text[core:found.start()])
        if areal and not (supported(text, (left, found.end())) and text.endswith(_AREAL_LINES, core, found.end())):
            continue
        if not areal and not is_all_proper(text, core, found.start()) and not (
                strong and left < core and not _is_common(text, core, found.start())):
            continue
        if text.endswith(_LANDFORMS, core, found.start()):
            continue
        if any(found.start() < word.left < found.end() < word.right for word in segment(text)):
            continue
        if is_goods(text, core) or names_goods(text, found.span()):
            continue
        strong = strong or left < core or not rjieba.has_word(text[core:found.start()])
        left = unplaced(text, left, core)
        if _spoken_of(text, (left, found.end()), strong):
            yield left, firm_end(text, found.span())


def _is_common(text: str, left: int, right: int) -> bool:
    """Whether a word of the span is one of those that open no trade name: 优质, 特色, 大型."""
    words = [text[max(word.left, left):min(word.right, right)] for word in segment(text)
             if word.right > left and word.left < right]
    return any(word in _COMMON or word in LINES or word in OPENERS or word in STOPS or is_plain(word) for word in words
               ) or _NO_NAME.search(text, left, right) is not None


def _spoken_of(text: str, span: Span, strong: bool) -> bool:
    """Whether the words beside a name speak of a company; a strong name may open a clause or stand in a list."""
    left, right = span
    if supported(text, span) or _COORDINATED.match(text, right) or _LIGHT_LEFT.search(text, max(0, left - 3), left):
        return True
    if _AMONG_INDUSTRIES.match(text, right) or _LED_BY_INDUSTRIES.search(text, 0, left):
        return False
    if not strong:
        return False
    if _ENUMERATING in (text[left - 1:left], text[right:right + 1]):
        return not (_PRODUCT_LIST.match(text, right) or _PRODUCT_HEAD.search(text, max(0, left - _LIST_REACH), left))
    return left == 0 or text[left - 1] in _CLAUSE_BREAKS


def parties(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Names after a place that are party to a contract (与上海宏谊签署) or own another company (广州工泰下属)."""
    for start, stop in regions:
        found = _PARTY.match(text, stop)
        if found is None:
            continue
        name = found["name"]
        right = found.end("name")
        if any(a < right and stop < b for a, b in regions) or text.endswith(_LANDFORMS, stop, right) or is_area(name):
            continue
        named = is_all_proper(text, stop, right) or _is_coined(text, stop, right)
        if named and (found["owned"] or _PLACED_LEFT.search(text, max(0, start - 4), start)):
            yield start, right


def _is_coined(text: str, left: int, right: int) -> bool:
    """Whether a span of up to three characters is one unknown word: 德永佳."""
    return right - left <= _COINED and any(
        (word.left, word.right) == (left, right) and not rjieba.has_word(text[left:right]) for word in segment(text))


def _after_region(left: int, regions: Sequence[Span], limit: int) -> int:
    """Where the regions end that open at ``left``."""
    for start, stop in regions:
        if start == left and stop <= limit:
            left = stop
    return left
