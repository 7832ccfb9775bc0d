"""Files, folders, globs and standard input → their bytes.

“news/” with haicheng-2024-08.txt and jinzhou.pdf gives two paths, sorted; what can't be read comes as an InputError in
its place.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from glob import has_magic
from pathlib import Path

from kg.errors import InputError

STDIN = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileContent:
    """``name`` is that of the file without its folder, ``digest`` the SHA-256 of its bytes."""

    name: str
    data: bytes
    digest: str


def find(sources: Iterable[str]) -> Iterator[str | InputError]:
    """The paths of files, folders (with all below them, sorted), globs and ``-`` for standard input, each once."""
    seen: set[str] = set()
    for source in sources:
        for path in _paths(source):
            if isinstance(path, InputError):
                yield path
            elif (real := path if path == STDIN else os.path.realpath(path)) not in seen:
                seen.add(real)
                yield path


def _paths(source: str) -> Iterator[str | InputError]:
    if source == STDIN or os.path.isfile(source):
        yield source
    elif os.path.isdir(source):
        found = sorted(_below(source), key=lambda item: item.source if isinstance(item, InputError) else item)
        yield from found
        if not found:
            yield InputError(source, "is an empty folder", "put documents into it")
    else:
        matching = sorted(_matching(source)) if has_magic(source) else []
        yield from matching
        if not matching:
            yield InputError(source, "does not exist, or is no file", "check the path")


def _below(folder: str) -> Iterator[str | InputError]:
    """All files below, hidden ones left out; links to folders are not followed, so that none leads in a circle."""
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(at := waiting.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif not _is_other(entry):
                        yield entry.path
        except OSError as error:
            yield InputError(at, f"can't be listed ({error.strerror})", "check the folder and its permissions")


def _is_other(entry: os.DirEntry[str]) -> bool:
    """Whether it is a link to a folder, or a pipe, a socket or a device, which have no end."""
    try:
        mode = entry.stat().st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode)


def _matching(pattern: str) -> Iterator[str]:
    """The files of a glob; ``**`` follows no links.  pathlib's, since that of glob does."""
    parts = Path(pattern)
    root = Path(parts.anchor)
    relative = str(parts.relative_to(root)) if parts.anchor else str(parts)
    try:
        for path in root.glob(relative):
            hidden = any(part.startswith(".") and part not in parts.parts for part in path.parts)
            if not hidden and path.is_file():
                yield str(path)
    except (ValueError, NotImplementedError, OSError):
        return


def load(path: str, limit: int) -> FileContent:
    """The bytes of a file, ``limit`` at most.  Raises InputError where it can't be read, is too large or empty."""
    try:
        if path == STDIN:
            data = sys.stdin.buffer.read(limit + 1)
        else:
            with open(path, "rb") as file:
                if os.fstat(file.fileno()).st_size > limit:
                    raise too_large(path, limit)
                data = file.read(limit + 1)
    except OSError as error:
        raise InputError(path, f"can't be read ({error.strerror})", "check the path and its permissions") from error
    return content_of(path, data, limit)


def content_of(path: str, data: bytes, limit: int) -> FileContent:
    """The bytes that a path, or the address of a file elsewhere, has.  Raises InputError where they are too many or
    none."""
    if len(data) > limit:
        raise too_large(path, limit)
    if not data.strip():
        raise InputError(path, "is empty", "leave it out")
    name = "stdin" if path == STDIN else os.path.basename(path)
    return FileContent(name=_encodable(name), data=data, digest=hashlib.sha256(data).hexdigest())


def too_large(path: str, limit: int) -> InputError:
    return InputError(path, f"has over {limit:,} bytes", "split it, or raise the limit")


def _encodable(name: str) -> str:
    """The name without half characters, which a name that is no UTF-8 comes with."""
    return name.encode("utf-8", "replace").decode("utf-8")
