"""Decoding: what the text says of each symbol, in the many ways texts say it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import Document, Mention
from kg.extraction import annotate
from kg.extraction.programmes import decode

Documents = Callable[[str], Document]
Rows = list[tuple[str, int | None, list[str]]]


def rows(document: Document) -> Rows:
    return [
        (part.symbol, part.count, [m.surface if isinstance(m, Mention) else m for m in part.members])
        for part in decode(annotate(document))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "某市构建“4+3”体系，提升菱镁、钢铁、纺织服装、农产品深加工四大支柱产业，培育氢能、储能、人工智能三大新兴产业。",
            [("4", 4, ["菱镁", "钢铁", "纺织服装", "农产品深加工"]), ("3", 3, ["氢能", "储能", "人工智能"])],
            id="counts in order behind",
        ),
        pytest.param(
            "某县的说法是“1+2”产业体系。“1”是指食用菌，“2”是指新材料和智能家居。",
            [("1", 1, ["食用菌"]), ("2", 2, ["新材料", "智能家居"])],
            id="definitions",
        ),
        pytest.param(
            "某市推进“614”产业体系，即产业集群6个、重点产业链14条。", [("6", 6, []), ("14", 14, [])],
            id="the split that the counts ask for",
        ),
        pytest.param(
            "某市实施“3512”项目工程，即谋划30个百亿级项目、50个五十亿级项目、100个十亿级项目、200个亿元级项目。",
            [("3", 30, []), ("5", 50, []), ("1", 100, []), ("2", 200, [])],
            id="leading digits of counts",
        ),
        pytest.param(
            "某县以龙头企业为引领、3个园区为支撑、合作社为基础的“1+3+N”推进模式。",
            [("1", 1, []), ("3", 3, []), ("N", None, [])],
            id="roles",
        ),
        pytest.param(
            "某县形成新能源、新材料、电子信息“3+N”产业格局。", [("3", 3, ["新能源", "新材料", "电子信息"])],
            id="the list right before",
        ),
        pytest.param(
            "某市落实“四大机制”：链长、专班、会商、督查。", [("四大机制", 4, ["链长", "专班", "会商", "督查"])],
            id="a list behind a colon",
        ),
        pytest.param(
            "推进东湖科技城、南山科技城、西谷药谷、北岭云谷、滨江产业带“两城两谷一带”建设。",
            [
                ("两城", 2, ["东湖科技城", "南山科技城"]),
                ("两谷", 2, ["西谷药谷", "北岭云谷"]),
                ("一带", 1, ["滨江产业带"]),
            ],
            id="by the noun",
        ),
        pytest.param(
            "某市布局“一核、两带、多点”。一核，即中心城区；两带，即滨江产业带、沿山生态带。",
            [("一核", 1, ["中心城区"]), ("两带", 2, ["滨江产业带", "沿山生态带"]), ("多点", None, [])],
            id="part by part",
        ),
        pytest.param(
            "某县优化“123”园区体系：“1”是东湖开发区，“2”是西谷药谷、北岭云谷，“3”是3个乡镇集聚区。",
            [("1", 1, ["东湖开发区"]), ("2", 2, ["西谷药谷", "北岭云谷"]), ("3", 3, [])],
            id="the code before its definitions is none of them",
        ),
        pytest.param(
            "某市提过“3+1”产业群：菱镁、钢铁、水泥，加上食用菌。",
            [("3", 3, ["菱镁", "钢铁", "水泥"]), ("1", 1, ["食用菌"])],
            id="a list as long as the numbers together",
        ),
        pytest.param(
            "某园区围绕菱镁、钢铁、水泥三个主导方向，加上物流、会展，搭起“3+2”产业体系。",
            [("3", 3, ["菱镁", "钢铁", "水泥"]), ("2", 2, ["物流", "会展"])],
            id="lists as long as each number",
        ),
        pytest.param(
            "某区做强“2+1”现代产业，即菱镁、钢铁两大主导产业，以及低空经济这一未来产业。",
            [("2", 2, ["菱镁", "钢铁"]), ("1", 1, ["低空经济"])],
            id="the only one of its class",
        ),
        pytest.param(
            "某省以“两新两特+N”支撑产业体系。“两新”为新材料、氢能，“两特”为枸杞、滩羊，“N”为算力等产业。",
            [("两新", 2, ["新材料", "氢能"]), ("两特", 2, ["枸杞", "滩羊"]), ("N", None, ["算力"])],
            id="words and an open end",
        ),
        pytest.param(
            "某市打造“两主两特”产业集群，水泥、钢铁两个主导产业产值过百亿，枸杞、滩羊两个特色产业加快发展。",
            [("两主", 2, ["水泥", "钢铁"]), ("两特", 2, ["枸杞", "滩羊"])],
            id="classes that begin with the counted sign",
        ),
        pytest.param(
            "某市“3+2”体系：“3”是前瞻产业：氢能、储能、算力；“2”是水泥、钢铁。",
            [("3", 3, ["氢能", "储能", "算力"]), ("2", 2, ["水泥", "钢铁"])],
            id="the class before its list",
        ),
        pytest.param(
            "某县以石油化工为一个主干，以氢能、储能为两翼，以生物医药、现代物流为两条链，构建“1+2+2”产业体系。",
            [("1", 1, ["石油化工"]), ("2", 2, ["氢能", "储能"]), ("2", 2, ["生物医药", "现代物流"])],
            id="roles with their counts",
        ),
        pytest.param(
            "某县第四期“三个一批”项目建设活动举行。签约一批3个项目，开工一批6个项目，投产一批2个项目。",
            [("三个一批", 3, ["签约一批", "开工一批", "投产一批"])],
            id="batches",
        ),
        pytest.param(
            "某市实施“两个千亿”工程，即打造千亿陶瓷产业、千亿茶产业，总量要再上台阶。",
            [("两个千亿", 2, ["陶瓷", "茶"])],
            id="things that reach an amount",
        ),
        pytest.param(
            "某县开展城乡融合年、项目建设加速年、作风提升年“三个年”活动。",
            [("三个年", 3, ["城乡融合年", "项目建设加速年", "作风提升年"])],
            id="campaigns named after a year",
        ),
        pytest.param(
            "某市递名片：“1342”。“3”对应三大定位：能源基地、区域中心、战略节点。“4”对应四大战场：工业、城市、文旅、商贸。",
            [("3", 3, ["能源基地", "区域中心", "战略节点"]), ("4", 4, ["工业", "城市", "文旅", "商贸"])],
            id="digits in quotes that the text goes on to tell",
        ),
        pytest.param(
            "园区盯着“风光氢储车”五大产业链招大户。", [("五大产业链", 5, ["风", "光", "氢", "储", "车"])],
            id="a sign for each thing",
        ),
        pytest.param(
            "某市做“两组团、两片区”。两组团，一是东湖组团，做会展；二是南湖组团，做更新。两片区，东站片区引物流，西站片区改绿色。",
            [("两组团", 2, ["东湖组团", "南湖组团"]), ("两片区", 2, ["东站片区", "西站片区"])],
            id="parts in order and parts by their noun",
        ),
        pytest.param(
            "某县列过一道算式：“2+3”产业链。“2”是支柱型，含造船、生物科技和生命科学；“3”是成长型，含制药、纺织、水泥。",
            [("2", 2, ["造船", "生物科技和生命科学"]), ("3", 3, ["制药", "纺织", "水泥"])],
            id="a class and what it holds",
        ),
        pytest.param(
            "园区要建“一总部、三基地”：全球风电总部一个；电机制造基地、海外交付基地等基地三个。",
            [("一总部", 1, ["全球风电总部"]), ("三基地", 3, ["电机制造基地", "海外交付基地"])],
            id="each with its number behind",
        ),
        pytest.param(
            "培育“12X”产业集群：做强石化1个万亿级产业群，做优光伏、电气2个特色产业群，培育基因工程、新材料等一批新星产业群。",
            [("1", 1, ["石化"]), ("2", 2, ["光伏", "电气"]), ("X", None, ["基因工程", "新材料"])],
            id="a batch is what X counts",
        ),
        pytest.param(
            "新能源是某市“四大千亿产业”之一。", [("四大千亿产业", 4, ["新能源"])], id="one of what the form counts",
        ),
        pytest.param(
            "农机制造产业列入该省“十大产业”名单。", [("十大产业", 10, ["农机制造"])],
            id="what was taken into the form",
        ),
        pytest.param(
            "某市把优化法治环境列为“三大环境”之首。优化法治环境、生态环境、社会环境“三大环境”。",
            [("三大环境", 3, ["法治环境", "生态环境", "社会环境"])],
            id="all where one sentence tells one and another all",
        ),
        pytest.param(
            "该县手握东湖经济开发区、南湖高新技术产业开发区两个省级开发区，分别构成某某谷的“一核一翼”。",
            [("一核", 1, ["东湖经济开发区"]), ("一翼", 1, ["南湖高新技术产业开发区"])], id="parts respectively",
        ),
        pytest.param(
            "广州园区规划“一核两翼多点”：东湖经济技术开发区是核心，东河县、西河县是两翼，越秀、海珠、荔湾三区是多点。",
            [("一核", 1, ["东湖经济技术开发区"]), ("两翼", 2, ["东河县", "西河县"]),
             ("多点", None, ["越秀", "海珠", "荔湾"])],
            id="what each part is, clause by clause",
        ),
        pytest.param(
            "园区的说法是“2主3辅”：两个“主”，生物医药和新材料；三个“辅”，绿色食品、绿色化工、现代服务业。",
            [("2主", 2, ["生物医药", "新材料"]), ("3辅", 3, ["绿色食品", "绿色化工", "现代服务业"])],
            id="parts by a sign in quotes",
        ),
        pytest.param(
            "今年，某市实施“十大工业工程”，总投资78亿元，年度计划投资34亿元，包括东湖数控产业园、南湖白酒产业园等。",
            [("十大工业工程", 10, ["东湖数控产业园", "南湖白酒产业园"])], id="some behind the sums",
        ),
        pytest.param(
            "某市开展“三大竞赛”，招商引资大竞赛便是其中一项。", [("三大竞赛", 3, ["招商引资大竞赛"])],
            id="one of the things that are counted",
        ),
        pytest.param("推行“一县一业、一村一品”，坚持“一园一特色”。", [], id="one for each is no number"),
        pytest.param("围绕“五转变、五突破”工作。", [("五转变", 5, []), ("五突破", 5, [])], id="never explained"),
        pytest.param("实施“4216”发展战略，推进“7+2”产业体系。", [], id="bare digits never explained"),
        pytest.param("开展“双招双引”工作，实施“双百双千”工程。", [], id="doubles"),
    ],
)
def test_rows(document_of: Documents, text: str, expected: Rows) -> None:
    found = rows(document_of(text))
    assert [row[:2] for row in found] == [row[:2] for row in expected]
    for (_, _, members), (_, _, wanted) in zip(found, expected, strict=True):
        assert members == wanted


def test_half_of_a_list_of_industries_tells_the_rest(document_of: Documents) -> None:
    annotated = annotate(document_of("某区构建“3+1”产业体系：风电、光电、核乏燃料后处理，加上氢能。"))
    assert {mention.surface for mention in annotated.of_type("Industry")} == {"风电", "光电", "核乏燃料后处理", "氢能"}


def test_evidence_is_the_sentence_that_explains(document_of: Documents) -> None:
    document = document_of("某市推进“614”产业体系，即产业集群6个、重点产业链14条。")
    for part in decode(annotate(document)):
        assert document.text[part.evidence.start:part.evidence.end] == part.evidence.quote
        assert part.symbol in part.evidence.quote
