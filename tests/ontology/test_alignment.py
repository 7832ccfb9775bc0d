"""The closure of ontology, alignment, other vocabularies and a built graph under OWL RL has no contradiction."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pytest
import rdflib
from made import anshan, haicheng

from kg.graph.evidence import evidence_rdf
from kg.graph.fusion import fuse
from kg.graph.rdf import to_rdf
from kg.resolution import resolve
from kg.resources.location import ONTOLOGY
from kg.resources.namespaces import KG, prefixes

HEADER = "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes().items())
SCHEMA = rdflib.Namespace("https://schema.org/")


def closure(data: rdflib.Graph) -> tuple[rdflib.Graph, list[str]]:
    """The closure and the contradictions that it found."""
    graph = rdflib.Graph()
    for part in (data, *(rdflib.Graph().parse(ONTOLOGY / name) for name in ("regional.ttl", "alignment.ttl")),
                 rdflib.Graph().parse(Path(__file__).parent / "other_vocabularies.ttl")):
        graph += part
    reasoner = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    reasoner.closure()
    return graph, list(reasoner.error_messages)


def built() -> rdflib.Graph:
    extractions = [haicheng(), anshan()]
    graph = fuse(extractions, resolve(extractions))
    return to_rdf(graph) + evidence_rdf(graph)


def test_no_contradiction() -> None:
    graph, contradictions = closure(built())
    assert contradictions == []
    region = rdflib.URIRef("https://w3id.org/regional-kg/id/region/210381")
    assert (region, rdflib.RDF.type, SCHEMA.AdministrativeArea) in graph
    kinds = {str(kind) for kind in graph.objects(region, rdflib.RDF.type) if str(kind).startswith(KG)}
    assert kinds == {KG + "Region", KG + "Entity"}, "nothing becomes an instance of another type"


CONTRADICTIONS = [
    "company:a a kg:Company, kg:Region .",
    "company:a kg:undertakes region:b . region:b a kg:Region .",
    "programme:a a kg:Programme, <http://www.w3.org/ns/prov#Activity> .",
    "industry:a a kg:Industry, skos:ConceptScheme .",
]


@pytest.mark.parametrize("turtle", CONTRADICTIONS)
def test_a_contradiction_is_found(turtle: str) -> None:
    assert closure(rdflib.Graph().parse(data=HEADER + turtle))[1]


def test_the_alignment_speaks_of_known_terms_only() -> None:
    ontology, alignment = (rdflib.Graph().parse(ONTOLOGY / name) for name in ("regional.ttl", "alignment.ttl"))
    known = set(ontology.subjects(rdflib.RDFS.isDefinedBy))
    terms = {node for triple in alignment for node in triple if str(node).startswith(KG)}
    assert terms <= known
    spaces = {"schema.org", "ns/org#", "skos/core#", "ns/prov#", "linked-data/cube#", "sdmx/2009/", "geosparql#"}
    objects = {str(node) for node in alignment.objects()}
    assert all(any(space in node for node in objects) for space in spaces)


def test_units_are_known_ones() -> None:
    lines = (ONTOLOGY / "lexicon" / "Qudt.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    assert len({unit for unit, _ in rows}) == len(rows)
    assert all(unit and name for unit, name in rows)
