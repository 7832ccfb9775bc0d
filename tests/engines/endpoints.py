"""Ports of this machine and SPARQL endpoints on them."""

from __future__ import annotations

import socket
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest
from questions import Rows, rows_of

FILES = ("graph.ttl", "evidence.ttl", "dataset.ttl")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, seconds: float = 300) -> None:
    """Until something listens on the port."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail(f"nothing listens on port {port} after {seconds:g} s")


def ask(endpoint: str, query: str, **fields: str) -> Rows:
    """The rows that a SPARQL endpoint gives."""
    request = urllib.request.Request(
        endpoint, urlencode({"query": query, **fields}).encode(),
        {"Accept": "application/sparql-results+json", "Content-Type": "application/x-www-form-urlencoded"},
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return rows_of(answer.read())
    except urllib.error.HTTPError as error:
        pytest.fail(error.read().decode(errors="replace")[:500])
