"""The rules of flow and style, read from the source."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
STAGES = {"reading", "extraction", "resolution", "graph"}
# What each part may import from kg besides itself, the data model and the errors.
ALLOWED = {
    "resources": set(),
    "archive": {"reading", "resources"},
    "reading": {"resources"},
    "extraction": {"resources"},
    "resolution": {"resources"},
    "graph": {"resources"},
    "query": {"resources", "graph"},
    "serving": {"query", "graph", "resources"},
    "export": {"graph", "resources", "page", "explorer", "query"},
    "page": {"resources", "graph"},
    "review": {"resolution", "resources", "pipeline", "folders"},
    "explorer": {"resources", "graph", "page"},
    # It builds each gold document as the product does; the oracle puts gold names where recognition puts its own.
    "evaluation": {"resources", "reading", "extraction", "pipeline"},
}
COMMON = {"datamodel", "deferral", "errors"}


def parts_imported(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "kg" else [node.module]
        elif isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("kg.")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_flow(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0]
    imported = parts_imported(path)
    assert "cli" not in imported or part == "__main__.py", "nobody imports the command line"
    assert "commands" not in imported or part in {"cli.py", "commands"}, "the command line alone imports its commands"
    if part in ALLOWED:
        assert imported <= ALLOWED[part] | COMMON | {part}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_rdf_stays_in_its_place(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    if path.relative_to(PACKAGE).parts[0] in {"reading", "extraction", "resolution"}:
        assert not re.search(r"^\s*(?:from|import) (?:rdflib|pyoxigraph|oxrdflib)", source, re.M)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_reading_opens_documents(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0]
    if part in {"extraction", "resolution"}:
        assert not re.search(r"\bopen\(|read_text|read_bytes|\bprint\(", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_style(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 400, "a module of over 400 lines is two"
    tree = ast.parse(source)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            words = re.sub("[零〇一二两三四五六七八九十百千万亿]", "", node.value)
            assert not re.search(r"[一-鿿]{5,}", words), f"Chinese words belong in ontology/: {node.value!r}"
        if isinstance(node, ast.FunctionDef):
            count = len(node.args.args) + len(node.args.kwonlyargs)
            assert count <= 6, f"{node.name} takes {count} parameters"
            assert (node.end_lineno or 0) - node.lineno <= 60, f"{node.name} is too long"
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            assert caught not in {"", "Exception", "BaseException"}, "catch what you can mend, by name"


def test_public_names() -> None:
    assert sorted(kg.__all__) == list(kg.__all__)
    assert all(getattr(kg, name) for name in kg.__all__)
