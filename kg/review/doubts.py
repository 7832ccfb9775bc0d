"""A reading → the pairs of names that a person should judge, most valuable first, each with its sentences.

A pair is worth as much as the graph says of the lesser of the two: so many facts would stand with another thing.
三鱼泵业 beside 海城三鱼泵业有限公司 with nine facts goes before a pair that one sentence each names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from kg.datamodel import ENTITY_TYPES, EntityType, Match, Mention
from kg.review.reading import Reading

_CONTEXTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A sentence with the name in it, as pieces around the name; ``document`` is its title."""

    document: str
    source: str
    published: str
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """``label`` is the name as decisions write it, ``entity`` what the thing is called, ``facts`` how much is said of
    it."""

    label: str
    entity: str
    documents: int
    facts: int
    contexts: tuple[Context, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    type: EntityType
    left: Side
    right: Side
    score: float
    reasons: tuple[str, ...]

    @property
    def value(self) -> int:
        return min(self.left.facts, self.right.facts)


def doubts(reading: Reading, types: Collection[str] = ENTITY_TYPES) -> list[Doubt]:
    """The pairs in doubt that no decision has joined or told apart."""
    best: dict[tuple[EntityType, frozenset[str]], Match] = {}
    for match in reading.judgements("unsure"):
        key = (match.type, frozenset((match.left, match.right)))
        known = best.get(key)
        if match.type in types and len(key[1]) == 2 and (known is None or match.score > known.score):
            best[key] = match
    found = (_doubt(reading, match) for match in best.values())
    return sorted(filter(None, found), key=lambda doubt: (
        -doubt.value, -doubt.score, doubt.type, doubt.left.label, doubt.right.label))


def _doubt(reading: Reading, match: Match) -> Doubt | None:
    """The pair, where its names stand for different things."""
    (left, one), (right, other) = (reading.judged(match.type, label) for label in (match.left, match.right))
    ids = [{reading.entity(mention).id for mention in mentions} for mentions in (one, other)]
    if not all(ids) or ids[0] & ids[1]:
        return None
    return Doubt(type=match.type, left=_side(reading, left, one), right=_side(reading, right, other),
                 score=match.score, reasons=match.reasons)


def _side(reading: Reading, label: str, mentions: list[Mention]) -> Side:
    entities = {entity.id: entity for entity in map(reading.entity, mentions)}
    return Side(
        label=label, entity=entities[min(entities)].name, facts=sum(reading.facts[id] for id in entities),
        documents=len({mention.document_id for mention in mentions}), contexts=tuple(contexts(reading, mentions)),
    )


def contexts(reading: Reading, mentions: Sequence[Mention]) -> Iterator[Context]:
    """Sentences of as many documents as there are, then others of the same."""
    first: dict[tuple[str, int], Mention] = {}
    for mention in mentions:
        first.setdefault((mention.document_id, mention.sentence), mention)
    seen: dict[str, int] = {}
    rank = {}
    for place in first:
        rank[place] = seen[place[0]] = seen.get(place[0], -1) + 1
    for place in sorted(first, key=lambda place: (rank[place], place))[:_CONTEXTS]:
        mention, document = first[place], reading.documents[place[0]]
        text = document.sentences[mention.sentence].text
        yield Context(
            document=document.title, source=document.source, published=str(document.published_at(place[1]) or ""),
            before=text[: mention.left], name=text[mention.left : mention.right], after=text[mention.right :],
        )
