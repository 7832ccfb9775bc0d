"""Figure → whom it is about: the region, park or company that its clause speaks of, else the home region.

“凌河区引进内资70.56亿元” is about 凌河区; “园内入驻企业48户” about the park named before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from kg.datamodel import AnnotatedDocument, EntityType, Mention, Sentence
from kg.extraction.indicators import leading_verb, trim_left
from kg.extraction.levels import Figure
from kg.extraction.placing import code_of, meant_by, region_with
from kg.extraction.relations.grounds import opening_zone
from kg.resources.patterns import load_patterns

_OWN = 12
_QUOTE = ("“", "‘")
_CLOSED = ("”", "’")
_SEMICOLON = ("；", ";")
_TYPES: tuple[EntityType, ...] = ("Region", "Park", "Company", "Project", "Industry")
_CLAUSE = load_patterns("observations").regex["clause_mark"]


@dataclass(frozen=True, slots=True)
class Cue:
    """From ``at`` on the sentence speaks of ``subjects``: the names before ``end``, or a word for them (全市, 园区).

    Without subjects it speaks of a company that has no name here. ``opening``: they open the sentence or a part of it
    behind a strong mark.
    """

    at: int
    end: int
    subjects: tuple[Mention, ...]
    how: Literal["names", "word"] = "word"
    opening: bool = False


class Subjects:
    """The possible subjects of the figures of one document, sentence after sentence."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self._annotated = annotated
        self._place = (-1, -1)
        self._parks: list[Mention] = []
        self._article = -1
        self._companies: list[Mention] = []
        self._topic: Mention | None = None
        self._named: list[Mention] = []
        self._cues: list[Cue] | None = None
        self._titled = _titled(annotated)
        self._last: tuple[Mention, ...] = ()
        self._ahead: tuple[Mention, ...] = ()
        self._joined: tuple[Mention, ...] = ()
        self._told: tuple[Mention, ...] = ()

    def enter(self, sentence: Sentence) -> None:
        """Take up the next sentence."""
        opening = (sentence.article, sentence.paragraph) != self._place
        if sentence.article != self._article:
            self._article = sentence.article
            self._parks = [park] if (park := self._titled.get(sentence.article)) else []
        if opening:
            self._place = (sentence.article, sentence.paragraph)
            self._companies, self._topic = [], None
            self._last = self._joined = self._told = ()
        self._named = [m for m in _outer(self._annotated.in_sentence(sentence.index)) if m.type in _TYPES
                       and not _regex("dateline").match(sentence.text, m.right)]
        self._cues = None
        for mention in self._named:
            if mention.type == "Park":
                self._parks.append(self._titled.get(sentence.article) or mention)
            elif mention.type == "Company":
                self._companies.append(mention)
        if opening:
            self._topic = _first(sentence.text, _named_cues(sentence.text, self._named)) or self._whole(sentence)
        self._ahead = (self._joined and self._told) or self._joined
        self._told = ()
        self._joined = self._open(sentence) if sentence.text.endswith(_SEMICOLON) else ()

    def of(self, sentence: Sentence, figure: Figure) -> tuple[Mention, ...]:
        """The subjects of a figure of the present sentence; none where the text leaves it open."""
        if not (figure.follows and self._last):
            self._last = self._find(sentence, figure)
        if self._last and self._last[0].type in ("Region", "Park"):
            self._told = self._last
        return self._last

    def _find(self, sentence: Sentence, figure: Figure) -> tuple[Mention, ...]:
        for cue in reversed(self._found(sentence)):
            if cue.at < figure.right and (cue.how == "word" or _holds(sentence.text, cue, figure)):
                return () if cue.subjects and cue.subjects[0].type == "Project" else cue.subjects
        if sentence.text.startswith(_QUOTE) and not _regex("of_region").search(figure.indicator):
            own = self._companies if _regex("of_company").search(figure.indicator) else []
            if company := self._speaker(sentence) or (own[-1] if own else None):
                return (company,)
        if self._ahead:
            return self._ahead
        home = self._titled.get(sentence.article) or self._topic or self._annotated.homes[sentence.index]
        return (home,) if home else ()

    def _speaker(self, sentence: Sentence) -> Mention | None:
        """The company whose people say what is quoted: “…”甲公司董事长张某说."""
        sentences = self._annotated.document.sentences
        following = sentences[sentence.index + 1 : sentence.index + 2] if sentence.text.endswith(_CLOSED) else ()
        for told in (sentence, *following):
            for mention in self._annotated.in_sentence(told.index, "Company"):
                if _regex("speaks").match(told.text, mention.right) and told.paragraph == sentence.paragraph:
                    return mention
        return None

    def _open(self, sentence: Sentence) -> tuple[Mention, ...]:
        """The places that a sentence leaves open for the next: 甲市产值9亿元；税收1亿元."""
        places = [cue for cue in self._found(sentence) if cue.subjects and cue.subjects[0].type in ("Region", "Park")]
        said = [cue for cue in places if cue.how == "word" or cue.opening]
        return said[-1].subjects if said else self._ahead

    def stated(self, sentence: Sentence, figure: Figure) -> bool:
        """Whether the sentence itself says whom a figure is about."""
        return any(cue.at < figure.right and cue.subjects == self._last for cue in self._found(sentence))

    def _found(self, sentence: Sentence) -> list[Cue]:
        """The cues of the present sentence in order."""
        if self._cues is None:
            cues = (*_named_cues(sentence.text, self._named), *self._words(sentence))
            self._cues = sorted(cues, key=lambda cue: cue.at)
        return self._cues

    def _whole(self, sentence: Sentence) -> Mention | None:
        """The wider region that a paragraph speaks of when it begins with 全市 in an article of a county."""
        home = self._annotated.homes[sentence.index]
        found = _regex("opens_whole").match(sentence.text)
        code = meant_by(found["word"], code_of(home)) if found and home else None
        if not code or not home or code == code_of(home):
            return None
        return region_with(self._annotated, code)

    def _words(self, sentence: Sentence) -> Iterator[Cue]:
        """The words for places and companies with which clauses of the sentence begin."""
        held = False
        for left, right in _clauses(sentence.text):
            clause = sentence.text[left:right]
            parks = [park for park in self._parks if (park.sentence, park.right) <= (sentence.index, left)]
            here = _regex("here").match(clause) if parks else None
            start = left + _end(_regex("before_subject").match(clause))
            whole = _regex("whole_region").match(sentence.text, start, right)
            subject: Mention | None = None
            if here:
                subject = _meant(parks, here["kind"] or "") if here["kind"] or not held else None
                held = True
            elif named := _regex("company_word").search(clause):
                companies = [one for one in self._companies if (one.sentence, one.right) <= (sentence.index, left)]
                subject = companies[-1] if companies else None
                if not subject and named["this"]:
                    yield Cue(left, right, ())
            elif whole:
                subject = self._spoken_of(sentence, whole[0])
            if subject:
                yield Cue(left, right, (subject,))

    def _spoken_of(self, sentence: Sentence, word: str) -> Mention | None:
        """What 全市 means in a sentence; 全区 in an article about a development zone is that zone."""
        home = self._annotated.homes[sentence.index]
        topic = self._titled.get(sentence.article) or self._topic
        if topic and topic.type == "Park" and topic.surface[-1] == word[-1]:
            return topic
        if topic and _is_whole(topic, word):
            return topic
        if home and not _is_whole(home, word):
            return region_with(self._annotated, meant_by(word, code_of(home))) or home
        return home


def _regex(name: str) -> regex.Pattern[str]:
    return load_patterns("subjects").regex[name]


def _meant(parks: list[Mention], kind: str) -> Mention | None:
    """The park that 园区 means, the last of all, or 该开发区, the last of this kind."""
    return next((park for park in reversed(parks) if park.surface.endswith(kind)), None)


def _end(found: regex.Match[str] | None) -> int:
    return found.end() if found else 0


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for mark in _CLAUSE.finditer(text):
        if mark.start() > begin:
            yield begin, mark.start()
        begin = mark.end()
    if begin < len(text):
        yield begin, len(text)


def _named_cues(text: str, named: list[Mention]) -> Iterator[Cue]:
    """The names that stand where the subject of a clause does."""
    begins: dict[int, int] = {}
    for group in _groups(text, named):
        left, right = group[0].left, group[-1].right
        left = begins.get(left, left)
        # The place before a park or company belongs to its name: 宝鸡吉利汽车, 海城市的腾鳌经济开发区.
        begins[right] = begins[right + text.startswith("的", right)] = left
        if _opens(text, left, group):
            start = max((mark.end() for mark in _regex("strong_mark").finditer(text, 0, left)), default=0)
            opening = _regex("before_subject").fullmatch(text, start, left) is not None
            yield Cue(group[0].left, right, group, "names", opening)


def _opens(text: str, left: int, group: tuple[Mention, ...]) -> bool:
    """Whether names that begin at ``left`` stand where the subject of a clause does."""
    rest = text[group[-1].right :]
    if _regex("after_name").match(rest) and not _regex("with_partner").match(rest):
        return False
    if group[0].type in ("Company", "Project") and not _regex("owns").match(rest) and (
        _regex("part_of_company").match(rest) or (_regex("works").match(rest) and not leading_verb(trim_left(rest)))
    ):
        return False
    inside = _regex("inside").match(text, group[-1].right)
    if inside and len(group) == 1 and group[0].type not in ("Region", "Industry"):
        return True
    start = max((mark.end() for mark in _CLAUSE.finditer(text, 0, left)), default=0)
    return _regex("before_subject").fullmatch(text, start, left) is not None


def _holds(text: str, cue: Cue, figure: Figure) -> bool:
    """Whether a figure behind names is about them: in the same clause or in one that goes on about them."""
    first, own = cue.subjects[0], text[cue.end : figure.left]
    if first.type == "Region":
        return cue.opening or _chained(own)
    if first.type == "Industry":
        return _measured(text, cue, figure)
    name = figure.indicator.rpartition(first.surface)[2]
    if first.type in ("Company", "Project") and _regex("of_region").search(name):
        return False
    if first.type == "Project":
        return cue.opening and (_chained(own) or _regex("of_project").search(name) is not None)
    if figure.left <= cue.at:
        return True
    if _regex("event").search(own[:_OWN]):
        return False
    if _chained(own) and (first.type == "Park" or len(cue.subjects) == 1):
        return True
    if first.type == "Company":
        return _regex("of_company").search(name) is not None
    return cue.opening


def _measured(text: str, cue: Cue, figure: Figure) -> bool:
    """Whether a figure measures industries: 单看绿色食品,营收…; 电子信息、有色金属产业规模分别达…."""
    bare = load_patterns("observations").regex["bare_measure"]
    if len(cue.subjects) == figure.turn[1] > 1:
        name = text[cue.end : figure.right]
        return bare.match(name) is not None and figure.left <= cue.at
    return _regex("inside").match(text, cue.end) is not None and bare.fullmatch(figure.indicator) is not None


def _chained(between: str) -> bool:
    """Whether each clause since the name has a figure."""
    parts = _CLAUSE.split(between)[:-1]
    return all(not part or _regex("number").search(part) for part in parts)


def _is_whole(mention: Mention, word: str) -> bool:
    """Whether the word means the place itself: 全县 a county, not a park in it nor a city above."""
    if mention.type != "Region":
        return False
    code = code_of(mention)
    return meant_by(word, code) == code if code else mention.surface.endswith(word[-1])


def _first(text: str, cues: Iterable[Cue]) -> Mention | None:
    """The region or park with which the sentence begins, nothing but time before it."""
    found: Mention | None = None
    for cue in cues:
        name = cue.subjects[0]
        alone = cue.opening and len(cue.subjects) == 1 and not _regex("strong_mark").search(text, 0, cue.at)
        scene = _regex("locative").search(text, 0, cue.at) and not _regex("inside").match(text, cue.end)
        happened = name.type == "Park" and _regex("event").search(text[cue.end : cue.end + _OWN])
        if alone and name.type in ("Region", "Park") and not (happened or scene):
            found = name
    return found


def _groups(text: str, named: list[Mention]) -> list[tuple[Mention, ...]]:
    """The names, those of one type that stand in a row together: 甲县、乙县和丙县."""
    groups: list[tuple[Mention, ...]] = []
    for mention in named:
        before = groups[-1][-1] if groups else None
        joined = before and _regex("names_joint").fullmatch(text, before.right, mention.left)
        if joined and before and before.type == mention.type and not _regex("from_there").match(text, mention.right):
            groups[-1] = (*groups[-1], mention)
        else:
            groups.append((mention,))
    return groups


def _titled(annotated: AnnotatedDocument) -> dict[int, Mention]:
    """The parks that articles are about: named in a title that names no region; a zone that opens one without title."""
    zones = ((article.index, opening_zone(annotated, article.index)) for article in annotated.document.articles)
    found = {article: zone for article, zone in zones if zone}
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
