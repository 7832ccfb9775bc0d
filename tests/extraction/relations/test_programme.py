"""Relations of programmes: whose, what they cover, what they belong to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document
from kg.extraction import annotate
from kg.extraction.programmes import decode
from kg.extraction.relations.programme import relate

Documents = Callable[[str], Document]


def found(document: Document) -> set[tuple[str, str, str]]:
    annotated = annotate(document)
    return {
        (relation.subject.refers or relation.subject.surface, relation.relation, relation.object.surface)
        for relation in relate(annotated, decode(annotated))
    }


@pytest.mark.parametrize(
    ("text", "triple"),
    [
        ("海城市深入实施城乡绿化提质行动。", ("城乡绿化提质行动", "implementedBy", "海城市")),
        ("辽宁省支持鞍山市建设“1+N”产业园区。", ("1+N", "implementedBy", "鞍山市")),
        ("海城市实施餐饮业提质行动。", ("餐饮业提质行动", "implementedBy", "海城市")),
        ("海城市实施新赛道培育行动，加快发展低空经济、量子科技。", ("新赛道培育行动", "targets", "低空经济")),
        ("《东河县制造业发展规划》明确提出，做强“一轴两翼”。", ("一轴两翼", "partOf", "《东河县制造业发展规划》")),
        ("海城市聚焦构建“3+2”产业体系，实施链主培育行动。", ("链主培育行动", "partOf", "“3+2”产业体系")),
        ("海城市实施餐饮服务提质行动，并发展餐饮服务。", ("餐饮服务提质行动", "targets", "餐饮服务")),
        ("海城市紧紧围绕“一城两基地”布局，全面开展“项目服务年”活动。", ("项目服务年", "partOf", "“一城两基地”布局")),
    ],
)
def test_relations(document_of: Documents, text: str, triple: tuple[str, str, str]) -> None:
    assert triple in found(document_of(text)), found(document_of(text))


def test_a_national_programme_in_passing_has_no_owner(document_of: Documents) -> None:
    relations = found(document_of("海城市借力大规模设备更新契机，加快工业转型。"))
    assert not any(relation == "implementedBy" for _, relation, _ in relations)


def test_a_national_programme_that_a_place_carries_out_is_its_own(document_of: Documents) -> None:
    relations = found(document_of("海城市全面启动消费品以旧换新，拉动消费。"))
    assert ("消费品以旧换新", "implementedBy", "海城市") in relations


def test_what_is_done_under_a_programme(document_of: Documents) -> None:
    text = "海城市深入实施国企改革深化提升行动，海城三鱼泵业有限公司完成重组，后英集团挂牌。"
    under = {(s, o) for s, relation, o in found(document_of(text)) if relation == "underProgramme"}
    assert ("海城三鱼泵业有限公司", "国企改革深化提升行动") in under


def test_a_pilot_done_under_the_action_that_opens_the_sentence(document_of: Documents) -> None:
    text = "深化“智联百企”行动，抓好“上云用数”服务，开展中小企业数字化转型试点。"
    parts = {(s, o) for s, relation, o in found(document_of(text)) if relation == "partOf"}
    assert ("中小企业数字化转型试点", "“智联百企”行动") in parts
    assert ("上云用数", "“智联百企”行动") in parts


def test_one_action_behind_another_stands_beside_it(document_of: Documents) -> None:
    text = "深入实施城乡绿化提质行动，开展河湖清洁行动。"
    assert not any(relation == "partOf" for _, relation, _ in found(document_of(text)))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        # promoted, helped and counted behind a programme that is carried out
        ("海城市实施传统产业提质行动，促进产业延链，推动龙湾轴承产业园项目建设。",
         {("龙湾轴承产业园", "传统产业提质行动")}),
        ("海城市实施“双龙头”培育工程，支持海城三鱼泵业有限公司做大做强。",
         {("海城三鱼泵业有限公司", "“双龙头”培育工程")}),
        # a ceremony that the first sentence tells of
        ("海城市“三年百项”工程首批项目集中开工。\n\n最大的是龙湾轴承产业园项目，投资9亿元。",
         {("龙湾轴承产业园", "海城市“三年百项”工程")}),
    ],
)
def test_what_is_under_a_programme(document_of: Documents, text: str, pairs: set[tuple[str, str]]) -> None:
    under = {(s, o) for s, relation, o in found(document_of(text)) if relation == "underProgramme"}
    assert pairs <= under, under


@pytest.mark.parametrize(
    "text",
    [
        "海城市借力“双龙头”培育工程契机，支持海城三鱼泵业有限公司做大做强。",
        "海城市实施“双龙头”培育工程。\n\n支持龙湾轴承产业园项目建设。",
        "海城市召开“三年百项”工程推进会。\n\n最大的是龙湾轴承产业园项目，投资9亿元。",
    ],
)
def test_what_is_under_no_programme(document_of: Documents, text: str) -> None:
    assert not any(relation == "underProgramme" for _, relation, _ in found(document_of(text)))


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        # what a plan issued is to build, what a plan is made for and answers to
        ("海城市出台《海城市现代产业实施意见》，系统构建“4211”现代化产业体系。",
         ("4211", "《海城市现代产业实施意见》")),
        ("海城市接的是制造业“1269”行动计划，市里为此出台《海城市制造业行动方案》。",
         ("海城市制造业行动方案", "制造业“1269”行动计划")),
        ("海城市印发《海城市集群培育三年行动方案》。方案落实的是《辽宁省集群培育实施方案》。",
         ("海城市集群培育三年行动方案", "《辽宁省集群培育实施方案》")),
        # a list, a cause that is built up, a figure of a code
        ("今年，海城市开展“项目建设百日会战”，推行“拿地即开工”和重点项目“服务专员”制度。",
         ("服务专员", "“项目建设百日会战”")),
        ("深入推进“和美海城”建设。提高便利度，深化“四好农村路”建设。", ("四好农村路", "“和美海城”建设")),
        ("海城市构建“1+3”工作格局。\n\n“3”，即打好“三大战役”，实施“三大行动”。", ("三大行动", "“1+3”工作格局")),
    ],
)
def test_wholes(document_of: Documents, text: str, pair: tuple[str, str]) -> None:
    parts = {(s, o) for s, relation, o in found(document_of(text)) if relation == "partOf"}
    assert pair in parts, parts


def test_a_period_is_no_part_of_a_plan(document_of: Documents) -> None:
    relations = found(document_of("《海城市发展规划纲要》提出了“十五五”时期的主要目标。"))
    assert not any(relation == "partOf" for _, relation, _ in relations)
