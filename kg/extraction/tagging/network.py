"""A small recurrent network: sentences with the rules' mentions → for each character and type a score of each label.

Two layers of gated recurrent units (Cho et al. 2014) run over the characters of a sentence from both ends; the second
layer's states and the rules' mentions give each label of each type a score.  Its first weights are those of Baidu's
lexical analyser LAC (Jiao et al. 2018, Apache-2.0) that jieba's package holds; scripts/train_network.py went on
from them.  “龙田” between 与 and 在…签约 is an organisation to such a network, whether or not it ever saw the name.

The same bytes everywhere: products are of whole numbers whose sums stay below 2**24, which single precision holds
exactly in whatever order they are summed; all else is made of +, ×, ÷ and rounding, which IEEE 754 fixes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from kg.datamodel import EntityType
from kg.extraction.recognition.boundaries import Span
from kg.resources.location import ONTOLOGY

WEIGHTS = ONTOLOGY / "tagger" / "network.npz"
OUT, BEGIN, INSIDE = range(3)
RULE_TYPES: tuple[EntityType, ...] = get_args(EntityType)
# A state between -1 and 1 is rounded to a whole number of so many parts.
STATE = 127
# Sentences run together in batches of about so many characters: small enough to stay near the processor.
_BATCH = 4_000
# Where the fraction for the hyperbolic tangent reaches 1.
_ONE = np.float32(3.6467)
_UNIT, _HALF = np.float32(1), np.float32(0.5)
Reals = NDArray[np.float32]
Scores = NDArray[np.int32]
Rules = Mapping[EntityType, Sequence[Span]]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Whole numbers (…, inputs, outputs) and what one unit of each output's sum is worth (…, 1, outputs)."""

    whole: Reals
    worth: Reals

    def __call__(self, numbers: Reals) -> Reals:
        product: Reals = numbers @ self.whole
        product *= self.worth
        return product


@dataclass(frozen=True, slots=True)
class Layer:
    """Units that run forwards and units that run backwards: ``inputs`` (inputs, 6 × size) tells of each two gates and a
    candidate, ``gates`` (2, size, 2 × size) and ``candidates`` (2, size, size) what the state before adds to them.

    All that goes into a gate is halved, since a sigmoid is (1 + tanh(x / 2)) / 2.
    """

    inputs: Matrix
    gates: Matrix
    candidates: Matrix

    @property
    def size(self) -> int:
        return len(self.candidates.whole[0])


@dataclass(frozen=True, slots=True)
class Network:
    """A score for each label of ``types``, in parts of a nat, ``scale`` to one.

    ``signs`` are the known characters in order; ``embedding`` (1 + signs, size) holds a row for unknown ones first;
    ``told`` (types, codes, 6 × size) and ``told_out`` (before, at, behind; types, codes; labels) are what the rules'
    mentions add to the first layer and to the labels, ``biases``, ``bias_out`` what is always added; ``transitions``
    (types, from, to) join the labels.
    """

    types: tuple[EntityType, ...]
    scale: int
    signs: NDArray[np.uint32]
    embedding: NDArray[np.int8]
    layers: tuple[Layer, Layer]
    biases: tuple[Reals, Reals]
    told: Reals
    out: Matrix
    told_out: Scores
    bias_out: Scores
    transitions: Scores


class Columns(NamedTuple):
    """Sentences, longest first, one character of each at a time.

    ``counts``: how many have a first, a second … character; ``places``: of all of them in that order where they are in
    the text; ``mirrored``: the row of each one's mirror image, the first for the last of its sentence.
    """

    counts: list[int]
    places: NDArray[np.int64]
    mirrored: NDArray[np.int64]


@cache
def load(path: Path = WEIGHTS) -> Network:
    """The network, as scripts/train_network.py writes it."""
    with np.load(path, allow_pickle=False) as stored:
        def matrix(name: str) -> Matrix:
            return Matrix(stored[name].astype(np.float32), stored[f"{name}_worth"])

        first, second = (Layer(matrix(f"inputs{number}"), matrix(f"gates{number}"), matrix(f"candidates{number}"))
                         for number in (1, 2))
        return Network(
            types=tuple(stored["types"].tolist()), scale=int(stored["scale"]), signs=stored["signs"],
            embedding=stored["embedding"], layers=(first, second), biases=(stored["bias1"], stored["bias2"]),
            told=stored["told"], out=matrix("out"), told_out=stored["told_out"], bias_out=stored["bias_out"],
            transitions=stored["transitions"])


def emissions(network: Network, sentences: Sequence[str], rules: Sequence[Rules]) -> Scores:
    """(characters of the sentences in a row, types, labels) in parts of a nat, ``network.scale`` to one."""
    lengths = [len(sentence) for sentence in sentences]
    firsts = np.cumsum([0, *lengths])
    signs = _signs(network, "".join(sentences))
    codes = np.stack([_begun(type_, rules, firsts) for type_ in RULE_TYPES])
    scores = _of_rules(network, codes, firsts)
    order = sorted(range(len(sentences)), key=lambda number: (-lengths[number], number))
    with _threads().limit(limits=1, user_api="blas"):  # the matrices are small: a second thread only waits
        for batch in _batches(order, lengths):
            columns = _columns([(int(firsts[number]), lengths[number]) for number in batch])
            scores[columns.places] += _of_batch(network, columns, signs[columns.places], codes[:, columns.places])
    return scores.reshape(len(scores), -1, 3)


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


def _of_batch(network: Network, columns: Columns, signs: NDArray[np.intp], codes: NDArray[np.intp]) -> Scores:
    """What the second layer's states tell of the labels: (characters, types × labels)."""
    first, second = network.layers
    known, rows = np.unique(signs, return_inverse=True)
    sums = first.inputs(network.embedding[known].astype(np.float32))[rows]
    sums += _added(network, codes)
    states = _run(first, columns, sums)
    sums = second.inputs(states)
    sums += network.biases[1]
    states = _run(second, columns, sums)
    told: Scores = np.rint(network.out(states) * np.float32(network.scale)).astype(np.int32)
    return told


def _signs(network: Network, text: str) -> NDArray[np.intp]:
    """The row of each character in the embedding."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    found = np.searchsorted(network.signs, points).clip(max=len(network.signs) - 1)
    return np.where(network.signs[found] == points, found + 1, 0)


def _begun(type_: EntityType, rules: Sequence[Rules], firsts: NDArray[np.int64]) -> NDArray[np.intp]:
    """For each character 1 where a span begins, 2 inside, 0 outside; of nested spans the longest."""
    column = np.zeros(firsts[-1], np.intp)
    for here, first in zip(rules, firsts[:-1].tolist(), strict=True):
        spans = here.get(type_, ())
        for left, right in sorted(spans, key=lambda span: (span[0] - span[1], span[0])) if spans else ():
            if not column[first + left:first + right].any():
                column[first + left] = 1
                column[first + left + 1:first + right] = 2
    return column


def _of_rules(network: Network, codes: NDArray[np.intp], firsts: NDArray[np.int64]) -> Scores:
    """What the mentions before, at and behind each character add to its labels; none reaches into another sentence."""
    length = codes.shape[1]
    scores = np.repeat(network.bias_out[None], length, axis=0)
    inner = np.ones(length + 1, bool)
    inner[firsts] = False
    for type_, row in enumerate(codes):
        scores += network.told_out[1, type_][row]
        before, behind = network.told_out[0, type_][row[:-1]], network.told_out[2, type_][row[1:]]
        scores[1:] += before * inner[1:length, None]
        scores[:-1] += behind * inner[1:length, None]
    return scores


def _added(network: Network, codes: NDArray[np.intp]) -> Reals:
    """What the rules' mentions add to the first layer: (characters, 6 × size)."""
    powers = 3 ** np.arange(len(codes))
    kinds, places = np.unique(powers @ codes, return_inverse=True)
    rows = np.repeat(network.biases[0][None], len(kinds), axis=0)
    for type_, power in enumerate(powers):
        rows += network.told[type_][kinds // power % 3]
    added: Reals = rows[places]
    return added


def _batches(order: Sequence[int], lengths: Sequence[int]) -> Iterator[list[int]]:
    batch: list[int] = []
    size = 0
    for number in order:
        if batch and size + lengths[number] > _BATCH:
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += lengths[number]
    if batch:
        yield batch


def _columns(parts: Sequence[tuple[int, int]]) -> Columns:
    """Sentences, longest first, as (begin, length)."""
    begins = np.asarray([begin for begin, _ in parts])
    lengths = np.asarray([length for _, length in parts])
    counts = [int(np.searchsorted(-lengths, -at, side="left")) for at in range(int(lengths[0]))]
    starts = np.cumsum([0, *counts])
    return Columns(counts, np.concatenate([begins[:count] + at for at, count in enumerate(counts)]),
                   np.concatenate([starts[lengths[:count] - 1 - at] + np.arange(count)
                                   for at, count in enumerate(counts)]))


def _run(layer: Layer, columns: Columns, sums: Reals) -> Reals:
    """The layer's rounded states (characters, 2 × size) of the sums of its inputs (characters, 6 × size)."""
    size = layer.size
    own = np.stack([sums[:, :3 * size], sums[columns.mirrored, 3 * size:]])
    states = np.empty((2, len(sums), size), np.float32)
    state = rounded = np.zeros((2, columns.counts[0], size), np.float32)
    begin = 0
    for count in columns.counts:
        step = slice(begin, begin + count)
        begin += count
        state = state[:, :count]
        gates = layer.gates(rounded[:, :count])
        gates += own[:, step, :2 * size]
        gates = _tanh(gates)
        gates += _UNIT  # twice the sigmoid
        kept = gates[..., size:] * state
        kept *= np.float32(STATE / 2)
        fresh = layer.candidates(np.rint(kept, out=kept))
        fresh += own[:, step, 2 * size:]
        fresh = _tanh(fresh)
        fresh -= state
        fresh *= gates[..., :size]
        fresh *= _HALF
        state = state + fresh
        rounded = np.rint(state * np.float32(STATE), out=states[:, step])
    return np.concatenate([states[0], states[1, columns.mirrored]], axis=1)


def _tanh(numbers: Reals) -> Reals:
    """The hyperbolic tangent to a thousandth (Lambert's continued fraction), alike on every machine."""
    numbers = np.clip(numbers, -_ONE, _ONE)
    square = numbers * numbers
    above = square + np.float32(105)
    above *= square
    above += np.float32(945)
    above *= numbers
    below = square * np.float32(15)
    below += np.float32(420)
    below *= square
    below += np.float32(945)
    above /= below
    return above
