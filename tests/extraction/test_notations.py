"""Notations: every reading of a code renders to the code; word forms give their numbers and nouns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extraction.notations import parse_code, parse_words

NUMBERS = st.integers(min_value=1, max_value=999).map(str)


@given(st.lists(st.one_of(NUMBERS, st.sampled_from("NX")), min_size=2, max_size=6))
def test_a_code_with_plus_renders_to_itself(parts: list[str]) -> None:
    code = "+".join(parts)
    notation, *apart = parse_code(code)
    assert notation.render() == code
    assert [symbol.count for symbol in notation.symbols] == [None if p in "NX" else int(p) for p in parts]
    assert bool(apart) == any(len(part) == 3 and "0" not in part for part in parts)


@given(st.from_regex(r"[1-9][0-9]{1,5}", fullmatch=True))
def test_every_cut_of_a_digit_string_sums_up(code: str) -> None:
    for notation in parse_code(code):
        assert notation.render() == code
        assert len(notation.symbols) > 1
        for symbol in notation.symbols:
            assert symbol.text == str(symbol.count)


@given(st.text(max_size=12))
def test_any_text_is_safe(text: str) -> None:
    for notation in parse_code(text):
        assert notation.render()
    for symbol in parse_words(text):
        assert symbol.count is None or symbol.count > 0


@pytest.mark.parametrize(
    ("code", "reading"),
    [("613", ["6", "13"]), ("33618", ["3", "3", "6", "18"]), ("51020", ["5", "10", "20"]), ("415X", ["4", "15", "X"])],
)
def test_readings_of_digit_strings(code: str, reading: list[str]) -> None:
    assert reading in [[symbol.text for symbol in notation.symbols] for notation in parse_code(code)]


def test_digits_in_a_row_within_a_code_are_read_one_by_one_too() -> None:
    assert [[symbol.text for symbol in notation.symbols] for notation in parse_code("1+1388")] == [
        ["1", "1388"], ["1", "1", "3", "8", "8"],
    ]


def test_nested_quotes_are_no_part_of_a_code() -> None:
    (notation,) = parse_code("6+“4+3”+10")
    assert [symbol.text for symbol in notation.symbols] == ["6", "4", "3", "10"]


@pytest.mark.parametrize("text", ["人工智能+", "12", "规划", "2.5", ""])
def test_what_is_no_code(text: str) -> None:
    assert all(len(notation.symbols) == 2 for notation in parse_code(text))


@pytest.mark.parametrize(
    ("name", "symbols"),
    [
        ("一枢纽、两中心、两高地", [("一枢纽", 1), ("两中心", 2), ("两高地", 2)]),
        ("一核两翼三带", [("一核", 1), ("两翼", 2), ("三带", 3)]),
        ("一核、两带、多点", [("一核", 1), ("两带", 2), ("多点", None)]),
        ("3圈12链", [("3圈", 3), ("12链", 12)]),
        ("九大攻坚战", [("九大攻坚战", 9)]),
        ("科技兴县四大行动", [("四大行动", 4)]),
        ("三级河长责任制", [("三级", 3)]),
        ("双重保障制度", [("双重保障制度", 2)]),
        ("六个一", [("六个一", 6)]),
        ("八项规定", [("八项规定", 8)]),
        ("五型经济", [("五型经济", 5)]),
        ("四规合一", [("四规", 4)]),
        ("七图作业", [("七图", 7)]),
        ("五地", [("五地", 5)]),
        ("一主六双", [("一主", 1), ("六双", 6)]),
        ("一核一辅多点联动", [("一核", 1), ("一辅", 1), ("多点", None)]),
        ("两新两特+N", [("两新", 2), ("两特", 2), ("N", None)]),
        ("四化同步、城乡融合、五区共兴", [("四化", 4), ("五区", 5)]),
        ("新三样", [("新三样", 3)]),
        ("三个年", [("三个年", 3)]),
    ],
)
def test_symbols_of_word_forms(name: str, symbols: list[tuple[str, int | None]]) -> None:
    assert [(symbol.text, symbol.count) for symbol in parse_words(name)] == symbols


@pytest.mark.parametrize(
    "name",
    ["城市更新三年行动", "双招双引", "十百千万", "新一轮稳增长方案", "百日攻坚", "一号工程", "一县一业", "八八战略"],
)
def test_names_without_symbols(name: str) -> None:
    assert parse_words(name) == ()
