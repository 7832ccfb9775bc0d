"""The files of a built graph → tables: for a spreadsheet, as Parquet.

A cell that a spreadsheet would run as a formula (“=cmd…”) is written with an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Store

from kg.errors import OutputError
from kg.export.property_graph import Value, edges, nodes

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = TypeVar("Row")


def spreadsheets(_: Path, store: Store) -> dict[str, bytes]:
    """One CSV a kind and one of the statements, with a byte order mark, so that Excel shows Chinese."""
    found = nodes(store)
    names = {node.id: node.name for node in found}
    written: dict[str, bytes] = {}
    for kind, group in grouped(found, "kind"):
        columns = sorted({name for node in group for name in node.attributes})
        rows = [[n.id, n.name, *("; ".join(map(str, n.attributes.get(c, ()))) for c in columns)] for n in group]
        written[f"{kind}.csv"] = csv_text([["id", "name", *columns], *_harmless(rows)], bom=True)
    header = ["subject", "relation", "object", "quote", "document", "rule", "sentences"]
    statements = [
        [names[e.source], e.relation, names[e.target], str(e.attributes.get("quote", "")),
         names.get(str(e.attributes.get("document", "")), ""), str(e.attributes.get("rule", "")),
         str(e.attributes.get("supports", ""))]
        for e in edges(store) if e.relation != "mentionedIn"
    ]
    written["statements.csv"] = csv_text([header, *_harmless(statements)], bom=True)
    return written


def parquet(_: Path, store: Store) -> dict[str, bytes]:
    """nodes.parquet and edges.parquet; attributes as JSON text, since they differ by kind.

    Raises OutputError where pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet as writer
    except ImportError as error:
        raise OutputError("parquet needs pyarrow: pip install 'regional-kg[parquet]'") from error

    def written(rows: list[dict[str, Value]]) -> bytes:
        content = io.BytesIO()
        writer.write_table(pyarrow.Table.from_pylist(rows), content)
        return content.getvalue()

    return {
        "nodes.parquet": written([
            {"id": n.id, "kind": n.kind, "name": n.name, "attributes": _json(n.attributes)} for n in nodes(store)]),
        "edges.parquet": written([
            {"source": e.source, "relation": e.relation, "target": e.target, "attributes": _json(e.attributes)}
            for e in edges(store)]),
    }


def csv_text(rows: Iterable[Sequence[str]], *, bom: bool = False) -> bytes:
    content = io.StringIO(_BOM if bom else "")
    content.seek(0, io.SEEK_END)
    csv.writer(content, lineterminator="\n").writerows(rows)
    return content.getvalue().encode("utf-8")


def _harmless(rows: Iterable[Sequence[str]]) -> Iterable[list[str]]:
    for row in rows:
        yield ["'" + cell if cell.startswith(_FORMULA) and not _is_number(cell) else cell for cell in row]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def grouped(rows: Iterable[Row], attribute: str) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(getattr(row, attribute), []).append(row)
    return sorted(groups.items())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
