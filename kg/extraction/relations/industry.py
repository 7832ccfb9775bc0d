"""Annotated document → develops (Region, Park → Industry) and inIndustry (Company, Project, Park → Industry).

“支持东河市建设航空产业基地” gives 东河市 develops 航空; “大力发展低空经济” gives it for the home region of the
sentence; “加快发展轴承产业，大河轴承投产” ties the company to the industry that heads the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.datamodel import AnnotatedDocument, Mention, RelationMention
from kg.extraction.relations import membership
from kg.extraction.relations.developers import clause_start, developers, park_topics
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("develops").regex
_NAMES = ("Company", "Park", "Organisation")


def relate(annotated: AnnotatedDocument) -> Iterable[RelationMention]:
    """Each place with the industries that it develops, each thing with the industry it is of."""
    topics = park_topics(annotated)
    admitted = _admitted(annotated)
    for industry in annotated.of_type("Industry"):
        sentence = annotated.document.sentences[industry.sentence]
        around = annotated.in_sentence(industry.sentence)
        if industry.sentence in admitted or _excluded(industry, sentence.text, around):
            continue
        for place, rule in developers(annotated, industry, topics.get(industry.sentence)):
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
    start = clause_start(text, industry.left)
    before = text[start : industry.left]
    if _is_aside(text, before, industry.right):
        return True
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


def _is_aside(text: str, before: str, right: int) -> bool:
    """Whether the clause complains of the industry, counts its projects or names one maker or its people."""
    if any(_PATTERNS[name].match(text, right) for name in ("lacking", "staff_behind", "listed_growth")):
        return True
    if _PATTERNS["counted_behind"].match(text, right) and not _PATTERNS["gathered"].search(before):
        return True
    return bool(_PATTERNS["one_maker"].search(before) and _PATTERNS["maker_behind"].match(text, right))


def _admitted(annotated: AnnotatedDocument) -> frozenset[int]:
    """The sentences that tell what is wrong: from “我们也清醒看到” to the end of the paragraph."""
    found: set[int] = set()
    paragraph = (-1, -1)
    for sentence in annotated.document.sentences:
        here = (sentence.article, sentence.paragraph)
        if paragraph == here or _PATTERNS["admitted"].search(sentence.text):
            paragraph = here
            found.add(sentence.index)
    return frozenset(found)
