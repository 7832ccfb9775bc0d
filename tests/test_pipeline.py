"""What must hold of every build: exact quotes, and the same bytes whatever the order, the seed or the processes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg import build
from kg.datamodel import KnowledgeGraph
from kg.graph.evidence import evidence_turtle
from kg.graph.rdf import graph_turtle
from kg.pipeline import run
from kg.resources.location import SAMPLE


@pytest.fixture(scope="module")
def sample() -> KnowledgeGraph:
    return build([str(SAMPLE)])


def quotes_hold(graph: KnowledgeGraph) -> int:
    """Checks every quote of the graph against its document; returns how many."""
    texts = {document.id: document.text for document in graph.documents}
    pieces = [piece for statement in graph.statements for piece in statement.evidence]
    pieces += [piece for observation in graph.observations for piece in observation.evidence]
    pieces += [piece for component in graph.components for piece in component.evidence]
    for piece in pieces:
        assert texts[piece.document_id][piece.start : piece.end] == piece.quote
        assert piece.quote.strip()
    mentions = [mention for entity in graph.entities for mention in entity.mentions]
    for mention in mentions:
        assert texts[mention.document_id][mention.start : mention.end] == mention.text
    assert all(statement.evidence for statement in graph.statements)
    return len(pieces) + len(mentions)


def test_every_quote_of_the_sample_is_the_text(sample: KnowledgeGraph) -> None:
    assert quotes_hold(sample) > 300


def test_every_quote_of_the_corpus_is_the_text(corpus: Path) -> None:
    built = run([str(corpus)])
    assert built.problems == ()
    assert len(built.graph.documents) == 43
    assert quotes_hold(built.graph) > 10_000


def test_order_and_processes_change_no_byte(sample: KnowledgeGraph) -> None:
    files = [str(path) for path in sorted(SAMPLE.iterdir(), reverse=True)]
    other = run(files, jobs=2).graph
    assert graph_turtle(other) == graph_turtle(sample)
    assert evidence_turtle(other) == evidence_turtle(sample)


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("seed", ["0", "1", "2", "3", "4", "5"])
def test_hash_seed_changes_no_byte(seed: str, tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "kg", "build", "--sample", "-o", str(tmp_path), "--quiet"], check=True,
        env={**os.environ, "PYTHONHASHSEED": seed}, cwd=Path(__file__).parents[1],
    )
    committed = Path(__file__).parents[1] / "outputs" / "sample"
    assert digests(tmp_path) == digests(committed)
