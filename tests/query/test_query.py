from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rdflib
from made import anshan, haicheng
from pyoxigraph import RdfFormat, Store

from kg.errors import QueryError
from kg.graph.evidence import evidence_turtle
from kg.graph.fusion import fuse
from kg.graph.rdf import graph_turtle
from kg.query import FORMATS, Table, ask, load_questions, open_store, run_query
from kg.query.formats import width
from kg.query.questions import fill


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from kg.resolution import resolve

    extractions = [haicheng(), anshan()]
    graph = fuse(extractions, resolve(extractions))
    path = tmp_path_factory.mktemp("built")
    (path / "graph.ttl").write_bytes(graph_turtle(graph))
    (path / "evidence.ttl").write_bytes(evidence_turtle(graph))
    return path


@pytest.fixture(scope="module")
def store(directory: Path) -> Store:
    return open_store(directory)


def rows(result: object) -> list[tuple[str, ...]]:
    assert isinstance(result, Table)
    return [tuple("" if value is None else getattr(value, "value", "") for value in row) for row in result.rows]


def test_prefixes_need_no_typing(directory: Path) -> None:
    found = run_query(directory, "SELECT ?name WHERE { ?c a kg:Company ; rdfs:label ?name }")
    assert rows(found) == [("海城市三鱼泵业有限公司",)]
    assert rows(run_query(directory, "SELECT ?name { region:210381 skos:prefLabel ?name }")) == [("海城市",)]


def test_which_sentence_of_which_document_says_this(store: Store) -> None:
    found = rows(run_query(store, """
        SELECT ?source ?quote WHERE {
          ?firm kg:undertakes ?project ; kg:hasClaim ?claim .
          ?claim rdf:predicate kg:undertakes ; rdf:object ?project ; kg:supportedBy ?evidence .
          ?evidence kg:quote ?quote ; kg:document/dcterms:source ?source .
        } ORDER BY ?source
    """))
    assert [row[0] for row in found] == ["anshan.txt", "haicheng.txt"]
    assert "投资1.2亿元建设智能水泵项目" in found[1][1]


ANSWERS: dict[str, tuple[dict[str, str], tuple[str, ...]]] = {
    "companies": ({"region": "鞍山市"}, ("", "海城市三鱼泵业有限公司", "海城市")),
    "programme": ({"code": "2+N"}, ("“2+N”产业体系", "海城市", "1", "2", "2", "产业", "菱镁产业、钢铁")),
    "projects": ({}, ("智能水泵项目", "120000000", "海城市", "海城市三鱼泵业有限公司")),
    "stages": ({}, ("started", "智能水泵项目", "海城市")),
    "shared-industries": ({"first": "海城市", "second": "鞍山市"}, ("菱镁",)),
    "indicators": ({"region": "海城市"}, ("地区生产总值", "2024", "700.5", "亿元", "level")),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_named_questions(store: Store, name: str) -> None:
    values, expected = ANSWERS[name]
    found = rows(ask(store, name, values))
    ordered = {tuple("、".join(sorted(cell.split("、"))) for cell in row) for row in found}
    assert tuple("、".join(sorted(cell.replace("菱镁产业", "菱镁").split("、"))) for cell in expected) in ordered


def test_evidence_question(store: Store) -> None:
    found = rows(ask(store, "evidence", {"entity": "三鱼泵业"}))
    statements = {row[0] for row in found}
    assert statements == {"locatedIn", "partnersWith", "undertakes"}
    assert {row[0] for row in rows(ask(store, "evidence", {"entity": "海城市"}))} >= {
        "地区生产总值", "develops", "^locatedIn", "^implementedBy",
    }


def test_undecoded_question() -> None:
    from made import Made, document

    from kg.resolution import resolve

    made = Made(document("阜新市实施“1+3”行动。"))
    made.name("Programme", "“1+3”行动", "1+3")
    store = Store()
    extraction = made.done()
    store.load(graph_turtle(fuse([extraction], resolve([extraction]))), format=RdfFormat.TURTLE)
    assert rows(ask(store, "undecoded")) == [("“1+3”行动", "1+3", "阜新市实施“1+3”行动")]


def test_every_question_is_portable_and_documented() -> None:
    questions = load_questions()
    assert len(questions) >= 8
    for question in questions.values():
        assert question.title_zh
        assert question.title_en
        rdflib.Graph().query(question.sparql)


def test_parameters_are_literals_whatever_they_hold(store: Store) -> None:
    attack = '海城市" } ?s ?p ?o . SERVICE <http://localhost/> { ?a ?b "\\'
    assert rows(ask(store, "companies", {"region": attack})) == []
    assert "\\\\" in fill(load_questions()["companies"], {"region": attack})


def test_unknown_question_and_parameter(store: Store) -> None:
    with pytest.raises(QueryError, match="did you mean companies"):
        ask(store, "company")
    with pytest.raises(QueryError, match="known: region"):
        ask(store, "companies", {"city": "海城市"})


REFUSED = [
    ("SELECT * { SERVICE <http://localhost:1/> { ?a ?b ?c } }", "line 1, column 12"),
    ("SELECT * { service silent ?x { ?a ?b ?c } }", "SERVICE"),
    ("SELECT *\nFROM <file:///etc/passwd> { ?a ?b ?c }", "line 2, column 1"),
    ("SELECT * { \\u0053ERVICE <http://localhost:1/> { ?a ?b ?c } }", "character itself"),
    ('SELECT * { ?s ?p "\\u0022 . SERVICE <http://localhost:1/> {} #" }', "character itself"),
    ("SELECT * { ?s ?p ?o # it's\n SERVICE <http://localhost:1/> { ?a ?b ?c } # '\n}", "line 2"),
    ("SELECT * { ?s kg:a\\#b ?o SERVICE <http://localhost:1/> { ?a ?b ?c } }", "SERVICE|no kg:"),
    ("SELECT * { ?s ?p ?o FILTER(?s<?o)SERVICE<http://localhost:1/>{ ?a ?b ?c } }", "SERVICE"),
    ("SELECT * { ?s ?p '''x''y''' . SERVICE <http://localhost:1/> { ?a ?b ?c } }", "SERVICE"),
    ("INSERT DATA { <a:a> <a:b> <a:c> }", "only read"),
    ("LOAD <file:///etc/passwd>", "only read"),
    ("DROP ALL", "only read"),
    ("SELECT * { ?x kg:undertake ?y }", "did you mean kg:undertakes"),
    ("SELECT * { ?x <https://w3id.org/regional-kg/ontology#Companys> ?y }", "did you mean kg:Company"),
    ("SELEC * { ?x kg:undertakes ?y }", "line 1, column 1: SPARQL has no word SELEC; did you mean SELECT"),
    ("SELECT * { ?x kg:stage ?y FILTR(?y) }", "line 1, column 27: SPARQL has no word FILTR; did you mean FILTER"),
    ("SELECT * { ?x rdfs:label 海城市 }", "no word 海城市; a name has a prefix"),
    ("SELECT * { ?x kg:stage kg:signed ", r"expected perhaps \. ; , \{ \}"),
    ("SELECT * { ?x foo:bar ?y }", "prefix foo: is not declared"),
    ("SELECT * {\n  ?x a\n}", "line 3"),
    ("SELECT * { ?x a kg:Company", "not SPARQL"),
    ('SELECT * { ?x rdfs:label "open }', "quote"),
    ("", "not SPARQL"),
]


@pytest.mark.parametrize(("query", "message"), REFUSED)
def test_refused(store: Store, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run_query(store, query)


ALLOWED = [
    'SELECT * { ?x rdfs:label "SERVICE FROM \\" LOAD" }',
    "SELECT * { ?x rdfs:label ?service } # SERVICE",
    "PREFIX my: <http://localhost/from#> SELECT * { ?x my:service ?from }",
    "SELECT * { ?x rdfs:label '''it's\n\"fine\"''' }",
    "SELECT (COUNT(*) AS ?n) { ?x kg:locatedIn/kg:partOf* ?y FILTER(?x != ?y && ?x < ?y || !(?x = ?y)) }",
    "SELECT ?地区 { ?地区 a kg:Region }",
    "SELECT * { ?x rdfs:label \"海城市\"@zh-Hans, '1'^^xsd:integer, 1.5e3, -2, .5, true . _:b a ?y }",
    "DESCRIBE region:210381",
]


@pytest.mark.parametrize("query", ALLOWED)
def test_allowed(store: Store, query: str) -> None:
    run_query(store, query)


def test_formats(store: Store) -> None:
    found = run_query(store, "SELECT ?node ?name ?none { ?node a kg:Region ; rdfs:label ?name } ORDER BY ?name LIMIT 2")
    lines = FORMATS["table"](found).splitlines()
    assert lines[0].split() == ["node", "name", "none"]
    assert lines[2].startswith("region:210381  海城市")
    assert next(csv.DictReader(io.StringIO(FORMATS["csv"](found))))["name"] == "海城市"
    assert FORMATS["tsv"](found).splitlines()[0] == "?node\t?name\t?none"
    (first, _) = json.loads(FORMATS["json"](found))["results"]["bindings"]
    assert first["name"] == {"type": "literal", "value": "海城市"}
    assert "none" not in first
    with pytest.raises(QueryError, match="CONSTRUCT"):
        FORMATS["ttl"](found)


def test_formats_of_other_forms(store: Store) -> None:
    assert FORMATS["table"](run_query(store, "ASK { ?x a kg:Region }")) == "yes\n"
    assert json.loads(FORMATS["json"](run_query(store, "ASK { ?x a kg:Park }")))["boolean"] is False
    built = run_query(store, "CONSTRUCT { ?x a kg:Region } WHERE { ?x a kg:Region }")
    text = FORMATS["ttl"](built)
    assert "region:210381 a kg:Region" in text
    assert text == FORMATS["ttl"](built)
    with pytest.raises(QueryError, match="SELECT"):
        FORMATS["csv"](built)


def test_width_counts_columns() -> None:
    assert (width("海城"), width("abc"), width("４＋"), width("é")) == (4, 3, 4, 1)


def test_nothing_built(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="build a graph"):
        run_query(tmp_path, "ASK {}")
    (tmp_path / "graph.ttl").write_text("no turtle", encoding="utf-8")
    with pytest.raises(QueryError, match="not readable"):
        run_query(tmp_path, "ASK {}")
