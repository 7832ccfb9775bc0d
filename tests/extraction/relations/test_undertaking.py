"""Who builds a project."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg.datamodel import AnnotatedDocument, Document, Mention
from kg.extraction.relations import undertaking

Read = Callable[..., Document]


def annotated(document: Document, companies: list[str], projects: list[str]) -> AnnotatedDocument:
    """The document with the mentions given."""
    mentions: list[Mention] = []
    for sentence in document.sentences:
        for kind, words in (("Company", companies), ("Project", projects)):
            for word in words:
                at = sentence.text.find(word)
                if at >= 0:
                    mentions.append(document.mention(sentence, (at, at + len(word)), kind, "test"))  # type: ignore[arg-type]
    mentions.sort(key=lambda m: (m.sentence, m.left, -m.right))
    return AnnotatedDocument(document=document, mentions=tuple(mentions), homes=(None,) * len(document.sentences))


@pytest.mark.parametrize(
    "text",
    [
        "远洋科技二期生产线开工。",
        "远洋科技的二期生产线已经投产。",
        "远洋科技在柳溪县投资40亿元,建设二期生产线,产品供不应求。",
        "由远洋科技投资建设的二期生产线开工。",
        "远洋科技正加紧施工。二期生产线年底投产。",
        "二期生产线由远洋科技投资建设，占地3500亩。",
        "二期生产线是由远洋科技全额投资建设。",
        "二期生产线的投资方为远洋科技。",
        "二期生产线开工。该项目由远洋科技投资兴建，总投资6亿元。",
        "二期生产线开工。据悉，项目由远洋科技建设运营。",
        "远洋科技与青石县签订二期生产线投资协议。",
        "远洋科技旗下的二期生产线投产。",
        "新开工:二期生产线(远洋科技)、另一条线。",
        "二期生产线——远洋科技;",
        "扩建:远洋科技｜二期生产线；",
        "二期生产线建成投产,业主远洋科技。",
    ],
)
def test_developer(document_of: Read, text: str) -> None:
    found = list(undertaking.relate(annotated(document_of(text), ["远洋科技"], ["二期生产线"])))
    assert [(r.subject.surface, r.object.surface) for r in found] == [("远洋科技", "二期生产线")]


@pytest.mark.parametrize(
    "text",
    [
        "远洋科技的阀门已应用于柳溪输电工程。",
        "远洋科技、宏图集团产值增长，柳溪输电工程开工。",
        "柳溪输电工程(原由远洋科技提供设备)开工。",
        "走访柳溪输电工程—远洋科技园区一线。",
    ],
)
def test_supplier_or_neighbour_is_none(document_of: Read, text: str) -> None:
    found = undertaking.relate(annotated(document_of(text), ["远洋科技", "宏图集团"], ["柳溪输电工程"]))
    assert list(found) == []


def test_developer_in_the_name(document_of: Read) -> None:
    document = document_of("宏图新材料年产20万吨防火板等项目签约。")
    found = list(undertaking.relate(annotated(document, ["宏图新材料"], ["宏图新材料年产20万吨防火板"])))
    assert [r.subject.surface for r in found] == ["宏图新材料"]


@pytest.mark.parametrize(
    "text", ["二期生产线由远洋科技、宏图集团共同投资建设。", "二期生产线由远洋科技联合宏图集团投资建设。"]
)
def test_developers_together(document_of: Read, text: str) -> None:
    found = undertaking.relate(annotated(document_of(text), ["远洋科技", "宏图集团"], ["二期生产线"]))
    assert {r.subject.surface for r in found} == {"远洋科技", "宏图集团"}


def test_a_developer_of_one_project_is_not_that_of_all(document_of: Read) -> None:
    document = document_of("远洋科技三期加快建设。\n\n推动柳溪水库建设。")
    found = list(undertaking.relate(annotated(document, ["远洋科技"], ["远洋科技三期", "柳溪水库"])))
    assert [r.object.surface for r in found] == ["远洋科技三期"]
