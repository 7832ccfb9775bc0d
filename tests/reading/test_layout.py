"""Layout: what is mended, what is set aside, what is left out."""

from __future__ import annotations

import pytest

from kg.datamodel import Document
from kg.reading.assembly import assemble
from kg.reading.layout import lay_out
from kg.reading.texts import RawText


def read(text: str) -> Document:
    document = assemble(RawText(source="a.txt", text=text, digest=""), 10**6)
    assert isinstance(document, Document)
    return document


def kinds(text: str) -> list[tuple[str, str]]:
    return [(sentence.kind, sentence.text) for sentence in read(text).sentences]


def body(text: str) -> list[str]:
    return [words for kind, words in kinds(text) if kind == "body"]


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        (
            "题目\n\n项目开工后，全市上下为助推云\n\n川高质量发展撑起脊梁。\n",
            "项目开工后，全市上下为助推云川高质量发展撑起脊梁。",
        ),
        (
            "题目\n\n从体量上看，投资超10亿\n\n元以上的项目达到40个，增加18个。",
            "从体量上看，投资超10亿元以上的项目达到40个，增加18个。",
        ),
        ("题目\n\n“这个小镇以阅读为主\n\n题，名叫‘书香小镇’。”", "“这个小镇以阅读为主题，名叫‘书香小镇’。”"),
        (
            "题目\n\n全市推进《云川区域中心发展规\n\n划》落地，各方面都动起来。",
            "全市推进《云川区域中心发展规划》落地，各方面都动起来。",
        ),
        ("题目\n\n公司引进 open\nsource 软件，效率提高。", "公司引进 open source 软件，效率提高。"),
    ],
)
def test_breaks_in_sentences_are_mended(text: str, mended: str) -> None:
    assert mended in body(text)


def test_a_caption_does_not_part_a_sentence() -> None:
    text = (
        "云川项目建设提速\n\n今年以来，全市项目建设热潮涌动，园区里机器轰鸣，各部门靠前服务，全力\n\n\n\n"
        "远山泵业车间里一派繁忙。\n\n本报记者 李 明 摄\n\n推动项目早日投产。\n"
    )
    assert kinds(text)[1:] == [
        ("body", "今年以来，全市项目建设热潮涌动，园区里机器轰鸣，各部门靠前服务，全力推动项目早日投产。"),
        ("caption", "远山泵业车间里一派繁忙。"),
        ("caption", "本报记者 李 明 摄"),
    ]


def test_a_new_paragraph_after_a_caption_is_not_joined() -> None:
    text = (
        "云川提速\n\n园区聚焦三个方面，规\n\n车间里一派繁忙。\n\n李明 摄\n\n全力以赴上项目\n\n"
        "8月1日，项目开工，工人们正忙碌着。\n"
    )
    assert "8月1日，项目开工，工人们正忙碌着。" in body(text)


def test_lines_wrapped_at_a_width_are_joined() -> None:
    line = "云川新区今年新开工重点项目十二个总投资八十亿元其中工业项目七个"
    text = "云川新区项目建设提速\n" + "\n".join(line[at:] + line[:at] for at in range(8)) + "\n收官。\n"
    assert len(body(text)) == 1
    assert body(text)[0].endswith("收官。")


def test_furniture_is_left_out_and_metadata_is_a_byline() -> None:
    text = "下载\n打印\n【字号：\n加大\n】\n2026年云川市政府工作报告\n来源：\n云川日报\n市长 李 明\n各位代表：\n"
    assert kinds(text) == [
        ("title", "2026年云川市政府工作报告"),
        ("byline", "来源：云川日报"),
        ("byline", "市长 李 明"),
        ("body", "各位代表："),
    ]


def test_a_repeated_part_of_a_paragraph_is_left_out() -> None:
    part = "盯紧投资强度大、科技含量足、成熟度高的项目，马不停蹄抢项目。"
    layout = lay_out(f"题目\n\n各县区精准招商，{part}\n\n另一段讲别的事情。\n\n{part}\n")
    assert len(layout.repetitions) == 1
    assert [block.text for block in layout.blocks][-1] == "另一段讲别的事情。"


def test_headings_are_nested() -> None:
    text = (
        "2026年云川市政府工作报告\n一、工作回顾\n过去一年很不平凡。\n（一）稳增长。全年增长5%，好于预期。\n（二）促改革\n改革见效。\n"
        "二、重点工作\n今年要做好以下工作。\n"
    )
    sentences = read(text).sentences
    above = {sentence.text: sentences[sentence.heading].text for sentence in sentences if sentence.heading >= 0}
    assert above["（一）稳增长。"] == above["（二）促改革"] == above["过去一年很不平凡。"] == "一、工作回顾"
    assert above["全年增长5%，好于预期。"] == "（一）稳增长。"
    assert above["改革见效。"] == "（二）促改革"
    assert above["二、重点工作"] == "2026年云川市政府工作报告"


def test_short_sentences_over_paragraphs_are_headings() -> None:
    long = "全市新开工项目十二个，总投资八十亿元，" * 5
    text = "工作报告\n一、回顾\n" + "".join(
        f"{head}。\n{long}{head}。\n" for head in ("经济运行向好", "发展动力增强", "民生持续改善")
    )
    assert ("heading", "发展动力增强。") in kinds(text)


def test_several_articles_on_a_page() -> None:
    text = (
        "云川县跻身百强\n\n本报讯 记者李明报道 7月31日，论坛举行。\n\n远山镇 做强特色产业\n\n"
        "本报讯 3月4日，大棚里一派繁忙。\n\n"
        "攻坚奋进势正盛\n\n——写在百强之际\n\n本报记者 李 明\n\n核心提示\n\n项目施工正忙。\n"
    )
    document = read(text)
    assert [article.title for article in document.articles] == [
        "云川县跻身百强",
        "远山镇 做强特色产业",
        "攻坚奋进势正盛",
    ]
    assert document.title == "云川县跻身百强"
    assert [s.article for s in document.sentences if s.kind == "body"] == [0, 1, 2]
    for article in document.articles:
        assert article.title in document.text[article.start : article.end]


@pytest.mark.parametrize("row", [
    "1 | 制造业增加值 | 39", "制造业增加值\t39", "| 制造业；增加值 | 39 |",
    "远洋科技｜二期生产线｜8亿元", "┆ 制造业增加值 │ 39 │",
])
def test_a_row_is_one_sentence(row: str) -> None:
    assert ("row", row) in kinds(f"附表\n指标 | 目标\n|---|---|\n{row}\n")


def test_markdown_signs_are_left_out() -> None:
    text = "# 云川提速\n\n**核心提示** 项目[开工](https://example.org/a)了。\n\n### 产业篇\n\n产业兴旺。\n"
    assert kinds(text) == [
        ("title", "云川提速"),
        ("body", "核心提示 项目开工了。"),
        ("heading", "产业篇"),
        ("body", "产业兴旺。"),
    ]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("本报记者 崔 治", "byline"),
        ("□ 本报记者 张三丰", "byline"),
        ("来源：云川日报", "byline"),
        ("2026-01-31 07:00:44", "byline"),
        ("（一）提振消费", "heading"),
        ("核心提示", "heading"),
        ("■ 县区扫描", "heading"),
        ("李冬岩 摄", "caption"),
        ("云川市委宣传部供图", "caption"),
        ("▲远山泵业的车间。", "caption"),
        ("问：下一步怎么办？", "body"),
        ("一是稳增长。", "body"),
    ],
)
def test_kinds_of_lines(line: str, kind: str) -> None:
    assert (kind, line) in kinds(
        f"云川提速\n\n云川市项目建设提速，成效明显。\n\n{line}\n\n云川市继续努力，再创佳绩。\n"
    )


def test_a_notice() -> None:
    text = (
        "云川市人民政府办公室\n关于印发《云川市工业行动方案\n（2024—2026年）》的通知\n\n云政办发〔2024〕15号\n\n"
        "各县区人民政府，市政府各部门：\n　　方案已经市政府同意，现印发给你们。\n\n"
        "云川市人民政府办公室\n2024年5月8日\n（此件公开发布）\n"
    )
    document = read(text)
    assert document.title == "云川市人民政府办公室关于印发《云川市工业行动方案（2024—2026年）》的通知"
    assert str(document.published) == "2024-05-08"
    assert [s.text for s in document.sentences if s.kind == "byline"] == [
        "云政办发〔2024〕15号",
        "云川市人民政府办公室",
        "2024年5月8日",
    ]


def test_tables_within_a_section() -> None:
    text = (
        "云川市统计公报\n一、综合\n全年生产总值641.6亿元。\n表1 价格涨跌幅度\n单位：%\n居民消费价格\t0.2\n"
        "价格总体平稳，好于预期。\n二、农业\n粮食增产。\n"
    )
    sentences = read(text).sentences
    above = {sentence.text: sentences[sentence.heading].text for sentence in sentences if sentence.heading >= 0}
    assert above["单位：%"] == above["居民消费价格\t0.2"] == "表1 价格涨跌幅度"
    assert above["价格总体平稳，好于预期。"] == "一、综合"
    assert above["二、农业"] == "云川市统计公报"


def test_items_of_a_list_are_no_headings() -> None:
    text = (
        "云川市重点企业\n\n名单如下：\n1. 远山泵业有限公司\n2. 云川重工集团\n● 远山泵业水泵项目\n● 云川重工智能工厂\n"
    )
    assert [kind for kind, _ in kinds(text)] == ["title", *["body"] * 5]


def test_navigation_of_a_web_page_is_left_out() -> None:
    text = "首页 > 新闻中心 > 云川要闻\n云川经济稳中向好\n项目开工。\n上一篇：召开会议\n版权所有：云川市人民政府\n"
    assert kinds(text) == [("title", "云川经济稳中向好"), ("body", "项目开工。")]


def test_the_name_of_a_column_is_no_title() -> None:
    document = read("云川要闻\n\n云川集中签约12个项目\n\n本报讯 8月1日，云川市集中签约。\n")
    assert (document.title, len(document.articles)) == ("云川集中签约12个项目", 1)


def test_time_grows_with_the_length_alone() -> None:
    text = "the quick brown fox jumps over the lazy dog and so on\n" * 2000
    assert max(len(sentence.text) for sentence in read(text).sentences) < 6000
