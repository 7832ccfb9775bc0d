"""Sentences: where they end, and that each character points to its place in the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.datamodel import Document
from kg.reading.assembly import assemble
from kg.reading.script import simplified
from kg.reading.texts import RawText


def read(text: str) -> Document:
    document = assemble(RawText(source="a.txt", text=text, digest=""), 10**6)
    assert isinstance(document, Document)
    return document


def check_places(document: Document) -> None:
    """Each character of a sentence stands in the document: itself, its traditional form, or a break for a space."""
    view = simplified(document.text)
    for index, sentence in enumerate(document.sentences):
        assert sentence.index == index
        assert sentence.text == sentence.text.strip() != ""
        assert "\n" not in sentence.text
        assert -1 <= sentence.heading < index
        for at, character in enumerate(sentence.text):
            place = view[sentence.locate(at)]
            assert place == character or (character == " " and place.isspace())


@pytest.mark.parametrize(
    ("paragraph", "count"),
    [
        ("项目开工。项目投产！项目建成？", 3),
        ("一线塔吊高耸；二线机器轰鸣；三线服务靠前。", 3),
        ("他提出“怎么办？谁来办？”的问题，大家回答。", 1),
        ("出台《云川！新区规划》和（试行。）办法，成效明显。", 1),
        ("他说：“我们能行！”记者走进车间。", 2),
        ("塔吊高耸……翻开成绩单，数字喜人。", 2),
        ("生产的“冰天。”牌冰箱畅销。", 1),
        ("“等不起、慢不得！”这是云川人的紧迫感。", 1),
        ("支持镍、铜、钴、铅、锌、锡、钨、钼、锑、金、银、锂、铍、铌、钽、稀土等产业发展。", 1),
        ("增长3.5%!Growth is 3.5%;完成目标", 3),
        ("没有右引号的“话。后面还有一句。", 2),
    ],
)
def test_ends_of_sentences(paragraph: str, count: int) -> None:
    document = read(f"题目是云川\n\n{paragraph}\n")
    sentences = [s for s in document.sentences if s.paragraph == document.sentences[-1].paragraph]
    assert len(sentences) == count
    assert "".join(s.text for s in sentences) == paragraph


def test_traditional_script_is_read_simplified_and_quoted_as_written() -> None:
    document = read("雲川新區項目建設提速\n\n雲川市遠山泵業有限公司的水泵項目開工，總投\n\n資5億元，帶動產業發展。\n")
    sentence = document.sentences[-1]
    assert sentence.text == "云川市远山泵业有限公司的水泵项目开工，总投资5亿元，带动产业发展。"
    mention = document.mention(sentence, (0, 11), "Company", "test")
    assert (mention.surface, mention.text) == ("云川市远山泵业有限公司", "雲川市遠山泵業有限公司")
    check_places(document)


def test_a_rare_character_in_simplified_text_stays() -> None:
    assert simplified("乾县和乾安县的项目开工，总投资5亿元。") == "乾县和乾安县的项目开工，总投资5亿元。"


_WORDS = st.sampled_from(
    [
        "云川市",
        "远山泵业有限公司",
        "项目",
        "开工",
        "總投資",
        "產業園區",
        "發展",
        "5亿元",
        "4+4+3+N",
        "GDP",
        "open source",
        "《规划》",
        "（一）",
        "一、",
        "“",
        "”",
        "（",
        "）",
        "《",
        "，",
        "。",
        "；",
        "！",
        "？",
        "……",
        "：",
        "、",
        "\n",
        "\n\n",
        "\r\n",
        "\n　　",
        " ",
        "\u3000",
        "\t",
        " | ",
        "\ufeff",
        "\u200b",
        "**",
        "# ",
        "[a](http://b.c/d)",
        "本报讯 ",
        "本报记者 李 明",
        "李明 摄",
        "下载",
        "来源：",
        "——",
        "8月1日",
        "2024年",
        "\x0b",
        "\u2028",
        "\x00",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_WORDS, min_size=1, max_size=60))
def test_places_hold_in_any_text(words: list[str]) -> None:
    text = "".join(words)
    document = assemble(RawText(source="a.txt", text=text, digest=""), 10**6)
    if isinstance(document, Document):
        check_places(document)


@settings(max_examples=200, deadline=None)
@given(st.text(min_size=1, max_size=200))
def test_places_hold_in_any_unicode(text: str) -> None:
    document = assemble(RawText(source="a.txt", text=text, digest=""), 10**6)
    if isinstance(document, Document):
        check_places(document)
