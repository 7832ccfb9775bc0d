"""Scores of graphs made by hand, where every figure can be counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made import haicheng

from kg.cli import main
from kg.datamodel import Extraction, KnowledgeGraph
from kg.errors import InputError
from kg.evaluation import tables
from kg.evaluation.confidences import rules_tsv
from kg.evaluation.gold import GoldDocument, read_gold
from kg.evaluation.likeness import dice, fold, number
from kg.evaluation.running import judge
from kg.evaluation.scores import Tally, intervals, rules, tallies, total
from kg.graph.fusion import fuse
from kg.resolution import resolve

GOLD = {
    "document": "haicheng.txt",
    "entities": [
        {"id": "r1", "type": "Region", "name": "海城市", "surfaces": ["海城市"]},
        {"id": "c1", "type": "Company", "name": "海城市三鱼泵业有限公司", "surfaces": ["三鱼泵业"]},
        {"id": "p1", "type": "Project", "name": "智能水泵项目", "surfaces": ["智能水泵项目"]},
        {"id": "i1", "type": "Industry", "name": "菱镁", "surfaces": ["菱镁", "菱镁产业"]},
        {"id": "i2", "type": "Industry", "name": "钢铁", "surfaces": ["钢铁"]},
        {"id": "i3", "type": "Industry", "name": "低空经济", "surfaces": ["低空经济"]},
        {"id": "g1", "type": "Programme", "name": "“2+N”产业体系", "surfaces": ["2+N"]},
    ],
    "relations": [
        {"subject": "r1", "predicate": "develops", "object": "i1", "evidence": "海城市今年重点发展菱镁产业"},
        {"subject": "r1", "predicate": "develops", "object": "i3", "evidence": ""},
        {"subject": "c1", "predicate": "undertakes", "object": "p1"},
    ],
    "components": [
        {"programme": "g1", "symbol": "2", "count": 2, "members": ["i1", "i2"]},
        {"programme": "g1", "symbol": "N", "count": None, "members": ["未来产业"]},
    ],
    "projects": [
        {"project": "p1", "attribute": "totalInvestment", "value": "12000万元"},
        {"project": "p1", "attribute": "stage", "value": "completed"},
    ],
    "observations": [
        {"subject": "r1", "indicator": "生产总值", "value": "700.5", "unit": "亿元", "period": "2023",
         "measure": "level"},
    ],
}


def write(folder: Path, gold: object, name: str = "haicheng") -> Path:
    path = folder / f"{name}.json"
    path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> GoldDocument:
    return read_gold(write(tmp_path, GOLD))


def graph(*extractions: Extraction) -> KnowledgeGraph:
    return fuse(extractions, resolve(extractions))


def test_rows(gold: GoldDocument) -> None:
    rows = tallies(judge(graph(haicheng()), gold))
    assert rows["entity Industry relaxed"] == Tally(2, 2, 3)
    assert rows["entity Organisation exact"] == Tally(0, 1, 0)
    assert rows["relation develops"] == Tally(1, 1, 2)
    assert rows["relation undertakes"] == Tally(1, 1, 1)
    assert rows["components"] == Tally(2, 2, 2)
    assert rows["component members"] == Tally(3, 3, 3)
    assert rows["attribute totalInvestment"] == Tally(1, 1, 1)
    assert rows["attribute stage"] == Tally(0, 1, 1)
    assert rows["OBSERVATIONS"] == Tally(1, 2, 1)
    assert rows["observation period (of those found)"] == Tally(0, 1, 1)


def test_a_statement_counts_for_each_rule_behind_it(gold: GoldDocument) -> None:
    found = rules([judge(graph(haicheng()), gold)])
    assert (found["made:develops"].fired, found["made:develops"].right) == (1, 1)
    assert found["made:partnersWith"].wrong == 1
    assert found["made:level"].confidence == pytest.approx(2 / 3)
    assert "made:stage\t1\t0\t0.33\n" in rules_tsv([judge(graph(haicheng()), gold)])


def test_errors_tell_rule_and_sentence(gold: GoldDocument) -> None:
    told = tables.errors(judge(graph(haicheng()), gold))
    assert "+ 海城市三鱼泵业有限公司 partnersWith 辽宁大学\n    made:partnersWith: 三鱼泵业与辽宁大学合作。" in told
    assert "- 海城市 develops 低空经济" in told
    assert "develops 菱镁" not in told


def test_intervals_are_the_same_each_time_and_hold_the_figure(gold: GoldDocument) -> None:
    scores = [judge(graph(haicheng()), gold)] * 3
    assert intervals(scores) == intervals(scores)
    for row, (low, high) in intervals(scores, samples=50).items():
        assert low <= total(scores)[row].f1 <= high


def test_a_block_of_a_page_is_replaced() -> None:
    page = f"before\n{tables.BEGIN}\nold\n{tables.END}\nafter\n"
    assert tables.into_block(page, "new\n") == f"before\n{tables.BEGIN}\nnew\n{tables.END}\nafter\n"
    assert tables.into_block("no marks", "new\n") == "new\n"


@pytest.mark.parametrize(("change", "message"), [
    ({"entities": [{"id": "x", "type": "Firm", "name": "a", "surfaces": []}]}, "type 'Firm'.*Company"),
    ({"relations": [{"subject": "r9", "predicate": "develops", "object": "i1"}]}, r"relations\[0\]: no entity 'r9'"),
    ({"observations": [{"subject": "r1"}]}, "has no 'indicator'"),
    ({"document": None}, "document"),
    ({"relations": {"subject": "r1"}}, "relations is no list"),
    ({"entities": [GOLD["entities"][0]] * 2, "relations": [], "components": [], "projects": [], "observations": []},
     "2 entities have the id 'r1'"),
])
def test_gold_that_is_wrong_is_told_with_its_row(tmp_path: Path, change: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_gold(write(tmp_path, GOLD | change))


def test_likeness() -> None:
    assert fold("“菱镁”产业链", "Industry") == "菱镁"
    assert fold("农业", "Industry") == "农业"
    assert dice("三鱼泵业", "三鱼水泵") == pytest.approx(2 / 6)
    assert number("１，２00余万元") == number("0.12亿")
    assert number("五亿元") is None


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, texts = tmp_path / "gold", tmp_path / "texts"
    folder.mkdir()
    texts.mkdir()
    write(folder, {"document": "a.txt", "entities": GOLD["entities"][:1]}, "a")  # type: ignore[index]
    assert main(["evaluate", str(folder)]) == 2
    assert "--corpus" in capsys.readouterr().err
    (texts / "a.txt").write_text("海城市召开会议。", encoding="utf-8")
    out = tmp_path / "figures.json"
    assert main(["evaluate", str(folder), "--corpus", str(texts), "--json", str(out), "--by-rule", "--errors",
                 "--markdown", str(tmp_path / "table.md")]) == 0
    assert "entity Region relaxed" in capsys.readouterr().out
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["rows"]["entity Region relaxed"]["f1"] == 1.0
    assert "| entity Region relaxed | 1 |" in (tmp_path / "table.md").read_text(encoding="utf-8")
    assert main(["evaluate", str(folder), "--corpus", str(texts), "--oracle"]) == 0
    assert main(["evaluate", str(folder), "--corpus", str(texts), "--only", "b"]) == 2
    assert main(["evaluate", str(folder), "--rules", str(out), "--oracle"]) == 2
    assert main(["evaluate", str(tmp_path / "nowhere")]) == 2
