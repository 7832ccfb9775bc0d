"""Figure → whom it is about: the region, park or company that its clause speaks of, else the home region.

“凌河区引进内资70.56亿元” is about 凌河区; “园内入驻企业48户” about the park named before it.
"""

from __future__ import annotations

from kg.datamodel import AnnotatedDocument, EntityType, Mention, Sentence
from kg.extraction.levels import Figure
from kg.resources.patterns import load_patterns

_TYPES: tuple[EntityType, ...] = ("Region", "Park", "Company")


class Subjects:
    """The possible subjects of the figures of one document, sentence after sentence."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self._annotated = annotated
        self._place = (-1, -1)
        self._park: Mention | None = None
        self._company: Mention | None = None
        self._sentence: Sentence | None = None
        self._openers: tuple[Mention, ...] = ()
        self._titled = _titled(annotated)
        self._last: Mention | None = None

    def enter(self, sentence: Sentence) -> None:
        """Take up the next sentence."""
        if (sentence.article, sentence.paragraph) != self._place:
            self._place = (sentence.article, sentence.paragraph)
            self._park = self._company = self._last = None
        self._sentence = sentence
        named = self._annotated.in_sentence(sentence.index)
        outer = [
            mention for mention in named
            if mention.type in _TYPES and not any(_within(mention, other) for other in named)
        ]
        self._openers = tuple(mention for mention in outer if _opens(sentence.text, mention))
        for mention in outer:
            if mention.type == "Park":
                self._park = mention
            elif mention.type == "Company":
                self._company = mention

    def of(self, figure: Figure) -> Mention | None:
        """The subject of a figure of the present sentence; None where the text leaves it open."""
        if not (figure.follows and self._last):
            self._last = self._find(figure)
        return self._last

    def _find(self, figure: Figure) -> Mention | None:
        sentence = self._sentence
        assert sentence is not None
        patterns = load_patterns("observations").regex
        clause = sentence.text[figure.left : figure.right]
        if self._park and patterns["here"].search(clause):
            return self._park
        if self._company and patterns["company_word"].search(clause):
            return self._company
        for mention in reversed(self._openers):
            if mention.left < figure.right and (mention.type == "Region" or self._chained(mention, figure)):
                return mention
        if patterns["whole_region"].search(sentence.text, 0, figure.right):
            return self._annotated.homes[sentence.index]
        return self._titled.get(sentence.article) or self._annotated.homes[sentence.index]

    def _chained(self, mention: Mention, figure: Figure) -> bool:
        """Whether a park or company is the subject of the clause: each clause since its name has a figure."""
        assert self._sentence is not None
        between = self._sentence.text[mention.right : figure.left]
        parts = load_patterns("observations").regex["clause_mark"].split(between)[:-1]
        return all(not part or any(sign.isdigit() for sign in part) for part in parts)


def _titled(annotated: AnnotatedDocument) -> dict[int, Mention]:
    """The parks that articles are about: named in a title that names no region."""
    found: dict[int, Mention] = {}
    for sentence in annotated.document.sentences:
        if sentence.kind == "title":
            named = annotated.in_sentence(sentence.index, "Region", "Park", "Company")
            parks = [mention for mention in named if mention.type == "Park"]
            if len(parks) == 1 and all(mention is parks[0] or _within(mention, parks[0]) for mention in named):
                found.setdefault(sentence.article, parks[0])
    return found


def _within(mention: Mention, other: Mention) -> bool:
    return other.covers(mention) and other.right - other.left > mention.right - mention.left


def _opens(text: str, mention: Mention) -> bool:
    """Whether a name stands where the subject of a clause does."""
    patterns = load_patterns("observations").regex
    before = text[: mention.left]
    start = max((mark.end() for mark in patterns["clause_mark"].finditer(before)), default=0)
    if mention.type != "Region" and patterns["comma"].match(text, mention.right):
        return True
    if not patterns["before_subject"].fullmatch(before[start:]) or patterns["after_name"].match(text, mention.right):
        return False
    return mention.type != "Company" or bool(patterns["acts"].match(text[mention.right : mention.right + 8]))
