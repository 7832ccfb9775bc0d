"""The judgements on names → facts beside the evidence: why several surfaces are one entity, or were kept apart.

三鱼泵业 and 海城三鱼泵业有限公司::

    match:… a kg:Match ; kg:concerns company:… ; kg:left "三鱼泵业" ; kg:right "海城三鱼泵业有限公司" ;
        kg:verdict "same" ; kg:score 0.95 ; kg:reason "the name without place and legal form" .
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kg.datamodel import Entity, KnowledgeGraph, Match, digest
from kg.graph.literals import lexical
from kg.graph.turtle import Facts, curie, text, typed


def add_matches(found: Facts, graph: KnowledgeGraph) -> None:
    """One node for each judgement whose names the graph has, and for each name tied to another by its document."""
    judged = {(match.type, _bare(label)) for match in graph.matches for label in (match.left, match.right)}
    named: dict[tuple[str, str], list[Entity]] = {}
    for entity in graph.entities:
        for name in (entity.name, *entity.aliases):
            if (entity.type, name) in judged:
                named.setdefault((entity.type, name), []).append(entity)
    for match in graph.matches:
        concerned = _concerned(match, named)
        if concerned and match.left != match.right:
            _match(found, match, concerned)
    for entity in graph.entities:
        for match in _tied(entity):
            _match(found, match, [entity.id])


def _tied(entity: Entity) -> Iterator[Match]:
    """The names that their document uses for a fuller one, a bare code or a division code."""
    reason = "the division code" if entity.type == "Region" else "its document uses it for the other"
    for left, right in sorted({(mention.surface, mention.refers) for mention in entity.mentions}):
        if right and left != right:
            yield Match(left=left, right=right, type=entity.type, verdict="same", score=1.0, reasons=(reason,))


def _concerned(match: Match, named: dict[tuple[str, str], list[Entity]]) -> list[str]:
    """The entities with both names where they are the same, with either where that is unsure."""
    left, right = (
        {entity.id for entity in named.get((match.type, _bare(label)), ())} for label in (match.left, match.right)
    )
    return sorted(left & right if match.verdict == "same" else left | right)


def _bare(label: str) -> str:
    """The name before the codes of the places that tell it from others of its name."""
    name, space, codes = label.rpartition(" (")
    return name if space and codes.endswith(")") and codes[:-1].replace(", ", "").isdigit() else label


def _match(found: Facts, match: Match, concerned: list[str]) -> None:
    node = f"match:{digest(match.type, match.left, match.right, match.verdict, *match.reasons)}"
    known = found.get(node, {}).get("kg:concerns", {})
    found[node] = {
        "a": {"kg:Match": None},
        "kg:concerns": {**known, **dict.fromkeys(map(curie, concerned))},
        "kg:left": {text(match.left): None},
        "kg:right": {text(match.right): None},
        "kg:verdict": {text(match.verdict): None},
        "kg:score": {typed(lexical(round(Decimal(match.score), 2)), "decimal"): None},
        "kg:reason": dict.fromkeys(map(text, match.reasons)),
    }
