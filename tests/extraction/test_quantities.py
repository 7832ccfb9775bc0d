from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.quantities import Quantity, find_quantities, to_yuan
from kg.resources.lexicon import load_rows


def only(text: str) -> Quantity:
    (quantity,) = find_quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "value", "unit", "approximate"),
    [
        ("产值达70.56亿元", "70.56", "亿元", ""),
        ("粮食产量超过12.5亿斤", "12.5", "亿斤", "超"),
        ("带动就业1,200余人", "1200", "人", "余"),
        ("完成投资10多亿元", "10", "亿元", "余"),
        ("比重达到8%以上", "8", "%", "以上"),
        ("能耗不高于30万吨", "30", "万吨", "以下"),
        ("约两千亿元", "2000", "亿元", "约"),
        ("占六成五", "6.5", "成", ""),
        ("提高3个百分点", "3", "个百分点", ""),
        ("增长1.6倍", "1.6", "倍", ""),
        ("翻一番", "1", "番", ""),
        ("下降百分之五点二", "5.2", "%", ""),
        ("占市场1/4", "0.25", "", ""),
        ("居全省第三位", "3", "位", ""),
        ("增速位列全国第二。", "2", "位", ""),
        ("位居榜首", "1", "位", ""),
        ("年产30万吨/年的装置", "30", "万吨/年", ""),
        ("培育一万五千名工匠", "15000", "名", ""),
        ("布局六大场景", "6", "", ""),
        ("引来上百家企业", "100", "家", "超"),
        ("装机300MW", "300", "MW", ""),
        ("1.2万亿", "1.2", "万亿", ""),
    ],
)
def test_reads_value_unit_and_hedge(text: str, value: str, unit: str, approximate: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.unit, quantity.approximate) == (Decimal(value), unit, approximate)
    assert text[quantity.left : quantity.right] == quantity.text


@pytest.mark.parametrize(
    ("text", "value", "upper", "unit"),
    [("10亿到50亿元", "10", "50", "亿元"), ("3%~5%", "3", "5", "%"), ("30-50个", "30", "50", "个"),
     ("5000万至2亿元", "0.5", "2", "亿元")],
)
def test_reads_ranges(text: str, value: str, upper: str, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.upper, quantity.unit) == (Decimal(value), Decimal(upper), unit)


@pytest.mark.parametrize(
    "text",
    ["2024年10月31日", "第十五届", "5G基站", "1号楼", "4+4+3+N产业", "“十四五”规划", "电话0416-2345678", "前10月",
     "1—10月", "拨打13800000000", "2021-2023年", "9:30开幕", "百姓", "千方百计", "一季度", "12345热线", "三四个",
     "第一产业", "（一）做强工业", "2026—2030年", "〔2024〕5号"],
)
def test_leaves_dates_and_codes(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "yuan"),
    [("3.5亿元", "350000000"), ("120万元", "1200000"), ("1.2万亿", "1200000000000"), ("80元", "80"),
     ("7亿美元", None), ("7万吨", None)],
)
def test_converts_money_to_yuan(text: str, yuan: str | None) -> None:
    assert to_yuan(only(text)) == (Decimal(yuan) if yuan else None)


_UNITS = [row["unit"] for row in load_rows("Unit") if len(row["unit"]) < 4 and row["unit"] not in {"日", "时", "月"}]


@given(
    value=st.decimals(min_value=0, max_value=99999, places=2, allow_nan=False).filter(lambda v: v != v.to_integral()),
    scale=st.sampled_from(["", "万", "亿"]),
    unit=st.sampled_from(_UNITS),
)
def test_finds_what_was_written(value: Decimal, scale: str, unit: str) -> None:
    text = f"指标为{value}{scale}{unit}。"
    quantity = only(text)
    assert (quantity.value, quantity.unit, quantity.left) == (value, scale + unit, 3)
    assert quantity.right == len(text) - 1


@given(st.text(alphabet="0123456789一二三四十百千万亿余个家%.,-~到第位年月日超元点分之/成大GN+“” ", max_size=30))
def test_spans_are_exact_and_apart(text: str) -> None:
    quantities = find_quantities(text)
    assert all(text[q.left : q.right] == q.text for q in quantities)
    assert all(a.right <= b.left for a, b in pairwise(quantities))
