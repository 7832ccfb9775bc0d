"""What was made of the files of ``ontology/``, kept for the next start in the user's cache folder.

``read("patterns-regions", source, Content)`` gives what was written for the bytes ``source``, None where nothing was.
The folder is that of the system for caches (~/.cache/regional-kg), or the one that REGIONAL_KG_CACHE names; “off” there
turns the cache off.  A record counts only if its hash is right, if the same source and software made it, and if nobody
but this user (or root) could have written it.  Whatever goes wrong, the record is made anew.
"""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import msgspec
import regex

VARIABLE = "REGIONAL_KG_CACHE"
_OFF = "off"
_SIZE = sha256().digest_size
Record = TypeVar("Record")


def read(name: str, source: bytes, kind: type[Record]) -> Record | None:
    """The record of this name, where one was made of the same source."""
    folder = _folder()
    if folder is None:
        return None
    try:
        content = _content(folder / name)
        made, key, record = content[:_SIZE], content[_SIZE:2 * _SIZE], content[2 * _SIZE:]
        if key == _key(source) and made == sha256(key + record).digest():
            return msgspec.msgpack.decode(record, type=kind)
    except (OSError, msgspec.MsgspecError):
        pass
    return None


def write(name: str, source: bytes, make: Callable[[], object]) -> None:
    """Keep what ``make`` makes of the source, where the folder can be written; it is not called elsewhere."""
    folder = _folder()
    if folder is None:
        return
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (_is_own(folder.stat()) and os.access(folder, os.W_OK)):
            return
        key, record = _key(source), msgspec.msgpack.encode(make())
        number, made = tempfile.mkstemp(dir=folder, prefix=f"{name}.")
        try:
            with open(number, "wb") as file:
                file.write(sha256(key + record).digest() + key + record)
            os.replace(made, folder / name)
        finally:
            Path(made).unlink(missing_ok=True)


def _folder() -> Path | None:
    """Where records lie; None where none are wanted."""
    told = os.environ.get(VARIABLE, "")
    if told == _OFF:
        return None
    return Path(told) if told else _of_the_system()


@cache
def _of_the_system() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("regional-kg", appauthor=False)


def _content(path: Path) -> bytes:
    """The bytes of a file that nobody else can write, in a folder that nobody else can write."""
    if not _is_own(path.parent.stat()):
        raise PermissionError(path.parent)
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with open(number, "rb") as file:
        told = os.fstat(number)
        if not (stat.S_ISREG(told.st_mode) and _is_own(told)):
            raise PermissionError(path)
        return file.read()


def _is_own(told: os.stat_result) -> bool:
    """Whether only this user or root can write there; Windows keeps the folders of users apart by itself."""
    if sys.platform == "win32":
        return True
    return told.st_uid in (0, os.geteuid()) and not told.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _key(source: bytes) -> bytes:
    return sha256(_software() + source).digest()


@cache
def _software() -> bytes:
    """What records depend on beside their sources: Python, the library of expressions, and the modules beside this."""
    found = sha256(f"{sys.version} {sys.byteorder} {regex.__version__}".encode())
    for path in sorted(Path(__file__).parent.glob("*.py")):
        found.update(path.read_bytes())
    return found.digest()
