"""Extractions and decisions → terms, entities and graph together, so that names can be followed from one to the other.

The label “高新区 (210300)” of a judgement leads to the terms of documents in 鞍山 that have that name, their
sentences, and the entity that they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from kg.datamodel import Decision, Entity, EntityType, Extraction, KnowledgeGraph, Match, Mention
from kg.pipeline import assemble
from kg.resolution import Identified, identify, name
from kg.resolution.decisions import Decisions, label
from kg.resolution.matching import located
from kg.resolution.terms import Term
from kg.resources.decisions import prevailing, shipped_decisions

_Place = tuple[str, str, int, int, int]


class Reading:
    """The documents of a folder, as identity sees them under these decisions."""

    def __init__(self, extractions: Sequence[Extraction], decisions: Iterable[Decision]) -> None:
        self.extractions = extractions
        self.decisions = prevailing(decisions, shipped_decisions())
        self.decided = Decisions(self.decisions)
        self.documents = {extraction.document.id: extraction.document for extraction in extractions}

    @cached_property
    def graph(self) -> KnowledgeGraph:
        return assemble(self.extractions, self.decisions)

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The terms of each document by itself."""
        return tuple(term for extraction in self.extractions for term in name(extraction, self.decided).terms)

    @cached_property
    def identified(self) -> Identified:
        """The terms of all documents together, each with its entity."""
        return identify(self.terms, self.decided)

    @cached_property
    def _named(self) -> dict[tuple[EntityType, str], list[Term]]:
        found: dict[tuple[EntityType, str], list[Term]] = {}
        for term in self.terms:
            for surface in {mention.surface for mention in term.mentions}:
                found.setdefault((term.type, surface), []).append(term)
        return found

    @cached_property
    def _entities(self) -> dict[_Place, Entity]:
        return {_place(mention): entity for entity in self.graph.entities for mention in entity.mentions}

    @cached_property
    def facts(self) -> dict[str, int]:
        """How much the graph says of each entity: statements, figures, components, documents that name it."""
        found: dict[str, int] = {}
        for statement in self.graph.statements:
            for id in {statement.subject, statement.object if statement.datatype == "entity" else statement.subject}:
                found[id] = found.get(id, 0) + 1
        for id in (*(seen.subject for seen in self.graph.observations),
                   *(part.programme for part in self.graph.components)):
            found[id] = found.get(id, 0) + 1
        for entity in self.graph.entities:
            found[entity.id] = found.get(entity.id, 0) + len({mention.document_id for mention in entity.mentions})
        return found

    def judged(self, type: EntityType, text: str) -> tuple[str, list[Mention]]:
        """The name of a judgement as decisions write it, and its mentions.

        Where others of the name are known by their places, those without are known by their documents.
        """
        told, named = label(text), self._named.get((type, label(text).name), ())
        plain = [term for term in named if located(term) == term.label]
        if told.codes or not plain or len(plain) == len(named):
            return text, self.mentions(type, text)
        documents = sorted({mention.document_id for term in plain for mention in term.mentions})
        return f"{told.name} ({', '.join(documents)})", _mentions(plain, told.name)

    def mentions(self, type: EntityType, text: str) -> list[Mention]:
        """The mentions that a name as in decisions stands for, in the order of documents."""
        told = label(text)
        return _mentions((term for term in self._named.get((type, told.name), ()) if told.fits(term)), told.name)

    def entities(self, type: EntityType, text: str) -> frozenset[str]:
        """The ids of the entities that a name stands for."""
        return frozenset(self.entity(mention).id for mention in self.mentions(type, text))

    def entity(self, mention: Mention) -> Entity:
        return self._entities[_place(mention)]

    def judgements(self, *verdicts: str) -> Iterator[Match]:
        return (match for match in self.graph.matches if match.verdict in verdicts)


def _mentions(terms: Iterable[Term], surface: str) -> list[Mention]:
    found = {mention for term in terms for mention in term.mentions if mention.surface == surface}
    return sorted(found, key=lambda mention: (mention.document_id, mention.start, mention.rule))


def _place(mention: Mention) -> _Place:
    return (mention.document_id, mention.type, mention.sentence, mention.left, mention.right)
