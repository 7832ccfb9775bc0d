"""Extractions → entities: which mentions, in one document and across all, name one thing.

``gather`` makes terms of the mentions of a document, ``within_document`` joins short names to full ones there,
``across_documents`` does so for all, ``entities`` gives them ids and names.  海城三鱼泵业有限公司 of one document and
三鱼泵业 of another become one Company; 高新区 of two cities stay two Parks.  The result depends on the content
of the documents and the decisions of people alone, never on their order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from kg.datamodel import Decision, Extraction, Match, Resolution
from kg.resolution.decisions import Decisions
from kg.resolution.identity import entities
from kg.resolution.matching import across_documents, within_document
from kg.resolution.terms import Term, gather


def resolve(extractions: Iterable[Extraction], decisions: Iterable[Decision] = ()) -> Resolution:
    """The entities of all documents and the judgements behind them; ``decisions`` go before those."""
    decided = Decisions(decisions)
    read = {extraction.document.id: extraction for extraction in extractions}
    terms: list[Term] = []
    matches: set[Match] = set()
    for document in sorted(read):
        found = within_document(gather(read[document]), decided)
        terms.extend(found.terms)
        matches.update(found.matches)
    joined = across_documents(terms, decided)
    matches.update(joined.matches)
    ordered = sorted(matches, key=lambda m: (m.type, m.left, m.right, m.verdict, -m.score, m.reasons))
    named = Counter(term.type for term in terms)
    return Resolution(
        entities=entities(joined.terms), matches=tuple(ordered), named=tuple(sorted(named.items())),
    )
