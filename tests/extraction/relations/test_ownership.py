"""Who owns whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg import extraction
from kg.datamodel import Document
from kg.extraction.relations import ownership

Read = Callable[..., Document]
Fact = tuple[str, str, str]


def found(document: Document) -> set[Fact]:
    return {(relation.subject.surface, relation.relation, relation.object.surface)
            for relation in ownership.relate(extraction.annotate(document))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("宏远集团海宁市胜源耐火材料制造有限公司生产忙。",
         ("宏远集团海宁市胜源耐火材料制造有限公司", "subsidiaryOf", "宏远集团")),
        ("鞍钢集团旗下的铂瑞科技有限公司投产。", ("铂瑞科技有限公司", "subsidiaryOf", "鞍钢集团")),
        ("铂瑞科技有限公司是鞍钢集团的全资子公司。", ("铂瑞科技有限公司", "subsidiaryOf", "鞍钢集团")),
        ("铂瑞科技有限公司的母公司是鞍钢集团。", ("铂瑞科技有限公司", "subsidiaryOf", "鞍钢集团")),
        ("铂瑞科技有限公司隶属于鞍钢集团。", ("铂瑞科技有限公司", "subsidiaryOf", "鞍钢集团")),
    ],
)
def test_parent_and_child(document_of: Read, text: str, expected: Fact) -> None:
    assert found(document_of(text)) == {expected}


def test_founders_of_a_joint_venture_are_its_parents_and_partners(document_of: Read) -> None:
    text = "铂瑞电池有限公司由鞍钢集团与滁州宏远科技有限公司合资成立。"
    assert found(document_of(text)) == {
        ("铂瑞电池有限公司", "subsidiaryOf", "鞍钢集团"),
        ("铂瑞电池有限公司", "subsidiaryOf", "滁州宏远科技有限公司"),
        ("鞍钢集团", "partnersWith", "滁州宏远科技有限公司"),
    }


@pytest.mark.parametrize("text", ["鞍钢集团与铂瑞科技有限公司签约。", "鞍钢集团、铂瑞科技有限公司加快建设。"])
def test_companies_side_by_side_own_nothing(document_of: Read, text: str) -> None:
    assert not found(document_of(text))
