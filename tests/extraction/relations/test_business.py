"""Who deals with whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kg import extraction
from kg.datamodel import Document
from kg.extraction.relations import business

Read = Callable[..., Document]


def found(document: Document) -> set[tuple[str, str, str]]:
    return {(relation.subject.surface, relation.relation, relation.object.surface)
            for relation in business.relate(extraction.annotate(document))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("滁州市与北京大学达成战略合作。", ("滁州市", "partnersWith", "北京大学")),
        ("铂瑞科技有限公司与鞍钢集团签订供货协议。", ("铂瑞科技有限公司", "partnersWith", "鞍钢集团")),
        ("铂瑞科技有限公司的产品供给本地的鞍钢集团。", ("铂瑞科技有限公司", "partnersWith", "鞍钢集团")),
        ("最大一单是海城市人民政府与鞍钢集团签的。", ("海城市人民政府", "partnersWith", "鞍钢集团")),
    ],
)
def test_relations(document_of: Read, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(document_of(text))


def test_names_side_by_side_do_not_cooperate(document_of: Read) -> None:
    assert not found(document_of("鞍钢集团、中国石化的项目加快建设。"))


@pytest.mark.parametrize("text", ["滁州市办厂。废渣卖给鞍钢集团。", "滁州市:鞍钢集团与山东青岚科技有限公司合作。"])
def test_a_place_that_only_stands_by_is_no_partner(document_of: Read, text: str) -> None:
    assert not {subject for subject, _, _ in found(document_of(text))} & {"滁州市", "山东"}
