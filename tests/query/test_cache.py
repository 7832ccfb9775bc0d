"""The store on disk beside a large graph: made once, made anew for a new build, never in the way."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from made import haicheng

from kg.errors import QueryError
from kg.graph.evidence import evidence_turtle
from kg.graph.fusion import fuse
from kg.graph.rdf import graph_turtle
from kg.query import cache, run_query
from kg.resolution import resolve


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(cache, "_SMALL", 0)
    extractions = [haicheng()]
    graph = fuse(extractions, resolve(extractions))
    (tmp_path / "graph.ttl").write_bytes(graph_turtle(graph))
    (tmp_path / "evidence.ttl").write_bytes(evidence_turtle(graph))
    return tmp_path


def test_it_is_made_once_and_answers_as_the_one_in_memory(built: Path) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o"
    expected = run_query(built, query)
    assert run_query(cache.open_quickly(built), query) == expected
    (made,) = (built / cache.FOLDER).iterdir()
    assert run_query(cache.open_quickly(built), query) == expected
    assert list((built / cache.FOLDER).iterdir()) == [made]


def test_a_new_build_gets_a_new_store(built: Path) -> None:
    cache.open_quickly(built)
    (before,) = (built / cache.FOLDER).iterdir()
    with (built / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write('region:1 rdfs:label "新" .\n')
    found = run_query(cache.open_quickly(built), 'ASK { region:1 rdfs:label "新" }')
    assert found.value  # type: ignore[union-attr]
    (after,) = (built / cache.FOLDER).iterdir()
    assert after != before


def test_many_at_once(built: Path) -> None:
    sizes: list[int] = []
    threads = [threading.Thread(target=lambda: sizes.append(len(cache.open_quickly(built)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(sizes) == 6
    assert len(set(sizes)) == 1


def test_a_folder_that_can_not_hold_it_is_queried_in_memory(built: Path) -> None:
    (built / cache.FOLDER).write_text("in the way", encoding="utf-8")
    assert len(cache.open_quickly(built)) > 0


def test_a_small_graph_needs_none(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SMALL", 1 << 30)
    assert len(cache.open_quickly(built)) > 0
    assert not (built / cache.FOLDER).exists()


def test_nothing_built(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="build a graph"):
        cache.open_quickly(tmp_path)
