"""The description of a data set: counts that hold, hashes that fit, a well-formed data cube, no clock."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import rdflib

from kg.cli import main
from kg.graph.dataset import measured_in
from kg.graph.turtle import rdflib_of
from kg.query import open_store
from kg.resources.lexicon import load_rows
from kg.resources.location import ONTOLOGY
from kg.resources.namespaces import ONTOLOGY_VERSION, prefixes

HEADER = "".join(f"PREFIX {name}: <{space}>\n" for name, space in prefixes().items())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    assert main(["build", "--sample", "-o", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture(scope="module")
def everything(built: Path) -> rdflib.Graph:
    """The build with the alignment, as a reader of the data cube needs it."""
    graph = rdflib_of(open_store(built))
    for name in ("regional.ttl", "alignment.ttl"):
        graph.parse(ONTOLOGY / name)
    return graph


def rows(graph: rdflib.Graph, query: str) -> list[tuple[str, ...]]:
    return [tuple(map(str, row)) for row in graph.query(HEADER + query)]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["graph", "evidence"])
def test_counts_hold(name: str, built: Path) -> None:
    description = rdflib.Graph().parse(built / "dataset.ttl")
    part = rdflib.Graph().parse(built / f"{name}.ttl")
    ((triples, subjects),) = rows(description, f"""SELECT ?triples ?subjects {{
        dataset:{name} void:triples ?triples ; void:distinctSubjects ?subjects }}""")
    assert (int(triples), int(subjects)) == (len(part), len(set(part.subjects())))
    for term, count in rows(description, f"""SELECT ?class ?count {{
            dataset:{name} void:classPartition [ void:class ?class ; void:entities ?count ] }}"""):
        assert int(count) == len(set(part.subjects(rdflib.RDF.type, rdflib.URIRef(term))))
    for term, count in rows(description, f"""SELECT ?property ?count {{
            dataset:{name} void:propertyPartition [ void:property ?property ; void:triples ?count ] }}"""):
        assert int(count) == len(list(part.triples((None, rdflib.URIRef(term), None))))


def test_hashes_fit(built: Path) -> None:
    description = rdflib.Graph().parse(built / "dataset.ttl")
    found = rows(description, """SELECT ?name ?size ?hash { ?file a dcat:Distribution ; dcterms:title ?name ;
        dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?hash }""")
    assert {name for name, *_ in found} == {"graph.ttl", "evidence.ttl"}
    for name, size, value in found:
        content = (built / name).read_bytes()
        assert (int(size), value.lower()) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_run_names_software_and_every_input(built: Path) -> None:
    description = rdflib.Graph().parse(built / "dataset.ttl")
    used = rows(description, """SELECT ?source ?hash { dataset:build prov:used ?document .
        ?document dcterms:source ?source ; kg:contentHash ?hash }""")
    assert len(used) >= 10
    assert all(value.startswith("sha256:") and "/" not in source for source, value in used)
    ((version,),) = rows(description, """SELECT ?version { dataset:build prov:wasAssociatedWith [
        a prov:SoftwareAgent ; schema:softwareVersion ?version ] }""")
    assert version[0].isdigit()


def test_two_builds_are_alike_and_tell_no_time(built: Path, tmp_path: Path) -> None:
    assert main(["build", "--sample", "-o", str(tmp_path), "--quiet"]) == 0
    assert (tmp_path / "dataset.ttl").read_bytes() == (built / "dataset.ttl").read_bytes()
    text = (built / "dataset.ttl").read_text(encoding="utf-8")
    assert "AtTime" not in text
    assert "dateTime" not in text


def test_the_version_is_that_of_the_ontology() -> None:
    assert f"owl:versionIRI <{ONTOLOGY_VERSION}>" in (ONTOLOGY / "regional.ttl").read_text(encoding="utf-8")


# Integrity constraints of the RDF Data Cube vocabulary (section 11.1); those on slices and groups don't apply.
CUBE = {
    "IC-1 one data set": """ASK { ?o a qb:Observation { FILTER NOT EXISTS { ?o qb:dataSet ?d } } UNION
        { ?o qb:dataSet ?d, ?e FILTER(?d != ?e) } }""",
    "IC-2 one structure": """ASK { ?d a qb:DataSet { FILTER NOT EXISTS { ?d qb:structure ?s } } UNION
        { ?d qb:structure ?s, ?t FILTER(?s != ?t) } }""",
    "IC-3 a measure": """ASK { ?s a qb:DataStructureDefinition
        FILTER NOT EXISTS { ?s qb:component/qb:measure ?m . ?m a qb:MeasureProperty } }""",
    "IC-4 dimensions have a range": """ASK { ?d a qb:DimensionProperty FILTER NOT EXISTS { ?d rdfs:range ?r } }""",
    "IC-5 concepts have a code list": """ASK { ?d a qb:DimensionProperty ; rdfs:range skos:Concept
        FILTER NOT EXISTS { ?d qb:codeList ?l } }""",
    "IC-6 only attributes are optional": """ASK { ?c qb:componentRequired false . ?s qb:component ?c
        FILTER NOT EXISTS { ?c qb:attribute ?a } }""",
    "IC-11 every dimension": """ASK { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d
        FILTER NOT EXISTS { ?o ?d ?v } }""",
    "IC-13 required attributes": """ASK { ?o qb:dataSet/qb:structure/qb:component ?c .
        ?c qb:componentRequired true ; qb:attribute ?a FILTER NOT EXISTS { ?o ?a ?v } }""",
    "IC-14 every measure": """ASK { ?o qb:dataSet/qb:structure/qb:component/qb:measure ?m
        FILTER NOT EXISTS { ?o ?m ?v } }""",
    "IC-19 codes of the list": """ASK { ?o qb:dataSet/qb:structure/qb:component/qb:dimension ?d . ?d qb:codeList ?l .
        ?o ?d ?v FILTER NOT EXISTS { ?v a skos:Concept ; skos:inScheme ?l } }""",
    "components are declared": """ASK { ?c qb:dimension ?d FILTER NOT EXISTS { ?d a qb:DimensionProperty } }""",
}


@pytest.mark.parametrize("constraint", CUBE)
def test_the_cube_is_well_formed(constraint: str, everything: rdflib.Graph) -> None:
    assert not everything.query(HEADER + CUBE[constraint]).askAnswer


def test_ic_12_no_two_figures_agree_in_all_dimensions(everything: rdflib.Graph) -> None:
    found = rows(everything, """SELECT ?subject ?indicator ?measure ?period ?variant { ?o a qb:Observation ;
        kg:subject ?subject ; kg:indicator ?indicator ; kg:measure ?measure ; kg:referencePeriod ?period ;
        kg:variant ?variant }""")
    assert found
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(("unit", "expected"), [
    ("亿元", ("CCY_CNY", 8)), ("万亿元", ("CCY_CNY", 12)), ("%", ("PERCENT", 0)), ("万吨", ("TONNE", 4)),
    ("千瓦", ("KiloW", 0)), ("万千瓦", ("KiloW", 4)), ("个", ("", 0)), ("", ("", 0)),
])
def test_units(unit: str, expected: tuple[str, int]) -> None:
    assert measured_in(unit, {row["unit"]: row["qudt"] for row in load_rows("Qudt")}) == expected
