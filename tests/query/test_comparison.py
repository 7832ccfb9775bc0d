"""What came, what went, what changed between two folders; and the patch that brings a store from one to the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import Made, anshan, document, haicheng
from pyoxigraph import Quad, RdfFormat, Store, parse

from kg import export, folders
from kg.cli import main
from kg.datamodel import Extraction
from kg.errors import QueryError
from kg.export.patches import as_patch, as_update, patch
from kg.export.rdf_formats import quads
from kg.graph.fusion import fuse
from kg.query.comparison import Change, compare, tell
from kg.resolution import resolve


def extra() -> Extraction:
    made = Made(document("海城三鱼泵业有限公司在锦州市。\n海城市三鱼泵业有限公司。", "jinzhou.txt"))
    made.name("Company", "海城三鱼泵业有限公司")
    made.name("Company", "海城市三鱼泵业有限公司")
    made.name("Region", "锦州市", "210700")
    return made.done()


def folder(path: Path, *extractions: Extraction) -> Path:
    graph = fuse(extractions, resolve(extractions))
    folders.write_files(path, export.outputs(graph, (), (), {"software": "regional-kg 0"}))
    return path


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    stage = tmp_path_factory.mktemp("pair")
    return folder(stage / "left", haicheng(), anshan()), folder(stage / "right", haicheng(), extra())


def test_what_came_went_and_changed(pair: tuple[Path, Path]) -> None:
    changes = compare(*pair)
    text = "\n".join(tell(changes))
    assert Change(kind="document", sign="+", text="海城三鱼泵业有限公司在锦州市 (jinzhou.txt)") in changes
    assert Change(kind="entity", sign="+", text="Region 锦州市") in changes
    assert "~ Company 海城市三鱼泵业有限公司: " in text
    assert "+ altLabel 海城三鱼泵业有限公司" in text
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        f"# {name}" for name in ("documents", "entities", "statements", "figures") if f"# {name}" in text]
    assert any(change.sign == "-" and change.kind == "statement" for change in changes)


def test_figures_that_went(pair: tuple[Path, Path], tmp_path: Path) -> None:
    changes = compare(pair[1], folder(tmp_path, extra()))
    assert any(change.sign == "-" and "700.5亿元" in change.text for change in changes if change.kind == "figure")


def test_the_way_back_is_the_mirror_image(pair: tuple[Path, Path]) -> None:
    mirror = {"+": "-", "-": "+", "~": "~"}
    there, back = compare(*pair), compare(*reversed(pair))
    assert {(c.kind, mirror[c.sign], c.text) for c in there if c.sign != "~" and "(" not in c.text} == {
        (c.kind, c.sign, c.text) for c in back if c.sign != "~" and "(" not in c.text}
    assert compare(pair[0], pair[0]) == ()


def test_a_thing_that_is_parted_tells_what_it_was(tmp_path: Path) -> None:
    alone = Made(document("三鱼泵业在海城市。", "alone.txt"))
    alone.name("Company", "三鱼泵业")
    lone = alone.done()
    changes = compare(folder(tmp_path / "a", lone), folder(tmp_path / "b", lone, haicheng()))
    moved = [change.text for change in changes if change.kind == "entity" and "三鱼泵业" in change.text]
    assert any("(now company/" in text or "(was company/" in text or "altLabel" in text for text in moved)


def store_of(directory: Path, *, graph_only: bool = False) -> Store:
    store = Store()
    store.extend(parse(path=str(directory / "graph.ttl"), format=RdfFormat.TURTLE) if graph_only else quads(directory))
    return store


@pytest.mark.parametrize("graph_only", [False, True])
def test_the_update_makes_the_first_the_second(pair: tuple[Path, Path], graph_only: bool) -> None:
    for left, right in (pair, pair[::-1]):
        store = store_of(left, graph_only=graph_only)
        store.update("".join(as_update(patch(left, right, graph_only=graph_only))))
        assert set(store) == set(store_of(right, graph_only=graph_only))


def test_the_rdf_patch_makes_the_first_the_second(pair: tuple[Path, Path]) -> None:
    left, right = pair
    first, *lines, last = list(as_patch(patch(left, right)))
    assert (first, last) == ("TX .\n", "TC .\n")
    store = store_of(left)
    for line in lines:
        (quad,) = parse(line[2:].encode(), format=RdfFormat.N_QUADS)
        assert isinstance(quad, Quad)
        (store.remove if line[0] == "D" else store.add)(quad)
    assert set(store) == set(store_of(right))


def test_the_command(pair: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    left, right = map(str, pair)
    assert main(["diff", left, left]) == 0
    assert capsys.readouterr().out == ""
    assert main(["diff", left, right]) == 1
    assert "+ Region 锦州市" in capsys.readouterr().out
    assert main(["diff", left, right, "--format", "sparql"]) == 1
    assert capsys.readouterr().out.startswith("DELETE DATA {")


def test_a_folder_without_a_graph_is_told(tmp_path: Path, pair: tuple[Path, Path]) -> None:
    with pytest.raises(QueryError, match="build one first"):
        compare(pair[0], tmp_path)
    with pytest.raises(QueryError, match="build one first"):
        patch(tmp_path, pair[0])
