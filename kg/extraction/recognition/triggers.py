"""Costly patterns tried only where one of their words stands.

In: words, a pattern that begins with one of them, a text.  Out: the matches.  An automaton finds 科技, 泵业 of a
pattern of lines of business in one pass; the pattern is tried at “三鱼|泵业” alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import regex
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick


class Trigger:
    """A pattern, every match of which begins with one of the words."""

    def __init__(self, words: Iterable[str], pattern: regex.Pattern[str]) -> None:
        self._pattern = pattern
        forms = sorted(set(words))
        self._words = CharwiseDoubleArrayAhoCorasick(forms, MATCH_KIND_LEFTMOST_LONGEST)
        self._starts = CharwiseDoubleArrayAhoCorasick(forms)

    def finditer(self, text: str) -> Iterator[regex.Match[str]]:
        """The matches that do not overlap, from left to right."""
        done = 0
        for start, _, _ in self._words.find(text):
            found = self._pattern.match(text, start) if start >= done else None
            if found:
                done = found.end()
                yield found

    def overlapping(self, text: str) -> Iterator[regex.Match[str]]:
        """The matches at every place where a word begins."""
        starts = {start for start, _, _ in self._starts.find_overlapping(text)}
        for start in sorted(starts):
            found = self._pattern.match(text, start)
            if found:
                yield found
