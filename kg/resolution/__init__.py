"""Extractions → entities: which mentions, in one document and across all, name one thing.

``gather`` makes terms of the mentions of a document, ``within_document`` joins short names to full ones there,
``across_documents`` does so for all, ``entities`` gives them ids and names.  海城三鱼泵业有限公司 of one document and
三鱼泵业 of another become one Company; 高新区 of two cities stay two Parks.  The result depends on the content
of the documents alone, never on their order.
"""

from __future__ import annotations

from collections.abc import Iterable

from kg.datamodel import Extraction, Match, Resolution
from kg.resolution.identity import entities
from kg.resolution.matching import across_documents, apart, within_document
from kg.resolution.terms import Term, gather


def resolve(extractions: Iterable[Extraction]) -> Resolution:
    """The entities of all documents and the judgements behind them."""
    read = {extraction.document.id: extraction for extraction in extractions}
    terms: list[Term] = []
    matches: set[Match] = set()
    for document in sorted(read):
        joined, judgements = within_document(gather(read[document]))
        terms.extend(joined)
        matches.update(judgements)
    joined, judgements = across_documents(terms)
    matches.update(judgements, apart(joined))
    ordered = sorted(matches, key=lambda m: (m.type, m.left, m.right, m.verdict, -m.score, m.reason))
    return Resolution(entities=entities(joined), matches=tuple(ordered))
