"""Which characters are a region, and which one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document
from kg.extraction.recognition import regions

Read = Callable[..., Document]


def found(document: Document) -> dict[str, str]:
    return {mention.surface: mention.refers for mention in regions.recognize(document, ())}


def test_full_and_short_forms_are_one(document_of: Read) -> None:
    assert found(document_of("昆山市公布上半年数据。\n\n昆山的外贸回升。")) == {"昆山市": "320583", "昆山": "320583"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("福州市鼓楼区新开三条公交线。", "350102"),
        ("南京市鼓楼区新开三条公交线。", "320106"),
        ("徐州鼓楼区新开三条公交线。", "320302"),
    ],
)
def test_a_shared_name_is_settled_by_its_parent(document_of: Read, text: str, expected: str) -> None:
    assert found(document_of(text))["鼓楼区"] == expected


def test_the_documents_own_province_settles_a_shared_name(document_of: Read) -> None:
    text = "青海省今年推进海南、海北两地的光伏基地。\n\n青海全省新增装机五百万千瓦。"
    assert found(document_of(text))["海南"] == "632500"
    assert found(document_of("广东与海南共建航线。"))["海南"] == "460000"


@pytest.mark.parametrize(
    "text",
    [
        "双方达成合作,新县域规划同步实施。",
        "城区和矿区的供热管网完成改造。",
        "大连接战略带动产业振兴。",
        "中山路与延安精神展馆同日开放。",
        "新兴产业和朝阳产业占比提高。",
        "建设粮油绿色高产示范县和和平社区。",
        "沿海城市编制了顺应城市发展需要的规划。",
        "确保社会长治久安,拿出真金白银。",
        "加快建设青岛啤酒博物馆和都市圈环线。",
    ],
)
def test_other_words_are_no_regions(document_of: Read, text: str) -> None:
    assert found(document_of(text)) == {}


def test_a_common_word_beside_its_parent_or_in_a_list_is_a_region(document_of: Read) -> None:
    assert found(document_of("甘肃张掖民乐的马铃薯、定西安定的种薯都已入库。")).get("民乐") == "620722"
    assert found(document_of("四川在凉山、甘孜、阿坝三地修路。")).get("凉山") == "513400"


def test_a_county_of_another_province_needs_support(document_of: Read) -> None:
    assert "柳河" not in found(document_of("辽宁彰武县的柳河两岸种上了树。"))
    assert "柳河" in found(document_of("吉林省通化市的柳河种上了树。"))


def test_a_district_of_the_next_word_is_cut(document_of: Read) -> None:
    assert found(document_of("无锡市场活跃,无锡旗下企业增多。")) == {"无锡": "320200"}


def test_towns_count_in_their_county(document_of: Read) -> None:
    text = "海城市西柳镇的商户多了。\n\n西柳国际物流园开工,海城市还要办西柳服装节。"
    mentions = [mention for mention in regions.recognize(document_of(text), ()) if mention.rule == "region-town"]
    assert [mention.surface for mention in mentions] == ["西柳镇", "西柳"]
    assert len({mention.refers for mention in mentions}) == 1


def test_villages_count_behind_their_town(document_of: Read) -> None:
    assert "三里村" in found(document_of("海城市西柳镇三里村的路灯亮了。"))


def test_a_province_that_only_begins_a_company_name_is_left_out(document_of: Read) -> None:
    assert found(document_of("四川蓝岭新材料有限公司落户蓬溪县。")) == {"蓬溪县": "510921"}
    assert "510000" in found(document_of("四川蓝岭新材料有限公司落户蓬溪县,四川出台新政。")).values()


def test_economic_belts_are_no_regions(document_of: Read) -> None:
    assert found(document_of("主动对接京津冀、长三角、东北和成渝地区。")) == {}


def test_offsets_hold(document_of: Read) -> None:
    document = document_of("记者从鞍山市\n海城市获悉,辽宁省和吉林省加强合作。")
    for mention in regions.recognize(document, ()):
        assert document.text[mention.start:mention.end] == mention.text


def test_towns_of_a_named_city(document_of: Read) -> None:
    assert found(document_of("昆明市推进建设。自昆明市托管磨憨镇以来，口岸扩容。"))["磨憨镇"] == "532823105"


def test_a_common_word_that_is_a_place_elsewhere_is_one_where_it_begins_a_clause(document_of: Read) -> None:
    text = "吕梁市的项目分布在离石、孝义、交城3地。\n\n孝义城市综合体正在建设，他讲孝义故事。"
    mentions = [m for m in regions.recognize(document_of(text), ()) if m.surface == "孝义"]
    assert [mention.left for mention in mentions if mention.sentence == 1] == [0]


def test_prefectures_and_banners_by_their_short_names(document_of: Read) -> None:
    assert found(document_of("巴州在南疆地位重要，与库尔勒市一体发展。"))["巴州"] == "652800"
    assert found(document_of("巴中市巴州区招商，巴州的干部来了。"))["巴州"] == "511902"
    assert found(document_of("内蒙古鄂尔多斯的准旗、达旗都在扩产。"))["准旗"] == "150622"
