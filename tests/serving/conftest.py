"""A server of the sample, started as a user starts it."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from client import Client

from kg.cli import main


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    assert main(["build", "--sample", "-o", str(folder), "--quiet"]) == 0
    return folder


@pytest.fixture(scope="session")
def served(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Client]]:
    """Starts ``kg serve`` with arguments; ends what it started, which must have gone on and said nothing more."""
    logs = tmp_path_factory.mktemp("logs")
    processes: list[tuple[subprocess.Popen[str], Path]] = []

    def start(*arguments: str) -> Client:
        log = logs / f"{len(processes)}.txt"
        command = [sys.executable, "-m", "kg", "serve", str(sample), "--port", "0", *arguments]
        with log.open("w", encoding="utf-8") as file:
            processes.append((subprocess.Popen(command, stderr=file, text=True), log))
        until = time.monotonic() + 60
        while time.monotonic() < until:
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", log.read_text(encoding="utf-8"))
            if found:
                return Client(int(found[1]))
            time.sleep(0.05)
        raise TimeoutError(log.read_text(encoding="utf-8"))

    yield start
    ended = [process.poll() for process, _ in processes]
    for process, _ in processes:
        process.terminate()
    for process, _ in processes:
        process.wait(20)
    # Up to Python 3.11 asyncio says so of a process that ended while it was being killed.
    told = [line for _, log in processes for line in log.read_text(encoding="utf-8").splitlines()[1:]
            if not line.startswith("Unknown child process")]
    assert (ended, told) == ([None] * len(processes), [])


@pytest.fixture(scope="session")
def client(served: Callable[..., Client]) -> Client:
    return served("--timeout", "60", "--memory", "768")
