"""Annotated document → develops (Region, Park → Industry) and inIndustry (Company, Project, Park → Industry).

“支持东河市建设航空产业基地” gives 东河市 develops 航空; “大力发展低空经济” gives it for the home region of the
sentence; “加快发展轴承产业，大河轴承投产” ties the company to the industry that heads the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from kg.datamodel import AnnotatedDocument, Mention, RelationMention, Sentence
from kg.extraction import placing
from kg.extraction.relations import membership
from kg.resources import gazetteer
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("develops").regex
_ACTS = _PATTERNS["acts"]
_PAUSE = regex.compile(r"[，,。；;：:！!？?]")
_OUTER = ("Company", "Park", "Organisation", "Project")
_NAMES = ("Company", "Park", "Organisation")


def relate(annotated: AnnotatedDocument) -> Iterable[RelationMention]:
    """Each place with the industries that it develops, each thing with the industry it is of."""
    topics = _park_topics(annotated)
    for industry in annotated.of_type("Industry"):
        sentence = annotated.document.sentences[industry.sentence]
        around = annotated.in_sentence(industry.sentence)
        if _excluded(industry, sentence.text, around):
            continue
        for place, rule in _places(annotated, industry, around, topics.get(industry.sentence)):
            yield RelationMention(
                relation="develops", subject=place, object=industry,
                evidence=annotated.document.evidence(sentence.index, f"develops-{rule}"),
            )
    yield from membership.relate(annotated)


def _excluded(industry: Mention, text: str, around: Sequence[Mention]) -> bool:
    """Whether the industry stands only in a name, in a figure, or as a company's business."""
    for other in around:
        if other.type in _NAMES and other.covers(industry):
            return True
        if other.type == "Project" and other.covers(industry):
            return not _PATTERNS["base_behind"].match(text, industry.right)
        if other.type == "Programme" and other.covers(industry):
            return bool(_PATTERNS["other_programme"].search(text, industry.right, other.right))
    start = _clause_start(text, industry.left)
    before = text[start : industry.left]
    if _PATTERNS["wide_before"].search(before) or _PATTERNS["leader_behind"].match(text, industry.right):
        return True
    if _PATTERNS["contents"].search(before) and any(o.type in ("Project", "Park") and o.left < start for o in around):
        return True
    if _PATTERNS["figure"].match(text[industry.right :]) and not _PATTERNS["promotes"].search(before):
        return True
    return any(
        other.type == "Company" and start <= other.left and other.right <= industry.left
        and _PATTERNS["company_acts"].match(text[other.right : industry.left])
        for other in around
    )


def _clause_start(text: str, position: int) -> int:
    start = 0
    for pause in _PAUSE.finditer(text, 0, position):
        start = pause.end()
    return start


def _places(
    annotated: AnnotatedDocument, industry: Mention, around: Sequence[Mention], topic: Mention | None
) -> Iterator[tuple[Mention, str]]:
    """The places of the clause, else the park the paragraph is about, else the home region."""
    text = annotated.document.sentences[industry.sentence].text
    home = annotated.homes[industry.sentence]
    group = _group(industry, text, around)
    joint = False
    if group:
        lead = text[_clause_start(text, group[0].left) : group[0].left]
        gap = text[group[-1].right : industry.left]
        joint = bool(_PATTERNS["with_partner"].search(lead))
        acts = _ACTS.search(gap) or _PAUSE.search(gap)
        if not _PATTERNS["elsewhere"].search(lead) and (acts or not _holds(group, home)):
            yield from ((place, "clause") for place in group)
            if not joint:
                return
    subject = None if group else _subject(text, industry, around)
    if subject:
        yield subject, "subject"
    elif topic:
        yield topic, "park"
    elif home:
        yield home, "home"


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
    start = _clause_start(text, industry.left)
    if start and _PATTERNS["explains"].match(text, start):
        start = _clause_start(text, start - 1)
    places = [
        other for other in around
        if other.type in ("Region", "Park") and start <= other.left and other.right <= industry.left
        and not _inside(other, around)
    ]
    group: list[Mention] = []
    for place in reversed(places):
        if group and not _PATTERNS["joins"].match(text[place.right : group[0].left]):
            break
        group.insert(0, place)
    return group


def _subject(text: str, industry: Mention, around: Sequence[Mention]) -> Mention | None:
    """The place that the sentence begins with, where the clause of the industry goes on about it: X区…，围绕A."""
    first = next((m for m in around if m.type in ("Region", "Park") and not _inside(m, around)), None)
    start = _clause_start(text, industry.left)
    if first is None or first.right > start or not _PATTERNS["subject_lead"].search(text[: first.left]):
        return None
    if not _PATTERNS["subject_acts"].match(text, first.right):
        return None
    others = [m for m in around if m.type in ("Region", "Park") and first.right < m.left < start]
    return first if not others and _PATTERNS["carried"].match(text, start) else None


def _inside(mention: Mention, around: Sequence[Mention]) -> bool:
    return any(outer is not mention and outer.type in _OUTER and outer.covers(mention) for outer in around)


def _leading_park(document: AnnotatedDocument, article: int) -> Mention | None:
    """The park that an article is about: named three times and more often than all places outside of it."""
    counts: dict[str, list[Mention]] = {}
    regions = 0
    for mention in document.of_type("Park", "Region"):
        if document.document.sentences[mention.sentence].article != article:
            continue
        if mention.type == "Park":
            counts.setdefault(mention.refers or mention.surface, []).append(mention)
        elif not _inside(mention, document.in_sentence(mention.sentence)):
            regions += 1
    best = max(counts.values(), key=len, default=[])
    return best[0] if len(best) >= _OFTEN and len(best) > regions else None


def _park_topics(annotated: AnnotatedDocument) -> dict[int, Mention]:
    """The park that a sentence is about: that of the title, or the one the paragraph came back to; none in a report,
    which speaks for the region in its title."""
    found: dict[int, Mention] = {}
    if placing.titled(annotated.document, annotated.of_type("Region")):
        return found
    titles = {
        article.index: park for article in annotated.document.articles
        if (park := _leading_park(annotated, article.index))
    }
    last: Mention | None = None
    current: Mention | None = None
    previous: Sentence | None = None
    for sentence in annotated.document.sentences:
        places = annotated.in_sentence(sentence.index, "Park", "Region")
        parks = [place for place in places if place.type == "Park"]
        free = [place for place in places if place.type == "Region" and not any(p.covers(place) for p in parks)]
        if previous is None or previous.paragraph != sentence.paragraph:
            current = None
        if sentence.kind == "title" and parks and not free:
            titles[sentence.article] = parks[0]
        if parks:
            last = parks[-1]
        elif free:
            current = None
        anaphor = _PATTERNS["park_anaphor"].search(sentence.text)
        if anaphor and not parks and not free and last and sentence.index - last.sentence <= _RECALL:
            current = last
        topic = current or titles.get(sentence.article)
        if topic:
            found[sentence.index] = topic
        previous = sentence
    return found


# How many sentences back “the park” may refer.
_RECALL = 3
# How often an article names the park that it is about.
_OFTEN = 3
