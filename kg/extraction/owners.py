"""A bare 产值 of a region → the industry whose it is: the last one named in its paragraph.

“集聚动力电池企业37家，产值412亿元” gives 动力电池产值.
"""

from __future__ import annotations

from kg.datamodel import AnnotatedDocument, Mention, Sentence
from kg.extraction.levels import Figure
from kg.resources.patterns import load_patterns

# A sentence that begins with a figure goes on about the industry of the one before.
_OPENING = 12


class Industries:
    """The industries that a paragraph has named, sentence after sentence."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self._annotated = annotated
        self._place = (-1, -1)
        self._here: tuple[Mention, ...] = ()
        self._before: Mention | None = None
        self._given: dict[str, Mention] = {}

    def enter(self, sentence: Sentence) -> None:
        """Take up the next sentence."""
        if (sentence.article, sentence.paragraph) != self._place:
            self._place, self._before, self._here = (sentence.article, sentence.paragraph), None, ()
        if self._here:
            self._before = self._here[-1]
        self._here = self._annotated.in_sentence(sentence.index, "Industry")
        self._given = {}

    def named(self, indicator: str, subject: Mention, figure: Figure) -> str:
        """The indicator with its industry, where it is a bare measure of a region."""
        bare = load_patterns("observations").regex["bare_measure"].match(indicator)
        told = bare and load_patterns("observations").regex["measured_against"].match(indicator, bare.end())
        if subject.type not in ("Region", "Park") or not told:
            return indicator
        ahead = [mention for mention in self._here if mention.right <= figure.right]
        before = self._before if figure.left < _OPENING and subject.type == "Region" else None
        owner = max(ahead, key=lambda mention: (mention.right, -mention.left), default=before)
        if figure.follows:
            owner = self._given.get(indicator, owner)
        if not owner:
            return indicator
        self._given[indicator] = owner
        return owner.surface + indicator
