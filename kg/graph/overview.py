"""What is told of a graph as a whole: how much of everything there is, what stands out, what is left to do.

For a graph in memory ``overview`` counts; for a larger one the parts that count it are put together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from kg.datamodel import Document, Entity, EntityType, FusedComponent, KnowledgeGraph, Match, Outcome
from kg.graph.lives import Life, lives, tellings
from kg.graph.rdf import issued_at


class DocumentRow(NamedTuple):
    """A document without its text: 海城.txt, its title, when it was issued, its characters and sentences, and the
    SHA-256 of the file."""

    source: str
    id: str
    title: str
    issued: str
    characters: int
    sentences: int
    digest: str

    @classmethod
    def of(cls, document: Document) -> DocumentRow:
        return cls(document.source, document.id, document.title, issued_at(document), len(document.text),
                   len(document.sentences), document.digest)


@dataclass(slots=True, kw_only=True)
class Totals:
    """Statements by predicate; for each entity its relations and the documents that name it; the owners of
    programmes, by ids."""

    predicates: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    documents: dict[str, int] = field(default_factory=dict)
    owners: dict[str, list[str]] = field(default_factory=dict)
    programmes: dict[str, list[str]] = field(default_factory=dict)
    observations: int = 0

    def update(self, other: Totals) -> None:
        """Add those of other entities."""
        self.predicates.update(other.predicates)
        self.relations.update(other.relations)
        for mine, theirs in ((self.documents, other.documents), (self.owners, other.owners),
                             (self.programmes, other.programmes)):
            mine.update(theirs)  # type: ignore[arg-type]
        self.observations += other.observations


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """``entities`` may come without mentions; ``totals.programmes`` tells which documents name a programme with a
    code of its own."""

    documents: Sequence[DocumentRow]
    entities: Sequence[Entity]
    components: Sequence[FusedComponent]
    matches: Sequence[Match]
    named: Mapping[EntityType, int]
    totals: Totals
    lives: Sequence[Life]
    outcomes: Sequence[Outcome] = ()


def overview(graph: KnowledgeGraph) -> Overview:
    """The overview of a graph in memory."""
    return Overview(
        documents=[DocumentRow.of(document) for document in graph.documents], entities=graph.entities,
        components=graph.components, matches=graph.matches, named=dict(graph.named), totals=_totals(graph),
        lives=lives(tellings(graph)),
        outcomes=graph.outcomes,
    )


def _totals(graph: KnowledgeGraph) -> Totals:
    found = Totals(
        predicates=Counter(statement.predicate for statement in graph.statements),
        documents={
            entity.id: len({mention.document_id for mention in entity.mentions})
            for entity in graph.entities if entity.mentions
        },
        programmes={
            entity.id: sorted({mention.document_id for mention in entity.mentions})
            for entity in graph.entities if entity.type == "Programme" and entity.code
        },
        observations=len(graph.observations),
    )
    for statement in graph.statements:
        if statement.datatype == "entity":
            found.relations.update((statement.subject, statement.object))
            if statement.predicate == "implementedBy":
                found.owners.setdefault(statement.subject, []).append(statement.object)
    return found


def components_of(components: Iterable[FusedComponent]) -> dict[str, list[FusedComponent]]:
    """The components of each programme."""
    groups: dict[str, list[FusedComponent]] = {}
    for component in components:
        groups.setdefault(component.programme, []).append(component)
    return groups
