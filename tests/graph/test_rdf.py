from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import rdflib
from made import Made, anshan, document, haicheng
from rdflib import RDF, RDFS, XSD, Literal, Namespace
from rdflib.namespace import DCTERMS, SKOS

from kg.datamodel import KnowledgeGraph, PartialDate
from kg.graph.evidence import evidence_rdf, evidence_turtle
from kg.graph.fusion import fuse
from kg.graph.rdf import graph_turtle, issued_at, to_rdf
from kg.resolution import resolve
from kg.resources.ontology import load_terms

KG = Namespace("https://w3id.org/regional-kg/ontology#")
ID = Namespace("https://w3id.org/regional-kg/id/")
RELATIONS = {KG[name] for name in (
    "locatedIn", "undertakes", "inIndustry", "develops", "implementedBy", "targets", "underProgramme", "subsidiaryOf",
    "partnersWith", "hasComponent", "member", "mentionedIn", "totalInvestment", "capacity", "jobs", "stage",
)}


def graph() -> KnowledgeGraph:
    extractions = [haicheng(), anshan()]
    return fuse(extractions, resolve(extractions))


def test_what_the_vocabulary_promises() -> None:
    rdf = to_rdf(graph())
    city = ID["region/210381"]
    assert (city, RDF.type, KG.Region) in rdf
    assert (city, KG.divisionCode, Literal("210381")) in rdf
    assert (city, RDFS.label, Literal("海城市")) in rdf
    assert (city, KG.partOf, ID["region/210300"]) in rdf
    assert (ID["region/210000"], KG.mentionedIn, None) not in rdf
    (project,) = rdf.subjects(RDF.type, KG.Project)
    assert rdf.value(project, KG.totalInvestment) == Literal("120000000", datatype=XSD.decimal)
    assert rdf.value(project, KG.jobs) == Literal(200)
    assert rdf.value(project, KG.capacity) == Literal("3万台/年")
    (programme,) = rdf.subjects(RDF.type, KG.Programme)
    assert rdf.value(programme, KG.code) == Literal("2+N")
    components = {str(rdf.value(node, KG.symbol)): node for node in rdf.objects(programme, KG.hasComponent)}
    assert rdf.value(components["2"], KG["count"]) == Literal(2)
    assert rdf.value(components["N"], KG["count"]) is None
    assert Literal("未来产业") in set(rdf.objects(components["N"], KG.member))
    values = {str(rdf.value(node, KG.value)) for node in rdf.subjects(RDF.type, KG.Observation)}
    assert values == {"700.5", "6"}
    titles = {str(title) for title in rdf.objects(None, DCTERMS.title)}
    assert "海城市今年重点发展菱镁产业" in titles
    assert Literal("2024-08", datatype=XSD.gYearMonth) in set(rdf.objects(None, DCTERMS.issued))


def test_no_blank_nodes_and_only_known_terms() -> None:
    rdf = to_rdf(graph()) + evidence_rdf(graph())
    known = set(load_terms())
    for triple in rdf:
        for node in triple:
            assert not isinstance(node, rdflib.BNode)
            if isinstance(node, rdflib.URIRef) and node.startswith(str(KG)):
                assert node.removeprefix(str(KG)) in known


def test_turtle_reads_back_as_the_graph() -> None:
    read = rdflib.Graph().parse(data=graph_turtle(graph()), format="turtle")
    assert set(read) == set(to_rdf(graph()))


def test_awkward_text_survives() -> None:
    made = Made(document('他说"好\\n"\t的，<b>{x}</b> 项目。', source='a"b\\.txt'))
    made.name("Project", '"好\\n"\t的，<b>{x}</b> 项目')
    extraction = made.done()
    built = fuse([extraction], resolve([extraction]))
    labels = set(to_rdf(built).objects(None, SKOS.prefLabel))
    assert Literal('"好\\n"\t的，<b>{x}</b> 项目') in labels
    quotes = set(evidence_rdf(built).objects(None, KG.quote))
    assert quotes == {Literal(extraction.document.text)}


def test_every_triple_that_documents_say_has_a_claim_with_a_quote() -> None:
    built = graph()
    rdf, evidence = to_rdf(built), evidence_rdf(built)
    texts = {ID[f"document/{document.id}"]: document.text for document in built.documents}
    checked = 0
    for subject, predicate, value in rdf:
        if predicate not in RELATIONS:
            continue
        claims = [
            claim for claim in evidence.objects(subject, KG.hasClaim)
            if (claim, RDF.predicate, predicate) in evidence and (claim, RDF.object, value) in evidence
        ]
        assert len(claims) == 1, (subject, predicate, value)
        pieces = list(evidence.objects(claims[0], KG.supportedBy))
        assert pieces
        for piece in pieces:
            start, end = (int(str(evidence.value(piece, name))) for name in (KG.start, KG.end))
            assert texts[evidence.value(piece, KG.document)][start:end] == str(evidence.value(piece, KG.quote))
        checked += 1
    assert checked > 20
    observations = list(rdf.subjects(RDF.type, KG.Observation))
    assert observations
    assert all(list(evidence.objects(node, KG.supportedBy)) for node in observations)


def test_another_base() -> None:
    content = graph_turtle(graph(), "https://example.org/kg/").decode()
    assert "@prefix region: <https://example.org/kg/region/> ." in content
    assert "w3id.org/regional-kg/id" not in content


def test_same_bytes_for_any_order_and_hash_seed() -> None:
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from made import haicheng, anshan; from kg.resolution import resolve; from kg.graph.fusion import fuse;"
        "from kg.graph.rdf import graph_turtle; from kg.graph.evidence import evidence_turtle;"
        "read = [haicheng(), anshan()][::int(sys.argv[2])]; graph = fuse(read, resolve(read));"
        "sys.stdout.buffer.write(graph_turtle(graph) + evidence_turtle(graph))"
    )
    tests = Path(__file__).resolve().parents[1]
    outputs = {
        subprocess.run(
            [sys.executable, "-c", script, str(tests), order],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(tests.parent)},
            capture_output=True, check=True,
        ).stdout
        for seed, order in (("0", "1"), ("1", "-1"), ("42", "1"))
    }
    assert outputs == {graph_turtle(graph()) + evidence_turtle(graph())}


def test_dates_keep_their_precision() -> None:
    def issued(*dates: PartialDate | None) -> str:
        made = document("文。")
        articles = tuple(
            type(made.articles[0])(index=index, title="", published=date, start=0, end=1)
            for index, date in enumerate(dates)
        )
        return issued_at(type(made)(id="x", title="", text="", source="", digest="", articles=articles))

    assert issued(None) == ""
    assert issued(PartialDate(year=2024, month=8, day=1), PartialDate(year=2024, month=8, day=3)) == "2024-08"
    assert issued(PartialDate(year=2024), PartialDate(year=2024, month=8, day=3)) == "2024"
    assert issued(PartialDate(year=2023), PartialDate(year=2024)) == ""
