"""Annotated document → the park that each sentence is about, where the text speaks of a park rather than of a city.

“目前，海洋科技园已有企业16家。华昌食品项目进展顺利。” places the project of the second sentence in 海洋科技园; in an
article about 腾鳌经济开发区 what has no place of its own is in that zone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.datamodel import AnnotatedDocument, Mention, Sentence
from kg.extraction import placing
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("location")
_BEGIN = _PATTERNS.regex["begin"]
_NOT_GROUND = _PATTERNS.regex["not_ground"]
_EVENT = _PATTERNS.regex["event"]
_ZONE = _PATTERNS.regex["zone"]
_CLAUSE_MARKS = "，,；;：:"
_SCENE = _PATTERNS.regex["scene"]
# How far from the begin of a sentence the place may stand that sets its scene, in characters.
_NEAR = 14
# An article is about a park that it names this often, and more often than any place.
_OFTEN = 3


def grounds(annotated: AnnotatedDocument) -> tuple[Mention | None, ...]:
    """The park of each sentence: the topic of it or of one before it in the paragraph, else the article's."""
    if not annotated.of_type("Park"):
        return (None,) * len(annotated.document.sentences)
    own = _of_articles(annotated)
    report = placing.titled(annotated.document, annotated.of_type("Region")) is not None
    found: list[Mention | None] = []
    before: Sentence | None = None
    current: Mention | None = None
    for sentence in annotated.document.sentences:
        here = (sentence.article, sentence.paragraph)
        if report or before is None or (before.article, before.paragraph) != here:
            current = None  # in a report each sentence tells of another place
        opening = opening_place(annotated, sentence)
        if opening is not None:
            current = opening if opening.type == "Park" and not _turns(annotated, opening) else None
        found.append(current or own.get(sentence.article))
        before = sentence
    return tuple(found)


def opening_place(annotated: AnnotatedDocument, sentence: Sentence) -> Mention | None:
    """The park or region with which a sentence begins as its topic, past dates; the outermost of several."""
    begin = _BEGIN.match(sentence.text)
    at = begin.end() if begin else 0
    for mention in annotated.in_sentence(sentence.index, "Park", "Region"):
        if mention.left == at and not (mention.type == "Park" and _NOT_GROUND.match(sentence.text, mention.right)):
            return mention
        opens = mention.type == "Park" and mention.left <= _NEAR and _SCENE.match(sentence.text, mention.right)
        if opens and not any(mark in sentence.text[at:mention.left] for mark in "、" + _CLAUSE_MARKS):
            return mention
    return None


def _turns(annotated: AnnotatedDocument, park: Mention) -> bool:
    """Whether a later clause of the sentence begins with a region: that is what the text goes on about."""
    text = annotated.document.sentences[park.sentence].text
    return any(region.left > park.right and text[region.left - 1] in _CLAUSE_MARKS
               for region in annotated.in_sentence(park.sentence, "Region"))


def _of_articles(annotated: AnnotatedDocument) -> dict[int, Mention]:
    """For each article that is about one park the fullest mention of it."""
    parks: dict[int, list[Mention]] = {}
    regions: dict[int, Counter[str]] = {}
    for sentence in annotated.document.sentences:
        here = annotated.in_sentence(sentence.index, "Park")
        parks.setdefault(sentence.article, []).extend(
            park for park in here if not any(other is not park and other.covers(park) for other in here))
        spoken = regions.setdefault(sentence.article, Counter())
        names = annotated.in_sentence(sentence.index, "Park", "Company", "Project", "Organisation", "Programme")
        spoken.update(_key(region) for region in annotated.in_sentence(sentence.index, "Region")
                      if not any(name.covers(region) for name in names))
    found = ((article, _titled(annotated, article, here) or opening_zone(annotated, article)
              or _dominant(here, regions[article])) for article, here in parks.items())
    return {article: park for article, park in found if park is not None}


def _titled(annotated: AnnotatedDocument, article: int, parks: Sequence[Mention]) -> Mention | None:
    """The park that the title of an article names, without a region beside it: 安宁工业园区月报."""
    sentences = annotated.document.sentences
    for sentence in sentences:
        if sentence.article != article or sentence.kind != "title":
            continue
        here = [park for park in parks if park.sentence == sentence.index
                and not _EVENT.match(sentence.text, park.right)] or _meant(sentence.text, parks)
        alone = all(any(park.covers(region) for park in here)
                    for region in annotated.in_sentence(sentence.index, "Region"))
        if here and alone and len({_key(park) for park in here}) == 1:
            return max((park for park in parks if _key(park) == _key(here[0])),
                       key=lambda park: (len(park.surface), -park.start))
    return None


def opening_zone(annotated: AnnotatedDocument, article: int) -> Mention | None:
    """The zone with which an article without a title begins as its topic: 去年，某经济开发区印发…."""
    own = [sentence for sentence in annotated.document.sentences if sentence.article == article]
    if any(sentence.kind == "title" for sentence in own):
        return None
    place = opening_place(annotated, own[0])
    zone = place and place.type == "Park" and _ZONE.search(place.surface) and not _turns(annotated, place)
    return place if zone else None


def _meant(title: str, parks: Sequence[Mention]) -> list[Mention]:
    """The park whose own name the title holds without its class: 洋浦 for 洋浦经济开发区."""
    found = [park for park in parks if (kind := _ZONE.search(park.surface)) and kind.start() > 1
             and title.startswith(park.surface[:kind.start()])]
    return found if len({_key(park) for park in found}) == 1 else []


def _key(mention: Mention) -> str:
    return mention.refers or mention.surface


def _dominant(parks: Sequence[Mention], regions: Counter[str]) -> Mention | None:
    counts = Counter(_key(park) for park in parks)
    most = max(counts.values(), default=0)
    if most < _OFTEN or most <= max(regions.values(), default=0) or 2 * most < len(parks):
        return None
    key = min(key for key, count in counts.items() if count == most)
    return max((park for park in parks if _key(park) == key), key=lambda park: (len(park.surface), -park.start))
