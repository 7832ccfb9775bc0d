"""A trained tagger beside the rules: names that no rule tells, and names that the rules see where none is.

In: a document and the mentions of the rules.  Out: the mentions, without those that the tagger is sure are none, and
with those that it is sure are names.  In “龙田在柳溪的新厂封顶” no rule shows that 龙田 is a company; the tagger, which
saw many such sentences, tells it.  How sure it must be is told for each type in ontology/lexicon/Tagger.tsv, in nats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kg.datamodel import Document, EntityType, Mention
from kg.extraction.recognition import settle
from kg.extraction.recognition.boundaries import Span
from kg.extraction.tagging.chains import Tagged, decode
from kg.extraction.tagging.network import Network, load
from kg.extraction.tagging.openers import openers
from kg.extraction.tagging.plausible import key, plausible
from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

FIRM_RULES = frozenset(load_patterns("tagger").words["firm_rule"])


class Margins(NamedTuple):
    """How sure the tagger must be of a name: of a new one, of one that it is sure of elsewhere in the document, of one
    whose bounds differ from those that the rules found, how sure that a name of the rules is none, and how sure that
    one opens the name of a project.
    """

    add: float
    again: float
    replace: float
    drop: float
    opening: float


class Found(NamedTuple):
    """A name in the tagger's best reading, and by how much that beats any other, in nats."""

    type: EntityType
    sentence: int
    span: Span
    margin: float


@cache
def margins() -> dict[EntityType, Margins]:
    rows = {row["type"]: row for row in load_rows("Tagger")}
    return {kind: Margins(*(float(rows[kind][column]) for column in Margins._fields)) for kind in load().types}


def tag(document: Document, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of the rules and of the tagger, overlaps settled."""
    network = load()
    sentences = [sentence for sentence in document.sentences if sentence.text]
    if not sentences:
        return tuple(mentions)
    here: dict[int, dict[EntityType, list[Span]]] = {}
    for mention in mentions:
        here.setdefault(mention.sentence, {}).setdefault(mention.type, []).append((mention.left, mention.right))
    tagged = decode(network, [sentence.text for sentence in sentences],
                    [here.get(sentence.index, {}) for sentence in sentences])
    by_sentence = {sentence.index: scores for sentence, scores in zip(sentences, tagged, strict=True)}
    found = list(_found(document, network, by_sentence))
    kept = tuple(mention for mention in _rebounded(mentions, found)
                 if mention.type not in network.types or mention.rule in FIRM_RULES
                 or not _denied(network, mention, by_sentence[mention.sentence]))
    named = settle((*kept, *_added(document, kept, found)))
    least = margins()["Company"].opening
    return settle((*named, *openers(document, network, by_sentence, named, least=least)))


def _found(document: Document, network: Network, tagged: Mapping[int, Tagged]) -> Iterator[Found]:
    for number, kind in enumerate(network.types):
        for index, scores in tagged.items():
            for span, margin in scores.spans(number):
                name = plausible(document.sentences[index].text, span, kind)
                if name:
                    yield Found(kind, index, name, margin / network.scale)


def _denied(network: Network, mention: Mention, tagged: Tagged) -> bool:
    """Whether the tagger is sure that no character of a mention is in a name of its type."""
    inside = tagged.insideness(network.types.index(mention.type), (mention.left, mention.right))
    return inside < -margins()[mention.type].drop * network.scale


def _rebounded(mentions: Sequence[Mention], found: Sequence[Found]) -> Iterator[Mention]:
    """The mentions without those for which the tagger is sure of other bounds."""
    sure: dict[tuple[EntityType, int], list[Span]] = {}
    for name in found:
        if name.margin >= margins()[name.type].replace:
            sure.setdefault((name.type, name.sentence), []).append(name.span)
    for mention in mentions:
        if mention.rule in FIRM_RULES or not any(
                   left < mention.right and mention.left < right and (left, right) != (mention.left, mention.right)
                   for left, right in sure.get((mention.type, mention.sentence), ())):
            yield mention


def _added(document: Document, kept: Sequence[Mention], found: Sequence[Found]) -> Iterator[Mention]:
    """The names that the tagger is sure of where no mention of their type stands."""
    taken: dict[tuple[EntityType, int], list[Mention]] = {}
    refers: dict[tuple[EntityType, str], str] = {}
    for mention in kept:
        taken.setdefault((mention.type, mention.sentence), []).append(mention)
        refers.setdefault((mention.type, mention.surface), mention.refers)
    free = [(name, document.sentences[name.sentence].text[slice(*name.span)]) for name in found
            if not any(name.span[0] < mention.right and mention.left < name.span[1]
                       for mention in taken.get((name.type, name.sentence), ()))]
    named = {(name.type, surface) for name, surface in free if name.margin >= margins()[name.type].add}
    for name, surface in free:
        if (name.type, surface) in named and name.margin >= margins()[name.type].again:
            yield document.mention(document.sentences[name.sentence], name.span, name.type, f"tagger.{name.type}",
                                   refers=refers.get((name.type, surface)) or key(surface, name.type))
