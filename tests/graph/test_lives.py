"""Stages and amounts of a project over the dates of what tells of them."""

from __future__ import annotations

from made import Made, document

from kg.datamodel import Extraction, PartialDate, Stage
from kg.graph.evidence import evidence_facts
from kg.graph.lives import Life, lives, tellings
from kg.graph.overview import overview
from kg.graph.report import report
from kg.pipeline import assemble


def told(year: int, month: int, stage: Stage, amount: str) -> Extraction:
    made = Made(document(f"海城市{year}年{month}月消息。\n海城智能水泵项目总投资{amount}。", f"{year}-{month}.txt",
                         PartialDate(year=year, month=month)))
    made.name("Region", "海城市", "210381")
    project = made.name("Project", "海城智能水泵项目")
    made.has(project, "stage", stage)
    made.has(project, "totalInvestment", amount)
    return made.done()


def life(*extractions: Extraction) -> Life:
    (found,) = lives(tellings(assemble(extractions)))
    return found


def test_a_project_is_one_over_its_life_and_each_stage_has_its_date() -> None:
    found = life(told(2025, 6, "operational", "56亿元"), told(2024, 3, "signed", "56亿元"),
                 told(2024, 9, "started", "55.9亿元"))
    assert [(at.date, at.value) for at in found.stages] == [
        ("2024-03", "signed"), ("2024-09", "started"), ("2025-06", "operational")]
    assert found.contradictions == ()


def test_amounts_that_differ_and_stages_that_fall_back_are_reported_and_kept() -> None:
    graph = assemble([told(2024, 3, "operational", "56亿元"), told(2025, 6, "planned", "80亿元")])
    (found,) = lives(tellings(graph))
    assert found.contradictions == ("amounts", "stages")
    assert sum(s.predicate == "totalInvestment" for s in graph.statements) == 2
    (line,) = (line for line in report(overview(graph)).splitlines() if "智能水泵" in line and "8000000000" in line)
    assert "总投资不一致" in line
    assert "阶段倒退" in line


def test_evidence_has_the_date_of_its_article() -> None:
    facts = evidence_facts(assemble([told(2024, 3, "signed", "56亿元")]))
    dates = {value for said in facts.values() if "kg:Evidence" in said.get("a", {}) for value in said["dcterms:date"]}
    assert dates == {'"2024-03"^^xsd:gYearMonth'}
