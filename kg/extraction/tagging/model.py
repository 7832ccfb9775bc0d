"""Weights and decoding: sentences with the rules' mentions → spans with how sure the tagger is of each.

For each type a chain over the labels O, B, I (a linear-chain conditional random field, Lafferty et al. 2001, trained
by scripts/train_tagger.py), with weights rounded to integers: sums are exact, and the same on every machine.
A span's margin is by how much the best labelling with it beats the best one without each of its labels, in nats.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.datamodel import EntityType
from kg.extraction.recognition.boundaries import Span
from kg.extraction.tagging.features import BITS, Rules, buckets
from kg.resources.location import ONTOLOGY

OUT, BEGIN, INSIDE = range(3)
WEIGHTS = ONTOLOGY / "tagger" / "weights.npz"
Scores = NDArray[np.int32]
# Sentences are decoded together in batches of about so many characters, padded to the longest of each.
_BATCH = 20_000
_NEVER = np.int32(-(1 << 20))


@dataclass(frozen=True, slots=True)
class Model:
    """Integer weights: ``rows`` (n, types, labels), which row a bucket has, ``transitions`` (types, from, to)."""

    types: tuple[EntityType, ...]
    scale: int
    index: NDArray[np.int32]
    rows: Scores
    transitions: Scores


@dataclass(frozen=True, slots=True)
class Tagged:
    """The margins of one sentence: ``best`` label of each type and character, ``margin`` of B or I over O."""

    text_length: int
    scores: Scores

    def spans(self, number: int) -> Iterator[tuple[Span, int]]:
        """The spans of a type in the best labelling, with their margins."""
        scores = self.scores[:, number]
        labels = scores.argmax(axis=1).tolist()
        left = 0
        while left < len(labels):
            right = left + 1
            if labels[left] == BEGIN:
                while right < len(labels) and labels[right] == INSIDE:
                    right += 1
                yield (left, right), _margin(scores, labels, left, right)
            left = right

    def inside(self, number: int, span: Span) -> int:
        """By how much some character of the span is rather in a name of the type than outside."""
        scores = self.scores[span[0]:span[1], number]
        return int((scores[:, BEGIN:].max(axis=1) - scores[:, OUT]).max())


def _margin(scores: Scores, labels: Sequence[int], left: int, right: int) -> int:
    least = min(int(scores[at, labels[at]] - np.delete(scores[at], labels[at]).max()) for at in range(left, right))
    if right < len(labels):
        least = min(least, int(scores[right, :INSIDE].max() - scores[right, INSIDE]))
    return least


@cache
def load(path: Path = WEIGHTS) -> Model:
    """The weights of the tagger, as scripts/train_tagger.py writes them."""
    with np.load(path, allow_pickle=False) as stored:
        index = np.zeros(1 << BITS, np.int32)
        index[stored["buckets"]] = np.arange(1, len(stored["buckets"]) + 1)
        rows = np.concatenate([np.zeros((1, *stored["rows"].shape[1:]), np.int32), stored["rows"].astype(np.int32)])
        return Model(tuple(stored["types"].tolist()), int(stored["scale"]), index, rows,
                     stored["transitions"].astype(np.int32))


def decode(model: Model, sentences: Sequence[str], rules: Sequence[Rules]) -> list[Tagged]:
    """The scores of all labels of each sentence; sentences must not be empty."""
    found = buckets(sentences, rules)
    emissions = np.zeros((found.shape[1], *model.rows.shape[1:]), np.int32)
    for template in found:
        emissions += model.rows[model.index[template]]
    starts = np.cumsum([0, *map(len, sentences)])
    order = sorted(range(len(sentences)), key=lambda number: (len(sentences[number]), number))
    decoded: dict[int, Tagged] = {}
    for batch in _batches(order, sentences):
        parts = [emissions[starts[number]:starts[number + 1]] for number in batch]
        for number, scores in zip(batch, _max_marginals(parts, model.transitions), strict=True):
            decoded[number] = Tagged(len(scores), scores)
    return [decoded[number] for number in range(len(sentences))]


def _batches(order: Sequence[int], sentences: Sequence[str]) -> Iterator[list[int]]:
    batch: list[int] = []
    for number in order:
        if batch and (len(batch) + 1) * len(sentences[number]) > _BATCH:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _max_marginals(parts: Sequence[Scores], transitions: Scores) -> Iterator[Scores]:
    """For each sentence (characters, types, labels): the score of the best labelling with that label there."""
    lengths = np.asarray([len(part) for part in parts])
    longest = int(lengths.max())
    emissions = np.zeros((longest, len(parts), *parts[0].shape[1:]), np.int32)
    for number, part in enumerate(parts):
        emissions[:len(part), number] = part
    ahead, behind = emissions.copy(), np.zeros_like(emissions)
    ahead[0, :, :, INSIDE] += _NEVER
    for at in range(1, longest):
        ahead[at] += (ahead[at - 1][..., :, None] + transitions).max(axis=-2)
    for at in range(longest - 2, -1, -1):
        step = (transitions + (emissions[at + 1] + behind[at + 1])[..., None, :]).max(axis=-1)
        behind[at] = np.where((lengths > at + 1)[:, None, None], step, 0)
    total = ahead + behind
    for number, part in enumerate(parts):
        yield total[:len(part), number]
