"""What all documents are together → what ``dataset.ttl`` and ``report.md`` tell of them.

The steps that went over documents and subjects give their figures; the sum is that of a graph in memory: 2 documents,
14 entities, region/210381 in both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.datamodel import KnowledgeGraph, Resolution
from kg.graph.dataset import About, Content
from kg.graph.lives import Life, Tellings
from kg.graph.overview import DocumentRow, Overview
from kg.graph.turtle import curie
from kg.graph.validation import Finding, ordered
from kg.scaling.parts import Merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """``together`` is what no document says alone, ``example`` the id of the thing with the most mentions, ``merged``
    has the graph and, where it is written, its evidence."""

    documents: Sequence[DocumentRow]
    resolved: Resolution
    together: KnowledgeGraph
    lives: Sequence[Life]
    example: str
    merged: Mapping[str, Merged]

    def about(self) -> About:
        files: dict[str, Content] = {}
        for one in self.merged.values():
            files |= one.files
        return About(
            documents=self.documents, entities=len(self.resolved.entities), example=self.example,
            counts={name: one.counts for name, one in self.merged.items()}, files=files,
        )

    def overview(self) -> Overview:
        resolved = self.resolved
        return Overview(
            documents=self.documents, entities=resolved.entities, components=self.together.components,
            matches=resolved.matches, named=dict(resolved.named), totals=self.merged["graph"].totals,
            lives=self.lives, outcomes=resolved.outcomes,
        )

    def findings(self) -> tuple[Finding, ...]:
        return ordered(self.merged["graph"].findings)


def owners(together: KnowledgeGraph) -> dict[str, str]:
    """The node of the programme that has a component."""
    return {curie(one.id): curie(one.programme) for one in together.components}


def joined(told: Iterable[Tellings]) -> Tellings:
    """What batches of documents tell of the same projects."""
    found: Tellings = {}
    for each in told:
        for key, tellings in each.items():
            found.setdefault(key, set()).update(tellings)
    return found
