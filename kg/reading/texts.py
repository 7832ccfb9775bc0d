"""What a source gives before anything is made of it: a text and what is told of it.

A row of a table with the columns 标题 and 正文 is a RawText with title and text; so is haicheng-2024-08.txt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.datamodel import PartialDate

_NEW_LINE = re.compile("\r\n?")
# Half characters, as broken JSON has them, can't be written to any file.
_SURROGATE = re.compile("[\ud800-\udfff]")
# What XML has no place for: old marks of a new line, and signs that steer a terminal or end a string.
_BREAK = re.compile("[\x0b\x0c\x1c-\x1e]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\ufffe\uffff]")
_NO_WIDTH = "\u200b"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawText:
    """A text with what its source tells: ``published`` by a column or the metadata of a page, ``named`` by the name
    of the file.  ``digest`` is the SHA-256 of the file's bytes, or of the row's in canonical form."""

    source: str
    text: str
    digest: str
    id: str = ""
    title: str = ""
    published: PartialDate | None = None
    named: PartialDate | None = None
    region: str = ""


def clean(raw: RawText) -> RawText:
    """The text with one mark of a new line and without characters that no format can hold; offsets count in it."""
    text = _NEW_LINE.sub("\n", raw.text) if "\r" in raw.text else raw.text
    return replace(
        raw, text=_CONTROL.sub(_NO_WIDTH, _BREAK.sub("\n", _SURROGATE.sub("\ufffd", text))),
        source=_plain(raw.source), id=_plain(raw.id), title=_plain(raw.title), region=_plain(raw.region),
    )


def _plain(words: str) -> str:
    return " ".join(_CONTROL.sub("", _SURROGATE.sub("\ufffd", words)).split())
