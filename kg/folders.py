"""A folder of outputs: one writer at a time, and all files of a build or none, whenever a process is killed.

Files are written into ``outputs/mine/.kg/writing`` first; the renaming of that folder to ``.kg/written`` is the moment
from which the new build counts.  Then each file is moved into its place; a process that dies in between leaves
``.kg/written``, and the next command that opens the folder goes on with the moving.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.errors import BusyError, OutputError

HIDDEN = ".kg"
_LOCK, _SCRATCH, _WRITING, _WRITTEN, _REMOVED = "lock", "scratch", "writing", "written", ".removed"
_PATIENCE = 10.0


@contextmanager
def writing(directory: Path) -> Iterator[None]:
    """The right to write into the folder, which is made where it is not there; a killed write is finished first.

    Raises BusyError where another process has it, OutputError where the folder can't be written.  A folder
    that was made for nothing goes again.
    """
    from filelock import FileLock, Timeout

    hidden = directory / HIDDEN
    with told(directory):
        hidden.mkdir(parents=True, exist_ok=True)
        lock = FileLock(hidden / _LOCK, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            raise BusyError(f"{directory}: another kg is writing there; wait until it is done") from error
    try:
        with told(directory):
            _recover(hidden)
        yield
    finally:
        with suppress(OSError):
            # Where nothing was kept the folder shall look as before; an open file can't be removed on Windows.
            if {path.name for path in hidden.iterdir()} <= {_LOCK}:
                (hidden / _LOCK).unlink(missing_ok=True)
                hidden.rmdir()
                directory.rmdir()
        lock.release()


def settle(directory: Path) -> None:
    """Finish what a killed process had written; every reader of a folder calls it first."""
    until = time.monotonic() + _PATIENCE
    while (directory / HIDDEN / _WRITTEN).is_dir():
        try:
            with writing(directory):
                return
        except BusyError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@contextmanager
def scratch(directory: Path) -> Iterator[Path]:
    """A folder for files in between, on the disk of the outputs; within ``writing``."""
    path = directory / HIDDEN / _SCRATCH
    with told(directory):
        path.mkdir()
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def publish(directory: Path, files: Mapping[str, bytes | Path], stale: Iterable[str] = ()) -> None:
    """Put all files into the folder, or none; within ``writing``.

    Files given by their paths are moved.  ``stale`` names files of an earlier build that would contradict these; they
    are removed.
    """
    hidden = directory / HIDDEN
    with told(directory):
        beside = hidden / _WRITING
        beside.mkdir()
        try:
            for name, content in files.items():
                _write(beside / name, content)
            _write(beside / _REMOVED, "\n".join(name for name in stale if name not in files).encode())
            _sync(beside)
        except OSError:
            shutil.rmtree(beside, ignore_errors=True)
            raise
        os.rename(beside, hidden / _WRITTEN)
        _recover(hidden)


def write_files(directory: Path, files: Mapping[str, bytes]) -> None:
    """All files or none, into a folder that is no build."""
    with writing(directory):
        publish(directory, files)


def _recover(hidden: Path) -> None:
    """Leave out what was not written to its end, and put what was into its place."""
    directory, written = hidden.parent, hidden / _WRITTEN
    for unfinished in (_SCRATCH, _WRITING):
        if (hidden / unfinished).is_dir():
            shutil.rmtree(hidden / unfinished)
    if not written.is_dir():
        return
    removed = written / _REMOVED
    for path in sorted(written.iterdir()):
        if path != removed:
            os.replace(path, directory / path.name)
    for name in removed.read_text(encoding="utf-8").split("\n") if removed.is_file() else ():
        if name:
            (directory / name).unlink(missing_ok=True)
    _sync(directory)
    shutil.rmtree(written)


def _write(path: Path, content: bytes | Path) -> None:
    if isinstance(content, Path):
        os.rename(content, path)
    with path.open("ab") as file:
        if isinstance(content, bytes):
            file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    """Names that the disk has, where a system can tell (Windows can't open folders)."""
    with suppress(PermissionError):
        handle = os.open(directory, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def told(directory: Path) -> Iterator[None]:
    """Errors of the system as OutputErrors with place and remedy."""
    try:
        yield
    except OSError as error:
        raise OutputError(f"{directory}: can't be written ({error.strerror}); choose another folder with -o") from error
