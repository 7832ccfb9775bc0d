"""What the reading of a text depends on beside the text: one short name for the software and the word lists.

``reading_version()`` changes with every edit of kg/reading, kg/extraction, ontology/lexicon, ontology/patterns and
ontology/tagger and with the libraries that cut words and match, and without the tagger it is another; records under
another name are made again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg.resources.location import ONTOLOGY

_PACKAGE = Path(__file__).resolve().parent.parent
_CODE = ("datamodel", "archive", "extraction", "reading", "resources")
_LISTS = ("lexicon", "patterns", "tagger")
_LIBRARIES = (
    "charset-normalizer", "daachorse", "jieba", "msgspec", "opencc", "pypdfium2", "python-docx", "regex", "rjieba",
    "trafilatura",
)


def reading_version(*, tagger: bool = True) -> str:
    """16 hexadecimal digits."""
    whole = _version()
    return whole if tagger else hashlib.sha256(f"{whole} without tagger".encode()).hexdigest()[:16]


@cache
def _version() -> str:
    found = hashlib.sha256()
    for library in _LIBRARIES:
        try:
            found.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            continue
    for path in _files():
        found.update(f"{path.name} {path.stat().st_size}\n".encode())
        found.update(path.read_bytes())
    return found.hexdigest()[:16]


def _files() -> Iterator[Path]:
    for folder, names, suffixes in ((_PACKAGE, _CODE, (".py",)), (ONTOLOGY, _LISTS, (".tsv", ".yaml", ".npz"))):
        for name in names:
            path = folder / name
            found = [path] if path.is_file() else path.rglob("*")
            yield from sorted(entry for entry in found if entry.suffix in suffixes)
