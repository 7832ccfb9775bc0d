"""Every export, read back by an independent reader, holds what the graph holds."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import networkx
import pytest
import rdflib
from pyarrow import parquet
from pyoxigraph import RdfFormat, Store, parse

from kg.cli import main
from kg.export.formats import FORMATS
from kg.export.neo4j import literal
from kg.export.property_graph import edges, nodes
from kg.export.tables import _harmless
from kg.query import open_store
from kg.query.store import PREFIXES

RDF_FILES = {
    "ttl": ("all.ttl", RdfFormat.TURTLE), "nt": ("all.nt", RdfFormat.N_TRIPLES), "nq": ("all.nq", RdfFormat.N_QUADS),
    "trig": ("all.trig", RdfFormat.TRIG), "jsonld": ("all.jsonld", RdfFormat.JSON_LD),
    "rdfxml": ("all.rdf", RdfFormat.RDF_XML),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    assert main(["build", "--sample", "-o", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture(scope="module")
def store(built: Path) -> Store:
    return open_store(built)


@pytest.fixture(scope="module")
def exported(built: Path, store: Store) -> Mapping[str, dict[str, bytes]]:
    return {name: export(built, store) for name, export in FORMATS.items()}


def triples(content: bytes, kind: RdfFormat) -> set[tuple[str, str, str]]:
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in parse(content, format=kind)}


@pytest.mark.parametrize("name", RDF_FILES)
def test_rdf_is_the_same_graph(name: str, exported: Mapping[str, dict[str, bytes]], store: Store) -> None:
    file, kind = RDF_FILES[name]
    assert triples(exported[name][file], kind) == {(str(q.subject), str(q.predicate), str(q.object)) for q in store}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")  # rdflib's own JSON-LD parser
@pytest.mark.parametrize(("name", "form"), [("nt", "nt"), ("rdfxml", "xml"), ("jsonld", "json-ld"), ("ttl", "turtle")])
def test_rdflib_reads_it_too(
    name: str, form: str, exported: Mapping[str, dict[str, bytes]], store: Store
) -> None:
    graph = rdflib.Graph().parse(data=exported[name][RDF_FILES[name][0]], format=form)
    assert len(graph) == len(store)


def test_evidence_is_a_named_graph(exported: Mapping[str, dict[str, bytes]]) -> None:
    for name in ("nq", "trig"):
        file, kind = RDF_FILES[name]
        graphs = {str(quad.graph_name) for quad in parse(exported[name][file], format=kind)}
        assert graphs == {"DEFAULT", "<https://w3id.org/regional-kg/id/evidence>"}


@pytest.mark.skipif(not shutil.which("rapper"), reason="rapper (raptor2-utils) is not on this machine")
@pytest.mark.parametrize(("name", "form"), [("nt", "ntriples"), ("rdfxml", "rdfxml"), ("ttl", "turtle")])
def test_rapper_counts_the_same(
    name: str, form: str, exported: Mapping[str, dict[str, bytes]], store: Store, tmp_path: Path
) -> None:
    file = tmp_path / RDF_FILES[name][0]
    file.write_bytes(exported[name][file.name])
    told = subprocess.run(["rapper", "-q", "-i", form, "-o", "ntriples", str(file)], capture_output=True, check=True)
    assert len(set(told.stdout.splitlines())) == len(store)


@pytest.mark.parametrize(("name", "read"), [
    ("graphml", networkx.read_graphml), ("gexf", lambda file: networkx.read_gexf(file, version="1.2draft"))])
def test_network_files_hold_all_nodes_and_edges(
    name: str, read: object, exported: Mapping[str, dict[str, bytes]], store: Store
) -> None:
    (content,) = exported[name].values()
    network = read(io.BytesIO(content))  # type: ignore[operator]
    assert set(network) == {node.id for node in nodes(store)}
    assert network.number_of_edges() == len(edges(store))


def test_an_edge_begins_on_the_day_of_its_document(exported: Mapping[str, dict[str, bytes]]) -> None:
    """Gephi takes “start” for a time: it must be the day, never the place of a sentence in its document."""
    text = exported["gexf"]["graph.gexf"].decode()
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text
    starts = re.findall(r'<edge [^>]*\bstart="([^"]*)"', text)
    assert starts
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}", start) for start in starts)
    assert not re.findall(r'<edge [^>]*\bend="', text)
    assert 'title="value" type="double"' in text


def test_neo4j_tables_fit_together(exported: Mapping[str, dict[str, bytes]]) -> None:
    rows = list(csv.DictReader(io.StringIO(exported["neo4j"]["nodes.csv"].decode())))
    links = list(csv.DictReader(io.StringIO(exported["neo4j"]["relationships.csv"].decode())))
    known = {row["id:ID"] for row in rows}
    assert len(known) == len(rows)
    assert {link[side] for link in links for side in (":START_ID", ":END_ID")} <= known
    assert all(row[":LABEL"] for row in rows)


def test_columns_of_neo4j_have_types(exported: Mapping[str, dict[str, bytes]]) -> None:
    nodes_header, links_header = (
        exported["neo4j"][name].decode().splitlines()[0].split(",") for name in ("nodes.csv", "relationships.csv"))
    assert {"value:double", "count:long", "alias:string[]", "stage:string[]", "quote:string"} <= set(nodes_header)
    assert {"evidence:string[]", "supports:long", "date:string"} <= set(links_header)
    script = exported["neo4j"]["load.cypher"].decode()
    assert all(f"row['{column}']" in script for column in (*nodes_header, *links_header))


def test_relationships_name_all_their_sentences(
    exported: Mapping[str, dict[str, bytes]], store: Store
) -> None:
    links = list(csv.DictReader(io.StringIO(exported["neo4j"]["relationships.csv"].decode())))
    known = {node.id for node in nodes(store, with_evidence=True) if node.kind == "Evidence"}
    said = [link["evidence:string[]"].split("\x1f") for link in links if link["evidence:string[]"]]
    assert {evidence for several in said for evidence in several} <= known
    assert [len(several) for several in said] == [int(link["supports:long"]) for link in links if link["supports:long"]]


def test_cypher_has_every_node_once(exported: Mapping[str, dict[str, bytes]], store: Store) -> None:
    text = exported["cypher"]["graph.cypher"].decode()
    assert all(text.count(f'`id`: "{node.id}"') == 1 for node in nodes(store, with_evidence=True))


def test_parquet_reads_back(exported: Mapping[str, dict[str, bytes]], store: Store) -> None:
    table = parquet.read_table(io.BytesIO(exported["parquet"]["nodes.parquet"])).to_pylist()
    assert [row["id"] for row in table] == [node.id for node in nodes(store)]
    assert all(json.loads(row["attributes"]) is not None for row in table)


def test_spreadsheets_begin_with_a_byte_order_mark(exported: Mapping[str, dict[str, bytes]]) -> None:
    assert all(content.startswith("\ufeff".encode()) for content in exported["csv"].values())


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\tx"])
def test_no_cell_runs_as_a_formula(cell: str) -> None:
    assert next(iter(_harmless([[cell]])))[0] == "'" + cell


def test_a_number_stays_a_number() -> None:
    assert list(_harmless([["-50", "12.5"]])) == [["-50", "12.5"]]


def test_cypher_strings_can_not_be_left() -> None:
    assert literal({"name": '"}) DETACH DELETE n //\n'}) == '{`name`: "\\"}) DETACH DELETE n //\\n"}'


def test_other_processes_write_the_same_bytes(built: Path, exported: Mapping[str, dict[str, bytes]]) -> None:
    script = (
        "import sys, hashlib, pathlib\n"
        "from kg.export.formats import FORMATS\nfrom kg.query import open_store\n"
        "folder = pathlib.Path(sys.argv[1])\n"
        "for name, export in FORMATS.items():\n"
        "    for file, content in sorted(export(folder, open_store(folder)).items()):\n"
        "        print(name, file, hashlib.sha256(content).hexdigest())\n"
    )
    told = {
        subprocess.run([sys.executable, "-c", script, str(built)], capture_output=True, check=True, text=True,
                       env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2", "3")
    }
    assert len(told) == 1


def test_the_command_writes_the_files(built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", str(built), "--format", "graphml", "-o", str(tmp_path / "x")]) == 0
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["graph.graphml"]
    assert main(["export", str(built), "--format", "xlsx"]) == 2
    assert "known: ttl" in capsys.readouterr().err


def test_former_ids_names_and_programmes_and_the_date_of_the_article() -> None:
    head = "".join(f"@prefix {name}: <{space}> .\n" for name, space in PREFIXES.items())
    store = Store()
    store.load((head + """
        company:a a kg:Company ; rdfs:label "后英集团" ; kg:exchangeCode "600000.SH" ; kg:formerName "海城县镁矿" .
        company:old owl:sameAs company:a ; dcterms:isReplacedBy company:a .
        programme:b a kg:Programme ; rdfs:label "“4+3”" ; kg:replaces programme:c .
        programme:c a kg:Programme ; rdfs:label "“3+2”" .
        document:d a kg:Document ; dcterms:title "一月" ; dcterms:issued "2024"^^xsd:gYear .
        claim:e a kg:Claim ; rdf:subject programme:b ; rdf:predicate kg:replaces ; rdf:object programme:c ;
            kg:supportedBy evidence:f .
        evidence:f a kg:Evidence ; kg:document document:d ; kg:quote "升级" ; kg:start 0 ; kg:end 2 ; kg:rule "made" ;
            dcterms:date "2024-03"^^xsd:gYearMonth .
    """).encode(), format=RdfFormat.TURTLE)
    (company,) = (node for node in nodes(store) if node.kind == "Company")
    assert company.attributes == {
        "exchangeCode": ("600000.SH",), "formerId": ("company/old",), "formerName": ("海城县镁矿",)}
    (replaced,) = (edge for edge in edges(store) if edge.relation == "replaces")
    assert (replaced.source, replaced.target) == ("programme/b", "programme/c")
    assert replaced.attributes["date"] == "2024-03"
