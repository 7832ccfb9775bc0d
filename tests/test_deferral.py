"""What a build does not call is not loaded, and is there for those who do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.deferral import deferred

PAGE = "海城市加快发展菱镁产业。海城三鱼泵业有限公司位于海城市。"
SELDOM = ("IPython", "networkx", "jsonpickle", "rdflib.plugins.sparql.parser")
BUILD = """
import sys
from kg.cli import main

if __name__ == "__main__":
    code = main(["build", sys.argv[1], "-o", sys.argv[2], "--quiet"])
    print(code, [name for name in sys.argv[3:] if name in sys.modules])
"""
USE = """
import kg.graph.validation
from kg.deferral import deferred

with deferred("IPython.display", "jsonpickle", "networkx"):
    from pyvis.network import IFrame, Network

import networkx, rdflib

network = Network()
network.from_nx(networkx.path_graph(3))
((one,),) = rdflib.Graph().query("SELECT (1 AS ?x) {}")
print(len(network.nodes), IFrame("a.html", 1, 2).src, len(network.to_json()) > 20, one)
"""


def run(program: str, *arguments: str) -> str:
    done = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True)
    return done.stdout


def test_a_build_loads_none_of_it(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    assert run(BUILD, str(tmp_path / "page.txt"), str(tmp_path / "out"), *SELDOM) == "0 []\n"


def test_libraries_work_as_ever_behind() -> None:
    assert run(USE) == "3 a.html True 1\n"


def test_a_stand_in_loads_its_module_when_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "seldom_called.py").write_text("class Answer(int): pass\ndef double(value): return Answer(2 * value)\n")
    monkeypatch.syspath_prepend(tmp_path)
    with deferred("seldom_called"):
        import seldom_called  # type: ignore[import-not-found]
        from seldom_called import double
    assert "seldom_called" not in sys.modules
    assert double(21) == 42
    assert isinstance(double(21), seldom_called.Answer)
    assert seldom_called is not sys.modules["seldom_called"]


def test_what_is_loaded_stays() -> None:
    with deferred("pathlib"):
        import pathlib
    assert pathlib.Path is Path
    assert sys.modules["pathlib"] is pathlib
