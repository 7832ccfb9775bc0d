"""On the gold documents beside the checkout: agreement with score.py, and no row under its floor."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest
import rdflib

from kg import pipeline
from kg.evaluation.running import Selection, evaluate
from kg.evaluation.scores import DocumentScore, rules, total
from kg.graph.rdf import graph_turtle
from kg.resources.rules import load_rules

FLOORS = Path(__file__).with_name("floors.json")


def hashes(gold: Path) -> dict[str, str]:
    return {path.stem: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(gold.glob("*.json"))}


@pytest.fixture(scope="module")
def scores(gold: Path, corpus: Path) -> Sequence[DocumentScore]:
    return list(evaluate(gold, Selection(texts=corpus)))


@pytest.fixture(scope="module")
def measure(gold: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", gold / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_row_agrees_with_the_score_that_goes_with_the_gold(
    gold: Path, corpus: Path, scores: Sequence[DocumentScore], measure: ModuleType
) -> None:
    expected = defaultdict(measure.Tally)
    for path in sorted(gold.glob("*.json")):
        row = measure.read_gold(path)
        built = pipeline.run([str(next(corpus.rglob(row["document"])))])
        graph = rdflib.Graph().parse(data=graph_turtle(built.graph), format="turtle")
        for key, tally in measure.score_document(row, graph, _entities(graph, measure), None).items():
            expected[key] += tally
    found = total(scores)
    assert set(found) == set(expected)
    for key, tally in expected.items():
        ours = (found[key].precision, found[key].recall, found[key].f1)
        assert ours == pytest.approx(tally.figures, abs=5e-4), key


def _entities(graph: rdflib.Graph, measure: ModuleType) -> dict[rdflib.term.Node, tuple[str, set[str]]]:
    """As read_prediction of score.py, which takes a file."""
    return {
        node: (kind, {
            str(name) for predicate in (measure.RDFS.label, measure.SKOS.prefLabel, measure.SKOS.altLabel)
            for name in graph.objects(node, predicate)
        })
        for kind in measure.TYPES
        for node in graph.subjects(measure.RDF.type, measure.KG[kind])
        if (node, measure.KG.mentionedIn, None) in graph
    }


def test_the_gold_is_that_of_the_floors(gold: Path) -> None:
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))["gold"]
    assert hashes(gold) == pinned, "the gold has changed: look at the figures, then python scripts/floors.py"


def test_every_rule_that_fires_has_its_confidence(scores: Sequence[DocumentScore]) -> None:
    unmeasured = set(rules(scores)) - set(load_rules())
    assert not unmeasured, f"{sorted(unmeasured)}: python scripts/evaluate.py --rules ontology/rules.tsv"


@pytest.mark.parametrize(("part", "tagger"), [("rules", False), ("whole", True)])
def test_no_row_is_under_its_floor(gold: Path, corpus: Path, part: str, tagger: bool) -> None:
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))[part]
    found = total(evaluate(gold, Selection(texts=corpus, tagger=tagger)))
    assert set(found) == set(floors)
    under = [
        f"{row}: {figure} {value:.3f}, floor {floors[row][figure]:.3f}"
        for row, tally in found.items()
        for figure, value in (("f1", tally.f1), ("precision", tally.precision))
        if value < floors[row][figure]
    ]
    assert not under, "\n".join(under)
