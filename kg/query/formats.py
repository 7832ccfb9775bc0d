"""The result of a query → text: an aligned table for people, CSV, TSV, JSON or Turtle for programs.

A row with the region 海城市 shows ``海城市``, its node ``region:210381``.
"""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from kg.errors import QueryError
from kg.query.store import PREFIXES, Answer, Result, Table, Term, Triples, sorted_prefixes
from kg.resources.namespaces import prefixes

_WIDEST_CELL = 60


def table(result: Result) -> str:
    """Columns aligned by the width of Chinese characters, long cells cut; triples as Turtle."""
    if isinstance(result, Answer):
        return "yes\n" if result.value else "no\n"
    if isinstance(result, Triples):
        return turtle(result)
    rows = [[_cut(shorten(value)) for value in row] for row in result.rows]
    widths = [max(map(width, column)) for column in zip(result.variables, *rows, strict=True)]
    lines = [_line(result.variables, widths), "  ".join("-" * size for size in widths)]
    return "\n".join((*lines, *(_line(row, widths) for row in rows))) + "\n"


def csv_text(result: Result) -> str:
    """SPARQL 1.1 CSV: plain values, lines ended by CR LF."""
    found = _table(result, "csv")
    content = io.StringIO()
    writer = csv.writer(content)
    writer.writerow(found.variables)
    writer.writerows([_plain(value) for value in row] for row in found.rows)
    return content.getvalue()


def tsv_text(result: Result) -> str:
    """SPARQL 1.1 TSV: terms as in Turtle."""
    found = _table(result, "tsv")
    rows = ["\t".join("" if value is None else str(value).replace("\t", "\\t") for value in row) for row in found.rows]
    return "\n".join(("\t".join(f"?{name}" for name in found.variables), *rows)) + "\n"


def json_text(result: Result) -> str:
    """SPARQL 1.1 JSON."""
    if isinstance(result, Answer):
        return json.dumps({"head": {}, "boolean": result.value}) + "\n"
    found = _table(result, "json")
    bindings = [
        {name: _json(value) for name, value in zip(found.variables, row, strict=True) if value is not None}
        for row in found.rows
    ]
    content = {"head": {"vars": list(found.variables)}, "results": {"bindings": bindings}}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def turtle(result: Result) -> str:
    """Turtle, for CONSTRUCT and DESCRIBE."""
    if not isinstance(result, Triples):
        raise QueryError("ttl is for CONSTRUCT and DESCRIBE; choose table, csv, tsv or json for this query")
    content = io.BytesIO()
    serialize(result.triples, content, RdfFormat.TURTLE, prefixes=prefixes())
    return sorted_prefixes(content.getvalue()).decode()


FORMATS: Mapping[str, Callable[[Result], str]] = {
    "table": table, "csv": csv_text, "tsv": tsv_text, "json": json_text, "ttl": turtle,
}


def shorten(value: Term | None) -> str:
    """A term for people: the text of a literal, a node by its prefix."""
    if not isinstance(value, NamedNode):
        return _plain(value)
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if value.value.startswith(namespace):
            return f"{prefix}:{value.value[len(namespace) :]}"
    return f"<{value.value}>"


def width(text: str) -> int:
    """The columns that a text takes on a terminal: two for a wide or full-width character, none for a mark."""
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def _cut(text: str) -> str:
    text = " ".join(text.split())
    if width(text) <= _WIDEST_CELL:
        return text
    while width(text) > _WIDEST_CELL - 1:
        text = text[:-1]
    return text + "…"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(cells, widths, strict=True)).rstrip()


def _table(result: Result, name: str) -> Table:
    if not isinstance(result, Table):
        raise QueryError(f"{name} is for SELECT; choose table or ttl for this query")
    return result


def _plain(value: Term | None) -> str:
    if value is None:
        return ""
    if isinstance(value, BlankNode | Triple):
        return str(value)
    return value.value


def _json(value: Term) -> dict[str, str]:
    if isinstance(value, NamedNode):
        return {"type": "uri", "value": value.value}
    if isinstance(value, BlankNode):
        return {"type": "bnode", "value": value.value}
    if isinstance(value, Triple):
        raise QueryError("json can't hold a quoted triple; choose tsv")
    return {"type": "literal", "value": value.value, **_json_kind(value)}


def _json_kind(value: Literal) -> dict[str, str]:
    if value.language:
        return {"xml:lang": value.language}
    plain = value.datatype.value.endswith("#string")
    return {} if plain else {"datatype": value.datatype.value}
