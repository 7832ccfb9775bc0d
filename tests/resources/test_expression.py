"""Expressions find what the library ``regex`` finds, surveyed or not, and the words that they need are needed."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex
import yaml

from kg.errors import ResourceError
from kg.resources import expressions
from kg.resources.expressions import Expression
from kg.resources.literals import required
from kg.resources.location import ONTOLOGY
from kg.resources.patterns import load_patterns

FILES = sorted((ONTOLOGY / "patterns").glob("*.yaml"))


@pytest.mark.parametrize(("source", "words"), [
    ("签约.{0,4}项目", {"签约"}),
    ("(?:股份)?有限(?:公司|责任)", {"有限公司", "有限责任"}),
    ("[甲乙]丙?丁", {"甲丁", "乙丁", "甲丙丁", "乙丙丁"}),
    ("(?:新|老)城(?!市)", {"新城", "老城"}),
    ("投产|.{2}开工", {"投产", "开工"}),
    ("(?:开工)+[^。]*?竣工", {"开工"}),
    ("(?<=总)投资", {"投资"}),
    ("总投资|投资", {"投资"}),
    (r"\p{Han}{2,4}产业", {"产业"}),
    (r"\G(?:投产|开工)", {"投产", "开工"}),
    (r"\d+|项目", set()),
    ("(?:项目)?", set()),
    ("(?!项目).", set()),
    ("(?i)GDP", set()),
    ("(", set()),
])
def test_required_words(source: str, words: set[str]) -> None:
    assert required(source) == words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_examples_hold_what_their_patterns_need(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name, pattern in load_patterns(path.stem).regex.items():
        words = required(pattern.pattern)
        for text in content["patterns"][name]["match"]:
            assert not words or any(word in text for word in words), (name, text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_finds_what_the_library_finds(path: Path) -> None:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    patterns = load_patterns(path.stem).regex
    texts = [text for entry in (content.get("patterns") or {}).values() for text in entry["match"]]
    for name, pattern in patterns.items():
        plain = regex.compile(pattern.pattern)
        for text in texts[:80]:
            assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in plain.finditer(text)], (name, text)
            found, known = pattern.match(text, 1), plain.match(text, 1)
            assert (found and (found.span(), found.groupdict())) == (known and (known.span(), known.groupdict()))


def test_surveyed_sentences_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expressions, "_used", [])
    survey = expressions._Survey()
    sources = ["签约.{0,4}项目", "(?:开工|投产)了", r"\d+亿元", "(?P<what>水泵|菱镁)产业", "[，。]"]
    found = [Expression(source) for source in sources]
    sentences = ["海城签约水泵项目，总投资5亿元。", "菱镁产业开工了", "没有", "投产了。"] * 250
    assert [one.search("签约") is None for one in found]
    for _ in range(3):
        survey.tell(sentences)
        for one, source in zip(found, sources, strict=True):
            plain = regex.compile(source)
            for text in (*sentences[:4], "另一个签约的项目开工了"):
                for at in (0, 2):
                    assert (one.search(text, at) is None) == (plain.search(text, at) is None)
                    spans = [[m.span() for m in each.finditer(text, at, 9)] for each in (one, plain)]
                    assert spans[0] == spans[1]
    assert survey.signs
    assert found[0].search.__name__ == "search", "an expression that is rarely found is passed over"


def test_overlapping_matches() -> None:
    assert [m.span() for m in Expression("甲.").finditer("甲甲乙", overlapped=True)] == [(0, 2), (1, 3)]


def test_error_tells_the_place() -> None:
    with pytest.raises(ResourceError, match="the place"):
        Expression("(", "the place").search("x")
