"""The command line as a user types it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.cli import main

TEXT = """海城市工业快讯

2024年8月1日

海城市加快发展菱镁产业。海城三鱼泵业有限公司位于海城市。上半年,海城市实现地区生产总值309.1亿元。
"""


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def built(documents: Path, tmp_path: Path) -> Path:
    assert main(["build", str(documents), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    return tmp_path / "out"


def test_build_writes_all_and_leaves_nothing_else(built: Path) -> None:
    assert sorted(path.name for path in built.iterdir() if path.name != ".kg") == [
        "build.json", "dataset.ttl", "evidence.ttl", "explorer.html", "graph.html", "graph.ttl", "report.md"]


def test_build_json_tells_inputs_and_no_path(built: Path, documents: Path) -> None:
    text = (built / "build.json").read_text(encoding="utf-8")
    assert str(documents) not in text
    assert [entry["source"] for entry in json.loads(text)["inputs"]] == ["a.txt"]


def test_a_bad_file_is_told_and_the_others_are_built(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (documents / "broken.pdf").write_bytes(b"%PDF-1.7 nothing of the kind")
    assert main(["build", str(documents), "-o", str(tmp_path / "out")]) == 1
    assert "broken.pdf" in capsys.readouterr().err
    assert "broken.pdf" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "a.txt" in (tmp_path / "out" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [
    ["build", "nowhere.txt", "-o", "out"],
    ["build", "-o", "out"],
    ["build", "--sample", "a.txt", "-o", "out"],
    ["build", "--sample", "-o", "out", "--column", "text"],
    ["query", "nowhere", "SELECT * {}"],
    ["query"],
    [],
])
def test_wrong_input_exits_with_2_and_writes_nothing(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    assert list(tmp_path.iterdir()) == []
    assert capsys.readouterr().err


def test_an_output_that_can_not_be_written_is_told(
    documents: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["build", str(documents), "-o", str(tmp_path / "file")]) == 2
    assert "choose another folder" in capsys.readouterr().err


def test_query_prints_a_table(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", str(built), "SELECT ?name { ?c a kg:Company ; skos:prefLabel ?name }"]) == 0
    assert "海城三鱼泵业有限公司" in capsys.readouterr().out


def test_named_question_takes_parameters(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", str(built), "--format", "csv", "--named", "indicators", "region=海城市"]) == 0
    assert "309.1" in capsys.readouterr().out


def test_list_of_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--list"]) == 0
    assert len([line for line in capsys.readouterr().out.splitlines() if not line.startswith("\t")]) >= 6


def test_a_wrong_query_is_explained(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", str(built), "SELECT ?x { ?x kg:undertake ?y }"]) == 2
    assert "did you mean kg:undertakes?" in capsys.readouterr().err


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip()
