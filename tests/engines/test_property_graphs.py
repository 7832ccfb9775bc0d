"""Our Cypher over Neo4j's protocol (ArcadeDB) and our tables by COPY (Ladybug) hold what the graph holds.

Both need packages that nothing else needs; REGIONAL_KG_ENGINES names a Python that has arcadedb-embedded, neo4j and
real_ladybug.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from endpoints import free_port

from kg.cli import main
from kg.export.property_graph import edges, nodes
from kg.query import open_store

PYTHON = os.environ.get("REGIONAL_KG_ENGINES", sys.executable)
HERE = Path(__file__).parent
Answers = dict[str, list[list[object]]]


def need(*modules: str) -> None:
    code = "import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))"
    if subprocess.run([PYTHON, "-c", code, *modules], check=False).returncode:
        pytest.skip(f"no {', '.join(modules)} (REGIONAL_KG_ENGINES names a Python that has them)")


@pytest.fixture(scope="module")
def graph(built: Path) -> Answers:
    """What the property graph holds."""
    store = open_store(built)
    named = {node.id: node for node in nodes(store)}
    joined = edges(store)
    industries = Counter(
        named[edge.source].name for edge in joined
        if edge.relation == "develops" and named[edge.source].kind == "Region"
    )
    quotes = sorted(
        [named[edge.source].name, named[edge.target].name, edge.attributes["quote"]]
        for edge in joined if edge.relation == "develops"
    )
    return {
        "kinds": listed(Counter(node.kind for node in named.values())),
        "relations": listed(Counter(edge.relation for edge in joined)),
        "industries": listed(industries),
        "quotes": quotes,
    }


def listed(counts: Counter[str]) -> list[list[object]]:
    return [[name, counts[name]] for name in sorted(counts)]


def answers(script: str, *arguments: str, folder: Path) -> Answers:
    done = subprocess.run([PYTHON, str(HERE / script), *arguments], cwd=folder, capture_output=True, text=True,
                          timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: Answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    return {name: sorted(rows) for name, rows in found.items()}  # type: ignore[type-var]


def test_cypher_over_neo4js_protocol(built: Path, graph: Answers, tmp_path: Path) -> None:
    need("arcadedb_embedded", "neo4j")
    assert main(["export", str(built), "--format", "cypher", "-o", str(tmp_path)]) == 0
    found = answers("bolt.py", str(tmp_path / "graph.cypher"), str(tmp_path), str(free_port()), folder=tmp_path)
    assert found == graph


def test_tables_by_copy(built: Path, graph: Answers, tmp_path: Path) -> None:
    need("real_ladybug")
    tables = tmp_path / "tables"
    assert main(["export", str(built), "--format", "neo4j", "-o", str(tables)]) == 0
    assert answers("ladybug.py", str(tables), str(tmp_path), folder=tmp_path) == graph
