"""Where things are."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import AnnotatedDocument, Document, EntityType, Mention
from kg.extraction import placing
from kg.extraction.recognition import regions
from kg.extraction.relations import location

Read = Callable[..., Document]


def located(document: Document, *names: tuple[EntityType, str]) -> set[tuple[str, str]]:
    """Thing and place of each relation, the things given by name."""
    mentions: list[Mention] = list(regions.recognize(document, ()))
    for kind, name in names:
        for sentence in document.sentences:
            at = sentence.text.find(name)
            if at >= 0:
                mentions.append(document.mention(sentence, (at, at + len(name)), kind, "test"))
    found = tuple(sorted(mentions, key=lambda mention: (mention.sentence, mention.left, -mention.right)))
    annotated = AnnotatedDocument(document=document, mentions=found, homes=placing.place(document, found))
    return {(relation.subject.surface, relation.object.surface) for relation in location.relate(annotated)}


def test_the_place_in_a_name(document_of: Read) -> None:
    document = document_of("鞍山市抓工业。\n\n海城市蓝岭泵业有限公司扩产,鞍山市科技局上门服务。")
    found = located(document, ("Company", "海城市蓝岭泵业有限公司"), ("Organisation", "鞍山市科技局"))
    assert found == {("海城市蓝岭泵业有限公司", "海城市"), ("鞍山市科技局", "鞍山市")}


def test_a_park_is_closer_than_its_city(document_of: Read) -> None:
    document = document_of("鞍山市抓工业。\n\n在鞍山云岭产业园的蓝岭特钢车间里,机器轰鸣。")
    found = located(document, ("Park", "鞍山云岭产业园"), ("Company", "蓝岭特钢"))
    assert found == {("鞍山云岭产业园", "鞍山"), ("蓝岭特钢", "鞍山云岭产业园")}


def test_a_place_behind_a_list_holds_for_each(document_of: Read) -> None:
    document = document_of("鞍山市抓工业。\n\n蓝岭特钢、云岭水泥等企业先后入驻鞍山云岭产业园。")
    found = located(document, ("Park", "鞍山云岭产业园"), ("Company", "蓝岭特钢"), ("Company", "云岭水泥"))
    assert {("蓝岭特钢", "鞍山云岭产业园"), ("云岭水泥", "鞍山云岭产业园")} <= found


def test_a_place_behind_a_clause_on_the_project(document_of: Read) -> None:
    document = document_of("鞍山市抓工业。\n\n云岭特钢项目近日启动,总投资5亿元,落在鞍山云岭产业园。")
    found = located(document, ("Park", "鞍山云岭产业园"), ("Project", "云岭特钢项目"))
    assert ("云岭特钢项目", "鞍山云岭产业园") in found


def test_another_province_in_a_full_name_is_where_a_company_is_from(document_of: Read) -> None:
    text = "鞍山市抓招商。\n\n海城市签下新约,湖北蓝岭科技集团有限公司投资8亿元。"
    assert ("湖北蓝岭科技集团有限公司", "湖北") in located(document_of(text), ("Company", "湖北蓝岭科技集团有限公司"))


def test_what_a_citys_page_lists_is_in_the_city(document_of: Read) -> None:
    document = document_of("锦州市推进建设。\n\n全市加快云岭水库、蓝岭储能电站建设。")
    found = located(document, ("Project", "云岭水库"), ("Project", "蓝岭储能电站"))
    assert found == {("云岭水库", "锦州市"), ("蓝岭储能电站", "锦州市")}


def test_a_district_named_as_subject_is_the_place(document_of: Read) -> None:
    document = document_of("阜新市推进建设。\n\n清河门区打造云岭储能项目。")
    assert located(document, ("Project", "云岭储能项目")) == {("云岭储能项目", "清河门区")}


@pytest.mark.parametrize(
    "sentence",
    [
        "市领导先后拜访蓝岭集团等公司总部。", "高新区与蓝岭集团达成共识。", "资源丰富,吸引了蓝岭集团等巨头青睐。",
        "市里与东岭、蓝岭集团、南岭等企业就项目落地进行对接。",
    ],
)
def test_partners_from_elsewhere_have_no_place(document_of: Read, sentence: str) -> None:
    assert located(document_of(f"阜新市推进招商。\n\n{sentence}"), ("Company", "蓝岭集团")) == set()


@pytest.mark.parametrize("opening", ["去年岁末，", "阜新2025年3月8日消息，"])
def test_a_zone_that_opens_a_text_without_title_holds_its_projects(document_of: Read, opening: str) -> None:
    text = f"{opening}阜新经济技术开发区印发投资计划。\n\n云岭储能项目已全线贯通。"
    found = located(document_of(text), ("Park", "阜新经济技术开发区"), ("Project", "云岭储能项目"))
    assert ("云岭储能项目", "阜新经济技术开发区") in found


def test_a_company_that_lends_its_name_to_a_project_has_no_place(document_of: Read) -> None:
    document = document_of("锦州市推进建设。\n\n蓝岭高端树脂项目签约落地。")
    found = located(document, ("Company", "蓝岭"), ("Project", "蓝岭高端树脂项目"))
    assert found == {("蓝岭高端树脂项目", "锦州市")}


def test_national_bodies_have_no_place(document_of: Read) -> None:
    document = document_of("锦州市推进建设。\n\n按照国务院部署,云岭实验室挂牌。")
    found = located(document, ("Organisation", "国务院"), ("Organisation", "云岭实验室"))
    assert found == {("云岭实验室", "锦州市")}


def test_a_project_that_spans_two_places_is_in_both(document_of: Read) -> None:
    document = document_of("广西修路。\n\n南宁至贵港一级航道加快建设。")
    found = located(document, ("Project", "南宁至贵港一级航道"))
    assert found == {("南宁至贵港一级航道", "南宁"), ("南宁至贵港一级航道", "贵港")}


def test_the_seat_counts_before_the_investment(document_of: Read) -> None:
    document = document_of("玉林市引项目。\n\n总部在深圳的蓝岭集团与玉林市签约,蓝岭集团落子玉林。")
    assert located(document, ("Company", "蓝岭集团")) == {("蓝岭集团", "深圳")}


def test_the_park_that_a_paragraph_is_about(document_of: Read) -> None:
    document = document_of("凤阳县抓项目。\n\n目前，云岭科技园已有企业16家。蓝岭食品项目进展顺利。")
    found = located(document, ("Park", "云岭科技园"), ("Project", "蓝岭食品项目"))
    assert ("蓝岭食品项目", "云岭科技园") in found


def test_the_park_that_sets_the_scene(document_of: Read) -> None:
    document = document_of("凤阳县抓项目。\n\n夏日的云岭产业园，机械轰鸣。蓝岭电子生产线加紧安装。")
    found = located(document, ("Park", "云岭产业园"), ("Project", "蓝岭电子生产线"))
    assert ("蓝岭电子生产线", "云岭产业园") in found


def test_the_county_is_closer_than_its_city_in_a_name(document_of: Read) -> None:
    document = document_of("凤阳县集中开工。\n\n滁州云岭特钢项目近日开工。")
    assert located(document, ("Project", "滁州云岭特钢项目")) == {("滁州云岭特钢项目", "凤阳县")}


def test_a_town_behind_its_county_is_closer(document_of: Read) -> None:
    document = document_of("钟祥市抓工业。\n\n在钟祥市胡集镇，云岭磷酸铁项目已试产。")
    assert located(document, ("Project", "云岭磷酸铁项目")) == {("云岭磷酸铁项目", "胡集镇")}


def test_a_brand_from_elsewhere_opens_a_project(document_of: Read) -> None:
    document = document_of("凤阳县集中开工。\n\n江苏云岭年产5万吨铜箔项目近日开工。")
    assert located(document, ("Project", "江苏云岭年产5万吨铜箔项目")) == {("江苏云岭年产5万吨铜箔项目", "凤阳县")}


def test_a_developer_from_elsewhere(document_of: Read) -> None:
    document = document_of("凤阳县集中开工。\n\n凤阳县总投资5亿元的河北国岭设备有限公司玻璃钢项目开工。")
    name = "河北国岭设备有限公司玻璃钢项目"
    assert located(document, ("Project", name)) == {(name, "凤阳县")}


def test_both_ends_of_a_line(document_of: Read) -> None:
    document = document_of("新疆抓项目。\n\n喀什至塔什库尔干公路开工。")
    found = located(document, ("Project", "喀什至塔什库尔干公路"))
    assert found == {("喀什至塔什库尔干公路", "喀什"), ("喀什至塔什库尔干公路", "塔什库尔干")}


def test_a_place_in_a_cell_of_its_own(document_of: Read) -> None:
    document = document_of("鞍山市抓签约。\n\n投资方｜项目｜落户地\n青岚科技｜电解液产线｜海城市")
    found = located(document, ("Company", "青岚科技"), ("Project", "电解液产线"))
    assert ("电解液产线", "海城市") in found
    assert ("青岚科技", "海城市") not in found


def test_a_place_in_front_of_a_list_holds_for_each(document_of: Read) -> None:
    document = document_of("鞍山市抓工业。\n\n在鞍山云岭产业园，蓝岭特钢、云岭水泥等8家企业扩产。")
    found = located(document, ("Company", "蓝岭特钢"), ("Company", "云岭水泥"), ("Park", "鞍山云岭产业园"))
    assert {("蓝岭特钢", "鞍山云岭产业园"), ("云岭水泥", "鞍山云岭产业园")} <= found


def test_a_body_of_the_province_is_in_the_province(document_of: Read) -> None:
    document = document_of("凤阳县抓科技。\n\n凤阳县与安徽省农业科学院共建试验站。")
    assert located(document, ("Organisation", "安徽省农业科学院")) == {("安徽省农业科学院", "安徽省")}
