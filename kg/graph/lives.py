"""Statements of a project → its life: each stage and amount with the date of its article, and what contradicts what.

智能水泵项目 signed on 2024-03-01 with 56亿元, operational on 2025-06-30 with 60亿元: one life, two amounts that differ.
What is only planned at the date of a document has an earlier stage there, so that plans and facts stay apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal, NamedTuple

from kg.datamodel import STAGES, KnowledgeGraph

Contradiction = Literal["amounts", "stages"]
_TOLD = ("stage", "totalInvestment")
# Before the works, the works, their result: planned and signed may follow each other in either order.
_PHASE: dict[str, int] = {stage: rank // 2 for rank, stage in enumerate(STAGES)}
# Amounts that differ by no more may be one that was rounded.
_ROUNDED = Decimal("1.05")


class Told(NamedTuple):
    """What an article says: its date, empty where it has none, and the stage or the yuan."""

    date: str
    value: str


# What was told by project and predicate.
Tellings = dict[tuple[str, str], set[Told]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """``project`` is an id; ``stages`` and ``amounts`` by date, each once for a date."""

    project: str
    stages: tuple[Told, ...]
    amounts: tuple[Told, ...]

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        found: list[Contradiction] = []
        if _differ(amount.value for amount in self.amounts):
            found.append("amounts")
        if any(_falls_back(*pair) for pair in combinations(self.stages, 2)):
            found.append("stages")
        return tuple(found)


def tellings(graph: KnowledgeGraph) -> Tellings:
    """What the documents of the graph tell of the stages and amounts of projects."""
    documents = {document.id: document for document in graph.documents}
    told: Tellings = {}
    for statement in graph.statements:
        if statement.predicate in _TOLD:
            dates = {documents[piece.document_id].dated(piece.start) for piece in statement.evidence}
            told.setdefault((statement.subject, statement.predicate), set()).update(
                Told(str(date or ""), statement.object) for date in dates)
    return told


def lives(told: Tellings) -> tuple[Life, ...]:
    """The lives of the projects that are told of more than once, by their ids."""
    found = []
    for project in sorted({project for project, _ in told}):
        stages, amounts = (tuple(sorted(told.get((project, predicate), ()))) for predicate in _TOLD)
        if len(stages) > 1 or len(amounts) > 1:
            found.append(Life(project=project, stages=stages, amounts=amounts))
    return tuple(found)


def _differ(amounts: Iterable[str]) -> bool:
    values = sorted(map(Decimal, set(amounts)))
    return len(values) > 1 and values[-1] > values[0] * _ROUNDED


def _falls_back(one: Told, other: Told) -> bool:
    """Whether the later of two articles tells of an earlier phase."""
    earlier, later = (one, other) if one.date < other.date else (other, one)
    ordered = bool(earlier.date) and earlier.date < later.date and not later.date.startswith(earlier.date)
    return ordered and _PHASE[earlier.value] > _PHASE[later.value]
