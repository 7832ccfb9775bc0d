"""Ownership: subsidiaryOf, and partnersWith for the founders of a joint venture.

In: an annotated document.  Out: relation mentions.  “后英集团海城市胜辉耐火材料制造有限公司” gives
subsidiaryOf 后英集团 (the parent's name opens the child's); “青岚电池由瑞麟科技与宏昌化工合资成立” gives two parents.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg.datamodel import AnnotatedDocument, Mention, Relation, RelationMention, Sentence
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("ownership")
_OWNED = _PATTERNS.regex["owned_between"]
_BELONGS = _PATTERNS.regex["belongs"]
_CHILD_AFTER = _PATTERNS.regex["child_after"]
_UNDER = _PATTERNS.regex["under"]
_PARENT_IS = _PATTERNS.regex["parent_is"]
_IS = _PATTERNS.regex["is"]
_PARENT_AFTER = _PATTERNS.regex["parent_after"]
_BETWEEN_LIST = _PATTERNS.regex["between_list"]
_BY = _PATTERNS.regex["by"]
_FOUNDED = _PATTERNS.regex["founded"]
_VENTURE = _PATTERNS.regex["venture"]
_WORD_FOR = _PATTERNS.regex["word_for"]
_FORMER_LATTER = _PATTERNS.words["former"] + _PATTERNS.words["latter"]
_BRACKETED = _PATTERNS.regex["bracketed"]
_RELATIONS: dict[str, Relation] = {"subsidiaryOf": "subsidiaryOf", "partnersWith": "partnersWith"}
Link = tuple[str, Mention, Mention]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a company is named, or a word stands for it."""

    left: int
    right: int
    company: Mention


def relate(document: AnnotatedDocument) -> Iterable[RelationMention]:
    """The ownership that the sentences of a document state."""
    before: Sequence[Mention] = ()
    pair: Sequence[Mention] = ()
    paragraph = -1
    for sentence in document.document.sentences:
        companies = document.in_sentence(sentence.index, "Company")
        if sentence.paragraph != paragraph:
            before, pair, paragraph = (), (), sentence.paragraph
        places = _places(sentence, companies, (before, pair))
        for rule, subject, target in (*_pairs(sentence.text, places), *_joint(sentence.text, places)):
            yield RelationMention(
                relation=_RELATIONS[rule.partition(".")[0]], subject=subject, object=target,
                evidence=document.document.evidence(sentence.index, rule))
        before = companies or before
        pair = _distinct(companies) if len(_distinct(companies)) == len(_FORMER_LATTER) else pair
    yield from _by_name(document)


def _places(
    sentence: Sentence, companies: Sequence[Mention], named: tuple[Sequence[Mention], Sequence[Mention]]
) -> list[Place]:
    """The companies of a sentence, and the words for one named before, or for one of a pair: 它, 该公司, 后者."""
    before, pair = named
    places = [Place(company.left, company.right, company) for company in companies]
    for word in _WORD_FOR.finditer(sentence.text):
        left, right = word.span(1)
        earlier = [company for company in companies if company.right <= left]
        if word[1] in _FORMER_LATTER:
            if pair:
                places.append(Place(left, right, pair[_FORMER_LATTER.index(word[1])]))
        elif earlier or before:
            places.append(Place(left, right, (earlier or before)[-1]))
    return sorted(places, key=lambda place: (place.left, place.right))


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    return list({mention.refers or mention.surface: mention for mention in mentions}.values())


def _pairs(text: str, places: Sequence[Place]) -> Iterator[Link]:
    for first in places:
        for second in places:
            if _same(first.company, second.company):
                continue
            if first.left == second.left and first.right < second.right:
                yield "subsidiaryOf.name", second.company, first.company
            if first.right > second.left:
                continue
            between = text[first.right:second.left]
            if _OWNED.match(between):
                yield "subsidiaryOf.owned", second.company, first.company
            elif (_BELONGS.match(between) and _CHILD_AFTER.match(text, second.right)) or _PARENT_IS.match(between):
                yield "subsidiaryOf.belongs", first.company, second.company
            elif _IS.match(between) and _PARENT_AFTER.match(text, second.right):
                yield "subsidiaryOf.parent", second.company, first.company
            elif _UNDER.match(between) and not any(
                    first.right <= other.left and other.right <= second.left for other in places):
                yield "subsidiaryOf.under", first.company, second.company


def _joint(text: str, places: Sequence[Place]) -> Iterator[Link]:
    """The founders of a joint venture, each a parent of it and a partner of the others."""
    for index, place in enumerate(places):
        group = _group(text, places, index)
        after = _FOUNDED.match(text, group[-1].right)
        child = None
        if after:
            child = next((other for other in places if other.left == after.end()), None) or next(
                (other for other in places if _BY.match(text[other.right:place.left])), None)
        elif _VENTURE.match(text, group[-1].right):
            child = next((other for other in places if _IS.match(text[other.right:place.left])), None)
        if child is None or any(_same(child.company, member.company) for member in group):
            continue
        for member in group:
            yield "subsidiaryOf.joint", child.company, member.company
        for one, other in combinations(group, 2):
            yield "partnersWith.joint", one.company, other.company


def _group(text: str, places: Sequence[Place], index: int) -> list[Place]:
    """The companies coordinated from the one at ``index`` on: 甲、乙与丙."""
    group = [places[index]]
    if index and _BETWEEN_LIST.match(text[places[index - 1].right:places[index].left]):
        return group
    for place in places[index + 1:]:
        if not _BETWEEN_LIST.match(text[group[-1].right:place.left]):
            break
        group.append(place)
    return group


def _by_name(document: AnnotatedDocument) -> Iterator[RelationMention]:
    """A full name with a place in brackets belongs to the company that has the same name without it."""
    companies = {mention.surface: mention for mention in document.mentions if mention.type == "Company"}
    for surface, child in companies.items():
        plain = _BRACKETED.sub("", surface)
        parent = companies.get(plain) if plain != surface else None
        if parent is not None:
            yield RelationMention(
                relation="subsidiaryOf", subject=child, object=parent,
                evidence=document.document.evidence(child.sentence, "subsidiaryOf.bracket"))


def _same(left: Mention, right: Mention) -> bool:
    return (left.refers or left.surface) == (right.refers or right.surface)
