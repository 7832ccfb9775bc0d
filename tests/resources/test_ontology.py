from __future__ import annotations

import pytest
import rdflib

from kg.datamodel import ATTRIBUTES, ENTITY_TYPES, MEASURES, RELATIONS, STAGES
from kg.resources.location import ONTOLOGY
from kg.resources.namespaces import VOCABULARIES
from kg.resources.ontology import load_terms, suggest


def test_the_ontology_holds_what_the_data_model_knows() -> None:
    terms = load_terms()
    assert all(terms[name].kind == "class" for name in ENTITY_TYPES)
    assert all(terms[name].kind == "relation" for name in RELATIONS)
    assert all(name in terms for name in ATTRIBUTES)
    assert all(terms[name].kind == "individual" for name in (*STAGES, *MEASURES))


def test_every_relation_has_a_domain_and_a_range() -> None:
    for term in load_terms().values():
        if term.kind in ("relation", "attribute"):
            assert term.domain, term.name
            assert term.range, term.name


def test_domains_are_those_of_the_vocabulary() -> None:
    terms = load_terms()
    assert terms["undertakes"].domain == ("Company", "Organisation")
    assert terms["locatedIn"].range == ("Park", "Region")
    assert terms["totalInvestment"].range == ("xsd:decimal",)


def test_header() -> None:
    graph = rdflib.Graph().parse(ONTOLOGY / "regional.ttl")
    (header,) = graph.subjects(rdflib.RDF.type, rdflib.OWL.Ontology)
    dcterms = rdflib.DCTERMS
    assert {title.language for title in graph.objects(header, dcterms.title)} == {"zh", "en"}
    assert "licenses/by/4.0" in str(graph.value(header, dcterms.license))
    assert graph.value(header, rdflib.OWL.versionIRI)
    for subject in set(graph.subjects()) - {header}:
        assert graph.value(subject, rdflib.RDFS.isDefinedBy) == header
        assert not isinstance(subject, rdflib.BNode)


@pytest.mark.parametrize(("wrong", "right"), [
    ("undertake", "undertakes"), ("LocatedIn", "locatedIn"), ("totalinvestment", "totalInvestment"),
    ("承担", "undertakes"), ("Companies", "Company"), ("zzzzqq", ""),
])
def test_suggest(wrong: str, right: str) -> None:
    assert suggest(wrong) == right


def test_prefixes_do_not_overlap() -> None:
    spaces = list(VOCABULARIES.values())
    assert len(set(spaces)) == len(spaces)
