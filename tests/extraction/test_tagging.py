"""The tagger: its decoding against all labellings, and what it does to the mentions of the rules."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, product

import numpy as np
import pytest

from kg import extraction
from kg.datamodel import Document, EntityType, Mention
from kg.extraction import tagging
from kg.extraction.tagging.chains import Tagged, _max_marginals, decode
from kg.extraction.tagging.network import BEGIN, INSIDE, OUT, Network, load
from kg.extraction.tagging.openers import openers
from kg.extraction.tagging.plausible import plausible

Read = Callable[..., Document]
TEXT = "龙田化工在柳溪县投资12亿元，建设年产3万吨电解液项目。"


def best(emissions: np.ndarray, transitions: np.ndarray, at: int, label: int) -> int:
    """The best score of all labellings with the label there, by trying them all."""
    totals = []
    for labels in product((OUT, BEGIN, INSIDE), repeat=len(emissions)):
        if labels[at] == label and labels[0] != INSIDE:
            steps = sum(int(transitions[a, b]) for a, b in pairwise(labels))
            totals.append(steps + sum(int(row[one]) for row, one in zip(emissions, labels, strict=True)))
    return max(totals)


def test_decoding_finds_the_best_of_all_labellings() -> None:
    chance = np.random.default_rng(7)
    transitions = chance.integers(-90, 90, (2, 3, 3)).astype(np.int32)
    parts = [chance.integers(-200, 200, (length, 2, 3)).astype(np.int32) for length in (1, 4, 6)]
    for part, scores in zip(parts, _max_marginals(parts, transitions), strict=True):
        for at, kind, label in product(range(len(part)), range(2), range(3)):
            if not (at == 0 and label == INSIDE):
                assert scores[at, kind, label] == best(part[:, kind], transitions[kind], at, label)


def test_spans_begin_at_a_begin_and_tell_their_margin() -> None:
    scores = np.array([[[9, 2, 0]], [[1, 8, 0]], [[0, 1, 4]], [[7, 0, 1]]], np.int32)
    tagged = Tagged.of(scores)
    assert list(tagged.spans(0)) == [((1, 3), 3)]
    assert tagged.insideness(0, (1, 3)) == 7
    assert tagged.insideness(0, (0, 1)) == -7


def test_sentences_decode_alone_as_among_others() -> None:
    network = load()
    texts = [TEXT, "柳溪县的天气晴好。", "龙田化工二期投产，" * 30]
    together = decode(network, texts, [{}] * 3)
    for text, scores in zip(texts, together, strict=True):
        alone = decode(network, [text], [{}])[0]
        for part in ("labels", "sure", "inside", "closed"):
            np.testing.assert_array_equal(getattr(scores, part), getattr(alone, part))


@pytest.fixture
def certain(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, int]], None]:
    """A tagger that is sure of the characters it is told: 1 for a company there, -1 for none."""

    nat = load().scale

    def teach(told: dict[str, int]) -> None:
        def decoded(_: Network, sentences: list[str], __: object) -> list[Tagged]:
            made = []
            for text in sentences:
                scores = np.zeros((len(text), 6, 3), np.int32)
                scores[:, :, OUT] = 4 * nat
                for word, sense in told.items():
                    at = text.find(word)
                    if at >= 0 and sense > 0:
                        scores[at, 0, BEGIN] = 99 * nat
                        scores[at + 1:at + len(word), 0, INSIDE] = 99 * nat
                    elif at >= 0:
                        scores[at:at + len(word), 0, OUT] = 99 * nat
                made.append(Tagged.of(scores))
            return made

        monkeypatch.setattr(tagging, "decode", decoded)

    return teach


def companies(mentions: tuple[Mention, ...]) -> list[tuple[str, str]]:
    return [(mention.surface, mention.rule) for mention in mentions if mention.type == "Company"]


def test_adds_bounds_and_drops_what_it_is_sure_of(
    document_of: Read, certain: Callable[[dict[str, int]], None]
) -> None:
    document = document_of("龙田化工年产3万吨电解液。远山昨天去了柳溪。")
    rules = extraction.recognize(document)
    assert companies(rules) == [("龙田化工", "company.head")]
    certain({"远山": 1, "龙田化工": 1})
    assert companies(tagging.tag(document, rules)) == [("龙田化工", "company.head"), ("远山", "tagger.Company")]
    certain({"龙田": 1})
    assert companies(tagging.tag(document, rules)) == [("龙田", "tagger.Company")]
    certain({"龙田化工": -1})
    assert companies(tagging.tag(document, rules)) == []


@pytest.mark.parametrize("told", [{"龙田化工": 1}, {"龙田化工有限公司": -1}])
def test_full_names_stand_by_their_grammar(
    document_of: Read, certain: Callable[[dict[str, int]], None], told: dict[str, int]
) -> None:
    document = document_of("龙田化工有限公司投产。")
    certain(told)
    assert companies(tagging.tag(document, extraction.recognize(document))) == [("龙田化工有限公司", "company.full")]


@pytest.mark.parametrize(("project", "seen", "company"), [
    ("云岭新能2吉瓦组件制造项目", "云岭新能", ["云岭新能"]),
    ("云岭二期", "云岭二期", ["云岭"]),
    ("云岭毅昌汽车零部件项目", "云岭毅昌汽车", ["云岭毅昌"]),
    ("国电投大安", "国电投大安", ["国电投"]),
    ("云岭光电", "云岭光电", ["云岭光电"]),
    ("云岭峡谷", "云岭峡谷", []),
])
def test_companies_that_open_the_names_of_projects(
    document_of: Read, project: str, seen: str, company: list[str]
) -> None:
    document, network = document_of(f"加快{project}建设。"), load()
    sentence = document.sentences[0]
    at = sentence.text.index(project)
    scores = np.zeros((len(sentence.text), 6, 3), np.int32)
    scores[:, :, OUT] = 9 * network.scale
    scores[at:at + len(seen), 0, BEGIN] = int(10.5 * network.scale)
    tagged = {sentence.index: Tagged.of(scores)}
    mentions = (document.mention(sentence, (at, at + len(project)), "Project", "project.named"),)
    assert [m.surface for m in openers(document, network, tagged, mentions, least=1)] == company
    assert not list(openers(document, network, tagged, mentions, least=2))


def test_a_document_without_sentences_has_no_mentions() -> None:
    assert tagging.tag(Document(id="0", title="", text="", source="", digest=""), ()) == ()


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("柳溪市人民代表大会第二次会议开幕。", "柳溪市人民代表大会", "Organisation"),
    ("多家公司投产。", "多家公司", "Company"),
])
def test_what_speaks_against_a_name(text: str, name: str, kind: EntityType) -> None:
    span = (text.index(name), text.index(name) + len(name))
    assert plausible(text, span, kind) is None
    moved = text.replace("第二次会议开幕", "审议").replace("多家", "甲乙")
    assert plausible(moved, span, kind) == span
