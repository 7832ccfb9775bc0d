"""Companies that stand in a row with known ones.

In: a sentence, the companies found in it, its regions.  Out: the spans of their neighbours.  In “金力永磁、韵升科技、
天和磁材” one known company shows the other two, where each reads like a name; three show any name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import rjieba

from kg.extraction.recognition.boundaries import STOPS, Span, is_proper, segment
from kg.extraction.recognition.company_heads import after_regions, is_goods, is_place
from kg.extraction.recognition.company_lists import may_be_name
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("companies")
_NEXT = _PATTERNS.regex["row_next"]
_BEFORE = _PATTERNS.regex["row_before"]
_END = _PATTERNS.regex["row_end"]
_NO_ROW = _PATTERNS.regex["no_row"]
_ENDS_IN_LINE = _PATTERNS.regex["ends_in_line"]
_MARKS = "、和与及"
_LONGEST = 10
# So many companies of a row show that a word of the language is one too.
_MANY = 3


def neighbours(text: str, found: Sequence[Span], regions: Sequence[Span]) -> Iterator[Span]:
    """The names to the right and to the left of the companies found, as far as their rows go."""
    if not found or not any(mark in text for mark in _MARKS):
        return
    outer = [span for span in found if not any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in found)]
    taken = sorted(set(outer))
    for left, right in list(taken):
        row = [(left, right)]
        for follow in (_following, _preceding):
            at = right if follow is _following else left
            while (item := follow(text, at)) is not None:
                if item not in taken:
                    if _crosses(item, taken) or not _is_name(text, item, len(row), regions):
                        break
                    taken.append(item)
                    yield item
                row.append(item)
                at = item[1] if follow is _following else item[0]


def _crosses(item: Span, taken: Sequence[Span]) -> bool:
    return any(left < item[1] and item[0] < right for left, right in taken)


def _following(text: str, at: int) -> Span | None:
    """The item behind a comma of enumeration or a conjunction."""
    mark = _NEXT.match(text, at)
    if not mark:
        return None
    end = _END.search(text, mark.end() + 2, mark.end() + _LONGEST + 1)
    stop = end.start() if end else len(text) if len(text) - mark.end() <= _LONGEST else 0
    return (mark.end(), stop) if stop else None


def _preceding(text: str, at: int) -> Span | None:
    """The item in front of a comma of enumeration or a conjunction."""
    mark = _BEFORE.search(text, max(0, at - _LONGEST - 3), at)
    return mark.span("item") if mark else None


def _is_name(text: str, item: Span, row: int, regions: Sequence[Span]) -> bool:
    """Whether an item of a row reads like the name of a company."""
    left, right = item
    core = after_regions(left, right, regions)
    if core >= right or is_goods(text, core) or is_place(text, left, right) or not may_be_name(text, item, regions):
        return False
    words = [text[max(word.left, left):min(word.right, right)] for word in segment(text)
             if word.right > left and word.left < right]
    if any(word in STOPS for word in words) or _NO_ROW.search(text, left, right):
        return False
    line = _ENDS_IN_LINE.search(text, core, right)
    return is_proper(text, core, right) or row >= _MANY or (
        line is not None and not rjieba.has_word(text[core:right]))
