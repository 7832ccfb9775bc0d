"""The files of a built graph → tables: for neo4j-admin and LOAD CSV, for a spreadsheet, as Cypher, as Parquet.

A cell that a spreadsheet would run as a formula (“=cmd…”) is written with an apostrophe before it; in the files for
databases values stay as they are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import TypeVar

from pyoxigraph import Store

from kg.errors import OutputError
from kg.export.property_graph import Edge, Value, edges, nodes

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ARRAY = "\x1f"
_BATCH = 500
Row = TypeVar("Row")


def neo4j(_: Path, store: Store) -> dict[str, bytes]:
    """nodes.csv and relationships.csv with the header types of neo4j-admin (arrays parted by U+001F), and the
    LOAD CSV script that loads them into a running server."""
    found, joined = nodes(store), edges(store)
    names = sorted({name for node in found for name in node.attributes})
    header = ["id:ID", "name", *(f"{name}:string[]" for name in names), ":LABEL"]
    rows = [
        [node.id, node.name, *(_ARRAY.join(map(str, node.attributes.get(name, ()))) for name in names), node.kind]
        for node in found
    ]
    edge_names = sorted({name for edge in joined for name in edge.attributes})
    edge_header = [":START_ID", ":END_ID", ":TYPE", *(f"{name}:{_type(joined, name)}" for name in edge_names)]
    edge_rows = [
        [edge.source, edge.target, edge.relation, *(str(edge.attributes.get(name, "")) for name in edge_names)]
        for edge in joined
    ]
    return {
        "nodes.csv": _csv([header, *rows]),
        "relationships.csv": _csv([edge_header, *edge_rows]),
        "load.cypher": (files("kg.export") / "load.cypher").read_bytes(),
    }


def cypher(_: Path, store: Store) -> dict[str, bytes]:
    """One script of MERGE statements in batches, for cypher-shell or a driver."""
    lines = ["CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;"]
    for kind, members in _grouped(nodes(store), "kind"):
        rows = [{"id": n.id, "name": n.name, **{k: _single(v) for k, v in n.attributes.items()}}
                for n in members]
        lines += [f"UNWIND {_literal(part)} AS row MERGE (n:Entity:{kind} {{id: row.id}}) SET n += row;"
                  for part in _batches(rows)]
    for relation, group in _grouped(edges(store), "relation"):
        links = [{"from": e.source, "to": e.target, "properties": e.attributes} for e in group]
        lines += [
            f"UNWIND {_literal(part)} AS row MATCH (a:Entity {{id: row.from}}), (b:Entity {{id: row.to}}) "
            f"MERGE (a)-[r:`{relation}`]->(b) SET r += row.properties;" for part in _batches(links)]
    return {"graph.cypher": ("\n".join(lines) + "\n").encode("utf-8")}


def spreadsheets(_: Path, store: Store) -> dict[str, bytes]:
    """One CSV a kind and one of the statements, with a byte order mark, so that Excel shows Chinese."""
    found = nodes(store)
    names = {node.id: node.name for node in found}
    written: dict[str, bytes] = {}
    for kind, group in _grouped(found, "kind"):
        columns = sorted({name for node in group for name in node.attributes})
        rows = [[n.id, n.name, *("; ".join(map(str, n.attributes.get(c, ()))) for c in columns)] for n in group]
        written[f"{kind}.csv"] = _csv([["id", "name", *columns], *_harmless(rows)], bom=True)
    header = ["subject", "relation", "object", "quote", "document", "rule", "sentences"]
    statements = [
        [names[e.source], e.relation, names[e.target], str(e.attributes.get("quote", "")),
         names.get(str(e.attributes.get("document", "")), ""), str(e.attributes.get("rule", "")),
         str(e.attributes.get("supports", ""))]
        for e in edges(store) if e.relation != "mentionedIn"
    ]
    written["statements.csv"] = _csv([header, *_harmless(statements)], bom=True)
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


def _type(joined: Iterable[Edge], name: str) -> str:
    values = [edge.attributes[name] for edge in joined if name in edge.attributes]
    if all(isinstance(value, int) for value in values):
        return "int"
    return "float" if all(isinstance(value, int | float) for value in values) else "string"


def _csv(rows: Iterable[Sequence[str]], *, bom: bool = False) -> bytes:
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


def _grouped(rows: Iterable[Row], attribute: str) -> list[tuple[str, list[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(getattr(row, attribute), []).append(row)
    return sorted(groups.items())


def _batches(rows: list[Row]) -> Iterable[list[Row]]:
    return (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))


def _single(values: tuple[Value, ...]) -> object:
    return values[0] if len(values) == 1 else list(values)


def _literal(value: object) -> str:
    """A Cypher literal: maps with bare keys, strings in double quotes with JSON's escapes, which Cypher shares."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"`{key}`: {_literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
