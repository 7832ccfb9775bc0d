"""An industry in its sentence → the places that develop it, each with the rule that says so.

“支持东河市建设航空产业基地” names the place in the clause, “云岭园区，轴承、齿轮” right before it, “放到全省，水泵” by
a word of level; else it is the park that the text is about, else the home region of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kg.datamodel import AnnotatedDocument, Mention, Sentence
from kg.extraction import placing
from kg.extraction.relations.grounds import opening_place, opening_zone
from kg.resources import gazetteer
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("develops").regex
_ACTS = _PATTERNS["acts"]
_ANAPHOR = _PATTERNS["park_anaphor"]
_PAUSE = regex.compile(r"[，,。；;：:！!？?]")
_COLONS = "：:"
_OUTER = ("Company", "Park", "Organisation", "Project")
# How many sentences back “the park” may refer.
_RECALL = 3
# How often an article names the park that it is about.
_OFTEN = 3


def developers(annotated: AnnotatedDocument, industry: Mention, topic: Mention | None) -> Iterator[tuple[Mention, str]]:
    """The places of the clause, else that of a word of level, else the sentence's subject, topic park or home."""
    text = annotated.document.sentences[industry.sentence].text
    around = annotated.in_sentence(industry.sentence)
    home = annotated.homes[industry.sentence]
    group = _group(industry, text, around)
    if group:
        lead = text[clause_start(text, group[0].left) : group[0].left]
        gap = text[group[-1].right : industry.left]
        acts = _ACTS.search(gap) or _PAUSE.search(gap) or (
            not gap and _PATTERNS["whole_sector"].match(text, industry.right))
        if not _PATTERNS["elsewhere"].search(lead) and (acts or not _holds(group, home)):
            yield from ((place, "clause") for place in group)
            if not _PATTERNS["with_partner"].search(lead):
                return
    levelled = None if group else _levelled(annotated, industry, text, home)
    subject = None if group else _subject(text, industry, around)
    if levelled:
        yield levelled, "level"
    elif subject:
        yield subject, "subject"
    elif topic:
        yield topic, "park"
    elif home:
        yield home, "home"


def clause_start(text: str, position: int) -> int:
    """Where the clause begins in which the position lies."""
    start = 0
    for pause in _PAUSE.finditer(text, 0, position):
        start = pause.end()
    return start


def _holds(group: Sequence[Mention], home: Mention | None) -> bool:
    """Whether one of the places is a larger one around the home: 辽宁 in a sentence of 锦州."""
    if home is None:
        return False
    code = placing.code_of(home)
    return any(
        place.type == "Region" and placing.code_of(place) in gazetteer.ancestors(code) for place in group
    ) if code else False


def _group(industry: Mention, text: str, around: Sequence[Mention]) -> list[Mention]:
    """The places named together that stand last before the industry in its clause, or in the one it explains."""
    start = clause_start(text, industry.left)
    if start and _PATTERNS["explains"].match(text, start):
        start = clause_start(text, start - 1)
    places = _between(around, start, industry.left)
    colon = max(text.rfind(mark, 0, industry.left) for mark in _COLONS)
    if not places and colon > 0 and not _between(around, colon, industry.left):
        places = _between(around, clause_start(text, colon), colon)
    group: list[Mention] = []
    for place in reversed(places):
        if group and not _PATTERNS["joins"].match(text[place.right : group[0].left]):
            break
        group.insert(0, place)
    return group


def _between(around: Sequence[Mention], start: int, end: int) -> list[Mention]:
    """The places that stand between, outside of names."""
    return [
        other for other in around
        if other.type in ("Region", "Park") and start <= other.left and other.right <= end
        and not _inside(other, around)
    ]


def _levelled(annotated: AnnotatedDocument, industry: Mention, text: str, home: Mention | None) -> Mention | None:
    """The region that the last word of level before the industry means: 全省 in a sentence of a county."""
    if home is None:
        return None
    said = [found["level"] for found in _PATTERNS["levels"].finditer(text, 0, industry.left)]
    code = placing.meant_by(said[-1], placing.code_of(home)) if said else None
    return placing.region_with(annotated, code)


def _subject(text: str, industry: Mention, around: Sequence[Mention]) -> Mention | None:
    """The place of an earlier clause that the clause of the industry goes on about.

    X区…，围绕A；X园区，A、B；这里的X园区，是一个样板，重点发展A.
    """
    start = clause_start(text, industry.left)
    places = [m for m in around if m.type in ("Region", "Park") and m.right <= start and not _inside(m, around)]
    if not places:
        return None
    first, last = places[0], places[-1]
    if last.right + 1 >= start and _PATTERNS["clause_lead"].search(text[: last.left]):
        return last
    if not _PATTERNS["carried"].match(text, start):
        return None
    if _PATTERNS["presented"].match(text, last.right):
        return last
    alone = len(places) == 1 and _PATTERNS["subject_lead"].search(text[: first.left])
    return first if alone and _PATTERNS["subject_acts"].match(text, first.right) else None


def _inside(mention: Mention, around: Sequence[Mention]) -> bool:
    return any(outer is not mention and outer.type in _OUTER and outer.covers(mention) for outer in around)


def park_topics(annotated: AnnotatedDocument) -> dict[int, Mention]:
    """The park that a sentence is about: it begins with it, goes back to “the park”, or the article is about it.

    None in a report, which speaks for the region in its title, nor in a paragraph that begins with a region.
    """
    found: dict[int, Mention] = {}
    if not annotated.of_type("Park") or placing.titled(annotated.document, annotated.of_type("Region")):
        return found
    zones = ((article.index, opening_zone(annotated, article.index)) for article in annotated.document.articles)
    own = _leading_parks(annotated) | {article: zone for article, zone in zones if zone}
    last: Mention | None = None
    recalled: Mention | None = None
    silent = False
    previous: Sentence | None = None
    for sentence in annotated.document.sentences:
        begins = _opening(annotated, sentence)
        if previous is None or previous.paragraph != sentence.paragraph:
            silent, recalled = begins is not None and begins.type == "Region", None
        places = annotated.in_sentence(sentence.index, "Park", "Region")
        parks = [place for place in places if place.type == "Park"]
        free = [place for place in places if place.type == "Region" and not any(p.covers(place) for p in parks)]
        if sentence.kind == "title" and parks and not free:
            own[sentence.article] = parks[0]
        if places:
            recalled = None
        elif last and sentence.index - last.sentence <= _RECALL and _ANAPHOR.search(sentence.text):
            recalled = last
        begun = begins if begins and begins.type == "Park" else None
        topic = begun or recalled or (None if silent else own.get(sentence.article))
        if topic:
            found[sentence.index] = topic
        last = parks[-1] if parks else last
        previous = sentence
    return found


def _opening(annotated: AnnotatedDocument, sentence: Sentence) -> Mention | None:
    """The place that a sentence is about because it begins with it, or with 在 before it; none that only speaks."""
    place = opening_place(annotated, sentence)
    if place is None or _PATTERNS["speaker_behind"].match(sentence.text, place.right):
        return None
    return place if place.type == "Region" or _PATTERNS["place_lead"].search(sentence.text[: place.left]) else None


def _leading_parks(annotated: AnnotatedDocument) -> dict[int, Mention]:
    """The park that an article is about: named three times and more often than all places outside of it."""
    counts: dict[int, dict[str, list[Mention]]] = {}
    regions: dict[int, int] = {}
    for mention in annotated.of_type("Park", "Region"):
        article = annotated.document.sentences[mention.sentence].article
        if mention.type == "Park":
            counts.setdefault(article, {}).setdefault(mention.refers or mention.surface, []).append(mention)
        elif not _inside(mention, annotated.in_sentence(mention.sentence)):
            regions[article] = regions.get(article, 0) + 1
    most = {article: max(parks.values(), key=len) for article, parks in counts.items()}
    return {
        article: parks[0] for article, parks in most.items()
        if len(parks) >= _OFTEN and len(parks) > regions.get(article, 0)
    }
