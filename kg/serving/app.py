"""The folder of a built graph → the application that serves it, and the server on a loopback address.

``serve(Path("outputs/mine"), 8765, Limits())`` answers on http://127.0.0.1:8765/ until it is interrupted.
"""

from __future__ import annotations

import asyncio
import json
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import ExitStack, asynccontextmanager, suppress
from importlib.resources import files
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import OutputError
from kg.query.cache import FOLDER, store_on_disk
from kg.query.store import PREFIXES
from kg.resources.location import ONTOLOGY
from kg.resources.ontology import load_terms
from kg.serving import entities, pages, pool
from kg.serving.negotiation import choose
from kg.serving.ontology_page import ontology_page
from kg.serving.protocol import RequestError, sparql

# The files of a build that are served, and as what; nothing else of the folder is.
_FILES: Mapping[str, str] = {
    "graph.html": "text/html", "explorer.html": "text/html", "report.md": "text/plain",
    "build.json": "application/json", "graph.ttl": "text/turtle", "evidence.ttl": "text/turtle",
    "dataset.ttl": "text/turtle", "graph.trig": "application/trig",
    "evidence.rdf12.ttl": "text/turtle", "graph.n10s.ttl": "text/turtle",
}
_STATIC: Mapping[str, str] = {
    "style.css": "text/css", "editor.js": "text/javascript", "LICENCES.md": "text/plain",
    f"{pages.YASGUI}.js": "text/javascript", f"{pages.YASGUI}.css": "text/css",
}
# The pages of the build carry a policy with the hashes of their scripts; this one adds what a <meta> can't say.
_OWN = ("default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
        "connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
}
_HOSTS = frozenset({"127.0.0.1", "localhost", "[::1]"})


def serve(directory: Path, port: int, limits: pool.Limits, ready: Callable[[str], None]) -> None:
    """Serve until interrupted; ``ready`` gets the address.  Raises OutputError where the port is taken or no worker
    starts."""
    with ExitStack() as stack:
        try:
            store = store_on_disk(directory, directory / FOLDER)
        except OSError:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="regional-kg-"))
            store = store_on_disk(directory, Path(folder))
        listening = stack.enter_context(socket.socket())
        if sys.platform != "win32":
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
        except OSError as error:
            raise OutputError(f"port {port}: {error.strerror}; choose another with --port, 0 for any") from error
        listening.listen(512)
        with suppress(KeyboardInterrupt):
            asyncio.run(_serve(directory, pool.Pool(store, limits), listening, ready))


async def _serve(
    directory: Path, workers: pool.Pool, listening: socket.socket, ready: Callable[[str], None]
) -> None:
    await workers.open()
    config = uvicorn.Config(
        application(directory, workers), log_level="warning", access_log=False, server_header=False,
        proxy_headers=False, http="h11", ws="none", timeout_keep_alive=5, limit_concurrency=1000,
        timeout_graceful_shutdown=3,
    )
    ready(f"http://127.0.0.1:{listening.getsockname()[1]}/")
    await uvicorn.Server(config).serve(sockets=[listening])


def application(directory: Path, workers: pool.Pool) -> ASGIApp:
    """The application; the workers, opened before, end with its lifespan."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        app.state.pool = workers
        counts = await workers.ask(pool.Request(query=entities.COUNTS))
        app.state.counts = json.loads(counts.body)["results"]["bindings"] if counts.kind == "table" else []
        yield
        await workers.close()

    async def file(request: Request) -> Response:
        name = request.url.path.lstrip("/")
        path = directory / name
        if not path.is_file():
            raise RequestError(404, f"this build has no {name}")
        policy = {"Content-Security-Policy": _OWN} if name.endswith(".html") else {}
        return FileResponse(path, media_type=_FILES[name], headers=policy)

    async def description(_: Request) -> Response:
        return FileResponse(directory / "dataset.ttl", media_type=_FILES["dataset.ttl"])

    routes = [
        Route("/", entities.start),
        Route("/sparql", sparql, methods=["GET", "POST"]),
        Route("/id/{local:path}", entities.entity),
        Route("/search", entities.search),
        Route("/questions/{name}", entities.question),
        Route("/query", entities.editor),
        Route("/ontology", _ontology),
        Route("/terms.json", _terms),
        Route("/static/{name}", _static),
        *(Route(f"/{name}", file) for name in _FILES),
        *([Route("/.well-known/void", description)] if (directory / "dataset.ttl").is_file() else []),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={
        RequestError: _refuse, HTTPException: _refuse})  # type: ignore[dict-item]
    return Guard(app)


class Guard:
    """Refuses requests for other hosts (DNS rebinding) and queries sent by pages of other sites; adds the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
        foreign = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent = MutableHeaders(scope=message)
                for name, content in {**_HEADERS, "Content-Security-Policy": entities.STRICT}.items():
                    sent.setdefault(name, content)
            await send(message)

        if host not in _HOSTS:
            await PlainTextResponse("this server answers on loopback names only", 421)(scope, receive, guarded)
        elif foreign:
            await PlainTextResponse("this server answers its own pages only", 403)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)


async def _refuse(request: Request, error: RequestError | HTTPException) -> Response:
    status = error.status if isinstance(error, RequestError) else error.status_code
    text = str(error) if isinstance(error, RequestError) else error.detail
    headers = {"Retry-After": "1"} if status == 503 else {}
    if request.url.path != "/sparql" and choose(request.headers.get("accept", ""), ("json", "html")) == "html":
        return HTMLResponse(pages.message(status, text), status, headers)
    return PlainTextResponse(text + "\n", status, headers)


async def _ontology(request: Request) -> Response:
    if choose(request.headers.get("accept", ""), ("html", "ttl")) == "ttl":
        return FileResponse(ONTOLOGY / "regional.ttl", media_type=_FILES["graph.ttl"])
    return HTMLResponse(ontology_page(), headers={"Content-Security-Policy": _OWN, "Vary": "Accept"})


async def _terms(_: Request) -> Response:
    terms = [{"name": term.name, "zh": term.label_zh, "en": term.label_en} for term in load_terms().values()]
    return JSONResponse({"prefixes": PREFIXES, "terms": terms})


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        raise RequestError(404, "no such file")
    return Response((files("kg.serving") / "static" / name).read_bytes(), media_type=_STATIC[name])
