"""Documents come and go: a folder always holds what building its documents at once would give."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from kg import revisions
from kg.errors import KgError, OutputError
from kg.folders import HIDDEN
from kg.revisions import Order, Watcher
from kg.workers import Limits

TEXTS = {
    "haicheng.txt": "海城市工业快讯\n\n2024年8月1日\n\n海城市加快发展菱镁产业。海城三鱼泵业有限公司位于海城市。\n",
    "pumps.txt": "水泵企业\n\n三鱼泵业的智能水泵项目开工,总投资5亿元。海城市三鱼泵业有限公司投资。\n",
    "jinzhou.txt": "锦州市工业快讯\n\n锦州市培育石化及精细化工、新材料2个千亿级产业集群。\n",
    "rows.csv": "编号,标题,正文\n1,海城提速,海城市加快发展纺织产业。\n2,阜新提速,阜新市加快发展氢能产业。\n",
    "copy.txt": "锦州市工业快讯\n\n锦州市培育石化及精细化工、新材料2个千亿级产业集群。\n",
    "broken.pdf": "no PDF at all",
}
LIMITS = Limits()


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("documents")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def order(documents: Path, *names: str, **options: object) -> Order:
    return Order(sources=[str(documents / name) for name in names], **options)  # type: ignore[arg-type]


def built(directory: Path, documents: Path, *names: str, **options: object) -> dict[str, bytes]:
    revisions.build(directory, order(documents, *names, **options), LIMITS)
    return files(directory)


def test_adding_gives_what_building_at_once_gives(documents: Path, tmp_path: Path) -> None:
    at_once = built(tmp_path / "all", documents, *TEXTS)
    built(tmp_path / "out", documents, "broken.pdf", "jinzhou.txt")
    for names in (["rows.csv"], ["pumps.txt", "copy.txt"], ["haicheng.txt"], ["haicheng.txt"]):
        revisions.update(tmp_path / "out", order(documents, *names), LIMITS)
    assert files(tmp_path / "out") == at_once


@pytest.mark.parametrize("name", TEXTS)
def test_taking_away_gives_what_was_before(name: str, documents: Path, tmp_path: Path) -> None:
    others = [other for other in TEXTS if other != name]
    before = built(tmp_path / "out", documents, *others)
    revisions.update(tmp_path / "out", order(documents, name), LIMITS)
    assert files(tmp_path / "out") != before
    revisions.remove(tmp_path / "out", [name], LIMITS)
    assert files(tmp_path / "out") == before


def test_any_walk_ends_where_a_build_ends(documents: Path, tmp_path: Path) -> None:
    walk = random.Random(7)
    present = {"haicheng.txt"}
    built(tmp_path / "out", documents, *present)
    for _ in range(12):
        name = walk.choice(list(TEXTS))
        if name in present and present - {name, "broken.pdf"}:
            revisions.remove(tmp_path / "out", [name], LIMITS)
            present.remove(name)
        else:
            revisions.update(tmp_path / "out", order(documents, name), LIMITS)
            present.add(name)
    assert files(tmp_path / "out") == built(tmp_path / "fresh", documents, *sorted(present, reverse=True))


def test_documents_are_named_by_source_id_or_iri(documents: Path, tmp_path: Path) -> None:
    manifest = json.loads(built(tmp_path / "out", documents, *TEXTS)["build.json"])
    ids = {entry["source"]: entry["id"] for entry in manifest["inputs"]}
    assert ids["jinzhou.txt"] == ids["copy.txt"]
    iri = f"<https://w3id.org/regional-kg/id/document/{ids['jinzhou.txt']}>"
    revisions.remove(tmp_path / "out", [iri, "rows.csv#1", f"document:{ids['pumps.txt']}", "broken.pdf"], LIMITS)
    left = json.loads(files(tmp_path / "out")["build.json"])
    assert [entry["source"] for entry in left["inputs"]] == ["haicheng.txt", "rows.csv#2"]
    assert left["left_out"] == []


def test_what_can_not_be_removed_is_told(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "haicheng.txt").write_text("阜新市发展氢能产业。", encoding="utf-8")
    before = built(tmp_path / "out", documents, "haicheng.txt", str(tmp_path / "other" / "haicheng.txt"))
    for name, told in (("haicheng.txt", "names 2 documents"), ("nothing.txt", "it has haicheng.txt")):
        with pytest.raises(KgError, match=told):
            revisions.remove(tmp_path / "out", [name], LIMITS)
    ids = [entry["id"] for entry in json.loads(before["build.json"])["inputs"]]
    with pytest.raises(KgError, match="no document would be left"):
        revisions.remove(tmp_path / "out", ids, LIMITS)
    assert files(tmp_path / "out") == before


def test_a_changed_document_stands_beside_the_old_one_or_in_its_place(documents: Path, tmp_path: Path) -> None:
    built(tmp_path / "out", documents, "haicheng.txt", "pumps.txt")
    (tmp_path / "haicheng.txt").write_text("海城市加快发展氢能产业。", encoding="utf-8")
    revisions.update(tmp_path / "out", order(tmp_path, "haicheng.txt"), LIMITS)
    assert len(json.loads(files(tmp_path / "out")["build.json"])["inputs"]) == 3
    revisions.update(tmp_path / "out", order(tmp_path, "haicheng.txt", replace=True), LIMITS)
    at_once = built(tmp_path / "fresh", documents, str(tmp_path / "haicheng.txt"), "pumps.txt")
    assert files(tmp_path / "out") == at_once


def test_a_document_that_can_be_read_now_is_no_problem_any_more(documents: Path, tmp_path: Path) -> None:
    built(tmp_path / "out", documents, "broken.pdf", "haicheng.txt")
    (tmp_path / "broken.pdf").write_bytes((Path(revisions.__file__).parent / "sample" / "04-jinchang.pdf").read_bytes())
    revisions.update(tmp_path / "out", order(tmp_path, "broken.pdf"), LIMITS)
    assert json.loads(files(tmp_path / "out")["build.json"])["left_out"] == []


def test_options_stay_with_their_documents(documents: Path, tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_text("甲,乙\n云川提速,高新区加快发展氢能产业。\n", encoding="utf-8")
    built(tmp_path / "out", documents, "haicheng.txt", evidence="n10s")
    odd = Order(sources=[str(tmp_path / "odd.csv")], columns={"text": "乙", "title": "甲"}, region="海城市")
    revisions.update(tmp_path / "out", odd, LIMITS)
    inputs = json.loads(files(tmp_path / "out")["build.json"])["inputs"]
    assert [entry.get("read_with") for entry in inputs] == [
        None, {"columns": {"text": "乙", "title": "甲"}, "region": "海城市"}]
    assert (tmp_path / "out" / "graph.n10s.ttl").is_file()
    assert not (tmp_path / "out" / "evidence.ttl").exists()


def test_texts_of_an_older_version_are_read_again_without_their_files(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(documents, tmp_path / "gone")
    built(tmp_path / "out", tmp_path / "gone", *TEXTS)
    shutil.rmtree(tmp_path / "gone")
    monkeypatch.setattr(revisions, "reading_version", lambda **_: "another")
    revisions.remove(tmp_path / "out", ["pumps.txt"], LIMITS)
    others = [name for name in TEXTS if name != "pumps.txt"]
    assert files(tmp_path / "out") == built(tmp_path / "fresh", documents, *others)


def test_a_folder_of_another_kind_is_told(documents: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="kg build makes it"):
        revisions.update(tmp_path / "none", order(documents, "haicheng.txt"), LIMITS)
    assert not (tmp_path / "none").exists()
    built(tmp_path / "out", documents, "haicheng.txt", "pumps.txt")
    (tmp_path / "out" / HIDDEN / "archive.sqlite").write_bytes(b"no database, but long enough to be one" * 100)
    with pytest.raises(OutputError, match="damaged"):
        revisions.remove(tmp_path / "out", ["pumps.txt"], LIMITS)
    (tmp_path / "out" / HIDDEN / "archive.sqlite").unlink()
    with pytest.raises(OutputError, match="a text is missing"):
        revisions.remove(tmp_path / "out", ["pumps.txt"], LIMITS)
    for content in ("[]", "{", '{"evidence": "none", "inputs": [{}]}'):
        (tmp_path / "out" / "build.json").write_text(content, encoding="utf-8")
        with pytest.raises(KgError, match=r"build.json: .*build the folder again"):
            revisions.remove(tmp_path / "out", ["pumps.txt"], LIMITS)


def test_resuming_what_was_not_interrupted_is_told(documents: Path, tmp_path: Path) -> None:
    built(tmp_path / "out", documents, "haicheng.txt")
    with pytest.raises(KgError, match="no run was interrupted"):
        revisions.build(tmp_path / "out", Order(resume=True), LIMITS)


class EndedError(Exception):
    """Ends a run in its middle."""


@pytest.mark.parametrize("kind", ["build", "update"])
def test_an_interrupted_run_goes_on(kind: str, documents: Path, tmp_path: Path) -> None:
    at_once = built(tmp_path / "all", documents, *TEXTS)
    built(tmp_path / "out", documents, "haicheng.txt")
    before = files(tmp_path / "out")
    read: list[str] = []

    def progress(source: str) -> None:
        read.append(source)
        if len(read) == 3:
            raise EndedError

    run = getattr(revisions, kind)
    with pytest.raises(EndedError):
        run(tmp_path / "out", order(documents, *TEXTS), LIMITS, Watcher(read=progress))
    assert files(tmp_path / "out") == before
    with pytest.raises(KgError, match="go on with"):
        getattr(revisions, {"build": "update", "update": "build"}[kind])(tmp_path / "out", Order(resume=True), LIMITS)
    again: list[str] = []
    run(tmp_path / "out", Order(resume=True), LIMITS, Watcher(read=again.append))
    assert files(tmp_path / "out") == at_once
    with pytest.raises(KgError, match="no run was interrupted"):
        run(tmp_path / "out", Order(resume=True), LIMITS)
    assert sorted([*read, *again]) == sorted(["rows.csv#1", "rows.csv#2", *TEXTS])


def test_what_reads_nothing_leaves_an_interrupted_run(documents: Path, tmp_path: Path) -> None:
    def end(_: str) -> None:
        raise EndedError

    at_once = built(tmp_path / "all", documents, *(name for name in TEXTS if name != "haicheng.txt"))
    built(tmp_path / "out", documents, "haicheng.txt", "copy.txt")
    with pytest.raises(EndedError):
        revisions.update(tmp_path / "out", order(documents, *(name for name in TEXTS if name != "haicheng.txt")),
                         LIMITS, Watcher(read=end))
    revisions.update(tmp_path / "out", Order(), LIMITS)
    revisions.remove(tmp_path / "out", ["haicheng.txt"], LIMITS)
    revisions.update(tmp_path / "out", Order(resume=True), LIMITS)
    assert files(tmp_path / "out") == at_once


def test_beginning_afresh_over_an_interrupted_run_is_noted(documents: Path, tmp_path: Path) -> None:
    def end(_: str) -> None:
        raise EndedError

    notes: list[str] = []
    with pytest.raises(EndedError):
        revisions.build(tmp_path / "out", order(documents, "haicheng.txt"), LIMITS, Watcher(read=end))
    revisions.build(tmp_path / "out", order(documents, "pumps.txt"), LIMITS, Watcher(note=notes.append))
    assert len(notes) == 1
    assert "--resume" in notes[0]
