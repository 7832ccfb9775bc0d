"""SPARQL 1.1 Protocol: a request → the query in it; an answer of a worker → a response.

``GET /sparql?query=…``, ``POST`` with a form or with ``application/sparql-query``.  Updates are refused, and so are
``default-graph-uri`` and ``named-graph-uri``: a query always runs on the graph that is served.
"""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl

from pyoxigraph import RdfFormat, parse, serialize
from starlette.requests import Request
from starlette.responses import Response

from kg.query.store import PREFIXES, sorted_prefixes
from kg.serving import pool
from kg.serving.negotiation import GRAPHS, TABLES, choose, content_type

MAX_BODY = 64 << 10
_BODY_SECONDS = 10
_STATUS = {"wrong": 400, "large": 413, "slow": 503, "busy": 503, "failed": 503}
_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF_FORMATS = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML,
                "jsonld": RdfFormat.JSON_LD}


class RequestError(Exception):
    """A request that is answered with a status and a message."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def sparql(request: Request) -> Response:
    """The endpoint: a query is answered, no query is answered with the description of the service."""
    query = await query_of(request)
    if query is None:
        return describe(request)
    table, graph = formats_of(request)
    workers: pool.Pool = request.app.state.pool
    answer = await workers.ask(pool.Request(query=query, table=table or "json", graph=graph or "ttl"))
    if answer.kind not in ("table", "graph"):
        raise RequestError(_STATUS[answer.kind], answer.message)
    name = table if answer.kind == "table" else graph
    if not name:
        raise RequestError(406, "no format of the Accept header fits the result of this query")
    return Response(answer.body, media_type=content_type(name), headers={"Vary": "Accept"})


async def query_of(request: Request) -> str | None:
    """The query of the request, None where there is none.  Raises RequestError for what the protocol forbids."""
    fields = parse_fields(request.url.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await body_of(request)
        if kind == "application/sparql-query":
            fields.append(("query", body))
        elif kind == "application/x-www-form-urlencoded":
            fields += parse_fields(body)
        elif kind == "application/sparql-update":
            raise RequestError(403, "this endpoint is read only")
        else:
            raise RequestError(415, "POST a form, or a query as application/sparql-query")
    names = [name for name, _ in fields]
    if "update" in names:
        raise RequestError(403, "this endpoint is read only")
    if {"default-graph-uri", "named-graph-uri"} & set(names):
        raise RequestError(400, "a query runs on the graph that is served; leave default-graph-uri and "
                                "named-graph-uri out")
    queries = [value for name, value in fields if name == "query"]
    if len(queries) > 1:
        raise RequestError(400, "one query at a time")
    if not queries and request.method == "POST":
        raise RequestError(400, "the request has no query")
    return queries[0] if queries else None


def parse_fields(text: str) -> list[tuple[str, str]]:
    """The fields of a form or query string, strict in number and in UTF-8."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=50)
    except ValueError as error:
        raise RequestError(400, f"the request is no form in UTF-8: {error}") from error


async def body_of(request: Request) -> str:
    """The body as text, up to a size and within a time."""
    content = bytearray()

    async def read() -> None:
        async for part in request.stream():
            content.extend(part)
            if len(content) > MAX_BODY:
                raise RequestError(413, f"a request has up to {MAX_BODY} bytes")

    try:
        await asyncio.wait_for(read(), _BODY_SECONDS)
        return content.decode("utf-8")
    except TimeoutError as error:
        raise RequestError(408, "the request did not arrive whole") from error
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the request is not UTF-8: {error}") from error


def formats_of(request: Request) -> tuple[str, str]:
    """The formats for a table and for a graph, by ?format= or by the Accept header; empty where none fits."""
    wanted = request.query_params.get("format", "")
    if wanted in TABLES:
        return wanted, "ttl"
    if wanted in GRAPHS:
        return "json", wanted
    if wanted:
        raise RequestError(400, f"no format {wanted!r}; known: {', '.join((*TABLES, *GRAPHS))}")
    accept = request.headers.get("accept", "")
    table, graph = choose(accept, TABLES), choose(accept, GRAPHS)
    if not table and not graph:
        raise RequestError(406, f"the formats of a result are {', '.join((*TABLES, *GRAPHS))}")
    return table, graph


def describe(request: Request) -> Response:
    """The service description (SPARQL 1.1 Service Description)."""
    name = choose(request.headers.get("accept", ""), GRAPHS)
    if not name:
        raise RequestError(406, f"the formats of the service description are {', '.join(GRAPHS)}")
    here = str(request.base_url).rstrip("/") + "/sparql"
    formats = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
               "N-Triples", "RDF_XML", "JSON-LD")
    lines = [
        f"<{here}> a <{_SD}Service> ; <{_SD}endpoint> <{here}> ; <{_SD}supportedLanguage> <{_SD}SPARQL11Query> ;",
        f"  <{_SD}resultFormat> {', '.join(f'<{_FORMATS}{name}>' for name in formats)} ;",
        f"  <{_SD}defaultDataset> <{here}#dataset> .",
        f"<{here}#dataset> a <{_SD}Dataset> ; <{_SD}defaultGraph> <{here}#graph> .",
        f"<{here}#graph> a <{_SD}Graph> ; <http://rdfs.org/ns/void#vocabulary> <{PREFIXES['kg']}> .",
    ]
    turtle = "\n".join(lines).encode()
    triples = sorted(parse(turtle, format=RdfFormat.TURTLE), key=str)
    content = serialize(triples, format=_RDF_FORMATS[name], prefixes={"sd": _SD, "formats": _FORMATS}) or b""
    body = sorted_prefixes(content) if name == "ttl" else content
    return Response(body, media_type=content_type(name), headers={"Vary": "Accept"})
