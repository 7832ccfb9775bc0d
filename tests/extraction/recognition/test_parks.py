"""Which characters are a park."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document
from kg.extraction.recognition import parks, regions

Read = Callable[..., Document]


def found(document: Document) -> dict[str, str]:
    known = tuple(regions.recognize(document, ()))
    return {mention.surface: mention.refers for mention in parks.recognize(document, known)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("位于滁州腾达经济开发区的企业正在扩产。", "滁州腾达经济开发区"),
        ("走进紫荆湾科技园，机器轰鸣。", "紫荆湾科技园"),
        ("蓬溪县锂电产业园内，订单不断。", "蓬溪县锂电产业园"),
        ("国家级湘江新区扩容。", "湘江新区"),
        ("加快怀化国际陆港建设。", "怀化国际陆港"),
        ("对接中国兽药谷。", "中国兽药谷"),
        ("项目入驻桃花工业园。", "桃花工业园"),
        ("六柏现代产业园率先建立分享机制。", "六柏现代产业园"),
        ("深化数据流量谷等省级数字经济园区建设。", "数据流量谷"),
        ("深化山西转型综改示范区改革创新。", "山西转型综改示范区"),
        ("夏日的贵州大宏开发区北部工业园区，机械轰鸣。", "贵州大宏开发区北部工业园区"),
        ("荆门高新区新能源新材料产业园里塔吊林立。", "荆门高新区新能源新材料产业园"),
        ("该区由金谷片区、三墩片区组成。", "三墩片区"),
        ("中国老挝磨憨—磨丁经济合作区共签约5个项目。", "磨憨—磨丁经济合作区"),
    ],
)
def test_named_zones(document_of: Read, text: str, name: str) -> None:
    assert any(surface.endswith(name) for surface in found(document_of(text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("在滁州腾达经济开发区，机器轰鸣。", "滁州腾达经济开发区"),
    ],
)
def test_named_parks(document_of: Read, text: str, name: str) -> None:
    assert any(surface.endswith(name) for surface in found(document_of(text)))


@pytest.mark.parametrize(
    "text",
    [
        "规范提升各类开发区，培育零碳园区。",
        "打造现代农业产业园，建设数字经济产业园。",
        "24家省级开发区实现营收增长。",
        "新增2个国家级经济技术开发区。",
        "支持老工业基地振兴。",
        "宏远集团腾鳌温泉健康产业园一期项目开工。",
    ],
)
def test_classes_of_parks_are_none(document_of: Read, text: str) -> None:
    assert found(document_of(text)) == {}


def test_zone_without_its_class(document_of: Read) -> None:
    text = "贵州大宏经济开发区集中开工。\n\n近年来，大宏开发区优化服务。"
    assert found(document_of(text))["大宏开发区"] == "贵州大宏经济开发区"


def test_short_form_refers_to_the_name_of_the_document(document_of: Read) -> None:
    text = "凤阳高新技术产业开发区领导班子外出招商。\n\n密集的招商让高新区喜事不断。"
    assert found(document_of(text))["高新区"] == "凤阳高新技术产业开发区"
