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


def known_names(lexicon: Lexicon, text: str) -> Iterator[tuple[Span, str, bool]]:
    """The forms of a lexicon in a text that cut no word: span, full name, whether the form is weak."""
    automaton, forms, weak = _automaton(lexicon)
    for start, end, number in automaton.find(text):
        if not any(word.left < edge < word.right for edge in (start, end) for word in segment(text)):
            yield (start, end), full_names_by_form(lexicon)[forms[number]], forms[number] in weak
