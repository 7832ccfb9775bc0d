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


def test_evidence_is_the_sentence_that_explains(document_of: Documents) -> None:
    document = document_of("某市推进“614”产业体系，即产业集群6个、重点产业链14条。")
    for part in decode(annotate(document)):
        assert document.text[part.evidence.start:part.evidence.end] == part.evidence.quote
        assert part.symbol in part.evidence.quote
