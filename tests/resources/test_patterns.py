"""Every pattern file loads, and every example in it holds."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from kg.errors import ResourceError
from kg.resources import patterns
from kg.resources.location import ONTOLOGY

FILES = sorted((ONTOLOGY / "patterns").glob("*.yaml"))


def examples() -> list[tuple[str, str, str, bool]]:
    found = []
    for path in FILES:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, entry in (content.get("patterns") or {}).items():
            found += [(path.stem, name, text, True) for text in entry["match"]]
            found += [(path.stem, name, text, False) for text in entry.get("no_match") or ()]
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_loads_and_says_what_it_is(path: Path) -> None:
    patterns.load_patterns(path.stem)
    assert yaml.safe_load(path.read_text(encoding="utf-8")).get("description")


@pytest.mark.parametrize(("file", "name", "text", "found"), examples())
def test_examples(file: str, name: str, text: str, found: bool) -> None:
    assert bool(patterns.load_patterns(file).regex[name].search(text)) is found


@pytest.mark.parametrize("content", [
    "patterns: {a: {regex: '(', match: [x]}}",
    "patterns: {a: {regex: 'x'}}",
    "patterns: {a: {regex: '{nowhere}', match: [x]}}",
    "pattern: {}",
    "words: [",
])
def test_wrong_file_names_the_entry(content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "patterns").mkdir()
    (tmp_path / "patterns" / "wrong.yaml").write_text(content, encoding="utf-8")
    monkeypatch.setattr(patterns, "ONTOLOGY", tmp_path)
    with pytest.raises(ResourceError, match=r"wrong\.yaml"):
        patterns.load_patterns.__wrapped__("wrong").regex["a"].search("x")
