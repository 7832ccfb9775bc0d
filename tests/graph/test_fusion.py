from __future__ import annotations

from made import Made, anshan, document, haicheng

from kg.datamodel import KnowledgeGraph
from kg.graph.fusion import fuse
from kg.resolution import resolve


def graph() -> KnowledgeGraph:
    extractions = [haicheng(), anshan()]
    return fuse(extractions, resolve(extractions))


def test_equal_values_of_two_documents_are_one_statement() -> None:
    (investment,) = (statement for statement in graph().statements if statement.predicate == "totalInvestment")
    assert (investment.object, investment.datatype) == ("120000000", "decimal")
    assert len({piece.document_id for piece in investment.evidence}) == 2


def test_every_statement_has_evidence_that_stands_in_its_document() -> None:
    found = graph()
    texts = {document.id: document.text for document in found.documents}
    carriers = (*found.statements, *found.components, *found.observations)
    assert carriers
    for carrier in carriers:
        assert carrier.evidence
        for piece in carrier.evidence:
            assert texts[piece.document_id][piece.start : piece.end] == piece.quote


def test_both_stages_stay_with_their_documents() -> None:
    stages = {statement.object for statement in graph().statements if statement.predicate == "stage"}
    assert stages == {"underConstruction", "started"}


def test_partners_are_one_statement_in_either_direction() -> None:
    made = Made(document("甲方公司与乙方公司合作。\n乙方公司与甲方公司再合作。"))
    first, second = made.name("Company", "甲方公司"), made.name("Company", "乙方公司")
    made.says(first, "partnersWith", second)
    made.says(made.name("Company", "乙方公司", nth=1), "partnersWith", made.name("Company", "甲方公司", nth=1))
    extraction = made.done()
    (statement,) = fuse([extraction], resolve([extraction])).statements
    assert len(statement.evidence) == 2


def test_nothing_is_related_to_itself() -> None:
    made = Made(document("三鱼泵业即三鱼泵业。"))
    made.says(made.name("Company", "三鱼泵业"), "partnersWith", made.name("Company", "三鱼泵业", nth=1))
    extraction = made.done()
    assert fuse([extraction], resolve([extraction])).statements == ()


def test_components_of_two_documents_are_joined() -> None:
    def of(text: str, label: str, *members: str) -> Made:
        made = Made(document(text))
        programme = made.name("Programme", "“3+N”产业体系", "3+N")
        made.says(programme, "implementedBy", made.name("Region", "海城市", "210381"))
        made.part(programme, 1, "3", label, *(made.name("Industry", member) for member in members))
        return made

    one = of("海城市“3+N”产业体系包括菱镁、钢铁。", "主导产业", "菱镁", "钢铁").done()
    two = of("海城市的“3+N”产业体系有钢铁、纺织。", "产业", "钢铁", "纺织").done()
    (component,) = fuse([one, two], resolve([one, two])).components
    assert len(component.members) == 3
    assert (component.label, component.labels) == ("主导产业", ("产业",))
    assert [len(evidence) for evidence in component.member_evidence].count(2) == 1


def test_a_document_read_twice_counts_once() -> None:
    once = fuse([haicheng()], resolve([haicheng()]))
    assert fuse([haicheng(), haicheng()], resolve([haicheng(), haicheng()])) == once


def test_order_changes_nothing() -> None:
    turned = [anshan(), haicheng()]
    assert fuse(turned, resolve(turned)) == graph()
