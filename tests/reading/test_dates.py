"""Dates of publication."""

from __future__ import annotations

import pytest

from kg.datamodel import Document
from kg.reading.assembly import assemble
from kg.reading.dates import date_in, date_of_lead, date_of_name
from kg.reading.texts import RawText


def published(text: str, name: str = "") -> str:
    document = assemble(RawText(source="a.txt", text=text, digest="", named=date_of_name(name)), 10**6)
    assert isinstance(document, Document)
    return str(document.published)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("——2026年2月5日在云川市第十四届人民代表大会第四次会议上", "2026-02-05"),
        ("二〇二六年一月二十七日", "2026-01-27"),
        ("二○二五年十二月", "2025-12"),
        ("二〇二四年十月三十一日", "2024-10-31"),
        ("时间：2026-02-10", "2026-02-10"),
        ("2024/8/1 10:00", "2024-08-01"),
        ("2023年11月起", "2023-11"),
        ("2024年", "None"),
        ("增长2024.1亿", "None"),
    ],
)
def test_date_in(text: str, date: str) -> None:
    assert str(date_in(text)) == date


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("yunchuan-2024-08", "2024-08"),
        ("20240801云川日报", "2024-08-01"),
        ("云川2024年8月5日", "2024-08-05"),
        ("report-2026", "2026"),
        ("plan-2021-2025", "None"),
        ("123456", "None"),
        ("云川", "None"),
    ],
)
def test_date_of_name(name: str, date: str) -> None:
    assert str(date_of_name(name)) == date


@pytest.mark.parametrize(
    ("text", "name", "date"),
    [
        ("云川提速\n\n8月1日，项目开工。", "yunchuan-2024-08", "2024-08"),
        (
            "政府工作报告\n——二〇二六年一月二十七日在云川市第十届人民代表大会第五次会议上\n各位代表：",
            "report-2026",
            "2026-01-27",
        ),
        ("云川提速\n时间：2026-02-10\n项目开工。", "", "2026-02-10"),
        ("2026年云川市政府工作报告\n\n扩大有效投资，积极性高。", "", "2026"),
        ("云川提速\n\n1月3日，云川开会，2024年新签约项目260个。", "", "2025-01-03"),
        ("云川提速\n\n11月3日，云川开会，2024年产能可到15万吨。", "", "2024-11-03"),
        ("云川提速\n\n2月14日，云川开会，到2025年营收达到2万亿元。", "", "None"),
        ("云川提速\n\n新华社云川2024年8月1日电 项目开工。", "", "2024-08-01"),
        ("云川提速\n\n项目开工。", "", "None"),
    ],
)
def test_published(text: str, name: str, date: str) -> None:
    assert published(text, name) == date


def test_articles_have_their_own_dates() -> None:
    text = "甲县提速\n\n新华社云川7月31日电 项目开工。\n\n乙县提速\n\n新华社云川8月2日电 项目投产。\n"
    document = assemble(RawText(source="a.txt", text=text, digest="", named=date_of_name("2024-08")), 10**6)
    assert isinstance(document, Document)
    assert [str(article.published) for article in document.articles] == ["2024-07-31", "2024-08-02"]
    assert str(document.published_at(len(document.sentences) - 1)) == "2024-08-02"


def test_a_lead_without_a_year_to_look_back_on_gives_none() -> None:
    assert date_of_lead("1月3日，云川开会。") is None
