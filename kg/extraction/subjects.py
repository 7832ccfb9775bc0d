"""Figure → whom it is about: the region, park or company that its clause speaks of, else the home region.

“凌河区引进内资70.56亿元” is about 凌河区; “园内入驻企业48户” about the park named before it.
"""

from __future__ import annotations

from kg.datamodel import AnnotatedDocument, EntityType, Mention, Sentence
from kg.extraction.indicators import leading_verb, trim_left
from kg.extraction.levels import Figure
from kg.extraction.placing import code_of, meant_by, region_with
from kg.resources.patterns import load_patterns

_OWN = 12
_TYPES: tuple[EntityType, ...] = ("Region", "Park", "Company")


class Subjects:
    """The possible subjects of the figures of one document, sentence after sentence."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self._annotated = annotated
        self._place = (-1, -1)
        self._park: Mention | None = None
        self._parks: list[Mention] = []
        self._article = -1
        self._company: Mention | None = None
        self._topic: Mention | None = None
        self._named: list[Mention] = []
        self._openers: list[tuple[Mention, ...]] | None = None
        self._titled = _titled(annotated)
        self._last: tuple[Mention, ...] = ()
        self._held: tuple[Mention, ...] = ()

    def enter(self, sentence: Sentence) -> None:
        """Take up the next sentence."""
        opening = (sentence.article, sentence.paragraph) != self._place
        if sentence.article != self._article:
            self._article = sentence.article
            self._parks = [park] if (park := self._titled.get(sentence.article)) else []
        if opening:
            self._place = (sentence.article, sentence.paragraph)
            self._park = self._titled.get(sentence.article)
            self._company = self._topic = None
            self._last = ()
        self._named = _whole_names([
            mention for mention in _outer(self._annotated.in_sentence(sentence.index)) if mention.type in _TYPES
        ])
        self._openers = None
        self._held = ()
        if opening:
            self._topic = self._whole(sentence)
        for mention in self._named:
            if opening and mention.type != "Company" and _first(sentence.text, mention):
                self._topic = mention
            if mention.type == "Park":
                self._park = self._titled.get(sentence.article) or mention
                self._parks.append(self._park)
            elif mention.type == "Company":
                self._company = mention

    def of(self, sentence: Sentence, figure: Figure) -> tuple[Mention, ...]:
        """The subjects of a figure of the present sentence; none where the text leaves it open."""
        if not (figure.follows and self._last):
            self._last = self._find(sentence, figure)
        return self._last

    def _whole(self, sentence: Sentence) -> Mention | None:
        """The wider region that a paragraph speaks of when it begins with 全市 in an article of a county."""
        home = self._annotated.homes[sentence.index]
        found = load_patterns("observations").regex["opens_whole"].match(sentence.text)
        code = meant_by(found["word"], code_of(home)) if found and home else None
        if not code or not home or code == code_of(home):
            return None
        return region_with(self._annotated, code)

    def _meant(self, kind: str) -> Mention:
        """The park that “该开发区” means: the last of this kind, else the last of all."""
        return next((park for park in reversed(self._parks) if park.surface.endswith(kind)), self._parks[-1])

    def _find(self, sentence: Sentence, figure: Figure) -> tuple[Mention, ...]:
        patterns = load_patterns("observations").regex
        clause = sentence.text[figure.left : figure.right]
        here = patterns["here"].search(clause) if self._parks else None
        if here and not (self._held and not here["kind"]):
            self._held = (self._meant(here["kind"] or ""),)
        elif self._company and patterns["company_word"].search(clause):
            self._held = (self._company,)
        if self._held:
            return self._held
        if self._openers is None:
            self._openers = [group for group in _groups(sentence.text, self._named) if _opens(sentence.text, group)]
        whole = patterns["whole_region"].match(clause)
        for group in reversed(self._openers):
            last = group[-1]
            if whole and not _is_whole(last, whole[0]):
                continue
            if last.left < figure.right and (
                _leads(sentence.text, group, figure) or _chained(sentence.text, last, figure)
            ):
                return group
        home = self._annotated.homes[sentence.index]
        if not patterns["whole_region"].search(sentence.text, 0, figure.right):
            home = self._titled.get(sentence.article) or self._topic or home
        if whole and home and not _is_whole(home, whole[0]):
            home = region_with(self._annotated, meant_by(whole[0], code_of(home))) or home
        return (home,) if home else ()


def _is_whole(mention: Mention, word: str) -> bool:
    """Whether the word means the place itself: 全县 a county, not a park in it nor a city above."""
    if mention.type != "Region":
        return False
    code = code_of(mention)
    return meant_by(word, code) == code if code else mention.surface.endswith(word[-1])


def _first(text: str, mention: Mention) -> bool:
    """Whether the sentence begins with the name, nothing but time before it."""
    patterns = load_patterns("observations").regex
    if mention.type == "Park" and patterns["event"].search(text, mention.right, mention.right + _OWN):
        return False
    before = patterns["before_subject"].fullmatch(text, 0, mention.left)
    return before is not None and not patterns["after_name"].match(text, mention.right)


def _leads(text: str, group: tuple[Mention, ...], figure: Figure) -> bool:
    """Whether names open the sentence, or a part of it after a semicolon: all of it is about a region; about a park
    or company, where the clause of the figure begins with a verb and the name is not one of several in a list.
    """
    patterns = load_patterns("observations").regex
    start = max((mark.end() for mark in patterns["strong_mark"].finditer(text, 0, group[0].left)), default=0)
    if patterns["before_subject"].fullmatch(text, start, group[0].left) is None:
        return False
    own = text[group[-1].right : figure.left]
    if group[0].type == "Company" and patterns["profile"].match(own):
        return True
    return group[0].type == "Region" or (
        patterns["event"].search(own) is None and bool(leading_verb(trim_left(text[figure.left : figure.right])))
    )


def _whole_names(named: list[Mention]) -> list[Mention]:
    """The names without the regions that stand right before a park or company: 海城市腾鳌经济开发区."""
    starts = {mention.left for mention in named if mention.type != "Region"}
    return [mention for mention in named if mention.type != "Region" or mention.right not in starts]


def _groups(text: str, named: list[Mention]) -> list[tuple[Mention, ...]]:
    """The names, those of one type that stand in a row together: 甲县、乙县和丙县."""
    joint = load_patterns("observations").regex["names_joint"]
    groups: list[tuple[Mention, ...]] = []
    for mention in named:
        before = groups[-1][-1] if groups else None
        if before and before.type == mention.type and joint.fullmatch(text, before.right, mention.left):
            groups[-1] = (*groups[-1], mention)
        else:
            groups.append((mention,))
    return groups


def _chained(text: str, mention: Mention, figure: Figure) -> bool:
    """Whether a park or company is the subject of the clause: each clause since its name has a figure."""
    parts = load_patterns("observations").regex["clause_mark"].split(text[mention.right : figure.left])[:-1]
    return all(not part or any(sign.isdigit() for sign in part) for part in parts)


def _titled(annotated: AnnotatedDocument) -> dict[int, Mention]:
    """The parks that articles are about: named in a title that names no region."""
    found: dict[int, Mention] = {}
    for sentence in annotated.document.sentences:
        if sentence.kind == "title":
            named = _outer(annotated.in_sentence(sentence.index, *_TYPES))
            parks = [mention for mention in named if mention.type == "Park"]
            if len(named) == len(parks) == 1:
                found.setdefault(sentence.article, parks[0])
    return found


def _outer(mentions: tuple[Mention, ...]) -> list[Mention]:
    return [mention for mention in mentions if not any(_within(mention, other) for other in mentions)]


def _within(mention: Mention, other: Mention) -> bool:
    return other.covers(mention) and other.right - other.left > mention.right - mention.left


def _opens(text: str, group: tuple[Mention, ...]) -> bool:
    """Whether names stand where the subject of a clause does."""
    patterns = load_patterns("observations").regex
    left, right = group[0].left, group[-1].right
    start = max((mark.end() for mark in patterns["clause_mark"].finditer(text, 0, left)), default=0)
    if patterns["after_name"].match(text, right):
        return False
    if len(group) == 1 and group[0].type != "Region" and patterns["comma"].match(text, right):
        return True
    if not patterns["before_subject"].fullmatch(text, start, left):
        return False
    return group[0].type != "Company" or bool(patterns["acts"].match(text[right : right + 8]))
