"""A trained tagger beside the rules: names that no rule tells, and names that the rules see where none is.

In: a document and the mentions of the rules.  Out: the mentions, without those that the tagger is sure are none, and
with those that it is sure are names.  In “龙田在柳溪的新厂封顶” no rule shows that 龙田 is a company; the tagger, which
saw many such sentences, tells it.  How sure it must be is told for each type in ontology/lexicon/Tagger.tsv, in nats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.datamodel import Document, EntityType, Mention
from kg.extraction.recognition import settle
from kg.extraction.recognition.boundaries import Span
from kg.extraction.tagging.model import Model, Tagged, decode, load
from kg.resources.lexicon import load_rows


class Margins(NamedTuple):
    """How sure the tagger must be to add a name, to add it where it did elsewhere, and to drop one of the rules."""

    add: float
    again: float
    drop: float


@cache
def margins() -> dict[EntityType, Margins]:
    rows = {row["type"]: row for row in load_rows("Tagger")}
    return {kind: Margins(*(float(rows[kind][column]) for column in Margins._fields)) for kind in load().types}


def tag(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of the rules and of the tagger, overlaps settled."""
    model = load()
    sentences = [sentence for sentence in document.sentences if sentence.text]
    if not sentences:
        return tuple(mentions)
    here: dict[int, dict[EntityType, list[Span]]] = {}
    for mention in mentions:
        here.setdefault(mention.sentence, {}).setdefault(mention.type, []).append((mention.left, mention.right))
    tagged = decode(model, [sentence.text for sentence in sentences],
                    [here.get(sentence.index, {}) for sentence in sentences])
    by_sentence = {sentence.index: scores for sentence, scores in zip(sentences, tagged, strict=True)}
    kept = tuple(mention for mention in mentions if not _denied(model, mention, by_sentence))
    return settle((*kept, *_added(model, document, kept, by_sentence)))


def _denied(model: Model, mention: Mention, tagged: dict[int, Tagged]) -> bool:
    """Whether the tagger is sure that no character of a mention is in a name of its type."""
    if mention.type not in model.types:
        return False
    inside = tagged[mention.sentence].insideness(model.types.index(mention.type), (mention.left, mention.right))
    return inside < -margins()[mention.type].drop * model.scale


def _added(
    model: Model, document: Document, kept: Sequence[Mention], tagged: dict[int, Tagged]
) -> Iterator[Mention]:
    taken: dict[tuple[int, EntityType], list[Mention]] = {}
    refers: dict[tuple[EntityType, str], str] = {}
    for mention in kept:
        taken.setdefault((mention.sentence, mention.type), []).append(mention)
        refers.setdefault((mention.type, mention.surface), mention.refers)
    for number, kind in enumerate(model.types):
        spans = [
            (index, span, margin / model.scale) for index, scores in tagged.items()
            for span, margin in scores.spans(number)
            if not any(span[0] < mention.right and mention.left < span[1]
                       for mention in taken.get((index, kind), ()))
        ]
        sure = margins()[kind]
        named = {document.sentences[index].text[slice(*span)] for index, span, margin in spans if margin >= sure.add}
        for index, span, margin in spans:
            sentence = document.sentences[index]
            surface = sentence.text[slice(*span)]
            if margin >= sure.add or (surface in named and margin >= sure.again):
                yield document.mention(sentence, span, kind, f"tagger.{kind}", refers=refers.get((kind, surface), ""))
