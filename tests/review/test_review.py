"""Names in doubt are shown, judged and explained; a decision is followed, and leaves nothing when it is taken back."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from made import Made, document

from kg.cli import main
from kg.datamodel import Decision, Extraction
from kg.errors import KgError
from kg.resources.decisions import read_decisions
from kg.review import Reading, doubts, explain

TEXTS = {
    "a.txt": "海城市工业快讯\n\n2024年8月1日\n\n海城市胜辉耐火材料制造有限公司位于海城市，投资5亿元建设镁砖项目。\n",
    "b.txt": "海城市工业快讯\n\n2024年9月1日\n\n海城市胜群耐火材料制造有限公司位于海城市。\n",
    "c.txt": "阜新市工业快讯\n\n2024年9月1日\n\n阜新市加快发展氢能产业。阜新华光氟材料有限公司位于阜新市。\n",
    "d.txt": "阜新市工业快讯\n\n2024年9月2日\n\n阜新华光氟材料有限公司位于阜新市。阜新华先氟材料有限公司位于阜新市。"
             "阜新华先氟材料有限公司与辽宁大学合作。阜新华光氟材料有限公司与辽宁大学合作。\n",
}
LEFT, RIGHT = "海城市胜群耐火材料制造有限公司", "海城市胜辉耐火材料制造有限公司"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    assert main(["build", str(folder), "-o", str(folder / "out"), "--quiet"]) == 0
    return folder / "out"


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    import shutil

    return Path(shutil.copytree(built, tmp_path / "out"))


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


Answer = Callable[..., int]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    def give(directory: Path, text: str, *options: str) -> int:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return main(["resolve", "review", str(directory), "--who", "王芳", *options])

    return give


def test_pairs_in_doubt_by_value_with_their_sentences(copy: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["resolve", "review", str(copy), "--list"]) == 0
    told = capsys.readouterr().out
    assert told.index("华光") < told.index("胜群")
    assert f"[{LEFT}]位于海城市" in told
    assert f"[{RIGHT}]位于海城市" in told
    assert "b 2024-09-01: " in told
    assert main(["resolve", "review", str(copy), "--list", "--type", "Park"]) == 0
    assert not capsys.readouterr().out
    assert files(copy).keys() == files(copy).keys() - {"decisions.tsv"}


def test_answers_become_decisions_that_the_graph_follows_and_forgets(
    copy: Path, answer: Answer, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(copy)
    assert answer(copy, "?\ns\na 扫描之误\n") == 0
    (made,) = read_decisions(copy / "decisions.tsv")
    assert {made.left, made.right} == {LEFT, RIGHT}
    assert (made.verdict, made.who, made.why, made.type) == ("same", "王芳", "扫描之误", "Company")
    capsys.readouterr()
    assert main(["build", "--update", str(copy)]) == 0
    assert "; 1 decisions followed" in capsys.readouterr().err
    followed = files(copy)
    assert followed["graph.ttl"] != before["graph.ttl"]
    assert "扫描之误" in followed["report.md"].decode()
    assert answer(copy, "q\n") == 0
    (copy / "decisions.tsv").unlink()
    assert main(["build", "--update", str(copy), "--quiet"]) == 0
    assert files(copy) == before


def test_a_table_given_at_the_first_build_does_what_it_does_later(copy: Path, tmp_path: Path, answer: Answer) -> None:
    table = tmp_path / "ours.tsv"
    assert answer(copy, "r\nr\n", "--decisions", str(table)) == 0
    assert main(["build", "--update", str(copy), "--decisions", str(table), "--quiet"]) == 0
    documents = [str(copy.parent / name) for name in TEXTS]
    for name, text in TEXTS.items():
        (copy.parent / name).write_text(text, encoding="utf-8")
    assert main(["build", *documents, "-o", str(tmp_path / "new"), "--decisions", str(table), "--quiet"]) == 0
    assert files(copy) == files(tmp_path / "new")
    assert main(["remove", str(copy), "d.txt", "--quiet"]) == 0
    assert main(["build", "--update", str(copy), documents[-1], "--quiet"]) == 0
    assert files(copy) == files(tmp_path / "new")
    assert "told apart by a person" in (copy / "evidence.ttl").read_text(encoding="utf-8")


def test_undo_and_end(copy: Path, answer: Answer, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(copy, "a\nu\nr\nq\n") == 0
    (made,) = read_decisions(copy / "decisions.tsv")
    assert made.verdict == "different"
    capsys.readouterr()
    assert main(["resolve", "review", str(copy), "--list"]) == 0
    assert "华光" not in capsys.readouterr().out


def test_what_came_to_nothing_is_told(copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = (f"Company\t{LEFT}\t{RIGHT}\tsame", f"Company\t{LEFT}\t无此公司\tsame",
            f"Company\t{LEFT}\t阜新华光氟材料有限公司\tsame",
            f"Company\t{RIGHT}\t阜新华光氟材料有限公司\tdifferent")
    (tmp_path / "t.tsv").write_text("\n".join(("type\tleft\tright\tverdict\twho\twhen\twhy", *rows)), encoding="utf-8")
    assert main(["build", "--update", str(copy), "--decisions", str(tmp_path / "t.tsv"), "--quiet"]) == 0
    told = capsys.readouterr().err
    assert "无此公司 same (Company): no document" in told
    assert told.count("without effect") == 2
    assert "says the opposite" in told


@pytest.mark.parametrize(("table", "problem"), [
    ("", "no such file|can't be read"),
    ("left\tright\n", ":1: the header is type left right"),
    ("{header}Firm\ta\tb\tsame\n", ":2: no type 'Firm'"),
    ("{header}Company\ta\tb\tperhaps\n", ":2: the verdict is same or different"),
    ("{header}Company\ta\ta\tsame\n", ":2: two names are needed"),
    ("{header}Company\ta\tb\tsame\nCompany\tb\ta\tdifferent\n", ":3: says that b and a are different, line 2"),
    ('{header}Company\t"a\tb\tsame\n', "is no row of a table"),
])
def test_a_wrong_table_is_told_with_its_line(copy: Path, tmp_path: Path, table: str, problem: str) -> None:
    before = files(copy)
    if table:
        header = "type\tleft\tright\tverdict\twho\twhen\twhy\n"
        (tmp_path / "t.tsv").write_text(table.format(header=header), encoding="utf-8")
    from kg import revisions
    from kg.workers import Limits

    with pytest.raises(KgError, match=problem):
        revisions.update(copy, revisions.Order(decisions=str(tmp_path / "t.tsv")), Limits())
    assert files(copy) == before


def reading(*decisions: Decision) -> Reading:
    """A firm with two short names, and parks of one name in two cities and in no city."""
    firm = Made(document("海城三鱼泵业有限公司在海城市。\n三鱼泵业在海城市。\n高新区在海城市。", "haicheng.txt"))
    place = firm.name("Region", "海城市", "210381")
    firm.says(firm.name("Company", "海城三鱼泵业有限公司"), "locatedIn", place)
    firm.name("Company", "三鱼泵业", nth=1)
    firm.says(firm.name("Park", "高新区"), "locatedIn", place)
    other = Made(document("高新区在阜新市。", "fuxin.txt"))
    other.says(other.name("Park", "高新区"), "locatedIn", other.name("Region", "阜新市", "210900"))
    nowhere = Made(document("高新区发展快。", "nowhere.txt"))
    nowhere.name("Park", "高新区")
    found: list[Extraction] = [made.done() for made in (firm, other, nowhere)]
    return Reading(sorted(found, key=lambda extraction: extraction.document.id), decisions)


def test_what_joined_two_names() -> None:
    told = explain(reading(), "三鱼泵业", "海城三鱼泵业有限公司")
    assert told.startswith("one thing: 海城三鱼泵业有限公司 = 三鱼泵业")
    assert "  三鱼泵业 = 海城三鱼泵业有限公司: " in told
    assert "[三鱼泵业]在海城市" in told


def test_what_keeps_two_names_apart() -> None:
    told = explain(reading(), "高新区 (210381)", "高新区 (210900)")
    assert told.startswith("two things: 高新区（海城市）")
    assert "-0.60 places: in different places of one province" in told
    assert "[高新区]在阜新市" in told
    decided = Decision(left="高新区 (210381)", right="高新区 (210900)", type="Park", verdict="same", who="王芳",
                       when="2026-03-01", why="同一园区")
    told = explain(reading(decided), "高新区 (210381)", "高新区 (210900)")
    assert told.startswith("one thing")
    assert "same (followed): 王芳, 2026-03-01, 同一园区" in told


def test_names_that_can_not_be_explained() -> None:
    for left, right, problem in (("三鱼", "高新区", "is no name of the graph; it has 三鱼泵业"),
                                 ("三鱼泵业", "海城市", "is a Company, '海城市' a Region"),
                                 ("海城市", "海城市", "only one thing has the name")):
        with pytest.raises(KgError, match=problem):
            explain(reading(), left, right)


def test_a_name_without_a_place_is_known_by_its_document() -> None:
    found = [doubt for doubt in doubts(reading()) if doubt.type == "Park"]
    labels = {label for doubt in found for label in (doubt.left.label, doubt.right.label)}
    (homeless,) = (name for name in labels if name not in ("高新区 (210381)", "高新区 (210900)"))
    assert len(homeless) == len("高新区 ()") + 16
    joined = reading(Decision(left=homeless, right="高新区 (210900)", type="Park", verdict="same"))
    groups = sorted(len(entity.mentions) for entity in joined.graph.entities if entity.type == "Park")
    assert groups == [1, 2]
    assert [outcome.state for outcome in joined.graph.outcomes] == ["followed"]


def test_a_decision_goes_before_what_one_document_says() -> None:
    made = Made(document("海城三鱼泵业有限公司投产。\n三鱼泵业扩产。\n菱镁产业链和菱镁。"))
    made.name("Company", "海城三鱼泵业有限公司")
    made.name("Company", "三鱼泵业", "海城三鱼泵业有限公司", nth=1)
    made.name("Industry", "菱镁产业链")
    made.name("Industry", "菱镁", nth=1)
    told = [Decision(left="三鱼泵业", right="海城三鱼泵业有限公司", type="Company", verdict="different"),
            Decision(left="菱镁", right="菱镁产业链", type="Industry", verdict="different")]
    for decisions, count in (([], 1), (told, 2)):
        graph = Reading([made.done()], decisions).graph
        for type in ("Company", "Industry"):
            assert sum(bool(entity.mentions) for entity in graph.entities if entity.type == type) == count
        assert {outcome.state for outcome in graph.outcomes} <= {"followed"}
