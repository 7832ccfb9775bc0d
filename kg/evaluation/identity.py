"""Judged pairs and documents → how well identity does: is 鞍钢 of one document the 鞍钢集团 of another?

All documents are built as one corpus.  A name of a pair that the program did not read, or that it read together with
another one, is put among those that it read, so that every pair is judged; how many those are is told.  Pairwise:
precision is pairs that are one of those that the graph makes one, recall those that the graph makes one of all that
are.  B³ (Bagga and Baldwin 1998) averages over names: of the names that the graph puts with a name those that belong
there, and of those that belong there the ones that it has; only names count of which the pairs say whether they are
one, directly or through others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import networkx

from kg.datamodel import Document, Extraction, Mention
from kg.errors import InputError
from kg.evaluation.pairs import NamePair, Place
from kg.evaluation.scores import Tally
from kg.extraction import extract
from kg.pipeline import assemble
from kg.reading.documents import read_file

# A name that was read with other bounds counts when it shares so much of the pair's name.
_SHARED = 0.3
_RULE = "pair"

Named = Mapping[Place, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityScore:
    """``pairs`` has the tally of each type and half; ``b_cubed`` precision and recall of each half."""

    pairs: Mapping[tuple[str, str], Tally]
    b_cubed: Mapping[str, tuple[float, float]]
    added: int
    names: int
    wrong: tuple[tuple[NamePair, str, str], ...]


def score_identity(pairs: Sequence[NamePair], texts: Path) -> IdentityScore:
    """The score of the pairs over all texts of the folder; InputError where one lacks a document of the pairs."""
    places = sorted({place for pair in pairs for place in (pair.left, pair.right)})
    extractions = _extractions(places, texts)
    read: dict[Place, Mention] = {}
    added = 0
    found = _found(extractions, places)
    for place in places:
        known = found.get(place)
        added += known is None
        mention = known or _mention(extractions[place.document].document, place)
        if known is None:
            extraction = extractions[place.document]
            extractions[place.document] = replace(extraction, mentions=(*extraction.mentions, mention))
        read[place] = mention
    graph = assemble(extractions.values())
    ids = {mention: entity.id for entity in graph.entities for mention in entity.mentions}
    labels = {entity.id: entity.name for entity in graph.entities}
    named = {place: ids[mention] for place, mention in read.items()}
    return IdentityScore(
        pairs=_pairwise(pairs, named), added=added, names=len(places), wrong=tuple(_wrong(pairs, named, labels)),
        b_cubed={half: _b_cubed([pair for pair in pairs if pair.half == half], named) for half in _halves(pairs)},
    )


def _halves(pairs: Iterable[NamePair]) -> list[str]:
    return sorted({pair.half for pair in pairs})


def _extractions(places: Iterable[Place], texts: Path) -> dict[str, Extraction]:
    """What is read of each text of the folder, by its name."""
    files = {path.stem: path for path in sorted(texts.rglob("*.txt"))}
    missing = sorted({place.document for place in places} - files.keys())
    if missing:
        raise InputError(missing[0], f"no such text under {texts}", "name the folder of the texts with --corpus")
    return {stem: extract(read_file(path)) for stem, path in files.items()}


def _found(extractions: Mapping[str, Extraction], places: Iterable[Place]) -> dict[Place, Mention]:
    """The mention that shares most with each place; where it shares more with another place, that one has it."""
    best: dict[Mention, tuple[float, Place]] = {}
    for place in places:
        near = [(_shared(m, place), m) for m in extractions[place.document].mentions if m.type == place.type]
        share, mention = max(near, key=lambda one: (one[0], -one[1].start), default=(0.0, None))
        if mention and share >= _SHARED and share > best.get(mention, (0.0, place))[0]:
            best[mention] = (share, place)
    return {place: mention for mention, (_, place) in best.items()}


def _shared(mention: Mention, place: Place) -> float:
    both = min(mention.end, place.end) - max(mention.start, place.start)
    return both / (max(mention.end, place.end) - min(mention.start, place.start)) if both > 0 else 0.0


def _mention(document: Document, place: Place) -> Mention:
    """The place as a mention; InputError where it lies in no sentence or has other words."""
    for sentence in document.sentences:
        if sentence.start <= place.start and place.end <= sentence.end:
            for (local, offset), (following, _) in zip(
                    sentence.runs, (*sentence.runs[1:], (len(sentence.text), 0)), strict=True):
                left = local + place.start - offset
                if local <= left < following:
                    right = next(at for at in range(left, len(sentence.text)) if sentence.locate(at) == place.end - 1)
                    return document.mention(sentence, (left, right + 1), place.type, _RULE)
    raise InputError(place.document, f"no sentence has {place.surface!r} at {place.start}", "check the pair's offsets")


def _pairwise(pairs: Iterable[NamePair], named: Named) -> dict[tuple[str, str], Tally]:
    found: dict[tuple[str, str], Tally] = {}
    for pair in pairs:
        joined, one = named[pair.left] == named[pair.right], pair.verdict == "same"
        tally = Tally(joined and one, joined, one)
        for key in ((pair.half, pair.left.type), (pair.half, "")):
            found[key] = found.get(key, Tally()) + tally
    return dict(sorted(found.items()))


def _wrong(
    pairs: Iterable[NamePair], named: Named, labels: Mapping[str, str]
) -> Iterator[tuple[NamePair, str, str]]:
    for pair in pairs:
        left, right = named[pair.left], named[pair.right]
        if (left == right) != (pair.verdict == "same"):
            yield pair, labels[left], labels[right]


def _b_cubed(pairs: Sequence[NamePair], named: Named) -> tuple[float, float]:
    network: networkx.Graph[Place] = networkx.Graph()
    for pair in pairs:
        network.add_nodes_from((pair.left, pair.right))
        if pair.verdict == "same":
            network.add_edge(pair.left, pair.right)
    groups = [frozenset(group) for group in networkx.connected_components(network)]
    group_of = {place: number for number, group in enumerate(groups) for place in group}
    apart: dict[int, set[int]] = {}
    for pair in pairs:
        if pair.verdict == "different":
            one, other = group_of[pair.left], group_of[pair.right]
            apart.setdefault(one, set()).add(other)
            apart.setdefault(other, set()).add(one)
    precision = recall = 0.0
    for place, number in group_of.items():
        mine = groups[number]
        strangers = {other for far in apart.get(number, ()) for other in groups[far]}
        together = {other for other in mine | strangers if named[other] == named[place]}
        precision += len(together & mine) / len(together)
        recall += len(together & mine) / len(mine)
    return precision / len(group_of), recall / len(group_of)
