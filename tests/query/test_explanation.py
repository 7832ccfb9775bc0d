"""Why something is in a built graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from made import anshan, haicheng

from kg import export, folders
from kg.cli import main
from kg.errors import QueryError
from kg.graph.fusion import fuse
from kg.query import open_store
from kg.query.explanation import explain, tell
from kg.resolution import resolve


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    extractions = [haicheng(), anshan()]
    graph = fuse(extractions, resolve(extractions))
    folder = tmp_path_factory.mktemp("built")
    written = {name: write(graph) for name, write in export.EXPORTERS.items() if name != "graph.html"}
    folders.write_files(folder, written)
    return folder


def test_why_two_names_are_one(built: Path) -> None:
    (explanation,) = explain(open_store(built), "三鱼泵业")
    assert (explanation.name, explanation.type) == ("海城市三鱼泵业有限公司", "Company")
    assert any({reason.left, reason.right} == {"三鱼泵业", "海城市三鱼泵业有限公司"} for reason in explanation.reasons)
    assert "三鱼泵业 = 海城市三鱼泵业有限公司" in tell(explanation, 3)


def test_relations_in_both_directions_with_rule_and_sentence(built: Path) -> None:
    (explanation,) = explain(open_store(built), "智能水泵项目")
    statements = dict(explanation.statements)
    (sentence,) = statements["stage started"]
    assert (sentence.rule, sentence.quote) == ("made:stage", "三鱼泵业的智能水泵项目开工,总投资12000万元。")
    assert "海城市三鱼泵业有限公司 undertakes it" in statements
    assert "totalInvestment 120000000" in statements


def test_figures_and_the_sentences_that_name_it(built: Path) -> None:
    (explanation,) = explain(open_store(built), "海城市")
    assert any(statement.startswith("figure 地区生产总值 700.5亿元 (2024)") for statement, _ in explanation.statements)
    assert len({sentence.document for sentence in explanation.naming}) == 2
    assert "… and " in tell(explanation, 1)
    assert "… and " not in tell(explanation, 0)


@pytest.mark.parametrize("name", [
    "region:210381", "https://w3id.org/regional-kg/id/region/210381", "<https://w3id.org/regional-kg/id/region/210381>",
])
def test_an_iri_in_each_form(built: Path, name: str) -> None:
    assert explain(open_store(built), name)[0].name == "海城市"


def test_a_code_finds_its_programme(built: Path) -> None:
    assert explain(open_store(built), "2+N")[0].type == "Programme"


def test_a_name_that_is_not_there_gets_the_nearest(built: Path) -> None:
    with pytest.raises(QueryError, match=r"did you mean .*三鱼泵业"):
        explain(open_store(built), "三鱼泵")
    with pytest.raises(QueryError, match="not in the graph"):
        explain(open_store(built), 'x" } INSERT {')


def test_a_node_that_is_no_entity(built: Path) -> None:
    store = open_store(built)
    observation = next(quad.subject.value for quad in store if "/observation/" in str(quad.subject))
    with pytest.raises(QueryError, match="no entity"):
        explain(store, observation)


def test_command(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(built), "智能水泵项目"]) == 0
    assert "三鱼泵业的智能水泵项目开工" in capsys.readouterr().out
    assert main(["explain", str(built), "不存在的名字"]) == 2
    assert "not in the graph" in capsys.readouterr().err
