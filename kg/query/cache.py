"""The folder of a built graph → a read-only store on disk, made once and kept beside the files.

``outputs/mine/.store/1f3c…`` holds what graph.ttl, the evidence and dataset.ttl of 海城市 hold; its name is their
hash, so that a new build gets a new store and the old one goes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from pyoxigraph import Store

from kg.errors import QueryError
from kg.graph.profiles import FILES
from kg.query.store import DATASET, GRAPH, ON_DISK, load, open_store

FOLDER = ".store"
# Below this, parsing the files takes less time than opening a store on disk (about 30 ms).
_SMALL = 1_000_000


def open_quickly(directory: Path) -> Store:
    """A store of the folder: in memory where it is small or the folder can't be written, else the one on disk."""
    files = sources(directory)
    if sum(path.stat().st_size for path in files) < _SMALL:
        return open_store(directory)
    try:
        return Store.read_only(str(store_on_disk(directory, directory / FOLDER)))
    except OSError:
        return open_store(directory)


def sources(directory: Path) -> list[Path]:
    """The files that the store is made of.  Raises QueryError where there is no graph."""
    found = [directory / name for name in (GRAPH, DATASET, *FILES.values()) if (directory / name).is_file()]
    if directory / GRAPH not in found:
        raise QueryError(f"{directory / GRAPH}: no such file; build a graph into {directory} first")
    return found


def store_on_disk(directory: Path, folder: Path) -> Path:
    """Where the store of the directory is in ``folder``; made first where it is not there.

    Two processes may make it at once: each makes its own beside, and the first to be ready is kept.
    """
    path = folder / _key(sources(directory))
    if path.is_dir():
        return path
    folder.mkdir(exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".making-", dir=folder))
    try:
        _make(directory, beside / "store")
        if not path.is_dir():
            os.replace(beside / "store", path)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for other in folder.iterdir():
        if other != path and not other.name.startswith(".making-"):
            shutil.rmtree(other, ignore_errors=True)
    return path


def _make(directory: Path, path: Path) -> None:
    store = Store(str(path))
    load(store, directory, ON_DISK)
    store.optimize()
    store.flush()


def _key(files: list[Path]) -> str:
    found = hashlib.sha256()
    for path in files:
        found.update(f"{path.name} {path.stat().st_size}\n".encode())
        with path.open("rb") as content:
            found.update(hashlib.file_digest(content, "sha256").digest())
    return found.hexdigest()[:16]
