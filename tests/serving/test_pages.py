"""The pages: entities, questions, search, editor; what the graph says is escaped."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib
from client import Client

from kg.query.questions import load_questions
from kg.serving import pages
from kg.serving.negotiation import GRAPHS, PAGES, TABLES, choose
from kg.serving.ontology_page import ontology_page

ROOT = Path(__file__).resolve().parents[2]


def text(client: Client, path: str) -> str:
    status, headers, body = client.get(path, "text/html,application/xhtml+xml,*/*;q=0.8")
    assert (status, headers["content-type"]) == (200, "text/html; charset=utf-8")
    return body.decode()


def test_start_lists_questions_and_kinds(client: Client) -> None:
    page = text(client, "/")
    assert all(question.title_zh in page for question in load_questions().values())
    assert "kg:Company" in page


def test_an_entity_with_facts_neighbours_and_evidence(client: Client) -> None:
    page = text(client, "/id/region/210381")
    assert "<h1>海城市</h1>" in page
    assert '<a href="/id/region/210300">' in page, "the region above"
    assert "证据" in page
    assert "kg:locatedIn" in page, "what points to it"


def test_the_page_of_an_id_that_another_replaced_is_the_page_of_that(client: Client) -> None:
    _, _, body = client.query("SELECT ?old ?new { ?old dcterms:isReplacedBy ?new } LIMIT 1")
    (row,) = json.loads(body)["results"]["bindings"]
    old, new = (row[name]["value"].removeprefix("https://w3id.org/regional-kg") for name in ("old", "new"))
    status, headers, _ = client.get(old, "text/html")
    assert (status, headers["location"]) == (303, new)
    status, _, body = client.get(old, "text/turtle")
    assert (status, b"isReplacedBy" in body) == (200, True)


@pytest.mark.parametrize(("accept", "form"), [
    ("text/turtle", "turtle"), ("application/ld+json", "json-ld"), ("application/rdf+xml", "xml"),
    ("application/n-triples", "nt")])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_an_entity_as_triples(client: Client, accept: str, form: str) -> None:
    status, headers, body = client.get("/id/region/210381", accept)
    assert status == 200
    assert headers["vary"] == "Accept"
    graph = rdflib.Graph().parse(data=body, format=form)
    region = rdflib.URIRef("https://w3id.org/regional-kg/id/region/210381")
    assert (region, rdflib.RDFS.label, rdflib.Literal("海城市")) in graph


def test_every_node_of_the_graph_has_its_page(client: Client) -> None:
    _, _, body = client.query("SELECT DISTINCT ?s { ?s a ?kind FILTER(STRSTARTS(STR(?kind), STR(kg:))) }")
    nodes = [row["s"]["value"] for row in json.loads(body)["results"]["bindings"]]
    kinds = {node.split("/")[-2]: node for node in nodes}
    assert {"region", "document", "claim", "evidence", "observation"} <= set(kinds)
    for node in kinds.values():
        assert text(client, "/id/" + node.partition("/id/")[2])


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_unknown_entities(client: Client, accept: str) -> None:
    assert client.get("/id/company/unknown", accept)[0] == 404


@pytest.mark.parametrize("name", load_questions())
def test_questions(client: Client, name: str) -> None:
    assert load_questions()[name].title_zh in text(client, f"/questions/{name}")


def test_a_question_with_a_value_that_attacks(client: Client) -> None:
    attack = '"<script>alert(1)</script> } SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } #'
    page = text(client, f"/questions/companies?region={quote(attack)}")
    assert "<script>alert" not in page


def test_search(client: Client) -> None:
    assert "/id/region/210381" in text(client, f"/search?name={quote('海城')}")
    assert "没有结果" in text(client, "/search?name=%22%5C")
    assert client.get("/search")[0] == 307


def test_editor_works_offline(client: Client) -> None:
    page = text(client, "/query")
    assert {"/static/editor.js", f"/static/{pages.YASGUI}.js"} == set(re.findall(r'src="([^"]+)"', page))
    assert "http://" not in page.replace("http://www.w3.org", "").replace("http://purl.org", "")
    terms = json.loads(client.get("/terms.json")[2])
    assert any(term["name"] == "undertakes" for term in terms["terms"])


@pytest.mark.parametrize("path", ["/graph.html", "/graph.ttl", "/evidence.ttl", "/dataset.ttl", "/.well-known/void",
                                  "/report.md", "/ontology"])
def test_files(client: Client, path: str) -> None:
    assert client.get(path)[0] == 200


def test_markup_in_names_is_text() -> None:
    row = {"p": {"type": "uri", "value": "http://www.w3.org/2004/02/skos/core#prefLabel"},
           "o": {"type": "literal", "value": "<img src=x onerror=alert(1)>"}}
    assert "<img" not in pages.entity("https://w3id.org/regional-kg/id/company/a", [row], [row | {"s": row["o"]}], [])


def test_the_documentation_of_the_ontology_is_fresh() -> None:
    assert (ROOT / "docs" / "ontology.html").read_text(encoding="utf-8") == ontology_page(), (
        "run `python scripts/ontology_page.py`")


def test_the_documentation_speaks_of_every_term_in_both_languages() -> None:
    from kg.resources.ontology import load_terms

    page = ontology_page()
    for term in load_terms().values():
        assert f'id="{term.name}"' in page
        assert pages.escape(term.definition_zh) in page
        assert pages.escape(term.definition_en) in page
    assert "<script" not in page


@pytest.mark.parametrize(("accept", "offered", "chosen"), [
    ("", TABLES, "json"), ("*/*", GRAPHS, "ttl"), ("text/*", TABLES, "xml"), ("text/turtle;q=0", GRAPHS, ""),
    ("text/turtle;q=0, */*;q=0.1", GRAPHS, "jsonld"), ("text/html,application/xml;q=0.9", PAGES, "html"),
    ("application/json", TABLES, "json"), ("nonsense", TABLES, ""),
    ("text/csv;q=x, text/tab-separated-values", TABLES, "tsv"),
])
def test_choose(accept: str, offered: tuple[str, ...], chosen: str) -> None:
    assert choose(accept, offered) == chosen
