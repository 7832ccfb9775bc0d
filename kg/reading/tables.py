"""CSV and JSON lines → rows, each a document of its own.

The columns are found by their names: “标题,发布时间,地区,正文” are title, published, region and text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import InputError
from kg.resources.patterns import load_patterns

COLUMNS = ("id", "title", "published", "region", "text")
_DELIMITERS = ",\t;|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row: ``number`` counts from 1 (the header of a CSV is not counted), ``raw`` is the row in canonical form."""

    number: int
    raw: str
    id: str = ""
    title: str = ""
    published: str = ""
    region: str = ""
    text: str = ""


def csv_rows(content: str, source: str, columns: Mapping[str, str]) -> Iterator[Row | InputError]:
    """The rows of a CSV file with a header line."""
    header_line = content.lstrip("\n").split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=header_line.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(content) + 1))
    reader = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter, strict=False)
    try:
        header = [name.strip() for name in next(reader, [])]
        places = _places(header, source, columns)
        number = 0
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                values = dict(zip(header, cells, strict=False))
                yield _row(number, values, places, source)
        if not number:
            yield InputError(source, "holds no row below its header", "leave it out")
    except csv.Error as error:
        yield InputError(f"{source}, line {reader.line_num}", f"is no CSV ({error})", "save it as CSV in UTF-8 again")
    except InputError as error:
        yield error


def jsonl_rows(content: str, source: str, columns: Mapping[str, str]) -> Iterator[Row | InputError]:
    """The rows of a file with one JSON object on each line."""
    for number, line in enumerate(content.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{source}, line {number}"
        try:
            values = json.loads(line)
        except (ValueError, RecursionError) as error:
            # A number of thousands of digits is a ValueError, broken JSON one of its kinds.
            yield InputError(where, f"is no JSON ({error})", "write one object on each line")
            continue
        if not isinstance(values, dict):
            yield InputError(where, "is no JSON object", "write one object on each line")
            continue
        fields = {str(key): value if isinstance(value, str) else _written(value) for key, value in values.items()}
        try:
            yield _row(number, fields, _places(list(fields), where, columns), source)
        except InputError as error:
            yield error


def _written(value: object) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _places(header: list[str], source: str, columns: Mapping[str, str]) -> dict[str, str]:
    """Which column of the header holds what."""
    for column, name in columns.items():
        if column not in COLUMNS:
            raise InputError(source, f"has no use for a column {column!r}", f"name one of {', '.join(COLUMNS)}")
        if name not in header:
            raise InputError(source, f"has no column {name!r}", f"it has {', '.join(header) or 'none'}")
    words = load_patterns("tables").words
    places = dict(columns)
    for column in COLUMNS:
        named = {name.lower(): name for name in reversed(header)}
        for word in words[column]:
            if column not in places and word in named and named[word] not in places.values():
                places[column] = named[word]
    if "text" not in places:
        raise InputError(source, "has no column that is known to hold the text", "tell its name (text=…)")
    return places


def _row(number: int, values: Mapping[str, str], places: Mapping[str, str], source: str) -> Row | InputError:
    found = {column: values.get(name, "").strip() for column, name in places.items() if column != "text"}
    text = values.get(places["text"], "")
    if not text.strip():
        return InputError(f"{source}, row {number}", "holds no text", "fill the column or leave the row out")
    raw = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return Row(number=number, raw=raw, text=text, **found)
