"""Coordinations: where items begin and end, what counts and names them."""

from __future__ import annotations

import pytest

from kg.extraction.enumerations import Enumeration, count_of, enumerate_items


def words(text: str, found: Enumeration) -> list[str]:
    return [text[left:right] for left, right in found.items]


@pytest.mark.parametrize(
    ("text", "items", "count", "head"),
    [
        ("大力发展水泵、阀门、轴承等优势产业", ["水泵", "阀门", "轴承"], None, "优势产业"),
        ("培育茶叶、蔬菜和水果三大特色产业", ["茶叶", "蔬菜", "水果"], 3, "特色产业"),
        ("推进石化、轻工与新型建材等3个产业集群建设", ["石化", "轻工", "新型建材"], 3, "产业集群"),
        ("推进石化、工程机械与重型装备、轻工等5个产业集群", ["石化", "工程机械与重型装备", "轻工"], 5, "产业集群"),
        ("做强两大产业：茶叶、蚕桑", ["茶叶", "蚕桑"], 2, "产业"),
        ("推动铁矿、石膏高质量发展", ["铁矿", "石膏"], None, None),
        ("推动轮胎和橡胶产业转型", ["轮胎", "橡胶"], None, "产业"),
        ("支持东河、西河、南河等3县先行", ["东河", "西河", "南河"], 3, None),
        ("以甲泵业、乙阀门为代表的企业", ["甲泵业", "乙阀门"], None, None),
        ("打造“一轴、两带、三区”空间格局", ["一轴", "两带", "三区"], None, None),
        ("茶叶、蚕桑、果蔬，三大产业齐头并进", ["茶叶", "蚕桑", "果蔬"], 3, "产业"),
        ("排在前面的有三个，水泵、阀门、轴承", ["水泵", "阀门", "轴承"], 3, None),
    ],
)
def test_one_enumeration(text: str, items: list[str], count: int | None, head: str | None) -> None:
    (found,) = enumerate_items(text)
    assert words(text, found) == items
    assert found.count == count
    assert (text[slice(*found.head)] if found.head else None) == head


def test_each_list_of_a_sentence_is_its_own() -> None:
    text = "改造石化、建材等传统产业，布局氢能、量子科技等未来产业"
    assert [words(text, found) for found in enumerate_items(text)] == [["石化", "建材"], ["氢能", "量子科技"]]


def test_a_role_ends_one_list_and_begins_the_next() -> None:
    text = "以甲重工、乙机床为代表的专用汽车、电力装备等板块"
    assert [words(text, found) for found in enumerate_items(text)] == [["甲重工", "乙机床"], ["专用汽车", "电力装备"]]


def test_names_are_one_piece() -> None:
    text = "引进东方发展公司、西方和美公司等企业"
    names = ((2, 8), (9, 15))
    (found,) = enumerate_items(text, names)
    assert words(text, found) == ["东方发展公司", "西方和美公司"]


@pytest.mark.parametrize("text", ["", "全市经济平稳运行", "参与和平区改造", "推动水泵产业发展"])
def test_no_enumeration(text: str) -> None:
    assert enumerate_items(text) == ()


@pytest.mark.parametrize(
    ("text", "value"), [("12", 12), ("两", 2), ("十", 10), ("十三", 13), ("二十", 20), ("多", None)]
)
def test_numerals(text: str, value: int | None) -> None:
    assert count_of(text) == value
