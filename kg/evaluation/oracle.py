"""A document and its gold → the document with the names of the gold in place of recognized ones.

What relations, components, attributes and observations would score over perfect names: each surface, such as
三鱼泵业, wherever a sentence holds it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.datamodel import AnnotatedDocument, Document, Mention
from kg.evaluation.gold import GoldDocument
from kg.extraction import placing

_RULE = "gold"


def with_gold_names(document: Document, gold: GoldDocument) -> AnnotatedDocument:
    """The document annotated with the gold's entities; inside a longer name of its type a shorter one is none."""
    mentions: dict[tuple[str, int, int, int], Mention] = {}
    for mention in _mentions(document, gold):
        mentions.setdefault((mention.type, mention.sentence, mention.left, mention.right), mention)
    kept = sorted(_outermost(mentions.values()), key=lambda m: (m.sentence, m.left, -m.right, m.type))
    return AnnotatedDocument(document=document, mentions=tuple(kept), homes=placing.place(document, tuple(kept)))


def _mentions(document: Document, gold: GoldDocument) -> Iterator[Mention]:
    for entity in gold.entities.values():
        for surface in sorted(entity.surfaces, key=lambda surface: (-len(surface), surface)):
            for sentence in document.sentences:
                at = sentence.text.find(surface)
                while at >= 0:
                    yield document.mention(
                        sentence, (at, at + len(surface)), entity.type, _RULE, refers=entity.name
                    )
                    at = sentence.text.find(surface, at + 1)


def _outermost(mentions: Iterable[Mention]) -> Iterator[Mention]:
    groups: dict[tuple[str, int], list[Mention]] = {}
    for mention in mentions:
        groups.setdefault((mention.type, mention.sentence), []).append(mention)
    for group in groups.values():
        for mention in group:
            if not any(
                other is not mention and other.covers(mention) and other.refers != mention.refers for other in group
            ):
                yield mention
