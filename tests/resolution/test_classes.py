"""The published classes that hold industries."""

from __future__ import annotations

import pytest
from made import names

from kg.datamodel import Entity
from kg.graph.rdf import facts
from kg.pipeline import assemble
from kg.resolution.linking import class_by_head
from kg.resources.classification import classes, heads, parent_of


def industries(*surfaces: str) -> dict[str, Entity]:
    graph = assemble([names("Industry", "。".join(f"发展{surface}" for surface in surfaces), *surfaces)])
    return {entity.name: entity for entity in graph.entities}


@pytest.mark.parametrize(("name", "expected"), [
    ("绿色智能船舶", "gbt4754-37"), ("现代煤化工", "gbt4754-C"), ("智慧农业", "gbt4754-01"),
    ("人形机器人", "sei2018-2.1"), ("跨境电商", "gbt4754-F"), ("服务业", ""), ("文旅", ""),
])
def test_an_industry_is_held_by_the_class_of_what_its_name_ends_with(name: str, expected: str) -> None:
    assert class_by_head(name) == expected


def test_every_head_names_a_class() -> None:
    assert set(heads().values()) - {""} <= classes().keys()


def test_a_section_and_its_only_division_of_one_name_are_one_node() -> None:
    found = industries("房地产开发经营业")
    assert found["房地产开发经营业"].parent == "industry/gbt4754-K" == found["房地产业"].id
    assert parent_of("gbt4754-701") == "gbt4754-K"


def test_wider_and_narrower_industries_stay_apart_and_match_their_classes() -> None:
    found = industries("服装", "纺织服装", "人工智能", "文旅", "文化旅游产业")
    assert {"服装", "纺织服装", "文旅"} <= found.keys()
    assert found["文旅"].aliases == ("文化旅游产业",)
    assert found["人工智能"].id == "industry/sei2018-1.5"


def test_matches_across_schemes_are_told() -> None:
    graph = assemble([names("Industry", "发展绿色智能船舶和人工智能。", "绿色智能船舶", "人工智能")])
    said = facts(graph)
    own = next(entity.id.replace("/", ":", 1) for entity in graph.entities if entity.name == "绿色智能船舶")
    assert said[own]["skos:broadMatch"] == said[own]["skos:broader"] == {"industry:gbt4754-37": None}
    assert said[own]["skos:inScheme"] == {"kg:industries": None}
    assert "kg:strategicIndustries" in said["industry:sei2018-1.5"]["skos:inScheme"]
    assert "skos:broadMatch" not in said["industry:sei2018-1.5"]
