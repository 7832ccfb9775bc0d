"""Companies in the columns of tables and the lines of forms that are headed so.

In: a document.  Out: the spans of names by sentence.  The row “青石大桥 | 天禾路桥” under “项目 | 建设单位”
gives 天禾路桥, “业主单位:昊川新材” 昊川新材.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.datamodel import BARS, Document, Sentence
from kg.extraction.recognition.boundaries import Span
from kg.extraction.rows import column
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("companies")
_HEAD = _PATTERNS.regex["cell_head"]
_FORM = _PATTERNS.regex["cell_form"]
_BODY = _PATTERNS.regex["cell_body"]
_NAME = _PATTERNS.regex["cell_name"]
_CELL = regex.compile(rf"[^{BARS}\t、和]+")


def celled(document: Document, sentence: Sentence) -> Iterator[Span]:
    """The names in the cells of a row, or behind the label of a line."""
    text = sentence.text
    if sentence.kind == "row":
        spans = [cell.span() for cell in _CELL.finditer(text) if _HEAD.search(column(document, sentence, cell.start()))]
    else:
        found = _FORM.match(text)
        spans = [cell.span() for cell in _CELL.finditer(text, *found.span("name"))] if found else []
    for left, right in spans:
        left += len(text[left:right]) - len(text[left:right].lstrip())
        right -= len(text[left:right]) - len(text[left:right].rstrip())
        if _NAME.fullmatch(text, left, right) and not _BODY.search(text, left, right):
            yield left, right
