"""Expressions of time, and what a document says of the time of its sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kg.datamodel import Document, PartialDate
from kg.extraction.periods import find_periods, settings
from kg.extraction.sections import sections

Read = Callable[..., Document]
AUGUST = PartialDate(year=2024, month=8)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("今年", "2024"), ("去年", "2023"), ("上年", "2023"), ("前年", "2022"), ("明年", "2025"),
        ("2023年", "2023"), ("2023年上半年", "2023H1"), ("上半年", "2024H1"), ("下半年", "2024H2"),
        ("一季度", "2024Q1"), ("前三季度", "2024Q3"), ("去年三季度", "2023Q3"),
        ("前7月", "2024-07"), ("1—7月", "2024-07"), ("1至7月份", "2024-07"), ("截至6月底", "2024-06"),
        ("11月", "2023-11"), ("截至2024年6月30日", "2024-06-30"), ("6月30日", "2024-06"),
        ("目前", "2024-08"), ("现有", "2024-08"), ("从2022年3月起", "2024-08"), ("2021年以来", "2024-08"),
        ("今年以来", "2024-08"), ("到2027年", "2027"), ("“十五五”时期", "2030"), ("年底", "2024"),
    ],
)
def test_resolves_by_the_date_of_the_article(text: str, value: str) -> None:
    (period,) = find_periods(f"{text}全市产值", AUGUST)
    assert period.value == value


@pytest.mark.parametrize(
    "text", ["三年行动", "比去年提高", "较2020年增长", "“十四五”规划", "去年同期", "托底帮扶", "3个月"]
)
def test_leaves_what_dates_nothing(text: str) -> None:
    assert find_periods(text, AUGUST) == ()


def test_the_future_is_ahead() -> None:
    assert [period.ahead for period in find_periods("去年，到2027年", AUGUST)] == [False, True]


def test_without_a_date_the_words_stay() -> None:
    assert [period.value for period in find_periods("去年", None)] == ["去年"]


def dated(document: Document, year: int, month: int) -> Document:
    articles = tuple(replace(article, published=None) for article in document.articles)
    return replace(document, published=PartialDate(year=year, month=month), articles=articles)


def planned(document: Document) -> list[bool]:
    return [setting.planned(len(sentence.text))
            for sentence, setting in zip(document.sentences, settings(document), strict=True)]


def test_an_aim_goes_on_behind_a_semicolon(document_of: Read) -> None:
    document = dated(document_of("到2027年，产值达到90亿元；占比达到70%，\n数控化率达到80%。\n"), 2024, 8)
    assert all(planned(document))


def test_a_plan_tells_results_of_the_year_before(document_of: Read) -> None:
    document = dated(document_of(
        "某市三年行动方案（2025—2027年）\n\n到2027年，产值90亿元。\n\n2024年产值60亿元，同比增长5%；税收2亿元。\n"
    ), 2024, 12)
    assert planned(document)[1:] == [True, False, False]


def test_a_report_looks_back_at_the_year_with_which_a_paragraph_opens(document_of: Read) -> None:
    text = "某市2024年政府工作报告\n\n2023年，产值增长9%。\n\n2024年主要预期目标是：产值增长8%。\n"
    assert planned(document_of(text))[1:] == [False, True]


def test_five_years_to_come_are_planned(document_of: Read) -> None:
    text = "2026年某省政府工作报告\n\n未来五年，努力实现目标。\n\n森林覆盖率超过24%。\n"
    found = settings(document_of(text))
    assert planned(document_of(text))[1:] == [True, True]
    assert found[2].period(0, planned=True) == "2030"


def test_what_a_quotation_intends_is_no_plan(document_of: Read) -> None:
    document = dated(document_of("本市锚定“两个确保”。产值增长5%。\n"), 2024, 8)
    assert not any(planned(document))


def test_a_text_that_tells_of_a_later_month_is_not_of_the_first_date_in_it(document_of: Read) -> None:
    text = "某市时间线\n\n2021年6月10日，项目签约。到2022年11月，园区已聚起企业21家。\n"
    assert [section.reference for section in sections(document_of(text))][-1] == PartialDate(year=2022, month=11)


def test_a_period_holds_for_its_paragraph(document_of: Read) -> None:
    document = dated(document_of("上半年，产值10亿元。税收2亿元。\n\n新增企业3家。\n"), 2024, 8)
    found = [setting.period(0, planned=False) for setting in settings(document)]
    assert found == ["2024H1", "2024H1", "2024"]


def test_a_report_looks_back_and_then_ahead(document_of: Read) -> None:
    text = (
        "2026年青石市政府工作报告\n\n一、2025年工作回顾\n\n产值增长5%。\n\n"
        "二、“十五五”时期主要目标\n\n产值年均增长6%。\n\n三、2026年重点工作\n\n产值增长7%。\n"
    )
    document = document_of(text)
    found = {
        sentence.text: (setting.planned(9), setting.period(9, planned=setting.planned(9)))
        for sentence, setting in zip(document.sentences, settings(document), strict=True)
    }
    assert found["产值增长5%。"] == (False, "2025")
    assert found["产值年均增长6%。"] == (True, "2030")
    assert found["产值增长7%。"] == (True, "2026")


def test_words_of_intent_open_a_plan(document_of: Read) -> None:
    text = "去年产值10亿元，今年力争达到12亿元。同时，新增企业3家。\n\n产值已达5亿元。\n"
    document = dated(document_of(text), 2024, 8)
    first, second, third = settings(document)
    assert (first.planned(5), first.planned(20)) == (False, True)
    assert second.planned(9)
    assert not third.planned(5)


def test_news_of_a_plan_speak_of_its_last_year(document_of: Read) -> None:
    document = document_of("青石市出台制造业行动方案\n\n方案（2024—2026年）提出，产值达到100亿元。\n")
    assert all(section.planned for section in sections(document))
    assert sections(document)[-1].future == "2026"
