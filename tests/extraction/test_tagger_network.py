"""The network of the tagger: exact sums, nothing leaks between sentences, and it computes what it says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kg.extraction.tagging.network import (
    RULE_TYPES,
    STATE,
    Layer,
    Matrix,
    Network,
    _columns,
    _run,
    _tanh,
    emissions,
    load,
)

TEXTS = ["龙田化工在柳溪县投资12亿元，建设年产3万吨电解液项目。", "天晴。", "雨后，远山与龙田化工签约，" * 12,
         "①…\U0001f3ed龘"]


@pytest.fixture(scope="module")
def network() -> Network:
    return load()


def test_sums_are_exact_in_single_precision(network: Network) -> None:
    matrices = [(layer, name) for layer in network.layers for name in ("inputs", "gates", "candidates")]
    for matrix in (*(getattr(layer, name) for layer, name in matrices), network.out):
        assert np.abs(matrix.whole).sum(axis=-2).max() * STATE < 1 << 24
        np.testing.assert_array_equal(matrix.whole, np.rint(matrix.whole))
    assert np.abs(network.embedding).max() <= STATE


def test_a_sentence_tells_the_same_alone_as_among_others(network: Network) -> None:
    rules = [{"Company": [(0, 4)], "Region": [(5, 8)]}, {}, {"Company": [(6, 10)]}, {}]
    together = emissions(network, TEXTS, rules)
    alone = [emissions(network, [text], [found]) for text, found in zip(TEXTS, rules, strict=True)]
    np.testing.assert_array_equal(together, np.concatenate(alone))
    backwards = emissions(network, TEXTS[::-1], rules[::-1])
    np.testing.assert_array_equal(backwards, np.concatenate(alone[::-1]))


def test_it_sees_the_rules_and_both_sides(network: Network) -> None:
    plain = emissions(network, [TEXTS[0]], [{}])
    assert (emissions(network, [TEXTS[0]], [{"Company": [(0, 4)]}]) != plain).any()
    short, earlier, later = (emissions(network, [text], [{}]) for text in ("龙田签约。", "与田签约。", "龙田签字。"))
    assert (earlier[-1] != short[-1]).any()
    assert (later[0] != short[0]).any()


def test_the_labels_see_the_mentions_around_and_none_of_the_next_sentence(network: Network) -> None:
    types, labels = len(RULE_TYPES), len(network.bias_out)
    told_out = np.zeros((3, types, 3, labels), np.int32)
    company = RULE_TYPES.index("Company")
    told_out[0, company, 1, 0], told_out[1, company, 1, 0], told_out[2, company, 1, 0] = 1000, 100, 10
    deaf = Matrix(np.zeros_like(network.out.whole), network.out.worth)
    bare = replace(network, out=deaf, told_out=told_out, bias_out=np.zeros_like(network.bias_out))
    rules = [{"Company": [(1, 2), (2, 3)]}, {"Company": [(0, 1)]}]
    seen = emissions(bare, ["甲乙丙", "丁戊"], rules)
    assert seen[:, 0, 0].tolist() == [10, 110, 1100, 100, 1000]


def test_it_computes_gated_recurrent_units() -> None:
    """Against the definition, written out with a sentence in double precision."""
    chance, size, lengths = np.random.default_rng(3), 4, (5, 3, 1)
    layer = Layer(Matrix(np.zeros((1, 6 * size), np.float32), np.ones((1, 6 * size), np.float32)),
                  *(Matrix(chance.integers(-127, 128, (2, size, width)).astype(np.float32),
                           np.full((2, 1, width), 1 / STATE**2, np.float32)) for width in (2 * size, size)))
    columns = _columns([(0, 5), (5, 3), (8, 1)])
    assert sorted(columns.places.tolist()) == list(range(sum(lengths)))
    sums = chance.normal(size=(sum(lengths), 6 * size)).astype(np.float32)
    states = np.zeros_like(sums[:, :2 * size])
    states[columns.places] = _run(layer, columns, sums[columns.places])
    for begin, length in ((0, 5), (5, 3), (8, 1)):
        for way, places in enumerate((range(begin, begin + length), range(begin + length - 1, begin - 1, -1))):
            state = np.zeros(size)
            for at in places:
                own = sums[at, 3 * size * way:3 * size * (way + 1)].astype(float)
                gates = 2 * (own[:2 * size] + np.rint(state * STATE) @ layer.gates.whole[way] / STATE**2)
                update, reset = np.split(1 / (1 + np.exp(-gates)), 2)
                kept = np.rint(reset * state * STATE) @ layer.candidates.whole[way] / STATE**2
                fresh = np.tanh(own[2 * size:] + kept)
                state = state + update * (fresh - state)
                assert np.abs(states[at, size * way:size * (way + 1)] / STATE - state).max() < 0.02


def test_the_tangent_is_near_and_bounded() -> None:
    numbers = np.linspace(-50, 50, 20001, dtype=np.float32)
    assert np.abs(_tanh(numbers) - np.tanh(numbers)).max() < 2e-3
    assert np.abs(_tanh(numbers)).max() <= 1
