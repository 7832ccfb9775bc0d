"""Which characters are an organisation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document
from kg.extraction.recognition import organisations, regions

Read = Callable[..., Document]


def found(document: Document) -> dict[str, str]:
    known = tuple(regions.recognize(document, ()))
    return {mention.surface: mention.refers for mention in organisations.recognize(document, known)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("滁州市委宣传部供图", "滁州市委宣传部"),
        ("滁州市发展改革委主任介绍，项目进展顺利。", "滁州市发展改革委"),
        ("按照江苏省委的要求，各地抓紧落实。", "江苏省委"),
        ("工人们到滁州市第一人民医院体检。", "滁州市第一人民医院"),
        ("由江南大学研发的新工艺投入使用。", "江南大学"),
        ("加快稀土国家技术创新中心建设。", "稀土国家技术创新中心"),
        ("与中国兽药协会合作。", "中国兽药协会"),
        ("来源：东江日报 作者：某某", "东江日报"),
        ("（东江日报滁州记者站）", "东江日报滁州记者站"),
        ("滁州市产业振兴领导小组办公室召开会议。", "滁州市产业振兴领导小组办公室"),
        ("高标准建设深空探测实验室。", "深空探测实验室"),
        ("支持怀远实验室新疆基地承担任务。", "怀远实验室新疆基地"),
        ("借力江南大学的技术优势。", "江南大学"),
        ("定远县委书记介绍，项目已开工。", "定远县委"),
        ("国家发展改革委批复了方案。", "国家发展改革委"),
    ],
)
def test_named_bodies(document_of: Read, text: str, name: str) -> None:
    assert name in found(document_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "推动公立医院高质量发展，新建50个区域养老服务中心。",
        "有关部门要求，市委、市政府高度重视。",
        "争创国家医学中心，建设一流大学。",
        "优化产业布局，开创发展新局面。",
        "建设国际科技创新中心。",
    ],
)
def test_classes_of_bodies_are_none(document_of: Read, text: str) -> None:
    assert found(document_of(text)) == {}


def test_short_form_of_a_national_body(document_of: Read) -> None:
    assert found(document_of("工信部公布名单。"))["工信部"] == "工业和信息化部"
