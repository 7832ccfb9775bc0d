"""What speaks against a name that the tagger found, whatever it saw in training.

In: a sentence, a span and its type.  Out: the span, without half a pair of quotes, or nothing.  “拨打“12345”” names no
programme, “多家公司” no company, 市人大 in “市人大第二次会议” no body that acts, 青岛啤酒 on the shelf is a
ware.
"""

from __future__ import annotations

from kg.datamodel import EntityType
from kg.extraction.recognition.boundaries import Span
from kg.extraction.recognition.company_contexts import is_ware
from kg.resources.patterns import load_patterns

_RE = load_patterns("tagger").regex
_PAIRS = (("“", "”"), ("‘", "’"), ("《", "》"), ("(", ")"), ("（", "）"))


def plausible(text: str, span: Span, kind: EntityType) -> Span | None:
    """The span of the name, None where there is none."""
    left, right = _paired(text, span)
    if right - left < 2:
        return None
    surface = text[left:right]
    if kind == "Company" and (_RE["pointing_company"].search(surface) or is_ware(text, (left, right))):
        return None
    if kind == "Organisation" and _RE["session"].match(text[right:]):
        return None
    if kind == "Programme" and _RE["number"].search(surface):
        return None
    return left, right


def key(surface: str, kind: EntityType) -> str:
    """What ties the mentions of a programme together: the words in the quotes that open its name, or all of it."""
    if kind != "Programme":
        return ""
    quoted = _RE["first_quoted"].search(surface)
    return quoted["core"] if quoted else surface


def _paired(text: str, span: Span) -> Span:
    """The span without a quote or bracket at its edge whose other half is outside."""
    left, right = span
    for opening, closing in _PAIRS:
        if text[left] == opening and closing not in text[left:right]:
            left += 1
        if left < right and text[right - 1] == closing and opening not in text[left:right]:
            right -= 1
    return left, right
