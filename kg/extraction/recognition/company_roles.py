"""Short names of companies in the roles that only companies and bodies play.

In: a sentence and its regions.  Out: spans of short names.  “由长河能源建设”, “与山西交控签下”, “业主是海南炼化”,
“悦河集团旗下的悦河纺织” give the name between the words that show its role.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import rjieba

from kg.extraction.recognition.boundaries import STOPS, Span, is_all_proper, is_area, is_plain, segment
from kg.extraction.recognition.company_heads import after_regions, is_goods, is_place
from kg.extraction.recognition.company_lists import may_be_name
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("companies")
_ROLES = tuple(_PATTERNS.regex[f"role_{name}"] for name in ("agent", "partner", "title", "daughter"))
_ROLE_WORDS = _PATTERNS.words["role_word"]
_ENDS_IN_LINE = _PATTERNS.regex["ends_in_line"]
_REGIONAL_LINES = frozenset(_PATTERNS.words["regional_line"])
_SHORT = 3
_LANDFORMS = _PATTERNS.words["landform"]


def actors(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """The names in the roles of builder, partner, owner and daughter."""
    if not any(word in text for word in _ROLE_WORDS):
        return
    for role in _ROLES:
        for found in role.finditer(text):
            span = found.span("name")
            if _is_name(text, span, regions):
                yield span


def _is_name(text: str, span: Span, regions: Sequence[Span]) -> bool:
    left, right = span
    core = after_regions(left, right, regions)
    if left < core and text[core:right] in _REGIONAL_LINES:
        return True
    if right - core < 2 or any(a < right and core < b for a, b in regions) or not may_be_name(text, span, regions):
        return False
    if text.endswith(_LANDFORMS, core, right) or is_area(text[core:right]) or is_place(text, left, right):
        return False
    words = [text[max(word.left, left):min(word.right, right)] for word in segment(text)
             if word.right > left and word.left < right]
    if any(word in STOPS for word in words) or is_plain(text[core:core + 2]):
        return False
    line = _ENDS_IN_LINE.search(text, core, right)
    if line is not None and not is_goods(text, core):
        return left < core or is_all_proper(text, core, line.start()) or not rjieba.has_word(text[core:line.start()])
    return is_all_proper(text, core, right) or (
        left < core and right - core <= _SHORT and not rjieba.has_word(text[core:right]))
