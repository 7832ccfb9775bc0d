"""The archive of a folder: an SQLite database with each text that was read and what was extracted from it.

A row of ``text`` is a text of 海城.txt with its hash as key, a row of ``extraction`` what a version of the software
read in it; ``file`` tells which texts a whole file gave, ``run`` what an unfinished run was asked to do.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.archive.encoding import PackedText, unpack, unpack_text
from kg.datamodel import Extraction
from kg.errors import InputError, OutputError

_FORM = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS text (key TEXT PRIMARY KEY, source TEXT, sha256 TEXT, characters INTEGER, content BLOB);
CREATE TABLE IF NOT EXISTS extraction (
    text TEXT, version TEXT, document TEXT, content BLOB, PRIMARY KEY (text, version));
CREATE TABLE IF NOT EXISTS file (key TEXT PRIMARY KEY, texts TEXT, problems TEXT);
CREATE TABLE IF NOT EXISTS run (number INTEGER PRIMARY KEY CHECK (number = 1), request TEXT);
CREATE TEMP TABLE wanted (text TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_SECONDS_BETWEEN_COMMITS = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """A text with what was extracted from it, packed, and the id of the document that it is."""

    text: PackedText
    document: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A text of the archive: its key, where it came from, and the id of the document that it is."""

    key: str
    source: str
    digest: str
    characters: int
    document: str


class Archive:
    """``with Archive(path, version) as archive:``; raises OutputError where the file can't be used."""

    def __init__(self, path: Path, version: str) -> None:
        self.path, self.version = path, version
        self._kept_at = time.monotonic()
        with _told(self.path):
            self._database = sqlite3.connect(path, isolation_level=None)
            form = self._one("PRAGMA user_version")
            if form not in (0, _FORM):
                raise OutputError(f"{path}: of another version of the software; build again into an empty folder")
            self._database.execute("PRAGMA journal_mode = WAL")
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.execute("PRAGMA temp_store = MEMORY")
            if not form:
                self._database.execute("PRAGMA auto_vacuum = INCREMENTAL")
            self._database.executescript(_TABLES)
            self._database.execute(f"PRAGMA user_version = {_FORM}")
            self._database.execute("BEGIN")

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """What was kept stays kept, whatever ends the run."""
        try:
            with _told(self.path):
                if self._database.in_transaction:
                    self._database.execute("COMMIT")
                self._database.close()
        except OutputError:
            if error is None:
                raise

    def _one(self, query: str, *values: object) -> Any:
        row = self._database.execute(query, values).fetchone()
        return row[0] if row else None

    def _write(self, query: str, *values: object) -> None:
        self._database.execute(query, values)
        if time.monotonic() - self._kept_at > _SECONDS_BETWEEN_COMMITS:
            self.flush()

    def flush(self) -> None:
        """From here on what was kept survives the end of the process."""
        with _told(self.path):
            self._database.execute("COMMIT")
            self._database.execute("BEGIN")
            self._kept_at = time.monotonic()

    def begin(self, request: Mapping[str, object], *, afresh: bool) -> None:
        """Note what this run shall do, for ``unfinished``; ``afresh`` forgets what another one had read."""
        with _told(self.path):
            if afresh:
                self._database.execute("DELETE FROM file")
            self._write("INSERT OR REPLACE INTO run VALUES (1, ?)", json.dumps(request, ensure_ascii=False))
        self.flush()

    def is_empty(self) -> bool:
        with _told(self.path):
            return not self._one("SELECT EXISTS (SELECT 1 FROM text) OR EXISTS (SELECT 1 FROM run)")

    def unfinished(self) -> dict[str, Any] | None:
        """What a run that did not end was asked to do."""
        with _told(self.path):
            request = self._one("SELECT request FROM run")
        return None if request is None else dict(json.loads(request))

    def keep(self, found: Extracted) -> Kept:
        text = found.text
        with _told(self.path):
            self._write("INSERT OR REPLACE INTO text VALUES (?, ?, ?, ?, ?)", text.key, text.source, text.digest,
                        text.characters, text.content)
            self._write("INSERT OR REPLACE INTO extraction VALUES (?, ?, ?, ?)", text.key, self.version,
                        found.document, found.content)
        return Kept(key=text.key, source=text.source, digest=text.digest, characters=text.characters,
                    document=found.document)

    def keep_file(self, key: str, texts: Iterable[str], problems: Iterable[InputError]) -> None:
        """Note that a file was read to its end."""
        told = [[problem.source, problem.problem, problem.remedy] for problem in problems]
        with _told(self.path):
            self._write("INSERT OR REPLACE INTO file VALUES (?, ?, ?)", key, json.dumps(list(texts)),
                        json.dumps(told, ensure_ascii=False))

    def file(self, key: str) -> tuple[list[Kept], list[InputError]] | None:
        """What a file gave, where it was read to its end before and all of it is here."""
        with _told(self.path):
            row = self._database.execute("SELECT texts, problems FROM file WHERE key = ?", (key,)).fetchone()
            if row is None:
                return None
            keys = json.loads(row[0])
            kept = [self.kept(each) for each in keys]
        return ([one for one in kept if one], [InputError(*told) for told in json.loads(row[1])]) if all(kept) else None

    def kept(self, key: str) -> Kept | None:
        """The text with this key, where it was extracted by this version."""
        with _told(self.path):
            row = self._database.execute(
                "SELECT text.key, source, sha256, characters, document FROM text JOIN extraction ON text = text.key "
                "WHERE text.key = ? AND version = ?", (key, self.version),
            ).fetchone()
        names = ("key", "source", "digest", "characters", "document")
        return Kept(**dict(zip(names, row, strict=True))) if row else None

    def stale(self, keys: Collection[str]) -> list[PackedText]:
        """The texts that this version did not extract yet.  Raises OutputError where one is not here at all."""
        self._want(keys)
        with _told(self.path):
            rows = self._database.execute(
                "SELECT wanted.text, source, sha256, characters, content "
                "FROM wanted LEFT JOIN text ON key = wanted.text "
                "WHERE NOT EXISTS (SELECT 1 FROM extraction WHERE text = wanted.text AND version = ?)", (self.version,),
            ).fetchall()
            if any(row[-1] is None for row in rows):
                raise ValueError("a text is missing")
        names = ("key", "source", "digest", "characters", "content")
        return [PackedText(**dict(zip(names, row, strict=True))) for row in rows]

    def extractions(self, keys: Collection[str]) -> Iterator[Extraction]:
        """What this version read in the texts, sorted by the ids of the documents, one after the other from disk."""
        self._want(keys)
        rows = self._database.execute(
            "SELECT text.content, extraction.content FROM wanted JOIN text ON text.key = wanted.text "
            "JOIN extraction ON extraction.text = wanted.text AND version = ? ORDER BY document, text.key",
            (self.version,),
        )
        with _told(self.path):
            for text, content in rows:
                yield unpack(content, unpack_text(text))

    def end(self, keys: Collection[str]) -> None:
        """The run is done: what its outputs do not need goes."""
        self._want(keys)
        with _told(self.path):
            self._database.execute("DELETE FROM run")
            self._database.execute("DELETE FROM file")
            self._database.execute(
                "DELETE FROM extraction WHERE version <> ? OR text NOT IN (SELECT text FROM wanted)", (self.version,))
            self._database.execute("DELETE FROM text WHERE key NOT IN (SELECT text FROM wanted)")
            self._database.execute("COMMIT")
            self._database.execute("PRAGMA incremental_vacuum")
            self._database.execute("BEGIN")

    def _want(self, keys: Collection[str]) -> None:
        with _told(self.path):
            self._database.execute("DELETE FROM wanted")
            self._database.executemany("INSERT OR IGNORE INTO wanted VALUES (?)", ((key,) for key in keys))


def extractions(path: Path, version: str, keys: Iterable[str]) -> Iterator[Extraction]:
    """What a version read in texts of an archive, in the order of the keys; for a process beside the one that has it
    open."""
    with _told(path), closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
        for key in keys:
            row = database.execute(
                "SELECT text.content, extraction.content FROM text JOIN extraction ON text = text.key "
                "WHERE text.key = ? AND version = ?", (key, version),
            ).fetchone()
            if row is None:
                raise ValueError(f"the text {key} is missing")
            yield unpack(row[1], unpack_text(row[0]))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Errors of the database as OutputErrors with place and remedy."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OutputError(
            f"{path}: can't be used ({error}); check its permissions and the space on the disk, or take another folder"
        ) from error
    except (sqlite3.DatabaseError, ValueError, TypeError) as error:
        raise OutputError(f"{path}: is damaged ({error}); build the folder again from the documents") from error
