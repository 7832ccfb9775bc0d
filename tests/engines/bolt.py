"""Run by the tests with a Python that has arcadedb-embedded and neo4j: a Cypher script over Neo4j's protocol.

    python bolt.py graph.cypher FOLDER PORT

Starts ArcadeDB with its Bolt plugin in FOLDER, runs each line of the script by the official driver, writes the answers
to the ten questions to answers.json.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import arcadedb_embedded
import cypher
from neo4j import GraphDatabase


def main() -> None:
    script, folder, port = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    server = arcadedb_embedded.create_server(folder, "playwithdata", {
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin", "bolt.port": port, "bolt.host": "127.0.0.1",
        "http_port": port + 1, "host": "127.0.0.1",
    })
    server.start()
    server.create_database("regional")
    with (GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("root", "playwithdata")) as driver,
          driver.session(database="regional") as session):
        for line in script.read_text(encoding="utf-8").splitlines():
            if line.startswith("CREATE CONSTRAINT"):
                session.run(line.rstrip(";")).consume()
            else:
                session.execute_write(lambda transaction, text: transaction.run(text).consume(), line.rstrip(";"))
        answers = {name: cypher.as_text(row.values() for row in session.run(query))
                   for name, query in cypher.for_neo4j().items()}
    server.stop()
    Path(folder, "answers.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
