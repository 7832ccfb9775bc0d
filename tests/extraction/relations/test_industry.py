"""Who develops an industry, and who is of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import AnnotatedDocument, Document, EntityType, Mention
from kg.extraction import placing
from kg.extraction.recognition import regions
from kg.extraction.relations import industry

Read = Callable[..., Document]
Names = tuple[tuple[EntityType, str], ...]


def found(document: Document, relation: str, *names: tuple[EntityType, str]) -> set[tuple[str, str]]:
    """Subject and object of each relation, the mentions given by name (the first place of each in a sentence)."""
    mentions: list[Mention] = list(regions.recognize(document, ()))
    for kind, name in names:
        for sentence in document.sentences:
            at = sentence.text.find(name)
            if at >= 0:
                mentions.append(document.mention(sentence, (at, at + len(name)), kind, "test"))
    ordered = tuple(sorted(mentions, key=lambda mention: (mention.sentence, mention.left, -mention.right)))
    annotated = AnnotatedDocument(document=document, mentions=ordered, homes=placing.place(document, ordered))
    return {(r.subject.surface, r.object.surface) for r in industry.relate(annotated) if r.relation == relation}


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("海城市壮大水泵产业。", (("Industry", "水泵"),), {("海城市", "水泵")}),
        ("辽宁省抓创新。\n\n支持沈阳、大连建设航空产业基地。", (("Industry", "航空"),),
         {("沈阳", "航空"), ("大连", "航空")}),
        ("海城市抓创新。\n\n建设辽宁重要水泵基地。", (("Industry", "水泵"),), {("海城市", "水泵")}),
        ("锦州市抓开放。\n\n推动与盘锦石化产业合作。", (("Industry", "石化"),),
         {("盘锦", "石化"), ("锦州市", "石化")}),
        ("海城市开局良好。\n\n“三地”是辽宁的提法,指世界级水泵产业基地。", (("Industry", "水泵"),), {("辽宁", "水泵")}),
        ("海城市开局良好。\n\n水泵产业增加值增长9%。", (("Industry", "水泵"),), set()),
        ("海城市开局良好。\n\n蓝岭公司构建了水泵全产业链。", (("Industry", "水泵"), ("Company", "蓝岭公司")), set()),
        ("海城市开局良好。\n\n云岭水泵产业园开园。", (("Industry", "水泵"), ("Park", "云岭水泵产业园")), set()),
        ("海城市开局良好。\n\n云岭开发区主攻水泵。", (("Industry", "水泵"), ("Park", "云岭开发区")),
         {("云岭开发区", "水泵")}),
    ],
)
def test_develops(document_of: Read, text: str, names: Names, expected: set[tuple[str, str]]) -> None:
    assert found(document_of(text), "develops", *names) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("加快发展轴承产业，蓝岭公司、云岭公司先后落户。",
         (("Industry", "轴承"), ("Company", "蓝岭公司"), ("Company", "云岭公司")),
         {("蓝岭公司", "轴承"), ("云岭公司", "轴承")}),
        ("以蓝岭公司为代表的轴承产业做大。", (("Industry", "轴承"), ("Company", "蓝岭公司")), {("蓝岭公司", "轴承")}),
        ("围绕蓝岭公司、云岭公司等轴承生产企业补链。",
         (("Industry", "轴承"), ("Company", "蓝岭公司"), ("Company", "云岭公司")),
         {("蓝岭公司", "轴承"), ("云岭公司", "轴承")}),
        ("轴承看蓝岭公司。", (("Industry", "轴承"), ("Company", "蓝岭公司")), {("蓝岭公司", "轴承")}),
        ("轴承产业升级。\n\n云岭轴承产业园开园。", (("Industry", "轴承"), ("Park", "云岭轴承产业园")),
         {("云岭轴承产业园", "轴承")}),
        ("依托蓝岭公司细分出轴承、齿轮两条链。",
         (("Industry", "轴承"), ("Industry", "齿轮"), ("Company", "蓝岭公司")),
         {("蓝岭公司", "轴承"), ("蓝岭公司", "齿轮")}),
        ("图谱一，轴承。蓝岭公司做滚珠。", (("Industry", "轴承"), ("Company", "蓝岭公司")), {("蓝岭公司", "轴承")}),
        ("推进文化、轴承产业，蓝岭公司召开会议。",
         (("Industry", "文化"), ("Industry", "轴承"), ("Company", "蓝岭公司")), set()),
    ],
)
def test_in_industry(document_of: Read, text: str, names: Names, expected: set[tuple[str, str]]) -> None:
    assert found(document_of(text), "inIndustry", *names) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # the subject of the sentence goes on in the clause of the industry
        ("海城市开局良好。\n\n云岭开发区把招商作为抓手，围绕水泵补链。", (("Industry", "水泵"), ("Park", "云岭开发区")),
         {("云岭开发区", "水泵")}),
        ("辽宁省开局良好。\n\n鞍山、大连—营口共建水泵组团。", (("Industry", "水泵"),),
         {("鞍山", "水泵"), ("大连", "水泵"), ("营口", "水泵")}),
        # an article about a park
        ("云岭开发区忙。\n\n云岭开发区快。\n\n云岭开发区稳。\n\n水泵产业实现集群化。",
         (("Industry", "水泵"), ("Park", "云岭开发区")), {("云岭开发区", "水泵")}),
        ("海城市开局良好。\n\n水泵产量增长9%。", (("Industry", "水泵"),), set()),
        ("海城市开局良好。\n\n实施水泵提质行动。", (("Industry", "水泵"), ("Programme", "水泵提质行动")),
         {("海城市", "水泵")}),
        ("海城市开局良好。\n\n开展水泵专项整治行动。",
         (("Industry", "水泵"), ("Programme", "水泵专项整治行动")), set()),
        # a park that is a clause of its own, one that is presented, and a word of level
        ("海城市开局良好。\n\n云岭开发区，水泵。", (("Industry", "水泵"), ("Park", "云岭开发区")),
         {("云岭开发区", "水泵")}),
        ("海城市开局良好。\n\n这里的云岭开发区，是共建园区，重点发展水泵。",
         (("Industry", "水泵"), ("Park", "云岭开发区")), {("云岭开发区", "水泵")}),
        ("辽宁省海城市开局良好，海城市忙。\n\n放到全省，水泵要上台阶。", (("Industry", "水泵"),), {("辽宁省", "水泵")}),
        ("海城市开局良好。\n\n云岭开发区扩容。园区里的链条在加长。水泵、阀门依次排开。",
         (("Industry", "水泵"), ("Park", "云岭开发区")), {("云岭开发区", "水泵")}),
        ("海城市开局良好。\n\n为辽宁水泵产业注入动力。", (("Industry", "水泵"),), {("辽宁", "水泵")}),
        # what is wrong, what is only counted, what one maker does
        ("海城市开局良好。\n\n也清醒地看到，短板还有。水泵产业要补课。", (("Industry", "水泵"),), set()),
        ("海城市开局良好。\n\n其中水泵项目36个。", (("Industry", "水泵"),), set()),
        ("海城市开局良好。\n\n水泵、阀门分别增长9%、8%。", (("Industry", "水泵"),), set()),
        ("海城市开局良好。\n\n一家水泵企业的车间很忙。", (("Industry", "水泵"),), set()),
    ],
)
def test_develops_by_subject_and_topic(
    document_of: Read, text: str, names: Names, expected: set[tuple[str, str]]
) -> None:
    assert found(document_of(text), "develops", *names) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("水泵产业实现集群化。目前蓝岭公司已经投产。", (("Industry", "水泵"), ("Company", "蓝岭公司")),
         {("蓝岭公司", "水泵")}),
        ("有序释放水泵产能，加快蓝岭基地、北山车间等项目建设。",
         (("Industry", "水泵"), ("Project", "蓝岭基地"), ("Project", "北山车间")),
         {("蓝岭基地", "水泵"), ("北山车间", "水泵")}),
        ("蓝岭项目占地80亩，主要建设水泵、阀门等生产线。",
         (("Project", "蓝岭项目"), ("Industry", "水泵"), ("Industry", "阀门")),
         {("蓝岭项目", "水泵"), ("蓝岭项目", "阀门")}),
        ("引进水泵龙头企业蓝岭公司。", (("Industry", "水泵"), ("Company", "蓝岭公司")), {("蓝岭公司", "水泵")}),
        ("水泵产业越做越大，吸引了蓝岭公司、北山公司等落户。",
         (("Industry", "水泵"), ("Company", "蓝岭公司"), ("Company", "北山公司")),
         {("蓝岭公司", "水泵"), ("北山公司", "水泵")}),
        ("形成以蓝岭公司、北山公司为代表的水泵、阀门完整产业体系。",
         (("Industry", "水泵"), ("Industry", "阀门"), ("Company", "蓝岭公司"), ("Company", "北山公司")),
         {("蓝岭公司", "水泵"), ("蓝岭公司", "阀门"), ("北山公司", "水泵"), ("北山公司", "阀门")}),
        ("以蓝岭公司、北山公司为代表的水泵、阀门等板块落户。",
         (("Industry", "水泵"), ("Industry", "阀门"), ("Company", "蓝岭公司"), ("Company", "北山公司")), set()),
        # what a paragraph begins with, what a sentence leads with, what an industry rests on
        ("水泵，12亿元左右。支持蓝岭公司扩产。", (("Industry", "水泵"), ("Company", "蓝岭公司")),
         {("蓝岭公司", "水泵")}),
        ("开展水泵整治，市场规范，蓝岭公司开工。", (("Industry", "水泵"), ("Company", "蓝岭公司")),
         {("蓝岭公司", "水泵")}),
        ("水泵靠蓝岭基地，阀门靠北山基地。",
         (("Industry", "水泵"), ("Industry", "阀门"), ("Park", "蓝岭基地"), ("Park", "北山基地")),
         {("蓝岭基地", "水泵"), ("北山基地", "阀门")}),
        ("水泵产业忙。蓝岭公司与北山公司签约。", (("Industry", "水泵"), ("Company", "北山公司")), set()),
        ("蓝岭公司、北山公司两个水泵企业投产。",
         (("Industry", "水泵"), ("Company", "蓝岭公司"), ("Company", "北山公司")),
         {("蓝岭公司", "水泵"), ("北山公司", "水泵")}),
    ],
)
def test_in_industry_by_topic_and_clause(
    document_of: Read, text: str, names: Names, expected: set[tuple[str, str]]
) -> None:
    assert found(document_of(text), "inIndustry", *names) == expected


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        # lists that stand side by side
        ("推进水泵、阀门合作，北山公司、蓝岭公司到会。",
         (("Industry", "水泵"), ("Industry", "阀门"), ("Company", "蓝岭公司"), ("Company", "北山公司")), set()),
        ("水泵、阀门没有落下：前者有蓝岭项目；后者有北山项目。",
         (("Industry", "水泵"), ("Industry", "阀门"), ("Project", "蓝岭项目"), ("Project", "北山项目")),
         {("蓝岭项目", "水泵"), ("北山项目", "阀门")}),
        # the count of projects before those that stand out
        ("水泵产业壮大。\n\n3月开工，水泵11个，蓝岭项目挂帅，服装9个，北山项目领头。",
         (("Industry", "水泵"), ("Project", "蓝岭项目")), {("蓝岭项目", "水泵")}),
        # what the first thing of the sentence makes, told of it in a later clause or in the next sentence
        ("蓝岭公司拿地160亩，加工船用水泵，明年投产。", (("Industry", "水泵"), ("Company", "蓝岭公司")),
         {("蓝岭公司", "水泵")}),
        ("蓝岭项目已经开工。该项目总投资3亿元，水泵的研发、生产都在一个厂区。",
         (("Industry", "水泵"), ("Project", "蓝岭项目")), {("蓝岭项目", "水泵")}),
        ("蓝岭项目、北山项目已经开工。该项目总投资3亿元，水泵的研发、生产都在一个厂区。",
         (("Industry", "水泵"), ("Project", "蓝岭项目"), ("Project", "北山项目")), set()),
        ("海城市开局良好。两个水泵项目：蓝岭项目，投资3亿元；北山项目，投资2亿元。",
         (("Industry", "水泵"), ("Project", "蓝岭项目"), ("Project", "北山项目")),
         {("蓝岭项目", "水泵"), ("北山项目", "水泵")}),
        ("海城市开局良好。两个水泵项目：蓝岭项目，投资3亿元。北山项目，投资2亿元。",
         (("Industry", "水泵"), ("Project", "蓝岭项目"), ("Project", "北山项目")), {("蓝岭项目", "水泵")}),
        # a leader, an outcome, a deal
        ("蓝岭公司始建于1965年，如今是全省水泵产业链的链主。", (("Industry", "水泵"), ("Company", "蓝岭公司")),
         {("蓝岭公司", "水泵")}),
        ("蓝岭公司坐了头排，长河、大江是水泵龙头。", (("Industry", "水泵"), ("Company", "蓝岭公司")), set()),
        ("蓝岭项目投产。园区的水泵产业由此再添一股力量。", (("Industry", "水泵"), ("Project", "蓝岭项目")),
         {("蓝岭项目", "水泵")}),
        ("蓝岭项目投产。园区的水泵产业增长9%。", (("Industry", "水泵"), ("Project", "蓝岭项目")), set()),
        # an industry that heads a sentence of several, or a paragraph
        ("水泵集群以阀门、滚子为主导，蓝岭公司等37家企业投资264亿元。",
         (("Industry", "水泵"), ("Industry", "阀门"), ("Industry", "滚子"), ("Company", "蓝岭公司")),
         {("蓝岭公司", "水泵")}),
        ("水泵是阀门里长得快的一支。蓝岭公司已经投产。",
         (("Industry", "水泵"), ("Industry", "阀门"), ("Company", "蓝岭公司")), {("蓝岭公司", "水泵")}),
    ],
)
def test_in_industry_by_the_flow(
    document_of: Read, text: str, names: Names, expected: set[tuple[str, str]]
) -> None:
    assert found(document_of(text), "inIndustry", *names) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("水泵之外，云岭在阀门上也有动作。蓝岭公司已经投产。", (("Industry", "水泵"), ("Company", "蓝岭公司"))),
        ("水泵产业项目12个，阀门项目10个。蓝岭公司已经投产。", (("Industry", "水泵"), ("Company", "蓝岭公司"))),
        ("水泵产业忙。物流这边，蓝岭公司扩产。", (("Industry", "水泵"), ("Company", "蓝岭公司"))),
        ("水泵产业忙。蓝岭天然气管道建成。", (("Industry", "水泵"), ("Project", "蓝岭天然气管道"))),
        ("水泵产业忙。全资收购蓝岭公司。", (("Industry", "水泵"), ("Company", "蓝岭公司"))),
    ],
)
def test_what_is_no_topic(document_of: Read, text: str, names: Names) -> None:
    assert found(document_of(text), "inIndustry", *names) == set()


@pytest.mark.parametrize("name", ["云岭水泵科创园", "云岭水泵健康城项目", "云岭水泵建设项目", "云岭水泵组件项目"])
def test_a_project_named_after_its_industry(document_of: Read, name: str) -> None:
    text = f"水泵产业升级。\n\n{name}开工。"
    assert found(document_of(text), "inIndustry", ("Industry", "水泵"), ("Project", name)) == {(name, "水泵")}
