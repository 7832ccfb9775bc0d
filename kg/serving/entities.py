"""The pages behind IRIs, names and questions: what is asked of the workers, and what becomes of the answers.

``/id/region/210381`` asks for the facts of 海城市, what points to it and the sentences behind it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import regex
from pyoxigraph import Literal
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.errors import QueryError
from kg.query.explanation import CLAIMS
from kg.query.questions import fill, find, load_questions
from kg.resources.namespaces import ID, VOCABULARIES
from kg.serving import pages, pool
from kg.serving.negotiation import PAGES, choose, content_type
from kg.serving.protocol import RequestError

STRICT = ("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
# YASGUI's table sets one style element of its own, which this hash names.
EDITOR = STRICT.replace("style-src 'self'", "style-src 'self' 'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='")
_REPLACED = VOCABULARIES["dcterms"] + "isReplacedBy"
_LOCAL = regex.compile(r"[\w.~-]+(?:/[\w.~-]+)*")
_NAME = """OPTIONAL { %s skos:prefLabel ?preferred } OPTIONAL { %s dcterms:title ?title }
  OPTIONAL { %s rdfs:label ?label } BIND(COALESCE(?preferred, ?title, ?label) AS ?name)"""
_FACTS = """SELECT DISTINCT ?p ?o ?name { <%s> ?p ?o FILTER(?p NOT IN (kg:hasClaim, kg:supportedBy))
  """ + _NAME.replace("%s", "?o") + "} ORDER BY ?p ?name ?o LIMIT 500"
_BACKWARD = """SELECT DISTINCT ?p ?s ?name { ?s ?p <%s>
  FILTER(?p NOT IN (rdf:subject, rdf:object, kg:document, kg:supportedBy, kg:concerns, prov:used, prov:wasDerivedFrom))
  """ + _NAME.replace("%s", "?s") + "} ORDER BY ?p ?name ?s LIMIT 500"
_TRIPLES = """CONSTRUCT { <%s> ?p ?o . ?o rdfs:label ?name . ?s ?q <%s> } WHERE {
  { <%s> ?p ?o OPTIONAL { ?o rdfs:label ?name } } UNION { ?s ?q <%s>
  FILTER(?q NOT IN (rdf:subject, rdf:object, kg:document, kg:concerns)) } } LIMIT 5000"""
_SEARCH = """SELECT DISTINCT ?node ?name ?type {
  ?node skos:prefLabel|skos:altLabel|kg:formerName|kg:code|kg:divisionCode|kg:exchangeCode ?name ; a ?type ;
    kg:mentionedIn ?any FILTER(STRSTARTS(STR(?type), STR(kg:)) && CONTAINS(LCASE(?name), %s)) }
  ORDER BY STRLEN(?name) ?name ?node LIMIT 100"""
COUNTS = """SELECT ?class (COUNT(?node) AS ?count) { ?node a ?class FILTER(STRSTARTS(STR(?class), STR(kg:))) }
  GROUP BY ?class ORDER BY DESC(?count)"""
_EMPTY = """SELECT ?company ?place {
  ?node a kg:Company ; rdfs:label ?company ; kg:locatedIn/rdfs:label ?place
}
LIMIT 20"""


async def start(request: Request) -> Response:
    return HTMLResponse(pages.start(request.app.state.counts, load_questions().values()))


async def entity(request: Request) -> Response:
    """Facts, what points to it, evidence: a page, or triples where the request wants them; the page of what took the
    place of an id."""
    local = request.path_params["local"]
    if not _LOCAL.fullmatch(local):
        raise RequestError(404, "no such entity")
    iri = ID + local
    wanted = request.query_params.get("format") or choose(request.headers.get("accept", ""), PAGES)
    if wanted not in PAGES:
        raise RequestError(406, f"the formats of an entity are {', '.join(PAGES)}")
    if wanted != "html":
        return await _triples(request, iri, wanted)
    facts, backward = await rows(request, _FACTS % iri), await rows(request, _BACKWARD % iri)
    if not facts and not backward:
        raise RequestError(404, f"<{iri}> is not in the graph")
    successor = next((row["o"]["value"] for row in facts if row["p"]["value"] == _REPLACED), "")
    if successor.startswith(ID):
        return RedirectResponse(f"/id/{successor.removeprefix(ID)}", 303, {"Vary": "Accept"})
    evidence = await rows(request, CLAIMS % f"<{iri}>" + " LIMIT 201")
    return HTMLResponse(pages.entity(iri, facts, backward, evidence), headers={"Vary": "Accept"})


async def _triples(request: Request, iri: str, name: str) -> Response:
    workers: pool.Pool = request.app.state.pool
    answer = await workers.ask(pool.Request(query=_TRIPLES.replace("%s", iri), graph=name))
    if answer.kind != "graph":
        raise RequestError(503, answer.message)
    if not await rows(request, f"SELECT ?p {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?p <{iri}> }} }} LIMIT 1"):
        raise RequestError(404, f"<{iri}> is not in the graph")
    return Response(answer.body, media_type=content_type(name), headers={"Vary": "Accept"})


async def search(request: Request) -> Response:
    name = request.query_params.get("name", "").strip()[:200]
    if not name:
        return RedirectResponse("/")
    return HTMLResponse(pages.search(name, await rows(request, _SEARCH % Literal(name.lower()))))


async def question(request: Request) -> Response:
    """A named question with the values of the query string."""
    try:
        asked = find(request.path_params["name"])
    except QueryError as error:
        raise RequestError(404, str(error)) from error
    values = {parameter.name: request.query_params[parameter.name] for parameter in asked.parameters
              if parameter.name in request.query_params}
    sparql = fill(asked, values)
    content = await _ask(request, sparql)
    found = (content["head"]["vars"], content["results"]["bindings"])
    return HTMLResponse(pages.question(asked, values, sparql, found))


async def editor(request: Request) -> Response:
    query = request.query_params.get("query", "") or _EMPTY
    return HTMLResponse(pages.editor(query, load_questions().values()), headers={"Content-Security-Policy": EDITOR})


async def rows(request: Request, sparql: str) -> Sequence[pages.Row]:
    found: Sequence[pages.Row] = (await _ask(request, sparql))["results"]["bindings"]
    return found


async def _ask(request: Request, sparql: str) -> Any:
    workers: pool.Pool = request.app.state.pool
    answer = await workers.ask(pool.Request(query=sparql))
    if answer.kind != "table":
        raise RequestError(400 if answer.kind == "wrong" else 503, answer.message)
    content: dict[str, Any] = json.loads(answer.body)
    return content
