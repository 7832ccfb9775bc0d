"""All files of a write or none, at whatever moment the process is killed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import folders
from kg.errors import BusyError, OutputError

OLD = {"graph.ttl": b"old graph", "graph.trig": b"old evidence", "report.md": b"old report"}
NEW = {"graph.ttl": b"new graph", "evidence.ttl": b"new evidence", "report.md": b"new report"}
MOST_MOMENTS = 200

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that can fork")


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def write(directory: Path, content: dict[str, bytes]) -> None:
    with folders.writing(directory):
        folders.publish(directory, content, stale=["graph.trig", "evidence.ttl"])


def killed_at(moment: int, work: Callable[[], None]) -> bool:
    """Do the work in another process that is killed when it asks the system for the ``moment``-th time to open,
    make, rename or remove something; whether it was."""
    child = os.fork()
    if child == 0:
        asked = 0

        def count(event: str, _: object) -> None:
            nonlocal asked
            if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree"}:
                asked += 1
                if asked == moment:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


def test_files_of_a_scratch_folder_are_moved_and_the_rest_goes(tmp_path: Path) -> None:
    directory = tmp_path / "out"

    def write_through_files() -> None:
        with folders.writing(directory), folders.scratch(directory) as scratch:
            (scratch / "spool").write_bytes(b"in between")
            (scratch / "graph.ttl").write_bytes(NEW["graph.ttl"])
            folders.publish(directory, {**NEW, "graph.ttl": scratch / "graph.ttl"}, stale=["graph.trig"])

    for moment in range(1, MOST_MOMENTS):
        write(directory, OLD)
        killed = killed_at(moment, write_through_files)
        folders.settle(directory)
        found = files(directory)
        assert found in (OLD, NEW)
        if not killed:
            assert found == NEW
            assert not list((directory / folders.HIDDEN).glob("scratch"))
            return
    pytest.fail("the work asks the system without end")


def test_killed_at_each_moment_of_a_write(tmp_path: Path) -> None:
    seen = set()
    for moment in range(1, MOST_MOMENTS):
        directory = tmp_path / str(moment)
        write(directory, OLD)
        (directory / "mine.txt").write_text("a file of the user", encoding="utf-8")
        killed = killed_at(moment, lambda directory=directory: write(directory, NEW))
        folders.settle(directory)
        found = files(directory)
        assert found.pop("mine.txt") == b"a file of the user"
        assert found in (OLD, NEW), moment
        seen.add(found == NEW)
        write(directory, NEW)
        assert {name: content for name, content in files(directory).items() if name != "mine.txt"} == NEW
        assert not (directory / folders.HIDDEN).exists()
        if not killed:
            break
    assert not killed
    assert seen == {False, True}


def test_killed_while_it_recovers(tmp_path: Path) -> None:
    """The moving of files begins after so many questions to the system; killed in it, and in each recovery of it."""
    for moment in range(1, MOST_MOMENTS):
        write(tmp_path, OLD)
        killed_at(moment, lambda: write(tmp_path, NEW))
        for again in range(1, 12):
            killed_at(again, lambda: folders.settle(tmp_path))
        folders.settle(tmp_path)
        assert files(tmp_path) in (OLD, NEW)
        if files(tmp_path) == NEW and not killed_at(moment, lambda: write(tmp_path, NEW)):
            break


def test_one_writer_at_a_time(tmp_path: Path) -> None:
    with folders.writing(tmp_path / "out"), pytest.raises(BusyError, match="another kg"), \
            folders.writing(tmp_path / "out"):
        pass


def test_a_folder_made_for_nothing_goes(tmp_path: Path) -> None:
    with folders.writing(tmp_path / "a" / "b"):
        pass
    assert not (tmp_path / "a" / "b").exists()


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="choose another folder"):
        write(tmp_path / "file", NEW)
