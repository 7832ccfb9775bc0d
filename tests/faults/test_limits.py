"""A document that runs away is reported and left out; the others go on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg import workers
from kg.archive import Extracted, PackedText
from kg.cli import main
from kg.errors import ResourceError, TransientError
from kg.reading.documents import ReadingOptions
from kg.reading.files import FileContent
from kg.workers import Limits, Workers

TEXT = "海城市加快发展菱镁产业。海城三鱼泵业有限公司位于海城市。\n"


# What a worker is given to do in place of a document; it finds these by their names.


def sleep(seconds: float, options: ReadingOptions, limit: float) -> str:
    time.sleep(seconds)
    return "awake"


def swell(size: int, options: ReadingOptions, limit: float) -> int:
    return len(bytearray(size))


def end(code: int, options: ReadingOptions, limit: float) -> None:
    os._exit(code)


def fail(kind: str, options: ReadingOptions, limit: float) -> None:
    if kind == "resource":
        raise ResourceError("ontology/x.tsv:1: wrong")
    raise LookupError(kind)


def burn(seconds: float, options: ReadingOptions, limit: float) -> None:
    workers._limit_time(limit)
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


@pytest.fixture
def pool() -> Workers:
    return Workers(Limits(seconds=8.0, memory=1 << 30))


def content(text: str, name: str = "a.txt") -> FileContent:
    return FileContent(name=name, data=text.encode(), digest="")


def outcome(pool: Workers, work: object, item: object) -> object:
    """What the work gives, and that a document is read as ever behind it."""
    with pool:
        result = pool._result(pool._begin(work, item, 0, ReadingOptions()), "a.txt")  # type: ignore[arg-type]
        ((_, found),) = pool.read([content(TEXT)], ReadingOptions())
        assert isinstance(found[0], Extracted)
    return result


def test_time(pool: Workers) -> None:
    error = outcome(pool, sleep, 60.0)
    assert isinstance(error, TransientError)
    assert (error.source, error.problem) == ("a.txt", "took more than 8 seconds")
    assert "--timeout" in error.remedy


@pytest.mark.skipif(sys.platform != "linux", reason="the system limits no memory")
def test_memory(pool: Workers) -> None:
    error = outcome(pool, swell, 2 << 30)
    assert isinstance(error, TransientError)
    assert "1024 MiB of memory" in error.problem


def test_a_process_that_ends(pool: Workers) -> None:
    error = outcome(pool, end, 3)
    assert isinstance(error, TransientError)
    assert "code 3" in error.problem


COPIED = """
import os, sys
from kg.errors import TransientError
from kg.reading.options import ReadingOptions
from kg.workers import Limits, Workers

def look(_, options, limit):
    return os.getppid()

def end(code, options, limit):
    os._exit(code)

if __name__ == "__main__":
    options = ReadingOptions()
    with Workers(Limits(), copies=True) as outer, outer as pool:
        first = pool._result(pool._begin(look, "", 0, options), "a.txt")
        ended = pool._result(pool._begin(end, 3, 0, options), "a.txt")
        second = pool._result(pool._begin(look, "", 0, options), "a.txt")
    print(first == os.getpid(), type(ended).__name__, second == os.getpid())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are copied on Linux alone")
def test_the_first_process_is_a_copy_and_the_next_is_not(tmp_path: Path) -> None:
    """Behind the first this one has threads, whose locks a copy would hold for ever."""
    (tmp_path / "copied.py").write_text(COPIED)
    done = subprocess.run([sys.executable, "-W", "error", str(tmp_path / "copied.py")], capture_output=True, text=True,
                          check=True)
    assert done.stdout == "True TransientError False\n"


def test_a_fault_of_the_program_names_its_place(pool: Workers) -> None:
    error = outcome(pool, fail, "nobody thought of it")
    assert isinstance(error, TransientError)
    assert "LookupError: nobody thought of it" in error.problem
    assert "test_limits.py" in error.problem
    assert "report it" in error.remedy


def test_a_wrong_resource_ends_all(pool: Workers) -> None:
    with pytest.raises(ResourceError, match="wrong"), pool:
        pool._result(pool._begin(fail, "resource", 0, ReadingOptions()), "a.txt")


@pytest.mark.skipif(os.name == "nt", reason="the system limits no time on a processor")
def test_a_worker_ends_though_nobody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its master may have been killed."""
    monkeypatch.setattr(workers, "_SECONDS_OF_GRACE", 0)
    child = os.fork()
    if child == 0:
        burn(60.0, ReadingOptions(), 1.0)
        os._exit(0)
    begun = time.monotonic()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status < 0
    assert time.monotonic() - begun < 30


def test_the_order_of_files_and_rows_is_kept(pool: Workers) -> None:
    contents = [content(f"{TEXT}第{number}。", f"{number}.txt") for number in range(30)]
    rows = "标题,正文\n" + "".join(f"第{number}行,{TEXT.strip()}{number}\n" for number in range(30))
    with pool:
        read = list(pool.read([*contents, content(rows, "rows.csv")], ReadingOptions()))
        assert [content.name for content, _ in read] == [*(f"{number}.txt" for number in range(30)), "rows.csv"]
        extracted = list(pool.extract(
            (one for one in read[-1][1] if isinstance(one, PackedText)), ReadingOptions()))
    assert [one.text.source for one in extracted if isinstance(one, Extracted)] == [
        f"rows.csv#{number}" for number in range(1, 31)]


def test_the_command_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "long.txt").write_text(TEXT * 20_000, encoding="utf-8")
    (tmp_path / "short.txt").write_text(TEXT, encoding="utf-8")
    out = tmp_path / "out"
    command = ["build", str(tmp_path / "long.txt"), str(tmp_path / "short.txt"), "-o", str(out), "--quiet"]
    with monkeypatch.context() as patch:
        patch.setattr(workers, "_BYTES_A_SECOND", 1 << 60)
        assert main([*command, "--timeout", "2"]) == 1
    assert "long.txt: took more than 2 seconds; split it, or raise --timeout" in capsys.readouterr().err
    assert "short.txt" in (out / "build.json").read_text(encoding="utf-8")
    assert main(["build", "--update", str(out), str(tmp_path / "long.txt"), "--quiet"]) == 0
    assert "left_out\": []" in (out / "build.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [["--jobs", "0"], ["--timeout", "0"], ["--memory", "10"]])
def test_limits_under_which_nothing_can_be_read(option: list[str], tmp_path: Path) -> None:
    assert main(["build", "--sample", "-o", str(tmp_path / "out"), *option]) == 2
    assert not (tmp_path / "out").exists()
