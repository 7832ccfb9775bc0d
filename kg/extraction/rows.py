"""The row of a table → its figures; the header row and the title above give unit, period and measure.

“1 | 制造业增加值占GDP比重(%) | 39” under “附表:2025年指标” and “序号 | 指标 | 目标值” is a target of 39 % for 2025.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.datamodel import BARS, Document, Sentence
from kg.extraction.levels import Figure
from kg.extraction.quantities import find_quantities
from kg.resources.patterns import load_patterns

_CELL = regex.compile(rf"\s*[{BARS}\t]\s*")
_NUMBER = regex.compile(r"[-−]?\d[\d,]*(?:\.\d+)?")
_YEAR = regex.compile(r"((?:19|20)\d\d)年?")
_HAN = regex.compile(r"\p{Han}")


def read_row(document: Document, sentence: Sentence) -> Iterator[Figure]:
    """The figures of a row: the first cell in words is the indicator, the cells in digits the values."""
    cells = _CELL.split(sentence.text.strip(f" {BARS}"))
    label = next((cell for cell in cells if _HAN.search(cell) and len(cell) > 1), "")
    at = cells.index(label) if label else -1
    if not label or not any(_NUMBER.fullmatch(cell.rstrip("%％")) for cell in cells[at + 1 :]):
        return
    header, title = _above(document, sentence)
    patterns = load_patterns("observations").regex
    bracket = patterns["unit_in_brackets"]
    unit = bracket.search(label)
    for column in range(at + 1, len(cells)):
        quantity = next(iter(find_quantities(cells[column])), None)
        if quantity is None or quantity.left:
            continue
        head = header[column] if column < len(header) else ""
        year = _YEAR.search(head) or _YEAR.search(title)
        in_head = bracket.search(head)
        yield Figure(
            indicator=bracket.sub("", label), value=quantity.value,
            unit=quantity.unit or (unit[1] if unit else in_head[1] if in_head else ""),
            kind="growth" if patterns["growth_column"].search(head) else "level", left=0, right=len(sentence.text),
            period=year[1] if year else "", planned=bool(patterns["target_column"].search(head + title)),
        )


def _above(document: Document, sentence: Sentence) -> tuple[list[str], str]:
    """The cells of the header row and the line over the table."""
    at = sentence.index
    while at and document.sentences[at - 1].kind == "row":
        at -= 1
    header = _CELL.split(document.sentences[at].text.strip(f" {BARS}")) if at < sentence.index else []
    title = document.sentences[at - 1].text if at else ""
    return header, title


def column(document: Document, sentence: Sentence, at: int) -> str:
    """The head of the column in which the character of a row stands; "" without a header row."""
    header, _ = _above(document, sentence)
    number = len(_CELL.findall(sentence.text[:at].lstrip(f" {BARS}")))
    return header[number] if number < len(header) else ""
