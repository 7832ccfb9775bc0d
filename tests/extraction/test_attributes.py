"""What becomes of a project, and its figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document
from kg.extraction import annotate, attributes

Read = Callable[..., Document]


def said(document: Document) -> set[tuple[str, str, str]]:
    found = attributes.attribute(annotate(document))
    return {(a.project.surface.removesuffix("项目"), a.attribute, a.value) for a in found}


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("去年，青石水库、柳溪高速等12个项目开工建设。", "started"),
        ("推动青石水库、柳溪高速等12个项目开工建设。", "planned"),
        ("推动青石水库、柳溪高速等项目建成投产。", "underConstruction"),
        ("青石水库、柳溪高速等项目建成投产。", "operational"),
        ("加快青石水库、柳溪高速等项目建设进度。", "underConstruction"),
        ("做好青石水库、柳溪高速等项目前期工作。", "planned"),
        ("去年建成青石水库、柳溪高速等工程。", "completed"),
        ("续建青石水库、柳溪高速等工程。", "underConstruction"),
        ("青石水库、柳溪高速等项目集中签约。", "signed"),
        ("在建的:青石水库,柳溪高速。", "underConstruction"),
    ],
)
def test_the_verb_governs_the_list(document_of: Read, text: str, stage: str) -> None:
    assert {row for row in said(document_of(text)) if row[1] == "stage"} == {
        ("青石水库", "stage", stage), ("柳溪高速", "stage", stage)
    }


def test_promotion_alone_gives_no_stage(document_of: Read) -> None:
    assert said(document_of("大力推进青石水库、柳溪高速等项目建设。")) == set()


def test_figures_go_to_the_project_they_lead_to(document_of: Read) -> None:
    text = "总投资38亿元的远洋零碳产业园一期项目开工，占地300亩。项目达产后，年产值20亿元，带动就业500余人。"
    rows = said(document_of(text))
    name = "远洋零碳产业园一期"
    assert rows == {
        (name, "stage", "started"), (name, "totalInvestment", "38亿元"), (name, "area", "300亩"),
        (name, "output", "20亿元"), (name, "jobs", "500余人"),
    }


def test_capacity_in_the_name(document_of: Read) -> None:
    assert ("青石岭300MW风电", "capacity", "300MW") in said(document_of("青石岭300MW风电项目并网发电。"))


def test_figures_of_a_place_are_nobodys(document_of: Read) -> None:
    rows = said(document_of("青石水库等一批重大工程竣工，新增供水能力11亿立方米。全县完成固定资产投资90亿元。"))
    assert {row[1] for row in rows} == {"stage"}
