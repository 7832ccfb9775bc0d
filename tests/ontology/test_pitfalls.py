"""The structural pitfalls of the OOPS! catalogue (Poveda-Villalón et al. 2014) that a query can find.

Each is a SPARQL query over ``regional.ttl`` that must find nothing.  Left out: P01, P02, P03, P09, P14–P18, P21, P23,
P24 and P30, which take a person's judgement; P13 (inverses are left to queries: ``^kg:undertakes``).
"""

from __future__ import annotations

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from kg.resources.location import ONTOLOGY
from kg.resources.namespaces import KG, prefixes

HEADER = "".join(f"PREFIX {name}: <{space}>\n" for name, space in prefixes().items())
TERM = 'FILTER(STRSTARTS(STR(?term), STR(kg:)))'

PITFALLS = {
    "P04 unconnected element": f"""SELECT ?term {{ ?term a owl:Class {TERM}
        FILTER NOT EXISTS {{ ?other (rdfs:domain|rdfs:range|schema:domainIncludes|schema:rangeIncludes) ?term }}
        FILTER NOT EXISTS {{ ?term rdfs:subClassOf ?above }} }}""",
    "P05 wrong inverse": """SELECT ?term { ?term owl:inverseOf ?back ; rdfs:domain ?domain ; rdfs:range ?range .
        ?back rdfs:domain ?d ; rdfs:range ?r FILTER(?domain != ?r || ?range != ?d) }""",
    "P06 cycle of classes": "SELECT ?term { ?term rdfs:subClassOf+ ?term }",
    "P06 cycle of properties": "SELECT ?term { ?term rdfs:subPropertyOf+ ?term }",
    "P08 missing annotation": f"""SELECT ?term {{ ?term rdfs:isDefinedBy ?any {TERM} VALUES ?language {{ "zh" "en" }}
        FILTER NOT EXISTS {{ ?term rdfs:label ?label ; skos:definition ?text
          FILTER(LANG(?label) = ?language && LANG(?text) = ?language) }} }}""",
    "P10 missing disjointness": """SELECT ?term { ?term rdfs:subClassOf kg:Entity . ?other rdfs:subClassOf kg:Entity
        FILTER(STR(?term) < STR(?other))
        FILTER NOT EXISTS { { ?term owl:disjointWith ?other } UNION { ?other owl:disjointWith ?term } } }""",
    "P11 missing domain or range": f"""SELECT ?term {{ ?term a ?kind {TERM}
        VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty rdf:Property }}
        FILTER NOT EXISTS {{ ?term rdfs:domain ?domain ; rdfs:range ?range }} }}""",
    "P12 equivalent property not declared": """SELECT ?term { ?term rdfs:label ?label . ?other rdfs:label ?label ;
        rdfs:domain ?domain ; rdfs:range ?range . ?term rdfs:domain ?domain ; rdfs:range ?range
        FILTER(?term != ?other) }""",
    "P19 several domains or ranges": """SELECT ?term { VALUES ?side { rdfs:domain rdfs:range }
        ?term ?side ?one, ?two FILTER(?one != ?two) }""",
    "P20 label and definition mixed up": f"""SELECT ?term {{ ?term rdfs:label ?label ; skos:definition ?text {TERM}
        FILTER(STRLEN(?label) > 40 || STR(?label) = STR(?text)) }}""",
    "P22 naming of classes": f"""SELECT ?term {{ ?term a owl:Class {TERM}
        FILTER(!REGEX(STR(?term), '#[A-Z][A-Za-z]*$')) }}""",
    "P22 naming of properties": f"""SELECT ?term {{ ?term a ?kind {TERM}
        VALUES ?kind {{ owl:ObjectProperty owl:DatatypeProperty rdf:Property owl:NamedIndividual }}
        FILTER(!REGEX(STR(?term), '#[a-z][A-Za-z]*$')) }}""",
    "P25 its own inverse": "SELECT ?term { ?term owl:inverseOf ?term }",
    "P26 inverse of a symmetric property": "SELECT ?term { ?term owl:inverseOf ?other ; a owl:SymmetricProperty }",
    "P27 wrong equivalent property": "SELECT ?term { ?term owl:equivalentProperty ?term }",
    "P28 wrong symmetric property": """SELECT ?term { ?term a owl:SymmetricProperty ; rdfs:domain ?d ; rdfs:range ?r
        FILTER(?d != ?r) }""",
    "P29 wrong transitive property": """SELECT ?term { ?term a owl:TransitiveProperty ; rdfs:domain ?d ; rdfs:range ?r
        FILTER(?d != ?r) }""",
    "P31 wrong equivalent class": "SELECT ?term { ?term owl:equivalentClass ?other . ?term rdfs:subClassOf+ ?other }",
    "P32 classes of one label": """SELECT ?term { ?term a owl:Class ; rdfs:label ?label . ?other a owl:Class ;
        rdfs:label ?label FILTER(?term != ?other) }""",
    "P33 chain of one property": "SELECT ?term { ?term owl:propertyChainAxiom/rdf:rest rdf:nil }",
    "P34 untyped class": f"""SELECT ?term {{
        {{ ?any rdfs:subClassOf|rdfs:domain|rdfs:range|schema:domainIncludes ?term }} {TERM}
        FILTER NOT EXISTS {{ ?term a owl:Class }} }}""",
    "P35 untyped property": f"""SELECT ?term {{ ?term rdfs:domain ?any {TERM}
        FILTER NOT EXISTS {{ ?term a ?kind
          FILTER(?kind IN (owl:ObjectProperty, owl:DatatypeProperty, rdf:Property)) }} }}""",
    "P36 IRI with a file extension": """SELECT ?term { ?term a owl:Ontology
        FILTER(REGEX(STR(?term), '[.](ttl|owl|rdf|xml)$')) }""",
    "P38 no ontology declared": "SELECT ?term { BIND(1 AS ?term) FILTER NOT EXISTS { ?any a owl:Ontology } }",
    "P39 ambiguous namespace": """SELECT ?term { ?term a owl:Ontology
        FILTER NOT EXISTS { ?term <http://purl.org/vocab/vann/preferredNamespaceUri> ?space } }""",
    "P40 a term of another's namespace defined": """SELECT ?term { ?term a ?kind
        VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty rdf:Property owl:NamedIndividual }
        FILTER(!STRSTARTS(STR(?term), STR(kg:))) }""",
    "P41 no licence": """SELECT ?term { ?term a owl:Ontology FILTER NOT EXISTS { ?term dcterms:license ?any } }""",
}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / "regional.ttl")


@pytest.mark.parametrize("pitfall", PITFALLS)
def test_pitfall(pitfall: str, ontology: rdflib.Graph) -> None:
    assert [str(row[0]) for row in ontology.query(HEADER + PITFALLS[pitfall])] == []  # type: ignore[index]


BROKEN = {
    "P04": "kg:Loose a owl:Class .",
    "P06": "kg:Company rdfs:subClassOf kg:Big . kg:Big rdfs:subClassOf kg:Company .",
    "P08": "kg:bare rdfs:isDefinedBy kg:x .",
    "P10": "kg:New a owl:Class ; rdfs:subClassOf kg:Entity .",
    "P11": "kg:bare a owl:ObjectProperty .",
    "P19": "kg:develops rdfs:domain kg:Region .",
    "P22": "kg:small a owl:Class .",
    "P32": 'kg:New a owl:Class ; rdfs:label "企业"@zh .',
    "P34": "kg:develops rdfs:range kg:Unknown .",
    "P40": "skos:Concept a owl:Class .",
}


@pytest.mark.parametrize("number", BROKEN)
def test_the_queries_find_what_they_are_for(number: str, ontology: rdflib.Graph) -> None:
    turtle = "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes().items()) + BROKEN[number]
    broken = ontology + rdflib.Graph().parse(data=turtle)
    found = [name for name, query in PITFALLS.items() if name.startswith(number) and list(broken.query(HEADER + query))]
    assert found


def test_every_term_has_an_example_that_is_turtle_and_uses_it(ontology: rdflib.Graph) -> None:
    turtle = "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes().items())
    for term in set(ontology.subjects(RDFS.isDefinedBy)):
        examples = list(ontology.objects(term, SKOS.example))
        assert examples, f"{term} has no example"
        for example in examples:
            graph = rdflib.Graph().parse(data=turtle + str(example))
            used = {node for triple in graph for node in triple}
            assert term in used, f"the example of {term} does not use it"
            known = {node for node in used if str(node).startswith(KG)}
            assert known <= set(ontology.subjects(RDF.type)), f"the example of {term} uses an unknown term"


def test_the_header_tells_versions_and_changes(ontology: rdflib.Graph) -> None:
    (header,) = ontology.subjects(RDF.type, OWL.Ontology)
    version = str(ontology.value(header, OWL.versionInfo))
    assert str(ontology.value(header, OWL.versionIRI)).endswith("/" + version)
    assert ontology.value(header, OWL.priorVersion)
    notes = list(ontology.objects(header, SKOS.changeNote))
    assert {note.language for note in notes if str(note).startswith(version)} == {"zh", "en"}
    assert not any(version in str(term) for term in ontology.subjects(RDFS.isDefinedBy)), "terms carry no version"
