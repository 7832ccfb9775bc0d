"""Documents → observations: whose figure, when, reached or aimed at."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.datamodel import Document
from kg.extraction import annotate, observations, programmes
from kg.extraction.antecedents import Memory
from kg.extraction.figures import read
from kg.extraction.quantities import find_quantities

Read = Callable[..., Document]
TITLE = "2026年海城市政府工作报告\n\n一、2025年工作回顾\n\n"


def said(document: Document) -> list[tuple[str, str, str, str, str]]:
    return [
        (o.subject.surface, o.indicator, f"{o.value}{o.unit}", o.period, o.measure)
        for o in observations.observe(annotate(document))
    ]


def test_figures_belong_to_the_home_region(document_of: Read) -> None:
    text = TITLE + "全市地区生产总值增长6%。\n\n二、2026年重点工作\n\n海城市地区生产总值增长7%左右，建设平台30个。\n"
    assert said(document_of(text)) == [
        ("海城市", "地区生产总值", "6%", "2025", "growth"),
        ("海城市", "地区生产总值", "7%", "2026", "target"),
        ("海城市", "建设平台", "30个", "2026", "target"),
    ]


def test_a_named_region_takes_its_own(document_of: Read) -> None:
    text = TITLE + "全市税收增长5%，台安县签约项目5个，总投资8亿元。\n"
    assert [row[:3] for row in said(document_of(text))][1:] == [
        ("台安县", "签约项目", "5个"), ("台安县", "签约项目总投资", "8亿元"),
    ]


def test_regions_in_a_row_each_take_the_figure(document_of: Read) -> None:
    text = TITLE + "岫岩县、台安县经济总量突破200亿元。\n"
    assert said(document_of(text)) == [
        ("岫岩县", "经济总量", "200亿元", "2025", "level"), ("台安县", "经济总量", "200亿元", "2025", "level"),
    ]


def test_a_region_stays_the_topic_of_its_paragraph(document_of: Read) -> None:
    text = TITLE + "全市税收增长5%。\n\n去年，台安县优化营商环境。签约项目42个。\n\n全市新增企业7家。\n"
    assert [row[:3] for row in said(document_of(text))] == [
        ("海城市", "税收", "5%"), ("台安县", "签约项目", "42个"), ("海城市", "新增企业", "7家"),
    ]


def test_a_company_owns_the_figures_of_its_goods(document_of: Read) -> None:
    text = TITLE + "海城市蓝岭泵业有限公司的水泵产量全国第一。\n"
    assert [(row[0], row[2]) for row in said(document_of(text))] == [("海城市蓝岭泵业有限公司", "1位")]


def test_a_place_goes_on_behind_a_semicolon(document_of: Read) -> None:
    text = TITLE + "全市开展攻坚，台安县签约项目5个；开工项目2个。\n"
    assert [row[:3] for row in said(document_of(text))] == [
        ("台安县", "签约项目", "5个"), ("台安县", "开工项目", "2个"),
    ]


def test_a_review_of_five_years_tells_where_changes_began(document_of: Read) -> None:
    text = "2026年海城市政府工作报告\n\n过去五年，海城市经济总量从200亿元增加到300亿元。\n"
    assert said(document_of(text)) == [
        ("海城市", "经济总量", "200亿元", "2020", "level"), ("海城市", "经济总量", "300亿元", "2025", "level"),
    ]


def test_a_ceremony_counts_projects_without_a_further_noun(document_of: Read) -> None:
    text = "海城市2025年盘点\n\n去年那次集中签约，34个项目、99亿元。\n"
    assert [row[:3] for row in said(document_of(text))][:1] == [("海城市", "集中签约", "34个")]


def test_values_are_spread_over_regions(document_of: Read) -> None:
    text = TITLE + "岫岩县、台安县经济总量分别达到200亿元、300亿元。\n"
    assert [(row[0], row[2]) for row in said(document_of(text))] == [("岫岩县", "200亿元"), ("台安县", "300亿元")]


def test_the_closest_period_stays(document_of: Read) -> None:
    text = TITLE + "新签约项目42个。\n\n截至10月底，新签约项目42个。\n"
    assert said(document_of(text)) == [("海城市", "新签约项目", "42个", "2025-10", "level")]


def test_what_is_said_twice_is_one_observation(document_of: Read) -> None:
    text = TITLE + "全市粮食产量达到20亿斤。\n\n去年，海城市粮食产量20亿斤，创历史新高。\n"
    assert len(said(document_of(text))) == 1


def test_a_project_keeps_its_figures(document_of: Read) -> None:
    text = TITLE + "该项目建成投产后，年产值可达20亿元，新增岗位300个。\n"
    assert said(document_of(text)) == []


def test_turns_of_phrase_and_thresholds_are_none(document_of: Read) -> None:
    phrases = "我们坚持三个导向，打造500亿产业集群，一个个项目落地，"
    text = TITLE + phrases + "GDP≥600亿元的县进入榜单，海拔3000米高的山。\n"
    assert said(document_of(text)) == []


def test_rows_take_unit_and_year_from_around_them(document_of: Read) -> None:
    table = "附表：2027年指标\n序号 | 指标 | 目标值\n1 | 森林覆盖率（%） | 39\n"
    text = f"海城市下发行动方案\n\n海城市提出目标。\n\n{table}"
    assert ("海城市", "森林覆盖率", "39%", "2027", "target") in said(document_of(text))


LETTERS = "全市产值收入项目企业增长达到分别和、，。其中占从至均居第三位0123456789.亿元%个家新签约“”（）"


@settings(deadline=None)
@given(st.text(alphabet=LETTERS, max_size=60))
def test_any_text_is_read(text: str) -> None:
    for figure in read(text, find_quantities(text), Memory()):
        assert 0 <= figure.left < figure.right <= len(text)


def test_a_series_of_years_goes_on_about_its_first_clause(document_of: Read) -> None:
    text = "2021年，台安县水泵产业年产值30亿元，2022年增长至45亿元，2023年又增至60亿元。\n"
    assert said(document_of(text)) == [
        ("台安县", "水泵产业年产值", "30亿元", "2021", "level"),
        ("台安县", "水泵产业年产值", "45亿元", "2022", "level"),
        ("台安县", "水泵产业年产值", "60亿元", "2023", "level"),
    ]


def test_what_a_plan_strengthens_is_there_already(document_of: Read) -> None:
    text = TITLE + "二、2026年重点工作\n\n做优做强5个省级产业集群，壮大6条重点产业链和“三首”品牌，打造3个百亿级园区。\n"
    assert [(row[1], row[2], row[4]) for row in said(document_of(text))] == [
        ("省级产业集群", "5个", "level"), ("重点产业链", "6条", "level"), ("百亿级园区", "3个", "target"),
    ]


def test_a_change_of_pace_and_a_question_are_none(document_of: Read) -> None:
    text = TITLE + "全市工业投资增长8%，比一季度加快0.6个百分点。\n\n12条重点产业链有哪些？\n"
    assert [row[1:3] for row in said(document_of(text))] == [("工业投资", "8%")]


def test_rates_of_growth_told_as_a_list(document_of: Read) -> None:
    text = "海城市2025年经济运行\n\n几项主要增速为：规模以上工业增加值14%，固定资产投资6.2%。"
    assert {(o.indicator, o.measure) for o in observations.observe(annotate(document_of(text)))} >= {
        ("规模以上工业增加值", "growth"), ("固定资产投资", "growth")}


def test_the_place_of_a_dateline_is_no_subject(document_of: Read) -> None:
    text = "鞍山2025年10月31日消息，海城市7个项目集中开工，总投资27.78亿元。"
    assert {row[0] for row in said(document_of(text))} == {"海城市"}


def test_what_a_programme_counts_and_how_works_are_made_are_no_figures(document_of: Read) -> None:
    text = TITLE + "海城市构建“4+3”产业体系，即4个支柱产业、3个新兴产业，税收增长5%。"
    text += "建设年产胶囊剂5亿粒，浮法玻璃生产线2条。\n"
    annotated = annotate(document_of(text))
    found = observations.observe(annotated, programmes.decode(annotated))
    assert [observation.indicator for observation in found] == ["税收"]
