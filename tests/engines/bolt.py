"""Run by the tests with a Python that has arcadedb-embedded and neo4j: a Cypher script over Neo4j's protocol.

    python bolt.py graph.cypher FOLDER PORT

Starts ArcadeDB with its Bolt plugin in FOLDER, runs each line of the script by the official driver, prints counts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import arcadedb_embedded
from neo4j import GraphDatabase

QUESTIONS = {
    "kinds": "MATCH (n:Entity) UNWIND labels(n) AS kind WITH kind WHERE kind <> 'Entity' "
             "RETURN kind, count(*) AS n ORDER BY kind",
    "relations": "MATCH ()-[r]->() RETURN type(r) AS relation, count(*) AS n ORDER BY relation",
    "industries": "MATCH (a:Region)-[:develops]->(b) RETURN a.name AS region, count(b) AS n ORDER BY region",
    "quotes": "MATCH (a)-[r:develops]->(b) RETURN a.name AS a, b.name AS b, r.quote AS quote ORDER BY a, b, quote",
}


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
        answers = {name: [list(row.values()) for row in session.run(query)] for name, query in QUESTIONS.items()}
    server.stop()
    Path(folder, "answers.json").write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
