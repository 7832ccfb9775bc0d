"""Sentences with the rules' mentions → spans with how sure the tagger is of each.

For each type a chain over the labels O, B, I (a linear-chain conditional random field, Lafferty et al. 2001), whose
scores the network tells (.network).  All are whole numbers: sums are exact, and the same on every machine.
A span's margin is by how much the best labelling with it beats the best one without each of its labels, in nats.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.extraction.recognition.boundaries import Span
from kg.extraction.tagging.network import BEGIN, INSIDE, OUT, Network, Rules, Scores, emissions

# Sentences are decoded together in batches of about so many characters, padded to the longest of each.
_BATCH = 20_000
# Of a long document so many characters are looked at together, which bounds the memory.
_PORTION = 30_000
_NEVER = np.int32(-(1 << 20))


@dataclass(frozen=True, slots=True)
class Tagged:
    """What is told of a sentence, or of several in a row, for each character and type, in the network's parts of a nat.

    ``labels`` are those of the best labelling, ``sure`` by how much each beats the others there, ``inside`` by how
    much a label of a name beats the one of none, ``closed`` by how much any other label beats the one inside a name;
    ``begins`` are the places where names of each type begin.
    """

    labels: NDArray[np.int64]
    sure: Scores
    inside: Scores
    closed: Scores
    begins: dict[int, list[int]]

    @staticmethod
    def of(scores: Scores) -> Tagged:
        """From the score of the best labelling with each label: (characters, types, labels)."""
        out, begin, inside = (scores[..., label] for label in (OUT, BEGIN, INSIDE))
        best = scores.argmax(axis=-1)
        highest = np.maximum(np.maximum(out, begin), inside)
        lowest = np.minimum(np.minimum(out, begin), inside)
        second = out + begin + inside - highest - lowest
        begins: dict[int, list[int]] = {}
        for at, number in np.argwhere(best == BEGIN).tolist():
            begins.setdefault(number, []).append(at)
        return Tagged(best, highest - second, np.maximum(begin, inside) - out, np.maximum(out, begin) - inside, begins)

    def parts(self, ends: Sequence[int]) -> Iterator[Tagged]:
        """The sentences, which end there."""
        begins: list[dict[int, list[int]]] = [{} for _ in ends]
        starts = [0, *ends]
        for number, places in self.begins.items():
            for at in places:
                sentence = bisect_right(ends, at)
                begins[sentence].setdefault(number, []).append(at - starts[sentence])
        for (start, end), own in zip(pairwise(starts), begins, strict=True):
            yield Tagged(self.labels[start:end], self.sure[start:end], self.inside[start:end], self.closed[start:end],
                         own)

    def spans(self, number: int) -> Iterator[tuple[Span, int]]:
        """The spans of a type in the best labelling, with their margins."""
        labels = self.labels[:, number]
        for left in self.begins.get(number, ()):
            right = left + 1
            while right < len(labels) and labels[right] == INSIDE:
                right += 1
            least = int(self.sure[left:right, number].min())
            yield (left, right), least if right == len(labels) else min(least, int(self.closed[right, number]))

    def insideness(self, number: int, span: Span) -> int:
        """By how much some character of the span is rather in a name of the type than outside."""
        return int(self.inside[span[0]:span[1], number].max())


def decode(network: Network, sentences: Sequence[str], rules: Sequence[Rules]) -> list[Tagged]:
    """What the network tells of each sentence; sentences must not be empty."""
    decoded, begin, length = [], 0, 0
    for end, sentence in enumerate(sentences, 1):
        length += len(sentence)
        if length > _PORTION or end == len(sentences):
            decoded += _decode(network, sentences[begin:end], rules[begin:end])
            begin, length = end, 0
    return decoded


def _decode(network: Network, sentences: Sequence[str], rules: Sequence[Rules]) -> list[Tagged]:
    told = emissions(network, sentences, rules)
    starts = np.cumsum([0, *map(len, sentences)]).tolist()
    order = sorted(range(len(sentences)), key=lambda number: (len(sentences[number]), number))
    scores = np.empty_like(told)
    for batch in _batches(order, sentences):
        parts = [slice(starts[number], starts[number + 1]) for number in batch]
        for part, found in zip(parts, _max_marginals([told[part] for part in parts], network.transitions), strict=True):
            scores[part] = found
    return list(Tagged.of(scores).parts(starts[1:]))


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
        ahead[at] += _best(ahead[at - 1], transitions)
    back = transitions.swapaxes(-1, -2)
    for at in range(longest - 2, -1, -1):
        behind[at] = _best(emissions[at + 1] + behind[at + 1], back)
        behind[at, lengths <= at + 1] = 0
    total = ahead + behind
    for number, part in enumerate(parts):
        yield total[:len(part), number]


def _best(scores: Scores, transitions: Scores) -> Scores:
    """For each label the best score of coming to it from any other: (…, types, from) and (types, from, to)."""
    out, begin, inside = (scores[..., label, None] + transitions[:, label] for label in (OUT, BEGIN, INSIDE))
    best: Scores = np.maximum(np.maximum(out, begin), inside)
    return best
