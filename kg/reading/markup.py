"""Bytes of a web page, a PDF or a Word file → text with one block on a line, rows as “指标 | 数值”.

Raises InputError with the name of the file where the content can't be read.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kg.datamodel import PartialDate
from kg.errors import InputError
from kg.reading.dates import date_in
from kg.resources.patterns import load_patterns

if TYPE_CHECKING:
    from docx.blkcntnr import BlockItemContainer

# The libraries are imported where they are used: together they take longer to load than a text file to read.
_LARGEST_ARCHIVE = 512 * 1024 * 1024
_LARGEST_RATIO = 200
_SMALL_ARCHIVE = 16 * 1024 * 1024
_DEEPEST_TABLE = 20
_SPACE = re.compile(r"\s+")
_PAGE_BREAK_HYPHEN = "\ufffe"


def text_of_html(page: str, source: str) -> tuple[str, PartialDate | None]:
    """The main text of a web page, headings marked as in Markdown, and the date that its metadata gives."""
    import trafilatura

    metadata = _page_metadata(page)
    try:
        tree = trafilatura.load_html(page)
        if tree is None:
            raise InputError(source, "is no web page", "check the file, or save the text as .txt")
        for heading in list(tree.iter("h1", "h2", "h3", "h4", "h5", "h6")):
            heading.text = f"{'#' * int(heading.tag[1])} {_SPACE.sub(' ', heading.text_content()).strip()}"
            for child in list(heading):
                heading.remove(child)
            heading.tag = "p"
        first = next((p.text for p in tree.iter("p") if p.text and p.text.startswith("# ")), "")
        text = trafilatura.extract(
            tree, output_format="txt", include_comments=False, include_tables=True, favor_recall=True,
        ) or trafilatura.html2txt(page)
    except RecursionError as error:
        raise InputError(source, "is nested too deeply", "save the text as .txt") from error
    title = first.removeprefix("# ") or _page_title(page, metadata)
    if title and title not in text[: 2 * len(title) + 500]:
        text = f"# {title}\n\n{text}"
    dates = (date_in(metadata[name]) for name in load_patterns("tables").words["page_date"] if name in metadata)
    return text, next((date for date in dates if date), None)


def _page_metadata(page: str) -> dict[str, str]:
    found = load_patterns("tables").regex["page_meta"].finditer(page, 0, 20_000)
    return {meta["name"].lower(): meta["content"].strip() for meta in found}


def _page_title(page: str, metadata: dict[str, str]) -> str:
    for name in load_patterns("tables").words["page_title"]:
        if metadata.get(name):
            return metadata[name]
    found = re.search(r"(?i)<title[^>]*>([^<]{2,200})</title>", page[:20_000])
    if not found:
        return ""
    return load_patterns("tables").regex["site_suffix"].sub("", _SPACE.sub(" ", found[1]).strip())


def text_of_pdf(data: bytes, source: str, limit: int) -> str:
    """The text layer of a PDF, at most about ``limit`` characters, page after page."""
    import pypdfium2

    pages: list[str] = []
    length = 0
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            for page in pdf:
                text_page = page.get_textpage()
                pages.append(text_page.get_text_range().replace(_PAGE_BREAK_HYPHEN, ""))
                text_page.close()
                page.close()
                length += len(pages[-1])
                if length > limit:
                    break
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            raise InputError(source, "is encrypted", "save it without a password") from error
        raise InputError(source, "is a damaged PDF", "save it again, or as .txt") from error
    text = "\n".join(pages)
    if not text.strip():
        raise InputError(source, "is a PDF without text, a scan perhaps", "run text recognition (OCR) over it first")
    return text


def text_of_docx(data: bytes, source: str) -> str:
    """Paragraphs and tables of a Word file in their order."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    damaged = InputError(source, "is a damaged Word file", "open it in Word and save it again, or save it as .txt")
    # Broken XML is a SyntaxError of lxml; python-docx meets what it does not expect with all the others.
    try:
        _check_archive(data, source)
        document = docx.Document(io.BytesIO(data))
        return "\n".join(_lines_of(document, 0))
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, PackageNotFoundError, SyntaxError,
            LookupError, ValueError, TypeError, AttributeError, AssertionError, RuntimeError, EOFError,
            OSError) as error:
        raise damaged from error


def _check_archive(data: bytes, source: str) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(entry.file_size for entry in archive.infolist())
    if size > _LARGEST_ARCHIVE or (size > _SMALL_ARCHIVE and size > _LARGEST_RATIO * len(data)):
        raise InputError(source, f"unpacks to {size // 1024 // 1024} MB", "check where it comes from; save it as .txt")


def _lines_of(container: BlockItemContainer | Any, depth: int) -> Iterator[str]:
    for item in container.iter_inner_content():
        if not hasattr(item, "rows"):
            yield item.text
        elif depth < _DEEPEST_TABLE:
            for row in item.rows:
                yield " | ".join(_cells_of(row, depth))


def _cells_of(row: Any, depth: int) -> Iterator[str]:
    before = None
    for cell in row.cells:
        if cell._tc is not before:
            yield _SPACE.sub(" ", " ".join(_lines_of(cell, depth + 1))).strip()
        before = cell._tc
