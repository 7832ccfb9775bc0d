"""How documents are read: ``ReadingOptions(columns={"text": "正文"})`` for a table whose texts stand below 正文."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingOptions:
    """How to read: ``encoding`` of text files (found out when empty), ``columns`` of tables by role
    (``{"text": "正文"}``; found by their names where not told), ``region`` of documents that name none in a
    column, limits in bytes of a file and characters of a text; whether the ``tagger`` stands beside the rules.
    """

    encoding: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    region: str = ""
    max_bytes: int = 64 * 1024 * 1024
    max_characters: int = 20_000_000
    tagger: bool = True
