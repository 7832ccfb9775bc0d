"""Where a name begins, and which words read like proper names."""

from __future__ import annotations

import pytest

from kg.extraction.recognition.boundaries import is_all_proper, is_area, is_proper, left_boundary, segment


@pytest.mark.parametrize(
    ("text", "suffix", "regions", "name"),
    [
        ("本周走进临江瑞丰泵业有限公司", "有限公司", ["临江"], "临江瑞丰泵业"),
        ("作为龙头企业浙江恒卓新材料有限公司", "有限公司", ["浙江"], "浙江恒卓新材料"),
        ("引进了维贝克(中国)投资有限公司", "有限公司", [], "维贝克(中国)投资"),
        ("甲公司、瑞丰化工有限公司", "有限公司", [], "瑞丰化工"),
        ("与国网安徽省电力有限公司", "有限公司", ["安徽省"], "国网安徽省电力"),
    ],
)
def test_left_boundary(text: str, suffix: str, regions: list[str], name: str) -> None:
    end = text.index(suffix)
    spans = [(text.index(region), text.index(region) + len(region)) for region in regions]
    assert text[left_boundary(text, end, spans):end] == name


def test_nothing_before_the_suffix() -> None:
    assert left_boundary("，有限公司", 1) == 1


def test_words_cover_the_sentence() -> None:
    text = "将汉腾橡胶等企业纳入规模以上企业"
    words = segment(text)
    assert "".join(text[word.left:word.right] for word in words) == text


@pytest.mark.parametrize(("text", "expected"), [("瑞麟", True), ("零碳", False), ("19", False), ("产业", False)])
def test_is_proper(text: str, expected: bool) -> None:
    assert is_proper(text, 0, len(text)) is expected


def test_all_words_must_be_proper() -> None:
    assert is_all_proper("铂固", 0, 2)
    assert not is_all_proper("铂固特种", 0, 4)


def test_areas_are_no_trade_names() -> None:
    assert is_area("成渝")
    assert not is_area("长城")
