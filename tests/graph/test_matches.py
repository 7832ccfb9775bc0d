"""Judgements on names, and the confidence of rules, in the evidence."""

from __future__ import annotations

import rdflib
from made import Made, anshan, document, haicheng

from kg.datamodel import Extraction, KnowledgeGraph
from kg.graph.evidence import evidence_rdf
from kg.graph.fusion import fuse
from kg.graph.rdf import to_rdf
from kg.graph.validation import validate
from kg.resolution import resolve
from kg.resources.namespaces import KG
from kg.resources.rules import load_rules

TERMS = rdflib.Namespace(KG)


def built(*extractions: Extraction) -> KnowledgeGraph:
    return fuse(extractions, resolve(extractions))


def test_a_match_concerns_the_entity_that_has_both_names() -> None:
    graph = built(haicheng(), anshan())
    evidence = evidence_rdf(graph)
    company = next(entity for entity in graph.entities if entity.type == "Company")
    matches = [
        match for match in evidence.subjects(rdflib.RDF.type, TERMS.Match)
        if str(evidence.value(match, TERMS.concerns)).endswith(company.id)
    ]
    names = {str(evidence.value(match, side)) for match in matches for side in (TERMS.left, TERMS.right)}
    assert names == {"三鱼泵业", "海城市三鱼泵业有限公司"}
    assert all(str(evidence.value(match, TERMS.verdict)) == "same" for match in matches)
    assert not [finding for finding in validate(to_rdf(graph), evidence) if "Match" in finding.shape]


def test_names_left_apart_concern_both() -> None:
    extractions = []
    for region, code in (("海城市", "210381"), ("锦州市", "210700")):
        made = Made(document(f"{region}高新区扩建。"))
        made.says(made.name("Park", "高新区"), "locatedIn", made.name("Region", region, code))
        extractions.append(made.done())
    graph = built(*extractions)
    evidence = evidence_rdf(graph)
    apart = [
        match for match, verdict in evidence.subject_objects(TERMS.verdict) if str(verdict) == "different"
    ]
    concerned = {str(park) for match in apart for park in evidence.objects(match, TERMS.concerns)}
    parks = [entity.id for entity in graph.entities if entity.type == "Park"]
    assert len(parks) == 2
    assert {park.rpartition("/id/")[2] for park in concerned} == set(parks)


def test_a_code_ties_the_forms_of_a_region() -> None:
    evidence = evidence_rdf(built(haicheng()))
    ties = {
        (str(evidence.value(match, TERMS.left)), str(evidence.value(match, TERMS.right)))
        for match in evidence.subjects(rdflib.RDF.type, TERMS.Match)
    }
    assert {("海城市", "210381"), ("“2+N”产业体系", "2+N")} <= ties


def test_evidence_carries_the_confidence_of_its_rule() -> None:
    evidence = evidence_rdf(built(haicheng()))
    assert {float(str(value)) for value in evidence.objects(None, TERMS.confidence)} == {0.5}, "no rule was measured"
    pieces = set(evidence.subjects(rdflib.RDF.type, TERMS.Evidence))
    assert pieces == set(evidence.subjects(TERMS.confidence))


def test_measured_rules() -> None:
    for name, rule in load_rules().items():
        assert 0 <= rule.right <= rule.fired, name
        assert abs(float(rule.confidence) - (rule.right + 1) / (rule.fired + 2)) <= 0.006, name
