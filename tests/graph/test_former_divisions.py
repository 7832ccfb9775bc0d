"""Divisions that were renamed or abolished are the regions of today, with the day up to which they were."""

from __future__ import annotations

from made import names

from kg.graph.rdf import facts
from kg.pipeline import assemble


def test_a_former_division_is_told_where_a_document_names_it() -> None:
    old = names("Region", "襄樊市发展汽车产业。", region=("襄樊市", "420600"))
    new = names("Region", "襄阳市发展汽车产业。", region=("襄阳市", "420600"))
    (region,) = (entity for entity in assemble([old, new]).entities if entity.mentions)
    assert (region.id, region.name, region.aliases) == ("region/420600", "襄阳市", ("襄樊市",))
    said = facts(assemble([old, new]))
    (former,) = said["region:420600"]["kg:formerDivision"]
    assert said[former] == {
        "a": {"kg:FormerDivision": None}, "rdfs:label": {'"襄樊市"': None},
        "kg:validUntil": {'"2010-12-09"^^xsd:date': None}, "dcterms:isReplacedBy": {"region:420600": None},
    }
    assert "kg:formerDivision" not in facts(assemble([new]))["region:420600"]
