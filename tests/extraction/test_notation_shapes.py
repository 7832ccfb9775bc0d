"""Notations of many shapes, each explained in a sentence made for it: what decode reads.

The table is ``notation_shapes.tsv``: the text and, symbol by symbol, “symbol=member|member” or “symbol:label=member”.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.datamodel import Document, Mention
from kg.extraction import annotate
from kg.extraction.programmes import decode

LINES = Path(__file__).with_name("notation_shapes.tsv").read_text(encoding="utf-8").splitlines()
SHAPES = [line.split("\t") for line in LINES if not line.startswith(("#", "text\t"))]

Documents = Callable[[str], Document]


def rows(document: Document) -> list[tuple[str, str, list[str]]]:
    return [
        (part.symbol, part.label, [m.surface if isinstance(m, Mention) else m for m in part.members])
        for part in decode(annotate(document))
    ]


def test_the_table_is_large() -> None:
    assert len(SHAPES) >= 50


@pytest.mark.parametrize(("text", "parts"), SHAPES)
def test_shape(document_of: Documents, text: str, parts: str) -> None:
    found = rows(document_of(text))
    wanted = [entry.partition("=") for entry in parts.split()]
    assert [symbol for symbol, _, _ in found] == [left.partition(":")[0] for left, _, _ in wanted]
    for (_, label, members), (left, _, right) in zip(found, wanted, strict=True):
        assert members == [member for member in right.split("|") if member]
        if noun := left.partition(":")[2]:
            assert label == noun
