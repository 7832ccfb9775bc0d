"""What people decided on names ↔ rows of a table: ``ontology/decisions.tsv``, or one of the user's.

    type	left	right	verdict	who	when	why
    Company	三鱼泵业	海城三鱼泵业有限公司	same	王芳	2026-03-01	the firm's own page says so

A table is TSV in UTF-8 as spreadsheets write it; lines that begin with ``#`` say something to people.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import cast

import regex

from kg.datamodel import ENTITY_TYPES, Decision, EntityType
from kg.errors import ResourceError
from kg.resources.location import ONTOLOGY

COLUMNS = ("type", "left", "right", "verdict", "who", "when", "why")
# A spreadsheet would run a cell that begins so: it gets an apostrophe, which reading takes away.
_FORMULA = regex.compile("'*[=+@\\-\t\r]")


@cache
def shipped_decisions() -> tuple[Decision, ...]:
    """Those of ``ontology/decisions.tsv``."""
    return read_decisions(ONTOLOGY / "decisions.tsv")


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions of a table.  Raises ResourceError, with file and line, for a row that says nothing clear."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ResourceError(f"{path}: can't be read ({error.strerror}); name a table of decisions") from error
    except UnicodeDecodeError as error:
        raise ResourceError(f"{path}: is no text in UTF-8; save it as “Text (tab delimited), UTF-8”") from error
    found: dict[tuple[EntityType, frozenset[str]], tuple[Decision, int]] = {}
    for number, decision in _rows(text, path):
        known, line = found.setdefault(_pair(decision), (decision, number))
        if known.verdict != decision.verdict:
            raise ResourceError(f"{path}:{number}: says that {decision.left} and {decision.right} are "
                                f"{decision.verdict}, line {line} says the opposite; delete one of the two")
    return tuple(decision for decision, _ in found.values())


def written_decisions(decisions: Iterable[Decision]) -> bytes:
    """The table of the decisions, in their order."""
    text = io.StringIO()
    table = csv.writer(text, "excel-tab", lineterminator="\n")
    table.writerow(COLUMNS)
    for decision in decisions:
        table.writerow([_harmless(getattr(decision, column)) for column in COLUMNS])
    return text.getvalue().encode("utf-8")


def prevailing(own: Iterable[Decision], others: Iterable[Decision]) -> tuple[Decision, ...]:
    """One decision for each pair: the user's own, else that of others; in an order that depends on nothing else."""
    found = {_pair(decision): decision for decision in (*others, *own)}
    return tuple(sorted(found.values(), key=lambda d: (d.type, d.left, d.right, d.verdict)))


def _pair(decision: Decision) -> tuple[EntityType, frozenset[str]]:
    return decision.type, frozenset((decision.left, decision.right))


def _rows(text: str, path: Path) -> Iterator[tuple[int, Decision]]:
    rows = csv.reader(io.StringIO(text, newline=""), "excel-tab", strict=True)
    header: list[str] = []
    try:
        for cells in rows:
            if not any(cells) or cells[0].startswith("#"):
                continue
            if not header:
                header = cells
                if tuple(cells[: len(COLUMNS)]) != COLUMNS:
                    raise ResourceError(f"{path}:{rows.line_num}: the header is {' '.join(COLUMNS)}, with tabs between")
            else:
                yield rows.line_num, _decision(cells, f"{path}:{rows.line_num}")
    except csv.Error as error:
        raise ResourceError(f"{path}:{rows.line_num}: is no row of a table ({error})") from error


def _decision(cells: list[str], where: str) -> Decision:
    row = dict(zip(COLUMNS, map(_plain, (*cells, *[""] * len(COLUMNS))), strict=False))
    if row["type"] not in ENTITY_TYPES:
        raise ResourceError(f"{where}: no type {row['type']!r}; known: {', '.join(ENTITY_TYPES)}")
    if row["verdict"] not in ("same", "different"):
        raise ResourceError(f"{where}: the verdict is same or different, not {row['verdict']!r}")
    if not row["left"] or not row["right"] or row["left"] == row["right"]:
        raise ResourceError(f"{where}: two names are needed, that differ in letters or in the codes behind them, "
                            "as 高新区 (210300) and 高新区 (210900)")
    return Decision(**cast("dict[str, EntityType]", row))  # type: ignore[arg-type]


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _plain(cell: str) -> str:
    cell = cell.strip(" \n")
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
