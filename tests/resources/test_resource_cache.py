"""The cache of compiled resources: the same with and without, and nothing damaged, stale or foreign is believed."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import msgspec
import pytest
import regex

from kg.resources import cache, compiled, patterns
from kg.resources.location import ONTOLOGY

FILES = sorted((ONTOLOGY / "patterns").glob("*.yaml"))
CONTENT = """words: {a: [甲, 乙]}
patterns: {b: {regex: '(?P<c>{a})丙', match: [甲丙]}, d: {regex: '\\p{Han}++', match: [甲]}}
"""


class Record(msgspec.Struct):
    words: list[str]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test."""
    found = tmp_path / "cache"
    monkeypatch.setenv(cache.VARIABLE, str(found))
    return found


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of patterns."""
    (tmp_path / "patterns").mkdir()
    path = tmp_path / "patterns" / "made.yaml"
    path.write_text(CONTENT, encoding="utf-8")
    monkeypatch.setattr(patterns, "ONTOLOGY", tmp_path)
    return path


def load() -> patterns.Patterns:
    return patterns.load_patterns.__wrapped__("made")


def no_yaml(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(source: bytes, path: str) -> None:
        raise AssertionError("the file was parsed again")

    monkeypatch.setattr(patterns, "_parsed", forbidden)


def test_what_is_written_is_read() -> None:
    assert cache.read("a", b"source", Record) is None
    cache.write("a", b"source", lambda: Record(["甲"]))
    assert cache.read("a", b"source", Record) == Record(["甲"])


def test_another_source_or_software_is_another_record(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("a", b"source", lambda: Record(["甲"]))
    assert cache.read("a", b"sources", Record) is None
    monkeypatch.setattr(cache, "_software", lambda: b"another")
    assert cache.read("a", b"source", Record) is None


def test_a_damaged_record_is_none(folder: Path) -> None:
    cache.write("a", b"source", lambda: Record(["甲"]))
    whole = (folder / "a").read_bytes()
    for at in range(len(whole)):
        (folder / "a").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        assert cache.read("a", b"source", Record) is None
        (folder / "a").write_bytes(whole[:at])
        assert cache.read("a", b"source", Record) is None


def test_a_record_of_another_form_is_none() -> None:
    cache.write("a", b"source", lambda: [1, 2])
    assert cache.read("a", b"source", Record) is None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps the folders of users apart by itself")
def test_what_others_may_write_is_not_believed(folder: Path, tmp_path: Path) -> None:
    cache.write("a", b"source", lambda: Record(["甲"]))
    (folder / "a").chmod(0o666)
    assert cache.read("a", b"source", Record) is None
    (folder / "a").chmod(0o600)
    folder.chmod(0o777)
    assert cache.read("a", b"source", Record) is None
    cache.write("b", b"source", lambda: pytest.fail("nothing is written there"))
    folder.chmod(0o700)
    (folder / "a").rename(tmp_path / "elsewhere")
    (folder / "a").symlink_to(tmp_path / "elsewhere")
    assert cache.read("a", b"source", Record) is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root alone can give files away")
def test_what_another_user_wrote_is_not_believed(folder: Path) -> None:
    cache.write("a", b"source", lambda: Record(["甲"]))
    os.chown(folder / "a", 12345, -1)
    assert cache.read("a", b"source", Record) is None


def test_it_can_be_off(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, "off")
    cache.write("a", b"source", lambda: pytest.fail("nothing is written"))
    assert cache.read("a", b"source", Record) is None
    assert not folder.exists()


def test_without_a_folder_to_write_everything_works(monkeypatch: pytest.MonkeyPatch, made: Path) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(made / "below-a-file"))
    assert load().regex["b"].search("乙丙")


@pytest.mark.skipif(sys.platform == "win32", reason="by the modes of folders")
def test_a_folder_that_can_only_be_read_is_read(folder: Path, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load()
    folder.chmod(0o500)
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    no_yaml(monkeypatch)
    assert load().regex["b"].search("乙丙")
    folder.chmod(0o700)


def test_two_writers_leave_one_whole_record(folder: Path) -> None:
    def write() -> None:
        for _ in range(50):
            cache.write("a", b"source", lambda: Record(["甲"] * 5000))

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        assert cache.read("a", b"source", Record) in (None, Record(["甲"] * 5000))
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_two_processes_at_once(folder: Path) -> None:
    code = ("from kg.resources.patterns import load_patterns as load\n"
            "print(load('regions').regex.keys(), load('regions').words, load('companies').maps)")
    both = [subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) for _ in range(2)]
    first, second = (one.communicate()[0] for one in both)
    assert first == second != b""
    assert sorted(path.name for path in folder.iterdir()) == ["patterns-companies", "patterns-regions"]


def test_patterns_are_parsed_once(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load()
    no_yaml(monkeypatch)
    again = load()
    assert again.words == first.words == {"a": ("甲", "乙")}
    found = again.regex["b"].search("乙丙")
    assert found is not None
    assert found["c"] == "乙"
    assert again.regex["d"].fullmatch("甲乙丙")


def test_a_changed_file_is_parsed_again(made: Path) -> None:
    load()
    made.write_text(CONTENT.replace("丙", "丁"), encoding="utf-8")
    assert load().regex["b"].search("甲丁")


def test_a_wrong_pattern_is_told_where_it_is_used(made: Path) -> None:
    made.write_text("patterns: {a: {regex: '(', match: [x]}}", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(patterns.ResourceError, match=r"made\.yaml: a"):
            load().regex["a"].search("x")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_expressions_are_those_that_the_libraries_compile(path: Path) -> None:
    for _ in range(2):
        for name, expression in patterns.load_patterns.__wrapped__(path.stem).regex.items():
            found = expression._compile()
            if isinstance(found, re.Pattern):
                assert found == re.compile(expression.pattern), name
            else:
                assert compiled._told(found) == compiled._told(regex.compile(expression.pattern)), name


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_expression_is_kept(path: Path) -> None:
    patterns.load_patterns.__wrapped__(path.stem)
    for name, expression in patterns.load_patterns.__wrapped__(path.stem).regex.items():
        assert expression._kept.compiled, name
