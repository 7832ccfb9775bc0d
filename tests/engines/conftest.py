"""The sample and the corpus as Turtle, what the ten questions give, and servers that are ended."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions
from questions import QUESTIONS, Rows, rows_of

from kg.cli import main
from kg.query import open_store


@pytest.fixture(scope="session", params=["sample", "corpus"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, and the corpus where it is."""
    folder = tmp_path_factory.mktemp("engines") / str(request.param)
    source = "--sample" if request.param == "sample" else str(request.getfixturevalue("corpus"))
    assert main(["build", source, "-o", str(folder), "--quiet"]) in (0, 1)
    return folder


@pytest.fixture(scope="session")
def size(built: Path) -> int:
    """How many triples the files have together."""
    return len(open_store(built))


@pytest.fixture(scope="session")
def expected(built: Path) -> dict[str, Rows]:
    """What Oxigraph in process answers; each question finds something."""
    store = open_store(built)
    answers = {}
    for name, query in QUESTIONS.items():
        found = store.query(query)
        assert isinstance(found, QuerySolutions)
        answers[name] = rows_of(found.serialize(format=QueryResultsFormat.JSON) or b"")
        assert answers[name], name
    return answers


@pytest.fixture(scope="session")
def started() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts servers and ends them at the end of the session."""
    processes: list[subprocess.Popen[bytes]] = []

    def start(*command: str, cwd: Path | None = None) -> subprocess.Popen[bytes]:
        processes.append(subprocess.Popen(
            command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL))
        return processes[-1]

    yield start
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
