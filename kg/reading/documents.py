"""Contents of files → texts with what their source tells → documents, with their articles and sentences.

haicheng-2024-08.txt gives one RawText, a table one for each row; “news/” with two files gives two Documents.  What
can't be read comes as an InputError in its place, and the others go on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from kg.datamodel import Document, PartialDate
from kg.errors import InputError
from kg.reading.assembly import assemble
from kg.reading.dates import date_in, date_of_name
from kg.reading.decoding import UndecodableError, decode
from kg.reading.files import FileContent, find, load
from kg.reading.kinds import kind_of
from kg.reading.markup import text_of_docx, text_of_html, text_of_pdf
from kg.reading.options import ReadingOptions as ReadingOptions
from kg.reading.tables import Row, csv_rows, jsonl_rows
from kg.reading.texts import RawText, clean
from kg.resources.patterns import load_patterns

_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_MOST_CONTROL = 0.001


def read_documents(
    sources: Iterable[str], options: ReadingOptions | None = None
) -> Iterator[Document | InputError]:
    """The documents of files, folders (with all below them, sorted), globs and ``-`` for standard input.

    A file named twice is read once.  InputErrors come as values, each with file, problem and remedy.
    """
    options = options or ReadingOptions()
    for path in find(sources):
        if isinstance(path, InputError):
            yield path
        else:
            yield from _read(path, options)


def read_file(path: Path) -> Document:
    """The document of a file that holds one.

    Raises InputError for a file that can't be read, or that holds several documents.
    """
    found = list(_read(str(path), ReadingOptions()))
    if len(found) == 1 and isinstance(found[0], Document):
        return found[0]
    raise next(
        (error for error in found if isinstance(error, InputError)),
        InputError(str(path), f"holds {len(found)} documents", "read it with read_documents"),
    )


def _read(path: str, options: ReadingOptions) -> Iterator[Document | InputError]:
    try:
        content = load(path, options.max_bytes)
    except InputError as error:
        yield error
        return
    for raw in texts(content, options):
        yield raw if isinstance(raw, InputError) else assemble(raw, options.max_characters)


def texts(content: FileContent, options: ReadingOptions) -> Iterator[RawText | InputError]:
    """The clean texts of a file: one, or one for each row of a table."""
    try:
        for raw in _texts(content, options):
            yield raw if isinstance(raw, InputError) else clean(replace(raw, region=raw.region or options.region))
    except InputError as error:
        yield error


def _texts(content: FileContent, options: ReadingOptions) -> Iterator[RawText | InputError]:
    name, data, digest = content.name, content.data, content.digest
    kind = kind_of(name, data)
    dated = date_of_name(Path(name).stem)
    if kind == "pdf":
        yield RawText(source=name, text=text_of_pdf(data, name, options.max_characters), digest=digest, named=dated)
    elif kind == "docx":
        yield RawText(source=name, text=text_of_docx(data, name), digest=digest, named=dated)
    elif kind == "html":
        text, published = text_of_html(_decoded(data, name, options, page=True), name)
        yield RawText(source=name, text=text, digest=digest, published=published, named=dated)
    else:
        text = _decoded(data, name, options)
        if kind == "text":
            yield RawText(source=name, text=text, digest=digest, named=dated)
        else:
            rows = (csv_rows if kind == "csv" else jsonl_rows)(text, name, options.columns)
            for row in rows:
                yield row if isinstance(row, InputError) else _of_row(row, name, dated)


def _of_row(row: Row, name: str, dated: PartialDate | None) -> RawText:
    return RawText(
        source=f"{name}#{row.id or row.number}", text=row.text, id=row.id, title=row.title, region=row.region,
        digest=hashlib.sha256(row.raw.encode("utf-8", "replace")).hexdigest(),
        published=date_in(row.published) or date_of_name(row.published), named=dated,
    )


def _decoded(data: bytes, name: str, options: ReadingOptions, *, page: bool = False) -> str:
    encoding = options.encoding
    if page and not encoding:
        told = load_patterns("tables").regex["page_charset"].search(data[:4096].decode("latin-1"))
        encoding = "gb18030" if told and told["charset"].lower() in ("gb2312", "gbk") else ""
    try:
        text = decode(data, encoding)
    except UndecodableError as error:
        if page and not options.encoding:
            return _decoded(data, name, options)
        raise InputError(name, f"can't be decoded ({error})", "save it as UTF-8, or name its encoding") from error
    if len(_CONTROL.findall(text[:100_000])) > _MOST_CONTROL * min(len(text), 100_000):
        raise InputError(name, "is a binary file", "save its text as .txt")
    return text
