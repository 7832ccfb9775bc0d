"""A process that answers queries from a store on disk, one after the other, until its input ends.

Started by ``pool`` as ``python -m kg.serving.worker STORE MEMORY RESULT SECONDS``; a request and an answer are frames:
eight hexadecimal digits with a length, then that many bytes.  “SELECT ?n { region:210381 rdfs:label ?n }” is answered
with ``{"kind": "table"}`` and the bytes of the result.
"""

from __future__ import annotations

import io
import json
import signal
import sys
from collections.abc import Mapping
from typing import BinaryIO

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Store, serialize

from kg.errors import QueryError
from kg.query.checking import check
from kg.query.store import PREFIXES, explain_error, sorted_prefixes

TABLES: Mapping[str, QueryResultsFormat] = {
    "json": QueryResultsFormat.JSON, "xml": QueryResultsFormat.XML, "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPHS: Mapping[str, RdfFormat] = {
    "ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "rdf": RdfFormat.RDF_XML, "jsonld": RdfFormat.JSON_LD,
}


class TooLargeError(Exception):
    """The result has more bytes than allowed."""


class _Limited(io.BytesIO):
    """Bytes up to a limit; a write beyond it fails."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit

    def write(self, content: object) -> int:
        written = super().write(content)  # type: ignore[arg-type]
        if self.tell() > self.limit:
            raise TooLargeError
        return written


def main() -> None:
    """Limit the memory, open the store, say so, answer."""
    path, memory, result, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    _limit_memory(memory)
    store = Store.read_only(path)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    _write(target, {"kind": "ready"}, b"")
    while frame := read_frame(source):
        _end_after(2 * seconds)
        _write(target, *answer(store, json.loads(frame), result))
        _end_after(0)


def answer(store: Store, request: Mapping[str, str], limit: int) -> tuple[dict[str, str], bytes]:
    """What the query gives, in the format wanted for a ``table`` (SELECT, ASK) or for a ``graph`` (the others)."""
    query = request["query"]
    output = _Limited(limit)
    try:
        check(query, PREFIXES)
        found = store.query(query, prefixes=PREFIXES)
        if isinstance(found, QueryBoolean | QuerySolutions):
            found.serialize(output, TABLES[request["table"]])
            return {"kind": "table"}, output.getvalue()
        kind = GRAPHS[request["graph"]]
        serialize(sorted(set(found), key=str), output, kind, prefixes=PREFIXES)
        content = output.getvalue()
        return {"kind": "graph"}, sorted_prefixes(content) if request["graph"] == "ttl" else content
    except QueryError as error:
        return {"kind": "wrong", "message": str(error)}, b""
    except SyntaxError as error:
        return {"kind": "wrong", "message": explain_error(query, str(error))}, b""
    except TooLargeError:
        return {"kind": "large", "message": f"the result has more than {limit} bytes; add LIMIT"}, b""
    except (MemoryError, OSError, ValueError) as error:
        return {"kind": "failed", "message": f"the query failed: {error or type(error).__name__}"}, b""


def read_frame(source: BinaryIO) -> bytes:
    """The next frame, empty at the end of the input."""
    head = source.read(8)
    return source.read(int(head, 16)) if len(head) == 8 else b""


def _write(target: BinaryIO, head: Mapping[str, str], body: bytes) -> None:
    for content in (json.dumps(head).encode(), body):
        target.write(f"{len(content):08x}".encode() + content)
    target.flush()


def _end_after(seconds: float) -> None:
    """End this process after so many seconds (0: never), also where the server is gone that would have killed it.

    Not on Windows.  A handler in Python would not run: the store does not return while it evaluates a query.
    """
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(limit: int) -> None:
    """The address space, where the system can limit it (not on Windows); no core file of what a user asked."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
