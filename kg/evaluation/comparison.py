"""A graph of one document beside its gold: which entity is which, what each is called, where it stands.

``comparison.gold_id("company/8d3f…")`` is "c1" where the gold's c1 is the same 三鱼泵业, else None.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kg.datamodel import Document, Entity, Evidence, KnowledgeGraph
from kg.evaluation.alignment import EXACT, RELAXED, align, named
from kg.evaluation.gold import GoldDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """``entities`` are those that the document names, by id; ``exact`` and ``relaxed`` give the gold's ids."""

    document: Document
    graph: KnowledgeGraph
    gold: GoldDocument
    entities: Mapping[str, Entity]
    exact: Mapping[str, str]
    relaxed: Mapping[str, str]

    def gold_id(self, id: str) -> str | None:
        return self.relaxed.get(id)

    def name(self, id: str) -> str:
        """What to call an entity, or the literal itself."""
        return self.entities[id].name if id in self.entities else id

    def evidence(self, entity: Entity) -> tuple[Evidence, ...]:
        """The sentences that name the entity, one for each rule that read it there."""
        return tuple(self.document.evidence(mention.sentence, mention.rule) for mention in entity.mentions)

    def sentence_with(self, words: str) -> str:
        """The first sentence that holds the words, empty where none does."""
        return next((sentence.text for sentence in self.document.sentences if words in sentence.text), "")


def compare(graph: KnowledgeGraph, gold: GoldDocument) -> Comparison:
    """The comparison of a graph that was built from one document alone."""
    entities = named(graph.entities)
    return Comparison(
        document=graph.documents[0], graph=graph, gold=gold, entities={entity.id: entity for entity in entities},
        exact=align(entities, gold.entities, EXACT), relaxed=align(entities, gold.entities, RELAXED),
    )
