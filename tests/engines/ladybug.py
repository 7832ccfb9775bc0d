"""Run by the tests with a Python that has real_ladybug: the tables for Neo4j by COPY.

    python ladybug.py FOLDER_WITH_TABLES FOLDER

Copies nodes.csv and relationships.csv into a database in FOLDER and writes the answers to the
ten questions to answers.json there.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import cypher
import real_ladybug

TYPES = {"long": "INT64", "double": "DOUBLE"}


def columns(path: Path) -> list[tuple[str, str]]:
    """Name and type of each column of a table with the headers of neo4j-admin."""
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    return [(cell.split(":")[0] or cell[1:], TYPES.get(cell.partition(":")[2], "STRING")) for cell in header]


def main() -> None:
    tables, folder = Path(sys.argv[1]), Path(sys.argv[2])
    connection = real_ladybug.Connection(real_ladybug.Database(str(folder / "db")))
    nodes, links = columns(tables / "nodes.csv"), columns(tables / "relationships.csv")[2:]
    connection.execute("CREATE NODE TABLE Entity(" + ", ".join(f"`{name}` {kind}" for name, kind in nodes)
                       + ", PRIMARY KEY(id))")
    connection.execute("CREATE REL TABLE Says(FROM Entity TO Entity, "
                       + ", ".join(f"`{name}` {kind}" for name, kind in links) + ")")
    for table, name in (("Entity", "nodes.csv"), ("Says", "relationships.csv")):
        connection.execute(
            f"COPY {table} FROM '{tables / name}' (HEADER=true, PARALLEL=false, DELIM=',', QUOTE='\"', ESCAPE='\"')")
    answers = {name: cypher.as_text(connection.execute(query).get_all())
               for name, query in cypher.for_tables().items()}
    (folder / "answers.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
