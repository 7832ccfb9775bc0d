"""Sentences → indicators with their values."""

from __future__ import annotations

import pytest

from kg.extraction.antecedents import Memory
from kg.extraction.figures import read
from kg.extraction.quantities import find_quantities


def said(*sentences: str) -> list[tuple[str, str, str, str]]:
    memory = Memory()
    return [
        (figure.indicator, str(figure.value), figure.unit, figure.kind)
        for sentence in sentences
        for figure in read(sentence, find_quantities(sentence), memory)
    ]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("规模以上工业增加值增长7.4%。", [("规模以上工业增加值", "7.4", "%", "growth")]),
        ("信访总量同比下降12%。", [("信访总量", "-12", "%", "growth")]),
        ("高端产品占比提升到25%。", [("高端产品占比", "25", "%", "level")]),
        ("引进内资7.5亿元，完成全年任务的51%，同比增长21%。", [
            ("引进内资", "7.5", "亿元", "level"), ("引进内资完成全年任务", "51", "%", "level"),
            ("引进内资", "21", "%", "growth"),
        ]),
        ("地区生产总值320亿元、增长5%，总量和增速均居全省第3位。", [
            ("地区生产总值", "320", "亿元", "level"), ("地区生产总值", "5", "%", "growth"),
            ("地区生产总值总量", "3", "位", "rank"), ("地区生产总值增速", "3", "位", "rank"),
        ]),
        ("核桃、板栗产量分别增长8%和6%。", [("核桃产量", "8", "%", "growth"), ("板栗产量", "6", "%", "growth")]),
        ("城乡居民人均可支配收入分别增长5%、7%。", [
            ("城镇居民人均可支配收入", "5", "%", "growth"), ("农村居民人均可支配收入", "7", "%", "growth"),
        ]),
        ("本地配套率和就业率分别提高3个和2个百分点。", [
            ("本地配套率", "3", "个百分点", "growth"), ("就业率", "2", "个百分点", "growth"),
        ]),
        ("新签约、新落地重点项目分别突破80个和40个。", [
            ("新签约重点项目", "80", "个", "level"), ("新落地重点项目", "40", "个", "level"),
        ]),
        ("创新平台68个，其中国家级9个、省级19个。", [
            ("创新平台", "68", "个", "level"), ("国家级创新平台", "9", "个", "level"),
            ("省级创新平台", "19", "个", "level"),
        ]),
        ("培育6个世界级、7个国家级产业集群。", [
            ("培育世界级产业集群", "6", "个", "level"), ("国家级产业集群", "7", "个", "level"),
        ]),
        ("经营主体从68万户增至95万户。", [("经营主体", "95", "万户", "level")]),
        ("新建绿道13公里、累计达到210公里。", [("新建绿道", "13", "公里", "level"), ("绿道", "210", "公里", "level")]),
        ("52个项目实现签约，总投资39亿元。", [
            ("项目实现签约", "52", "个", "level"), ("项目实现签约总投资", "39", "亿元", "level"),
        ]),
        ("组建9个国有企业接收39个小区。", [("组建国有企业", "9", "个", "level"), ("接收小区", "39", "个", "level")]),
        ("民间投资增长2%、高于全国8个百分点。", [
            ("民间投资", "2", "%", "growth"), ("民间投资高于全国", "8", "个百分点", "level"),
        ]),
        ("36，是一季度开工的重大项目数，合计12亿元。", [
            ("开工的重大项目数", "36", "", "level"), ("开工的重大项目数合计", "12", "亿元", "level"),
        ]),
        ("规上工业增加值按可比价格计算，同比增长8%。", [("规上工业增加值", "8", "%", "growth")]),
        ("税收增加两成（20.5%）。", [("税收", "2", "成", "growth"), ("税收", "20.5", "%", "growth")]),
        ("铜、铝、锌3个产业。", []),
        ("坚持5个方面、3项原则。", []),
    ],
)
def test_reads_figures(text: str, figures: list[tuple[str, str, str, str]]) -> None:
    assert said(text) == figures


def test_a_paragraph_is_remembered() -> None:
    assert said("开工项目40个。", "总投资12亿元。")[1][0] == "开工项目总投资"
