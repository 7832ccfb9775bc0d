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


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("3月集中开工，青石水库项目挂帅，柳溪高速项目在内。", "started"),
        ("县里签下3个项目。最大的是青石水库项目，另一个是柳溪高速项目。", "signed"),
        ("26个招商项目签约落户。数得上的有青石水库项目，还有柳溪高速项目。", "signed"),
        ("一批要开工：青石水库项目、柳溪高速项目。", "planned"),
    ],
)
def test_what_a_text_tells_of_many_holds_for_those_it_names(document_of: Read, text: str, stage: str) -> None:
    assert {row for row in said(document_of(text)) if row[1] == "stage"} == {
        ("青石水库", "stage", stage), ("柳溪高速", "stage", stage)
    }


def test_the_first_phase_stands_for_the_whole_where_no_more_is_told(document_of: Read) -> None:
    name = "远洋零碳产业园"
    assert (name, "totalInvestment", "20亿元") in said(document_of(f"{name}项目开工，首期投资20亿元。"))
    rows = said(document_of(f"{name}项目开工，总投资50亿元，首期投资20亿元。"))
    assert {row for row in rows if row[1] == "totalInvestment"} == {(name, "totalInvestment", "50亿元")}


def test_jobs_end_with_their_clause(document_of: Read) -> None:
    rows = said(document_of("远洋零碳产业园项目建成后可年产铝合金部件120万套，新增就业岗位1800个。"))
    assert {row[1:] for row in rows} == {("capacity", "120万套"), ("jobs", "1800个")}


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


NAME = "远洋新材料年产3万吨碳纤维"


@pytest.mark.parametrize(
    ("text", "attribute", "value"),
    [
        (f"总投资12.6亿元的{NAME}项目正式开工。", "totalInvestment", "12.6亿元"),
        (f"共有45个项目参加，其中总投资50亿元的{NAME}项目备受关注。", "totalInvestment", "50亿元"),
        (f"{NAME}项目计划总投资约9亿元，占地面积260亩。", "totalInvestment", "约9亿元"),
        (f"总投资5.6亿元、占地130亩的{NAME}项目主体厂房已完工。", "totalInvestment", "5.6亿元"),
        (f"投资3.2亿元建设的{NAME}项目于去年5月投产。", "totalInvestment", "3.2亿元"),
        (f"引进宏图集团投资60亿元建设{NAME}项目。", "totalInvestment", "60亿元"),
        (f"{NAME}项目（总投资35亿元）等12个重点项目集中开工。", "totalInvestment", "35亿元"),
        (f"{NAME}项目投资总额达1.2亿美元。", "totalInvestment", "1.2亿美元"),
        (f"{NAME}项目签约，协议投资30亿元。", "totalInvestment", "30亿元"),
        (f"{NAME}项目开工。\n\n总投资：15亿元\n", "totalInvestment", "15亿元"),
        (f"{NAME}项目开工，规划用地约300亩。", "area", "约300亩"),
        (f"{NAME}项目总投资2亿元，总建筑面积18万平方米。", "area", "18万平方米"),
        (f"{NAME}项目开工。据悉，该产业园占地200亩。", "area", "200亩"),
        (f"{NAME}项目开工，全部达产后可实现年销售收入40亿元。", "output", "40亿元"),
        (f"{NAME}项目开工，建成后年产值可达20亿元。", "output", "20亿元"),
        (f"{NAME}项目达产达标后，年上缴税收3000万元。", "output", "3000万元"),
        (f"{NAME}项目投产，年产值15亿元、利税2.6亿元。", "output", "2.6亿元"),
        (f"{NAME}项目总投资2亿元，可提供就业岗位1100余个。", "jobs", "1100余个"),
        (f"{NAME}项目建成后，带动就业1200人。", "jobs", "1200人"),
        (f"{NAME}项目投产，可解决500余人就业。", "jobs", "500余人"),
        (f"{NAME}项目投产，安置就业260人。", "jobs", "260人"),
        ("青石湖水厂二期工程总投资4.8亿元，设计日供水能力20万立方米。", "capacity", "20万立方米"),
        ("青石煤层气综合利用项目总投资4.3亿元，年输气能力可达5亿立方米。", "capacity", "5亿立方米"),
        ("总装机100万千瓦的青石光储热电示范项目并网。", "capacity", "100万千瓦"),
        ("柳溪循环经济产业园项目用地108亩，建成后可年处理废旧电池10万吨。", "capacity", "10万吨"),
        ("柳溪原料药生产基地项目总投资20亿元，建成后年产原料药5000吨。", "capacity", "5000吨"),
        ("青石岭海上风电场三期全部并网，总装机容量达到170万千瓦。", "capacity", "170万千瓦"),
    ],
)
def test_figures_of_a_project(document_of: Read, text: str, attribute: str, value: str) -> None:
    assert (attribute, value) in {row[1:] for row in said(document_of(text))}


@pytest.mark.parametrize(
    "text",
    [
        "青石铝板带项目、柳溪风机叶片项目总投资分别为20亿元、35亿元。",
        "总投资20亿元的青石铝板带项目、总投资35亿元的柳溪风机叶片项目、总投资5亿元的桃源产业园项目加快推进。",
        "投资20亿元的青石铝板带项目完成主体工程；投资35亿元的柳溪风机叶片项目完成厂房封顶。",
    ],
)
def test_each_project_has_its_own_figure(document_of: Read, text: str) -> None:
    rows = said(document_of(text))
    assert {("青石铝板带", "totalInvestment", "20亿元"), ("柳溪风机叶片", "totalInvestment", "35亿元")} <= rows


@pytest.mark.parametrize(
    "text",
    [
        "青石铝板带项目已累计完成投资3亿元。",
        "青石铝板带项目开工，今年计划投资3亿元。",
        "推动青石铝板带、柳溪风机叶片等项目建设，全县原煤产量达到7000万吨。",
        "青石铝板带项目开工，布局一批绿电园区，安排风电装机规模3000万千瓦。",
    ],
)
def test_figures_of_a_part_or_of_something_else(document_of: Read, text: str) -> None:
    assert {row[1] for row in said(document_of(text))} <= {"stage"}


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("去年3月开工的青石铝板带项目，目前主体厂房已完工。", "underConstruction"),
        ("青石铝板带项目于2023年8月动工，目前厂房建设已完成80%，预计明年试生产。", "underConstruction"),
        ("青石铝板带项目开工，预计2026年底建成投产。", "started"),
        ("青石铝板带项目签约，预计明年开工。", "signed"),
        ("青石铝板带项目已完成立项备案，正在办理用地手续。", "planned"),
        ("青石铝板带项目获批立项。", "planned"),
        ("青石铝板带项目正在安装调试设备。", "underConstruction"),
        ("青石铝板带项目建设如火如荼。", "underConstruction"),
        ("青石铝板带项目现场，工人正在铺设管道。", "underConstruction"),
        ("青石铝板带项目已完成地勘。", "planned"),
        ("投资6亿元的青石铝板带项目即将投入使用。", "underConstruction"),
        ("青石铝板带项目8月26日正式投产。", "operational"),
        ("青石铝板带项目已于日前投产。", "operational"),
        ("已推动青石铝板带、柳溪风机叶片等项目开复工建设。", "started"),
        ("县里举行重点项目集中开工仪式。其中，青石铝板带项目总投资15亿元。", "started"),
        ("一季度新签约的6个项目总投资58亿元。其中，青石铝板带项目总投资15亿元。", "signed"),
        ("青石铝板带项目开工。该项目目前已完成土建施工。", "underConstruction"),
        ("远洋集团与柳溪县签订青石铝板带项目投资协议。", "signed"),
        ("投产的一头，有总投资2亿元的青石铝板带项目。", "operational"),
        ("开工当天又签下两单：柳溪风机叶片项目、青石铝板带项目。", "signed"),
        ("总投资2亿元的青石铝板带项目，6月拿到施工许可证，月底桩机进场。", "started"),
        ("二季度集中开工在青石铝板带项目现场举行。", "started"),
        ("12个项目同日动工，主会场设在青石铝板带项目工地。", "started"),
        ("青石铝板带项目先后开工建设，做管材的云岭公司已经投产。", "started"),
        ("总投资100亿元的青石铝板带项目等着开工。", "planned"),
    ],
)
def test_stages(document_of: Read, text: str, stage: str) -> None:
    assert ("青石铝板带", "stage", stage) in said(document_of(text))


def test_what_follows_completion_is_no_stage(document_of: Read) -> None:
    rows = said(document_of("青石铝板带项目全部达产达标后，年产值20亿元，年发电量4亿千瓦时。"))
    assert "stage" not in {row[1] for row in rows}


def test_a_verb_governs_lists_in_the_next_clauses(document_of: Read) -> None:
    text = "加快柳溪、青石等3条高速公路，远山水库、白河水库等重大水利工程建设。"
    rows = said(document_of(text))
    assert {row[0] for row in rows if row[1:] == ("stage", "underConstruction")} >= {"远山水库", "白河水库"}
