"""Through files, batch by batch, a build gives the bytes that it gives in memory."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import rdflib

from kg import publication, revisions
from kg.archive import Archive, reading_version
from kg.datamodel import Decision
from kg.folders import HIDDEN
from kg.graph.turtle import Facts
from kg.manifest import read_manifest
from kg.resources.decisions import read_decisions, written_decisions
from kg.resources.location import SAMPLE
from kg.scaling import grouping, local, parts, spool
from kg.workers import Limits

FILES = ("graph.ttl", "evidence.ttl", "dataset.ttl", "report.md", "build.json")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A build in memory of documents that share names, of which two are the same."""
    folder = tmp_path_factory.mktemp("scaling")
    text = "海城三鱼泵业与鞍钢集团合作。鞍钢集团与海城三鱼泵业合作。海城市实施“4+4+3+N”工程。"
    for name in ("one.txt", "two.txt"):
        (folder / name).write_text(text, encoding="utf-8")
    text = ("海城三鱼泵业有限公司与鞍山钢铁集团合作，海城市高新区建设水泵项目。\n"
            "海城市的“5+2+1”产业体系调整为“3+3+3”产业体系。\n"
            "鞍山钢铁集团（原鞍山炼铁厂）的海城水泵扩建项目总投资3亿元，已开工。海城水泵扩建项目总投资5亿元，已签约。")
    (folder / "three.txt").write_text(text, encoding="utf-8")
    revisions.build(folder / "out", revisions.Order(sources=[str(SAMPLE), str(folder)]), Limits())
    return folder / "out"


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, size in (
        (local, "_CHARACTERS", 500), (local, "_THINGS", 10), (spool, "_TASK", 20_000), (grouping, "_BATCH", 20),
    ):
        monkeypatch.setattr(module, name, size)


@pytest.fixture
def archive(built: Path) -> Iterator[Archive]:
    with Archive(built / HIDDEN / "archive.sqlite", reading_version()) as archive:
        yield archive


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("processes", [1, 2])
def test_the_bytes_are_those_of_a_build_in_memory(
    built: Path, archive: Archive, processes: int, tmp_path: Path
) -> None:
    made = publication.through_files(archive, read_manifest(built), tmp_path, processes)
    assert sorted(made.files) == sorted(FILES)
    for name, content in made.files.items():
        assert (content if isinstance(content, bytes) else content.read_bytes()) == (built / name).read_bytes(), name


@pytest.mark.usefixtures("small_steps")
def test_decisions_hold_there_too(built: Path, tmp_path: Path) -> None:
    decided = [("鞍山钢铁集团", "鞍钢集团", "different"), ("海城三鱼泵业", "鞍钢集团", "same"), ("甲", "乙", "same")]
    table = tmp_path / "decisions.tsv"
    table.write_bytes(written_decisions(
        Decision(type="Company", left=left, right=right, verdict=verdict)  # type: ignore[arg-type]
        for left, right, verdict in decided))
    order = revisions.Order(sources=[str(SAMPLE), str(built.parent)], decisions=str(table))
    revisions.build(tmp_path / "out", order, Limits())
    manifest = replace(read_manifest(tmp_path / "out"), decisions=read_decisions(table))
    with Archive(tmp_path / "out" / HIDDEN / "archive.sqlite", reading_version()) as archive:
        made = publication.through_files(archive, manifest, tmp_path, 1)
        for name, content in made.files.items():
            wanted = (tmp_path / "out" / name).read_bytes()
            assert (content if isinstance(content, bytes) else content.read_bytes()) == wanted, name
    assert [outcome.state for outcome in made.overview.outcomes] == ["followed", "unnamed", "followed"]


def test_no_pages_and_nothing_in_between_are_left(built: Path, tmp_path: Path) -> None:
    sources = [str(built.parent / "one.txt"), str(built.parent / "three.txt")]
    for pages, names in ((True, {*FILES, "graph.html", "explorer.html"}), (False, set(FILES))):
        revision = revisions.build(tmp_path, revisions.Order(sources=sources, pages=pages), Limits())
        assert {path.name for path in tmp_path.iterdir()} == {HIDDEN, *names}
        assert set(revision.files) == names
        before = {name: (tmp_path / name).read_bytes() for name in names}
        revisions.update(tmp_path, revisions.Order(sources=[str(built.parent / "two.txt")]), Limits())
        revisions.remove(tmp_path, ["two.txt"], Limits())
        assert {name: (tmp_path / name).read_bytes() for name in names} == before
        assert not {"scratch", "writing"} & {path.name for path in (tmp_path / HIDDEN).iterdir()}


def test_much_text_goes_through_files(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = read_manifest(built)
    assert not publication.streamed(manifest, pages=True)
    monkeypatch.setattr(publication, "MOST", 1000)
    assert publication.streamed(manifest, pages=True)


def test_graphs_that_were_checked_do_not_stay_in_memory(tmp_path: Path) -> None:
    found = Facts()
    found.add("company:00", "a", "kg:Company")
    (task,) = spool.tasks([spool.write_run(tmp_path / "run", found, 1)])
    parts.graph_piece({}, spool.together(task))
    gc.disable()
    try:
        before = _graphs()
        parts.graph_piece({}, spool.together(task))
        assert _graphs() == before
    finally:
        gc.enable()


def _graphs() -> int:
    return sum(isinstance(each, rdflib.Graph) for each in gc.get_objects())
