"""A plain client of a server on this machine."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from urllib.parse import urlencode


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
