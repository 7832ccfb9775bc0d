"""``kg build --without-tagger``: names of the rules alone, told in the outputs, and one way in a folder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg import build as build_graph
from kg import revisions
from kg.cli import main
from kg.errors import KgError
from kg.reading.options import ReadingOptions
from kg.revisions import Order, Watcher
from kg.workers import Limits

TEXTS = {
    "liuxi.txt": "龙田化工在柳溪县投资12亿元，建设年产3万吨电解液项目。",
    "golmud.txt": "赣锋锂业股份有限公司投资建设盐湖锂资源勘探开发及综合循环利用产业集群项目，"
                  "天元航材投资建设航天新材料项目。",
}


@pytest.fixture
def documents(tmp_path: Path) -> list[str]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in TEXTS]


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def test_names_are_those_of_the_rules_and_it_is_told(documents: list[str], tmp_path: Path) -> None:
    for name, options in (("with", []), ("without", ["--without-tagger"])):
        main(["build", *documents, "-o", str(tmp_path / name), "--quiet", *options])
    told, rules = files(tmp_path / "with"), files(tmp_path / "without")
    assert b'"tagger.' in told["evidence.ttl"]
    assert b'"tagger.' not in rules["evidence.ttl"]
    assert json.loads(rules["build.json"])["without_tagger"] is True
    assert "without_tagger" not in json.loads(told["build.json"])
    assert rb"\"without_tagger\": true" in rules["dataset.ttl"]
    assert b"without_tagger" not in told["dataset.ttl"]
    alone = build_graph(documents, options=ReadingOptions(tagger=False))
    assert alone.to_rdf().isomorphic(build_graph(documents, options=ReadingOptions(tagger=False), jobs=2).to_rdf())
    assert dict(alone.named)["Company"] < dict(build_graph(documents).named)["Company"]


def test_a_folder_stays_without(documents: list[str], tmp_path: Path) -> None:
    at_once = tmp_path / "at-once"
    revisions.build(at_once, Order(sources=documents, tagger=False), Limits())
    out, notes = tmp_path / "out", list[str]()
    revisions.build(out, Order(sources=documents[:1], tagger=False), Limits())
    before = files(out)
    revisions.update(out, Order(sources=documents[1:]), Limits(), Watcher(note=notes.append))
    assert notes == [f"{out} was built without the tagger, and so are these documents"]
    assert files(out) == files(at_once)
    revisions.update(out, Order(sources=documents[1:], tagger=False), Limits(), Watcher(note=notes.append))
    revisions.update(out, Order(), Limits(), Watcher(note=notes.append))
    assert len(notes) == 1
    assert files(out) == files(at_once)
    revisions.remove(out, ["golmud.txt"], Limits())
    assert files(out) == before
    with revisions.opened(out) as extractions:
        assert len(extractions) == 1


def test_a_folder_built_the_other_way_is_told(
    documents: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    revisions.build(out, Order(sources=documents[:1]), Limits())
    before = files(out)
    assert main(["build", "--update", str(out), documents[1], "--without-tagger", "--quiet"]) == 2
    assert f"{out} was built with the tagger: leave out --without-tagger, or build the folder anew" in (
        capsys.readouterr().err)
    assert files(out) == before
    revisions.build(out, Order(sources=documents[:1], tagger=False), Limits())
    with pytest.raises(KgError, match="was built without the tagger: give --without-tagger"):
        revisions.update(out, Order(sources=documents[1:], tagger=True), Limits())


class EndedError(Exception):
    """Ends a run in its middle."""


@pytest.mark.parametrize("tagger", [None, False])
def test_an_interrupted_run_goes_on_as_it_began(tagger: bool | None, documents: list[str], tmp_path: Path) -> None:
    def end(_: str) -> None:
        raise EndedError

    out, at_once = tmp_path / "out", tmp_path / "at-once"
    revisions.build(at_once, Order(sources=documents, tagger=tagger), Limits())
    with pytest.raises(EndedError):
        revisions.build(out, Order(sources=documents, tagger=tagger), Limits(), Watcher(read=end))
    with pytest.raises(EndedError):
        revisions.update(at_once, Order(sources=documents), Limits(), Watcher(read=end))
    revisions.update(at_once, Order(sources=documents, resume=True), Limits())
    other = None if tagger is False else False
    how = "without the tagger: give" if tagger is False else "with the tagger: leave out"
    with pytest.raises(KgError, match=f"the interrupted run read {how} --without-tagger, or leave out --resume"):
        revisions.build(out, Order(sources=documents, tagger=other, resume=True), Limits())
    again: list[str] = []
    revisions.build(out, Order(resume=True), Limits(), Watcher(read=again.append))
    assert again == [Path(documents[1]).name]
    assert files(out) == files(at_once)
