"""Which region a sentence is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.datamodel import Document
from kg.extraction import placing
from kg.extraction.recognition import regions

Read = Callable[..., Document]


def homes(document: Document) -> dict[str, str]:
    mentions = tuple(regions.recognize(document, ()))
    found = placing.place(document, mentions)
    return {
        sentence.text: home.surface if home else ""
        for sentence, home in zip(document.sentences, found, strict=True)
    }


def test_the_title_and_most_named_region_is_home(document_of: Read) -> None:
    found = homes(document_of("枣庄开年抓项目\n\n枣庄新签二十个项目。\n\n客商来自北京。\n\n全市投资增长百分之九。"))
    assert set(found.values()) == {"枣庄"}


def test_a_sentence_about_a_district_has_it_as_home(document_of: Read) -> None:
    text = "阜新市推进招商。\n\n今年,海州区新建两座市场。\n\n全市开工三十个项目。\n\n阜新市还将修路。"
    found = homes(document_of(text))
    assert found["今年,海州区新建两座市场。"] == "海州区"
    assert found["全市开工三十个项目。"] == "阜新市"


def test_a_list_of_districts_keeps_the_home(document_of: Read) -> None:
    found = homes(document_of("湖南省公布名单。\n\n娄底硅钢、郴州锂电入选全国集群。\n\n湖南省将加大支持。"))
    assert found["娄底硅钢、郴州锂电入选全国集群。"] == "湖南省"


def test_the_source_tells_the_home(document_of: Read) -> None:
    text = "江苏的昆山与太仓都在招商。\n\n太仓来了十家客商,太仓港吞吐量增长。"
    document = replace(document_of(text), region="江苏省昆山市")
    mentions = tuple(regions.recognize(document, ()))
    home = placing.place(document, mentions)[0]
    assert home is not None
    assert home.surface == "昆山"


def test_no_region_no_home(document_of: Read) -> None:
    assert set(homes(document_of("重点项目月报\n\n全年入库项目四百个。")).values()) == {""}


def test_words_of_level_mean_the_ancestor() -> None:
    assert placing.meant_by("全省", "210381") == "210000"
    assert placing.meant_by("我省", "210000") == "210000"
    assert placing.meant_by("全市", "210300") == "210300"
    assert placing.meant_by("全市", "210381") == "210381"
    assert placing.meant_by("全市", "210902") == "210900"
    assert placing.meant_by("全县", "210922") == "210922"
    assert placing.meant_by("全区", "210902") == "210902"
    assert placing.meant_by("全市", "110108") == "110000"
    assert placing.meant_by("全县", "210000") is None


def test_a_county_that_speaks_of_itself(document_of: Read) -> None:
    found = homes(document_of("我县项目在株洲集中签约\n\n株洲市举行签约，株洲领导出席。\n\n茶陵县的项目将在我县建成。"))
    assert found["茶陵县的项目将在我县建成。"] == "茶陵县"


def test_a_report_speaks_for_the_region_in_its_title(document_of: Read) -> None:
    text = (
        "2026年黑龙江省政府工作报告\n\n一、投资结构持续优化。\n\n哈尔滨机场二期投入使用。哈尔滨新区经济增长8%。"
        "\n\n消费潜能不断激活,网上零售额增长14%。\n"
    )
    assert homes(document_of(text))["消费潜能不断激活,网上零售额增长14%。"] == "黑龙江省"


def test_a_city_before_its_district_only_tells_where_that_is(document_of: Read) -> None:
    text = "鞍山市海城市开年抓项目\n\n全市新签二十个项目，总投资三十亿元。"
    assert set(homes(document_of(text)).values()) == {"海城市"}


def test_a_report_to_a_congress_speaks_for_its_place(document_of: Read) -> None:
    text = "政府工作报告——2026年1月20日在鞍山市海城市第八届人民代表大会第五次会议上\n\n"
    text += "鞍山市、鞍山都有支持。\n\n我们完成了任务。"
    assert homes(document_of(text))["我们完成了任务。"] == "海城市"


def test_a_plan_that_the_text_shortens_is_of_its_place(document_of: Read) -> None:
    text = "为便于理解《鞍山市“十五五”工业发展规划》（以下简称《规划》），现解读如下。\n\n"
    text += "海城市、海城和岫岩县各有任务。\n\n规模翻一番。"
    assert homes(document_of(text))["规模翻一番。"] == "鞍山市"


def test_a_sentence_about_the_whole_has_it_as_home(document_of: Read) -> None:
    text = "海城市秋季项目开工\n\n海城市7个项目开工。\n\n"
    text += "鞍山市所说的三大产业是钢铁、菱镁和旅游。\n\n鞍山市支持海城市扩园。"
    found = homes(document_of(text))
    assert found["鞍山市所说的三大产业是钢铁、菱镁和旅游。"] == "鞍山市"
    assert found["鞍山市支持海城市扩园。"] == "海城市"
