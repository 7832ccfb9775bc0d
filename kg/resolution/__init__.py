"""Extractions → entities: which mentions, in one document and across all, name one thing.

``gather`` makes terms of the mentions of a document, ``within_document`` joins short names to full ones there,
``across_documents`` does so for all, ``entities`` gives them ids and names.  海城三鱼泵业有限公司 of one document and
三鱼泵业 of another become one Company; 高新区 of two cities stay two Parks.  The result depends on the content
of the documents and the decisions of people alone, never on their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from kg.datamodel import Decision, Entity, EntityType, Extraction, Match, Resolution
from kg.resolution.decisions import Decisions
from kg.resolution.identity import completed, entities
from kg.resolution.matching import Matched, across_documents, alike, within_document
from kg.resolution.slips import near
from kg.resolution.terms import Term, gather


class Identified(NamedTuple):
    """Terms, the entity of each, and the judgements that led to them."""

    terms: tuple[Term, ...]
    entities: list[Entity]
    matches: tuple[Match, ...]


def resolve(extractions: Iterable[Extraction], decisions: Iterable[Decision] = ()) -> Resolution:
    """The entities of all documents and the judgements behind them; ``decisions`` go before those."""
    decided = Decisions(decisions)
    read = {extraction.document.id: extraction for extraction in extractions}
    terms: list[Term] = []
    matches: set[Match] = set()
    for document in sorted(read):
        found = name(read[document], decided)
        terms.extend(found.terms)
        matches.update(found.matches)
    named = Counter(term.type for term in terms)
    joined = identify(terms, decided)
    matches.update(joined.matches, alike(near(joined.terms)))
    outcomes = decided.all_outcomes(decided.outcomes(joined.terms))
    return replace(resolution(joined.entities, decided.settled(matches, outcomes), named), outcomes=outcomes)


def name(extraction: Extraction, decided: Decisions) -> Matched:
    """The terms of one document."""
    return within_document(gather(extraction, decided.told_apart), decided)


def identify(terms: Sequence[Term], decided: Decisions) -> Identified:
    """What the terms of documents name together; those that no tie connects can be given apart (``ties``)."""
    joined = across_documents(terms, decided)
    return Identified(joined.terms, entities(joined.terms), joined.matches)


def resolution(found: Sequence[Entity], matches: Iterable[Match], named: Counter[EntityType]) -> Resolution:
    """The entities with those above them, and the judgements in order."""
    ordered = sorted(matches, key=lambda m: (m.type, m.left, m.right, m.verdict, -m.score, m.reasons))
    return Resolution(entities=completed(found), matches=tuple(ordered), named=tuple(sorted(named.items())))
