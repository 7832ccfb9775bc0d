"""Companies, bodies and zones known by name: the forms of a lexicon as an automaton.

In: a lexicon and a text.  Out: the span, full name and strength of each form in the text.  “青岛啤酒” gives
青岛啤酒股份有限公司; a weak form (三峡) is a word of the language too and counts only with the support of its context.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

import daachorse

from kg.extraction.recognition.boundaries import Span, segment
from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

_LONG = 4
_LINES = frozenset(load_patterns("companies").words["line"])
Lexicon = Literal["Company", "Organisation", "Park"]


@cache
def full_names_by_form(lexicon: Lexicon) -> dict[str, str]:
    """The full name of each form; where two rows share a form, that of the first."""
    full: dict[str, str] = {}
    for row in load_rows(lexicon):
        for form in (row["name"], *filter(None, row["short"].split("|"))) if "status" not in row else (row["short"],):
            full.setdefault(form, row["name"])
    return full


@cache
def _automaton(lexicon: Lexicon) -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[str, ...], frozenset[str]]:
    forms = tuple(full_names_by_form(lexicon))
    weak = frozenset(row["short"] for row in load_rows(lexicon) if row.get("status") == "weak")
    kind = daachorse.MATCH_KIND_LEFTMOST_LONGEST
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(forms), match_kind=kind), forms, weak


def _whole(text: str, end: int) -> int:
    """The end of a form, with the last character of a line of business that it would cut: 正泰新能|源."""
    return next((word.right for word in segment(text)
                 if word.left < end == word.right - 1 and text[word.left:word.right] in _LINES), end)


def known_names(lexicon: Lexicon, text: str) -> Iterator[tuple[Span, str, bool]]:
    """The forms of a lexicon in a text: span, full name, whether the form is weak.

    A form must begin with a word of the segmenter and, when it is short or weak, end with one too.
    """
    automaton, forms, weak = _automaton(lexicon)
    for start, end, number in automaton.find(text):
        form = forms[number]
        edges = (start,) if end - start >= _LONG and form not in weak else (start, end)
        if not any(word.left < edge < word.right for edge in edges for word in segment(text)):
            yield (start, _whole(text, end)), full_names_by_form(lexicon)[form], form in weak
