"""SPARQL 1.1 Protocol: the 34 test cases of the W3C, as far as a read-only endpoint with one graph meets them."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
import rdflib
from client import Client

ASK = "ASK { ?s a kg:Region }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


def form(**fields: str) -> bytes:
    return urlencode(fields).encode()


def test_query_via_get(client: Client) -> None:
    status, headers, body = client.query(ASK)
    assert status == 200
    assert headers["content-type"] == "application/sparql-results+json"
    assert json.loads(body)["boolean"] is True


@pytest.mark.parametrize(("headers", "body"), [(FORM, form(query=ASK)), (DIRECT, ASK.encode())])
def test_query_via_post(client: Client, headers: dict[str, str], body: bytes) -> None:
    status, _, answer = client.send("POST", "/sparql", body, headers)
    assert status == 200
    assert json.loads(answer)["boolean"] is True


@pytest.mark.parametrize(("accept", "sent"), [
    ("application/sparql-results+json", "application/sparql-results+json"),
    ("application/sparql-results+xml", "application/sparql-results+xml"),
    ("text/csv", "text/csv; charset=utf-8"),
    ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
    ("*/*", "application/sparql-results+json"),
])
def test_content_type_of_select(client: Client, accept: str, sent: str) -> None:
    status, headers, body = client.query("SELECT ?name { region:210381 rdfs:label ?name }", accept)
    assert (status, headers["content-type"]) == (200, sent)
    assert "海城市" in body.decode()


@pytest.mark.parametrize(("accept", "sent", "form"), [
    ("text/turtle", "text/turtle; charset=utf-8", "turtle"), ("application/ld+json", "application/ld+json", "json-ld"),
    ("application/rdf+xml", "application/rdf+xml", "xml"), ("application/n-triples", "application/n-triples", "nt"),
])
@pytest.mark.parametrize("query", ["DESCRIBE region:210381", "CONSTRUCT { ?s a kg:Region } { ?s a kg:Region }"])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_content_type_of_graphs(client: Client, accept: str, sent: str, form: str, query: str) -> None:
    status, headers, body = client.query(query, accept)
    assert (status, headers["content-type"]) == (200, sent)
    assert len(rdflib.Graph().parse(data=body, format=form))


def test_content_type_of_ask(client: Client) -> None:
    assert b"<boolean>true</boolean>" in client.query(ASK, "application/sparql-results+xml")[2]


DIRECT_UPDATE = {"Content-Type": "application/sparql-update"}
NOT_UTF8 = "ASK { ?s ?p '海' }".encode("utf-16")
# The cases of the W3C (rdf-tests, sparql11/protocol) that ask for a refusal, by their names.
W3C_REFUSED = {
    "bad_query_method": ("PUT", "/sparql", form(query=ASK), FORM, 405),
    "bad_multiple_queries": ("GET", f"/sparql?{urlencode([('query', ASK), ('query', ASK)])}", None, {}, 400),
    "bad_query_wrong_media_type": ("POST", "/sparql", ASK.encode(), {"Content-Type": "text/plain"}, 415),
    "bad_query_missing_form_type": ("POST", "/sparql", form(query=ASK), {}, 415),
    "bad_query_missing_direct_type": ("POST", "/sparql", ASK.encode(), {}, 415),
    "bad_query_non_utf8": ("POST", "/sparql", NOT_UTF8, DIRECT, 400),
    "bad_query_syntax": ("GET", f"/sparql?{urlencode({'query': 'ASK { ?s a'})}", None, {}, 400),
    "bad_update_get": ("GET", f"/sparql?{urlencode({'update': 'CLEAR ALL'})}", None, {}, 403),
    "bad_multiple_updates": ("POST", "/sparql", urlencode([("update", "CLEAR ALL")] * 2).encode(), FORM, 403),
    "bad_update_wrong_media_type": ("POST", "/sparql", b"CLEAR NAMED", {"Content-Type": "text/plain"}, 415),
    "bad_update_missing_form_type": ("POST", "/sparql", form(update="CLEAR NAMED"), {}, 415),
    "bad_update_non_utf8": ("POST", "/sparql", NOT_UTF8, DIRECT_UPDATE, 400),
    "bad_update_syntax": ("POST", "/sparql", form(update="CLEAR XYZ"), FORM, 403),
    "bad_update_dataset_conflict": ("POST", "/sparql", form(**{
        "update": "DELETE { } INSERT { } WHERE { }", "using-named-graph-uri": "urn:x"}), FORM, 403),
}
W3C_ANSWERED = {
    "query_get": "test_query_via_get", "query_post_form": "test_query_via_post",
    "query_post_direct": "test_query_via_post", "query_content_type_select": "test_content_type_of_select",
    "query_content_type_ask": "test_content_type_of_ask", "query_content_type_describe": "test_content_type_of_graphs",
    "query_content_type_construct": "test_content_type_of_graphs",
}
# One graph and no updates: what names other graphs or changes this one is refused, which the protocol allows.
W3C_NOT_MET = {
    "query_dataset_default_graphs_get", "query_dataset_default_graphs_post", "query_dataset_named_graphs_post",
    "query_dataset_named_graphs_get", "query_dataset_full", "query_multiple_dataset", "update_dataset_default_graph",
    "update_dataset_default_graphs", "update_dataset_named_graphs", "update_dataset_full", "update_post_form",
    "update_post_direct", "update_base_uri",
}
OWN_REFUSED = {
    "no query": ("POST", "/sparql", form(other="x"), FORM, 400),
    "update by form": ("POST", "/sparql", form(update="DROP ALL"), FORM, 403),
    "update direct": ("POST", "/sparql", b"DROP ALL", DIRECT_UPDATE, 403),
    "update as query": ("POST", "/sparql", form(query="DROP ALL"), FORM, 400),
    "other default graph": ("GET", f"/sparql?{urlencode({'query': ASK, 'default-graph-uri': 'file:///etc/passwd'})}",
                            None, {}, 400),
    "other named graph": ("POST", "/sparql?named-graph-uri=urn:x", ASK.encode(), DIRECT, 400),
    "form not UTF-8": ("GET", "/sparql?query=%FF%FE", None, {}, 400),
    "no such format": ("GET", f"/sparql?{urlencode({'query': ASK, 'format': 'yaml'})}", None, {}, 400),
    "nothing acceptable": ("GET", f"/sparql?{urlencode({'query': ASK})}", None, {"Accept": "image/png"}, 406),
    "too large": ("POST", "/sparql", b"ASK { }" + b" " * 70_000, DIRECT, 413),
    "too many fields": ("GET", "/sparql?" + "&".join(f"a{n}=1" for n in range(60)), None, {}, 400),
}
REFUSED = W3C_REFUSED | OWN_REFUSED


@pytest.mark.parametrize("name", REFUSED)
def test_refused(client: Client, name: str) -> None:
    method, path, body, headers, status = REFUSED[name]
    assert client.send(method, path, body, headers)[0] == status


def test_every_case_of_the_w3c_is_met_or_said_not_to_be() -> None:
    assert len({*W3C_REFUSED, *W3C_ANSWERED, *W3C_NOT_MET}) == 34
    assert all(callable(globals()[test]) for test in W3C_ANSWERED.values())


def test_an_error_tells_the_place(client: Client) -> None:
    status, headers, body = client.query("ASK {\n ?s kg:undertake ?o }")
    assert (status, headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert body.decode() == "line 2, column 5: the ontology has no kg:undertake; did you mean kg:undertakes?\n"


@pytest.mark.parametrize(("accept", "form"), [
    ("text/turtle", "turtle"), ("application/rdf+xml", "xml"), ("*/*", "turtle")])
def test_service_description(client: Client, accept: str, form: str) -> None:
    _, _, body = client.get("/sparql", accept)
    graph = rdflib.Graph().parse(data=body, format=form)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(graph.value(service, sd.endpoint)) == f"http://127.0.0.1:{client.port}/sparql"
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph


def test_no_origin_is_allowed(client: Client) -> None:
    _, headers, _ = client.send("GET", "/sparql", headers={"Origin": "https://example.org"})
    assert not [name for name in headers if name.startswith("access-control")]
    assert client.send("OPTIONS", "/sparql", headers={"Origin": "https://example.org"})[0] == 405


def test_a_client_library_works_with_it(client: Client) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(f"http://127.0.0.1:{client.port}/sparql"))
    found = list(graph.query("SELECT ?name { <https://w3id.org/regional-kg/id/region/210381> rdfs:label ?name }"))
    assert [str(row[0]) for row in found] == ["海城市"]  # type: ignore[index]
