"""Entities of a graph and of the gold → which are the same: 三鱼泵业 is 海城三鱼泵业有限公司, if nothing fits better.

One-to-one within a type, the most similar and then those with the most common surfaces first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.datamodel import Entity
from kg.evaluation.gold import GoldEntity
from kg.evaluation.likeness import dice, fold

EXACT = 1.0
# Measured on nothing: the published threshold of the gold's own score.
RELAXED = 0.7


def surfaces(entity: Entity) -> frozenset[str]:
    """All names of an entity."""
    return frozenset((entity.name, *entity.aliases))


def named(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """The entities that the document names; regions that only hold others are no claim of it."""
    return tuple(entity for entity in entities if entity.mentions)


def align(entities: Sequence[Entity], gold: Mapping[str, GoldEntity], threshold: float) -> dict[str, str]:
    """The gold id of each entity id that has one; best Dice of two folded surfaces at least ``threshold``."""
    wanted: dict[str, list[tuple[str, frozenset[str]]]] = {}
    for row in gold.values():
        folded = frozenset(fold(surface, row.type) for surface in row.surfaces)
        wanted.setdefault(row.type, []).append((row.id, folded))
    candidates: list[tuple[float, int, str, str]] = []
    for entity in entities:
        names = frozenset(fold(surface, entity.type) for surface in surfaces(entity))
        for id, others in wanted.get(entity.type, ()):
            best = 1.0 if names & others else max((dice(a, b) for a in names for b in others), default=0.0)
            if best >= threshold:
                candidates.append((-best, -len(names & others), entity.id, id))
    matched: dict[str, str] = {}
    taken: set[str] = set()
    for *_, node, id in sorted(candidates):
        if node not in matched and id not in taken:
            matched[node] = id
            taken.add(id)
    return matched
