"""A server of the sample, started as a user starts it, and a plain client for it."""

from __future__ import annotations

import http.client
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.cli import main


@dataclass
class Client:
    """Requests to a server on a port of this machine; every header as given, paths sent as they are."""

    port: int

    def send(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path: str, accept: str = "*/*") -> tuple[int, dict[str, str], bytes]:
        return self.send("GET", path, headers={"Accept": accept})

    def query(self, sparql: str, accept: str = "application/sparql-results+json") -> tuple[int, dict[str, str], bytes]:
        return self.get("/sparql?" + urlencode({"query": sparql}), accept)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    assert main(["build", "--sample", "-o", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture(scope="session")
def served(sample: Path) -> Iterator[Callable[..., Client]]:
    """Starts ``kg serve`` with arguments; ends what it started."""
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Client:
        process = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", str(sample), "--port", "0", *arguments], stderr=subprocess.PIPE,
            text=True,
        )
        processes.append(process)
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line
        return Client(int(found[1]))

    yield start
    for process in processes:
        process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def client(served: Callable[..., Client]) -> Client:
    return served("--timeout", "2", "--memory", "768")
