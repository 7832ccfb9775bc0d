"""The files of a built graph → tables for neo4j-admin and LOAD CSV, and one script of Cypher.

“海城市 kg:develops 菱镁” is a relationship ``develops`` with the sentence that says so; all its sentences are nodes of
the label Evidence, whose ids it lists.  Values stay as they are: these files are for databases, not for spreadsheets.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from pyoxigraph import Store

from kg.export.property_graph import EDGE_COLUMNS, Value, columns, edges, nodes
from kg.export.tables import csv_text, grouped

_ARRAY = "\x1f"
_BATCH = 500
_CONVERSIONS = {
    "string": "row['%s']", "long": "toInteger(row['%s'])", "double": "toFloat(row['%s'])",
    "string[]": "split(row['%s'], '\\u001F')",
    "long[]": "[x IN split(row['%s'], '\\u001F') | toInteger(x)]",
    "double[]": "[x IN split(row['%s'], '\\u001F') | toFloat(x)]",
}


def tables(_: Path, store: Store) -> dict[str, bytes]:
    """nodes.csv and relationships.csv with the header types of neo4j-admin (arrays parted by U+001F), and the
    LOAD CSV script that loads them into a running server."""
    found = nodes(store, with_evidence=True)
    types = {"name": "string", **columns(found)}
    rows = [[node.id, node.name, *(_cell(node.attributes.get(name, ())) for name in list(types)[1:]), node.kind]
            for node in found]
    links = [
        [edge.source, edge.target, edge.relation, *(_cell(edge.attributes.get(name, ())) for name in EDGE_COLUMNS)]
        for edge in edges(store, with_evidence=True)
    ]
    return {
        "nodes.csv": csv_text([["id:ID", *_header(types), ":LABEL"], *rows]),
        "relationships.csv": csv_text([[":START_ID", ":END_ID", ":TYPE", *_header(EDGE_COLUMNS)], *links]),
        "load.cypher": _script({"node": ("n", types), "relationship": ("r", EDGE_COLUMNS)}),
    }


def cypher(_: Path, store: Store) -> dict[str, bytes]:
    """One script of MERGE statements in batches, for cypher-shell or a driver."""
    lines = ["CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;"]
    found = nodes(store, with_evidence=True)
    types = columns(found)
    for kind, members in grouped(found, "kind"):
        rows = [{"id": n.id, "name": n.name,
                 **{name: list(values) if types[name].endswith("[]") else values[0]
                    for name, values in n.attributes.items()}} for n in members]
        lines += [f"UNWIND {literal(part)} AS row MERGE (n:Entity:{kind} {{id: row.id}}) SET n += row;"
                  for part in _batches(rows)]
    for relation, group in grouped(edges(store, with_evidence=True), "relation"):
        links = [{"from": e.source, "to": e.target, "properties": e.attributes} for e in group]
        lines += [
            f"UNWIND {literal(part)} AS row MATCH (a:Entity {{id: row.from}}), (b:Entity {{id: row.to}}) "
            f"MERGE (a)-[r:`{relation}`]->(b) SET r += row.properties;" for part in _batches(links)]
    return {"graph.cypher": ("\n".join(lines) + "\n").encode("utf-8")}


def _header(types: Mapping[str, str]) -> list[str]:
    return [name if name == "name" else f"{name}:{kind}" for name, kind in types.items()]


def _cell(value: Value | tuple[Value, ...]) -> str:
    return _ARRAY.join(map(str, value)) if isinstance(value, tuple) else str(value)


def _script(columns: Mapping[str, tuple[str, Mapping[str, str]]]) -> bytes:
    """load.cypher with a line for each column of the tables."""
    text = (files("kg.export") / "load.cypher").read_text(encoding="utf-8")
    for what, (variable, types) in columns.items():
        lines = [f"{variable}.`{name}` = {_CONVERSIONS[kind] % head}"
                 for (name, kind), head in zip(types.items(), _header(types), strict=True)]
        text = text.replace(f"// {{{what}}}", ",\n      ".join(lines))
    return text.encode("utf-8")


def _batches(rows: Sequence[object]) -> Iterable[Sequence[object]]:
    return (rows[at : at + _BATCH] for at in range(0, len(rows), _BATCH))


def literal(value: object) -> str:
    """A Cypher literal: maps with bare keys, strings in double quotes with JSON's escapes, which Cypher shares."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"`{key}`: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
