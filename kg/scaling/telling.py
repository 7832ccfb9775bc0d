"""Documents whose mentions have their things → what they say, as facts; what all documents must agree on is left over.

The facts of one document are the same whatever the others say, but for the components of programmes (several pages
tell of the “4+4+3+N” of 海城) and for partners, where one direction stays of two.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.datamodel import (
    Document,
    Entity,
    EntityType,
    Extraction,
    KnowledgeGraph,
    Mention,
    Resolution,
    Statement,
)
from kg.graph.evidence import evidence_facts
from kg.graph.fusion import fuse
from kg.graph.lives import Tellings, tellings
from kg.graph.overview import DocumentRow
from kg.graph.rdf import facts
from kg.graph.turtle import Facts
from kg.scaling.parts import figures

_WHOLE = "partnersWith"


class Called(NamedTuple):
    """A thing that a document names."""

    id: str
    type: EntityType
    name: str


class Leftover(NamedTuple):
    """What a document says of components and partners, with the ids of the things that it names there."""

    extraction: Extraction
    ids: tuple[tuple[Mention, str], ...]


class Told(NamedTuple):
    """``figures`` are the observations of the cube, by their dimensions."""

    statements: tuple[Statement, ...]
    graph: Facts
    evidence: Facts
    figures: Facts
    rows: tuple[DocumentRow, ...]
    leftovers: tuple[Leftover, ...]
    tellings: Tellings


def told(documents: Iterable[tuple[Extraction, Sequence[Called]]]) -> Told:
    """What documents say; each comes with the things that its mentions, in their order, name."""
    whole: list[Extraction] = []
    leftovers: list[Leftover] = []
    mentions: dict[Called, list[Mention]] = {}
    for extraction, called in documents:
        for mention, thing in zip(extraction.mentions, called, strict=True):
            mentions.setdefault(thing, []).append(mention)
        relations = tuple(relation for relation in extraction.relations if relation.relation != _WHOLE)
        whole.append(replace(extraction, relations=relations, components=()))
        if len(relations) < len(extraction.relations) or extraction.components:
            leftovers.append(_leftover(extraction, called))
    graph = fuse(whole, Resolution(entities=tuple(_entity(thing, mentions[thing]) for thing in sorted(mentions))))
    return Told(
        statements=graph.statements, graph=facts(graph),
        evidence=evidence_facts(graph), figures=figures(graph.observations),
        rows=tuple(map(DocumentRow.of, graph.documents)),
        leftovers=tuple(leftovers), tellings=tellings(graph),
    )


def _entity(thing: Called, mentions: Sequence[Mention]) -> Entity:
    return Entity(id=thing.id, type=thing.type, name=thing.name, aliases=(), mentions=tuple(mentions))


def _light(document: Document) -> Document:
    return replace(document, text="", sentences=())


def _leftover(extraction: Extraction, called: Sequence[Called]) -> Leftover:
    relations = tuple(relation for relation in extraction.relations if relation.relation == _WHOLE)
    named = {m for relation in relations for m in (relation.subject, relation.object)}
    for component in extraction.components:
        named |= {component.programme, *(m for m in component.members if isinstance(m, Mention))}
    places = {_place(mention): thing.id for mention, thing in zip(extraction.mentions, called, strict=True)}
    kept = replace(
        extraction, document=_light(extraction.document), mentions=(), attributes=(), observations=(),
        relations=relations, renamings=(),
    )
    ids = tuple((mention, places[_place(mention)]) for mention in sorted(named, key=_place))
    return Leftover(extraction=kept, ids=ids)


def _place(mention: Mention) -> tuple[EntityType, int, int, int]:
    return mention.type, mention.sentence, mention.left, mention.right


def told_together(leftovers: Iterable[Leftover]) -> KnowledgeGraph:
    """The statements and components that documents share, and these documents, without the things named."""
    extractions: list[Extraction] = []
    mentions: dict[str, list[Mention]] = {}
    for leftover in leftovers:
        extractions.append(leftover.extraction)
        for mention, id in leftover.ids:
            mentions.setdefault(id, []).append(mention)
    entities = tuple(
        Entity(id=id, type=group[0].type, name="", aliases=(), mentions=tuple(group)) for id, group in mentions.items()
    )
    return replace(fuse(extractions, Resolution(entities=entities)), entities=())
