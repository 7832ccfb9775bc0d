"""What must not happen: calls to other machines, files read, a server that a query brings down."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from client import Client

from kg.errors import OutputError
from kg.query.cache import FOLDER, store_on_disk
from kg.serving.pool import Limits, Pool

ASK = "ASK { ?s a kg:Region }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"
BOMB = (
    'SELECT (STRLEN(?x20) AS ?n) { VALUES ?x0 { "' + "a" * 64 + '" } '
    + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(20)) + " }"
)


@pytest.fixture(scope="module")
def client(served: Callable[..., Client]) -> Client:
    """A server that stops queries soon."""
    return served("--timeout", "2", "--memory", "768")


def answers(client: Client) -> bool:
    """Whether the server answers, perhaps after it said that it is busy: workers start as fast as the machine does."""
    until = time.monotonic() + 60
    status, _, body = client.query(ASK)
    while status == 503 and time.monotonic() < until:
        time.sleep(1)
        status, _, body = client.query(ASK)
    return status == 200 and json.loads(body)["boolean"] is True


def test_a_cross_product_is_stopped(client: Client) -> None:
    began = time.monotonic()
    status, headers, body = client.query(CROSS)
    assert status == 503
    assert b"more than 2 seconds" in body
    assert headers["retry-after"] == "1"
    assert time.monotonic() - began < 60
    assert answers(client)


@pytest.mark.parametrize("query", [BOMB, SORTED])
def test_a_memory_bomb_ends_alone(client: Client, query: str) -> None:
    assert client.query(query)[0] in (413, 503)
    assert answers(client)


def test_a_large_result_is_refused(client: Client) -> None:
    status, _, body = client.query("SELECT * { ?a ?b ?c . ?d ?e ?f }")
    assert status in (413, 503)
    assert answers(client)
    assert len(body) < 1000


def test_all_workers_can_be_lost_at_once(client: Client) -> None:
    threads = [threading.Thread(target=client.query, args=(BOMB,)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers(client)


def test_a_client_that_hangs_up_leaves_no_busy_worker(client: Client) -> None:
    for _ in range(4):
        raw = socket.create_connection(("127.0.0.1", client.port))
        body = CROSS.encode()
        raw.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/sparql-query\r\n"
                    b"Content-Length: %d\r\n\r\n" % len(body) + body)
        raw.close()
    time.sleep(5)
    assert answers(client)


def test_a_worker_that_can_not_start_is_told(sample: Path) -> None:
    store = store_on_disk(sample, sample / FOLDER)
    with pytest.raises(OutputError, match="no worker starts with 64 MiB; give --memory more"):
        asyncio.run(Pool(store, Limits(memory=64 << 20)).open())


def test_the_least_memory_is_enough(served: Callable[..., Client]) -> None:
    assert answers(served("--memory", "256"))


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no alarms")
def test_a_worker_ends_without_its_server(sample: Path) -> None:
    store = store_on_disk(sample, sample / FOLDER)
    command = [sys.executable, "-m", "kg.serving.worker", str(store), str(1 << 30), str(1 << 20), "0.5"]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert worker.stdin is not None
    assert worker.stdout is not None
    content = json.dumps({"query": CROSS, "table": "json", "graph": "ttl"}).encode()
    worker.stdin.write(f"{len(content):08x}".encode() + content)
    worker.stdin.close()
    try:
        assert worker.wait(20) == -signal.SIGALRM
    finally:
        worker.kill()
        worker.stdout.close()


@pytest.mark.parametrize("ended_by", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_server_that_ends_leaves_nobody(sample: Path, ended_by: signal.Signals) -> None:
    command = [sys.executable, "-m", "kg", "serve", str(sample), "--port", "0", "--timeout", "3"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        port = int(server.stderr.readline().rpartition(":")[2].partition("/")[0])
        asked = threading.Thread(target=_ask_and_forget, args=(port,))
        asked.start()
        time.sleep(0.5)
        server.send_signal(ended_by)
        assert server.wait(20) == (0 if ended_by == signal.SIGINT else -signal.SIGTERM)
        assert server.stderr.read() == ""
        asked.join(10)


def _ask_and_forget(port: int) -> None:
    try:
        Client(port).query(CROSS)
    except OSError:
        """The server ended before it answered."""


class _Trap(BaseHTTPRequestHandler):
    calls: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        self.calls.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture(scope="module")
def trap() -> str:
    server = HTTPServer(("127.0.0.1", 0), _Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


SPELLINGS = [
    "SELECT * { SERVICE <%s> { ?a ?b ?c } }",
    "SELECT * { service <%s> { ?a ?b ?c } }",
    "SELECT * { SeRvIcE SILENT <%s> { ?a ?b ?c } }",
    "SELECT * { \\u0053ERVICE <%s> { ?a ?b ?c } }",
    "SELECT * { \\U00000053ERVICE <%s> { ?a ?b ?c } }",
    "SELECT * { SERVICE<%s>{?a ?b ?c} }",
    "SELECT * { SERVICE # <x>\n <%s> { ?a ?b ?c } }",
    "SELECT * { BIND(<%s> AS ?s) SERVICE ?s { ?a ?b ?c } }",
    "PREFIX s: <%s> SELECT * { SERVICE s: { ?a ?b ?c } }",
    "BASE <%s> SELECT * { SERVICE <x> { ?a ?b ?c } }",
    "SELECT * { ?x rdfs:label '''a\\\\''' . SERVICE <%s> { ?a ?b ?c } #''' }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE <%s> { ?a ?b ?c } } } } }",
    "SELECT * FROM <%s> { ?a ?b ?c }",
    "SELECT * FROM NAMED <%s> { GRAPH ?g { ?a ?b ?c } }",
    "SELECT * FROM <file:///etc/passwd> { ?a ?b ?c } # %s",
    "LOAD <%s>",
    "CONSTRUCT FROM <%s> WHERE { ?a ?b ?c }",
    "DESCRIBE ?x FROM <%s> { ?x ?b ?c }",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_nothing_calls_out(client: Client, trap: str, spelling: str) -> None:
    assert client.query(spelling % trap if "%s" in spelling else spelling)[0] == 400
    assert _Trap.calls == []


PATHS = [
    "/../../etc/passwd", "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e/app.py", "/id/../../etc/passwd",
    "/id/..%2f..%2fetc%2fpasswd", "/id/%00", "/id/region/210381%3E%20%3Fp", "/graph.ttl/../../x", "//etc/passwd",
    "/static/style.css%00.js", "/.store/", "/.store/CURRENT", "/questions/..%2fregional", "/%5c..%5cwindows",
    "/id/" + "a" * 5000,
]


@pytest.mark.parametrize("path", PATHS)
def test_path_tricks_find_nothing(client: Client, path: str) -> None:
    status, _, body = client.get(path)
    assert status in (400, 404)
    assert b"root:" not in body


def test_another_host_is_refused(client: Client) -> None:
    for host in ("evil.example", "127.0.0.1.evil.example", "evil.example:80", ""):
        assert client.send("GET", "/", headers={"Host": host})[0] in (400, 421)
    assert client.send("GET", "/", headers={"Host": f"localhost:{client.port}"})[0] == 200


def test_a_page_of_another_site_can_not_ask(client: Client) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert client.send("GET", "/sparql?query=ASK%20%7B%7D", headers=headers)[0] == 403


@pytest.mark.parametrize("path", ["/", "/query", "/id/region/210381", "/sparql", "/graph.html", "/static/editor.js"])
def test_headers(client: Client, path: str) -> None:
    status, headers, _ = client.get(path)
    assert status == 200
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "server" not in headers


def test_it_listens_on_loopback_only(client: Client) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no other address")
        address = probe.getsockname()[0]
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((address, client.port), timeout=2).close()


def test_fifty_clients_at_once(served: Callable[..., Client]) -> None:
    client = served()
    times: list[float] = []
    wrong: list[int] = []
    until = time.monotonic() + 3

    def work() -> None:
        while time.monotonic() < until:
            began = time.monotonic()
            status, _, _ = client.query("SELECT ?name { ?c a kg:Company ; rdfs:label ?name } LIMIT 5")
            times.append(time.monotonic() - began)
            if status != 200:
                wrong.append(status)

    threads = [threading.Thread(target=work) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert len(times) >= 50
    assert sorted(times)[len(times) * 99 // 100] < 50, "scripts/bench_serve.py has figures"
