"""What several tests need: documents from text, and where the browser and the corpus are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.datamodel import Document, KnowledgeGraph
from kg.extraction import extract
from kg.graph.fusion import fuse
from kg.reading.documents import read_file
from kg.resolution import resolve

SHARED = Path(os.environ.get("REGIONAL_KG_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture
def document_of(tmp_path: Path) -> Callable[[str], Document]:
    """The document that a text gives."""

    def read(text: str, name: str = "text.txt") -> Document:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return read_file(path)

    return read


@pytest.fixture
def graph_of(document_of: Callable[..., Document]) -> Callable[..., KnowledgeGraph]:
    """The graph that texts give, each a document."""

    def build(*texts: str) -> KnowledgeGraph:
        extractions = [extract(document_of(text, f"text-{number}.txt")) for number, text in enumerate(texts)]
        return fuse(extractions, resolve(extractions))

    return build


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The corpus beside the checkout."""
    if not (SHARED / "corpus").is_dir():
        pytest.skip("the corpus is not beside the checkout (REGIONAL_KG_SHARED)")
    return SHARED / "corpus"


@pytest.fixture(scope="session")
def gold() -> Path:
    """The gold documents beside the checkout."""
    if not (SHARED / "gold").is_dir():
        pytest.skip("the gold is not beside the checkout (REGIONAL_KG_SHARED)")
    return SHARED / "gold"


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where a Chromium is."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not found:
        pytest.skip("no Chromium on this machine")
    return found
