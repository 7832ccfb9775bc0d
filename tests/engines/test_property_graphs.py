"""Our Cypher over Neo4j's protocol (ArcadeDB) and our tables by COPY (Ladybug): the same ten questions and answers.

Both need packages that nothing else needs; REGIONAL_KG_ENGINES names a Python that has arcadedb-embedded, neo4j and
real_ladybug.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest
from cypher import as_text
from endpoints import free_port
from questions import Rows

from kg.cli import main
from kg.export.property_graph import KINDS
from kg.resources.namespaces import KG

PYTHON = os.environ.get("REGIONAL_KG_ENGINES", sys.executable)
HERE = Path(__file__).parent
Answers = dict[str, list[list[str]]]


def need(*modules: str) -> None:
    code = "import importlib.util, sys; sys.exit(not all(map(importlib.util.find_spec, sys.argv[1:])))"
    if subprocess.run([PYTHON, "-c", code, *modules], check=False).returncode:
        pytest.skip(f"no {', '.join(modules)} (REGIONAL_KG_ENGINES names a Python that has them)")


@pytest.fixture
def questions(expected: dict[str, Rows]) -> Answers:
    """What the RDF store answers, as far as a property graph holds it: kinds without the judgements on names and
    without claims of edges, components without their further labels, figures without the power of ten."""
    found = {name: [list(row) for row in rows] for name, rows in expected.items()}
    kinds = {KG + kind for kind in (*KINDS, "Evidence")}
    found["how many of each kind"] = [row for row in found["how many of each kind"] if row[0] in kinds]
    found["what programmes stand for"] = [list(row) for row in {
        tuple(row[:3]) for row in found["what programmes stand for"]}]
    found["figures with units"] = [row[:4] for row in found["figures with units"]]
    return {name: sorted([[_rounded(cell.removeprefix(KG)) for cell in row] for row in rows])
            for name, rows in found.items()}


def _rounded(cell: str) -> str:
    """A number to six places, as a property graph's doubles keep it."""
    try:
        number = Decimal(cell)
    except InvalidOperation:
        return cell
    return as_text([[float(number)]])[0][0] if "." in cell else cell


def answers(script: str, *arguments: str, folder: Path) -> Answers:
    done = subprocess.run([PYTHON, str(HERE / script), *arguments], cwd=folder, capture_output=True, text=True,
                          timeout=580, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    found: Answers = json.loads((folder / "answers.json").read_text(encoding="utf-8"))
    claims = Counter({name: int(count) for name, count in found["claims of each relation"]})
    claims.update({name: int(count) for name, count in found.pop("claims of each attribute")})
    found["claims of each relation"] = [[name, str(claims[name])] for name in sorted(claims)]
    found["how many of each kind"] = [row for row in found["how many of each kind"] if row[0] != "Claim"]
    return found


def test_cypher_over_neo4js_protocol(built: Path, questions: Answers, tmp_path: Path) -> None:
    need("arcadedb_embedded", "neo4j")
    if built.name == "corpus" and not os.environ.get("REGIONAL_KG_SLOW"):
        pytest.skip("15 MB of Cypher take ArcadeDB minutes (REGIONAL_KG_SLOW=1 runs it)")
    assert main(["export", str(built), "--format", "cypher", "-o", str(tmp_path)]) == 0
    found = answers("bolt.py", str(tmp_path / "graph.cypher"), str(tmp_path), str(free_port()), folder=tmp_path)
    for name, rows in questions.items():
        assert found[name] == rows, name


def test_tables_by_copy(built: Path, questions: Answers, tmp_path: Path) -> None:
    need("real_ladybug")
    tables = tmp_path / "tables"
    assert main(["export", str(built), "--format", "neo4j", "-o", str(tables)]) == 0
    found = answers("ladybug.py", str(tables), str(tmp_path), folder=tmp_path)
    for name, rows in questions.items():
        assert found[name] == rows, name
