"""Cooperation: partnersWith.

In: an annotated document.  Out: relation mentions.  “阜新市与北京大学附属肿瘤医院达成战略合作” gives partnersWith.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg.datamodel import AnnotatedDocument, EntityType, Mention, RelationMention, Sentence
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("business")
_PARTNER_AFTER = _PATTERNS.regex["partner_after"]
_WITH_LEFT = _PATTERNS.regex["with_left"]
_BETWEEN_LIST = _PATTERNS.regex["between_list"]
_JOINT_LEFT = _PATTERNS.regex["joint_left"]
_SUPPLY_FROM = _PATTERNS.regex["supply_from"]
_SUPPLIES = _PATTERNS.regex["supplies"]
_AGENTS_LEFT = _PATTERNS.regex["agents_left"]
_DEALS = _PATTERNS.words["deal"]
_BODIES: tuple[EntityType, ...] = ("Company", "Organisation")
_STOPS = "。；;！？"


def relate(document: AnnotatedDocument) -> Iterable[RelationMention]:
    """The cooperation that the sentences of a document state."""
    for sentence in document.document.sentences:
        bodies = _outermost(document.in_sentence(sentence.index, *_BODIES))
        if bodies and any(deal in sentence.text for deal in _DEALS):
            yield from _cooperation(document, sentence, bodies)


def _outermost(mentions: Sequence[Mention]) -> list[Mention]:
    return [mention for mention in mentions
            if not any(other is not mention and other.covers(mention) for other in mentions)]


def _same(left: Mention, right: Mention) -> bool:
    return (left.refers or left.surface) == (right.refers or right.surface)


def _cooperation(
    document: AnnotatedDocument, sentence: Sentence, bodies: Sequence[Mention]
) -> Iterator[RelationMention]:
    text = sentence.text
    for index, partner in enumerate(bodies):
        group = _group(text, bodies, index)
        if group[0] is not partner:
            continue
        opening = text[:partner.left]
        if _SUPPLY_FROM.search(opening) or _WITH_LEFT.search(opening):
            if not _PARTNER_AFTER.match(text, group[-1].right):
                continue
        elif not _JOINT_LEFT.search(opening):
            continue
        subject = _subject(document, sentence, partner)
        if _SUPPLIES.search(opening) and (subject is None or subject.type != "Company"):
            continue
        if subject is not None and not _AGENTS_LEFT.search(text[:subject.left] if subject in bodies else ""):
            for member in group:
                if not _same(subject, member):
                    yield _relation(document, sentence, "partnersWith.deal", (subject, member))
    for region in document.in_sentence(sentence.index, "Region"):
        if any(body.covers(region) for body in bodies):
            continue
        for body in bodies:
            if body.right < region.left and _WITH_LEFT.fullmatch(text, body.right, region.left) and (
                    _PARTNER_AFTER.match(text, region.right)):
                yield _relation(document, sentence, "partnersWith.region", (region, body))


def _group(text: str, bodies: Sequence[Mention], index: int) -> list[Mention]:
    """The bodies that are coordinated with the one at ``index``, from the first of them on."""
    first = index
    while first and _BETWEEN_LIST.match(text[bodies[first - 1].right:bodies[first].left]) and not _WITH_LEFT.search(
            text[:bodies[first].left]):
        first -= 1
    group = [bodies[first]]
    for body in bodies[first + 1:]:
        if not _BETWEEN_LIST.match(text[group[-1].right:body.left]):
            break
        group.append(body)
    return group


def _subject(document: AnnotatedDocument, sentence: Sentence, partner: Mention) -> Mention | None:
    """Who deals with the partner: the last body or region left of it in the clause's sentence, else the home region."""
    text = sentence.text
    near = [mention for mention in _outermost(document.in_sentence(sentence.index, *_BODIES, "Region", "Park"))
            if mention.right <= partner.left and mention.type != "Park"
            and not any(mark in text[mention.right:partner.left] for mark in _STOPS)]
    direct = [mention for mention in near if _WITH_LEFT.fullmatch(text[mention.right:partner.left])]
    if direct:
        return direct[-1]
    bodies = [mention for mention in near if mention.type == "Company"]
    return bodies[-1] if bodies else document.homes[sentence.index]


def _relation(
    document: AnnotatedDocument, sentence: Sentence, rule: str, ends: tuple[Mention, Mention]
) -> RelationMention:
    return RelationMention(
        relation="partnersWith", subject=ends[0], object=ends[1],
        evidence=document.document.evidence(sentence.index, rule))
