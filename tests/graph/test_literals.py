from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.datamodel import Attribute
from kg.graph.literals import described, lexical, literal, number, yuan


@pytest.mark.parametrize(("attribute", "value", "expected"), [
    ("totalInvestment", "56亿元", ("5600000000", "decimal")),
    ("totalInvestment", "约1.25亿元", ("125000000", "decimal")),
    ("totalInvestment", "5000万元人民币", ("50000000", "decimal")),
    ("totalInvestment", "1,200.5万元", ("12005000", "decimal")),
    ("totalInvestment", "20余亿元", ("2000000000", "decimal")),
    ("totalInvestment", "3亿美元", None),
    ("totalInvestment", "数百亿元", None),
    ("jobs", "400余个", ("400", "integer")),
    ("jobs", "3.5万人", ("35000", "integer")),
    ("capacity", "年产30万吨", ("30万吨/年", "string")),
    ("capacity", "日处理500吨", ("500吨/日", "string")),
    ("capacity", "90万吨", ("90万吨", "string")),
    ("capacity", "40万吨/年", ("40万吨/年", "string")),
    ("output", "约50亿元", ("50亿元", "string")),
    ("area", "占地1,200亩", ("1,200亩", "string")),
    ("stage", "underConstruction", ("underConstruction", "stage")),
])
def test_literal(attribute: Attribute, value: str, expected: tuple[str, str] | None) -> None:
    assert literal(attribute, value) == expected


def test_a_number_alone_is_yuan_but_a_rate_is_not() -> None:
    assert yuan("3000万") == 30_000_000
    assert yuan("90万吨") is None
    assert number("没有") is None


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-10**12, max_value=10**12))
def test_lexical_is_canonical(value: Decimal) -> None:
    text = lexical(value)
    assert Decimal(text) == value
    assert text == lexical(Decimal(text))
    assert "E" not in text
    assert not text.endswith(".")


def test_what_has_no_figure_stays_as_written() -> None:
    assert described("totalInvestment", "3亿美元") == ("statedInvestment", "3亿美元", "string")
    assert described("totalInvestment", "3亿元") == ("totalInvestment", "300000000", "decimal")
