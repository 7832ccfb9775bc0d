"""Single files of a Hadoop path, for the driver: ``write(context, "hdfs:///kg/2026/report.md", content)``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kg.errors import InputError, OutputError

# Bytes that go to the Java of the driver at once.
_PIECE = 4 << 20


def check_new(context: Any, path: str) -> None:
    """Raises OutputError where the path is there already."""
    if exists(context, path):
        raise OutputError(f"{path}: is there already; a build on Spark needs a new path")


def check_there(context: Any, path: str) -> None:
    """Raises InputError where no file and no folder has this path, or fits this glob."""
    if not _files(context, path).globStatus(_path(context, path)):
        raise InputError(path, "does not exist, or is no file", "check the path")


def exists(context: Any, path: str) -> bool:
    found: bool = _files(context, path).exists(_path(context, path))
    return found


def content(context: Any, path: str) -> bytes:
    stream = _files(context, path).open(_path(context, path))
    try:
        return bytes(stream.readAllBytes())
    finally:
        stream.close()


def remove(context: Any, path: str) -> None:
    """The file, or the folder with all in it, where there is one."""
    _files(context, path).delete(_path(context, path), True)


def write(context: Any, path: str, content: bytes) -> None:
    with _written(context, path) as stream:
        _put(stream, content)


def write_joined(context: Any, path: str, header: bytes, folder: str) -> None:
    """The header and the parts of the folder as one file; the folder goes."""
    files, java = _files(context, path), context._jvm
    with _written(context, path) as stream:
        _put(stream, header)
        for part in sorted(each.getPath().toString() for each in files.globStatus(_path(context, f"{folder}/part-*"))):
            source = files.open(_path(context, part))
            try:
                java.org.apache.hadoop.io.IOUtils.copyBytes(source, stream, context._jsc.hadoopConfiguration(), False)
            finally:
                source.close()
    remove(context, folder)


@contextmanager
def _written(context: Any, path: str) -> Iterator[Any]:
    """A stream into a file that has its name only when all of it is written."""
    files, beside = _files(context, path), _path(context, f"{path}.writing")
    stream = files.create(beside)
    try:
        yield stream
    finally:
        stream.close()
    files.rename(beside, _path(context, path))


def _put(stream: Any, content: bytes) -> None:
    for start in range(0, len(content), _PIECE):
        stream.write(bytearray(content[start : start + _PIECE]))


def _path(context: Any, path: str) -> Any:
    return context._jvm.org.apache.hadoop.fs.Path(path)


def _files(context: Any, path: str) -> Any:
    return _path(context, path).getFileSystem(context._jsc.hadoopConfiguration())
