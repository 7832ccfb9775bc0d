"""However the subjects of a graph are divided, its parts together tell and find what the whole does."""

from __future__ import annotations

import random

import pytest
from made import anshan, haicheng

from kg.graph.fusion import fuse
from kg.graph.overview import overview
from kg.graph.rdf import facts
from kg.graph.turtle import Facts, as_rdflib
from kg.graph.validation import conforms, ordered, validate
from kg.resolution import resolve
from kg.scaling.parts import Merged, graph_piece
from kg.scaling.whole import owners


@pytest.mark.parametrize("seed", range(4))
def test_a_graph_in_any_parts(seed: int) -> None:
    extractions = [haicheng(), anshan()]
    graph = fuse(extractions, resolve(extractions))
    found = facts(graph)
    project = next(subject for subject in found if subject.startswith("project:"))
    found.add(project, "kg:totalInvestment", '"five"')
    found.add("company:a", "a", "kg:Company")
    found.add("company:a", "kg:inIndustry", project)
    whole = validate(as_rdflib(found))
    assert len(whole) > 2
    assert not conforms(whole)

    parts: list[Facts] = [Facts() for _ in range(5)]
    dice = random.Random(seed)
    for subject, predicates in found.items():
        parts[dice.randrange(len(parts))][subject] = predicates
    merged = Merged()
    for part in parts:
        merged.add(graph_piece(owners(graph), part))
    assert ordered(merged.findings) == whole
    told, plain = merged.totals, overview(graph).totals
    assert told.documents == plain.documents
    assert told.observations == plain.observations
    assert {id: sorted(each) for id, each in told.owners.items() if each} == plain.owners
    assert merged.counts.subjects == len(found)
