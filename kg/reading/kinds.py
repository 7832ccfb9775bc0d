"""The name and the first bytes of a file → how to read it.

“报告.txt” that begins with %PDF- is a PDF under a wrong name: an InputError that says so.
"""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

from kg.errors import InputError

Kind = Literal["text", "html", "pdf", "docx", "csv", "jsonl"]

KINDS: dict[str, Kind] = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".pdf": "pdf", ".docx": "docx", ".csv": "csv", ".tsv": "csv", ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file"),
    (b"\x89PNG", "an image"), (b"\xff\xd8\xff", "an image"), (b"GIF8", "an image"), (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"), (b"\x1f\x8b", "a compressed file"), (b"BZh", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"), (b"Rar!", "a compressed file"), (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"), (b"SQLite format 3", "a database"), (b"{\\rtf", "an RTF file"),
)
_PAGE = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_HEAD = 2048


def kind_of(name: str, data: bytes) -> Kind:
    """How to read the file.  A file without a name (standard input) is taken for what its bytes look like.

    Raises InputError for kinds that are not read and for content that does not fit the name.
    """
    suffix = PurePath(name).suffix.lower()
    content = _content(data)
    kind = KINDS.get(suffix or f".{content}" if suffix or content != "text" else ".txt")
    if kind is None:
        known = ", ".join(sorted(KINDS))
        raise InputError(name, f"has a kind that is not read ({suffix or content})", f"save it as one of {known}")
    if content == kind or (content == "text" and kind in ("html", "csv", "jsonl")):
        return kind
    if content in ("html", "pdf", "docx"):
        raise InputError(name, f"is {content.upper()} by its content", f"rename it to .{content}")
    raise InputError(name, f"is named {suffix} but holds {content}", "check the file and its name")


def _content(data: bytes) -> str:
    start = data[:_HEAD]
    for magic, what in _MAGIC:
        if start.startswith(magic):
            if what != "zip":
                return what
            return "docx" if b"word/document.xml" in data else "a ZIP archive"
    return "html" if _PAGE.match(start.removeprefix(b"\xef\xbb\xbf")) else "text"
