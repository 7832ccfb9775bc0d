"""The recognizers, in their order, and the rule that settles overlaps.

A recognizer takes a document and the mentions known so far and returns new mentions.
“海城市三鱼泵业有限公司” is a Company by names, and 海城市 in it a Region by regions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from kg.datamodel import Document, EntityType, Mention
from kg.extraction.recognition import companies, industries, organisations, parks, programmes, projects, regions

RECOGNIZERS: tuple[Callable[[Document, tuple[Mention, ...]], Iterable[Mention]], ...] = (
    regions.recognize,
    organisations.recognize,
    parks.recognize,
    companies.recognize,
    programmes.recognize,
    projects.recognize,
    industries.recognize,
)

# Of two mentions that cross without one covering the other the type further left stays.
_PRECEDENCE: tuple[EntityType, ...] = (
    "Programme", "Company", "Park", "Organisation", "Project", "Region", "Industry",
)
_RANK = {kind: rank for rank, kind in enumerate(_PRECEDENCE)}


def settle(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """The mentions sorted, without doubles and without crossings; nested ones stay."""
    kept: dict[int, list[Mention]] = {}
    for mention in sorted(set(mentions), key=lambda m: (_RANK[m.type], m.left - m.right, m.sentence, m.left, m.rule)):
        if not any(
            other.overlaps(mention)
            and (
                (other.left, other.right, other.type) == (mention.left, mention.right, mention.type)
                or not (other.covers(mention) or mention.covers(other))
            )
            for other in kept.get(mention.sentence, ())
        ):
            kept.setdefault(mention.sentence, []).append(mention)
    return tuple(sorted(chain.from_iterable(kept.values()), key=lambda m: (m.sentence, m.left, -m.right, m.type)))
