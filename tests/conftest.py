"""What several tests need: documents from text, and where the browser and the corpus are."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.datamodel import Document, KnowledgeGraph
from kg.extraction import extract
from kg.graph.fusion import fuse
from kg.reading.documents import read_file
from kg.resolution import resolve

SHARED = Path(os.environ.get("REGIONAL_KG_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Connections end on this machine: a test that reaches for another one fails."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", _guarded_lookup(socket.getaddrinfo))
        yield


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is compiled is kept beside the tests, not with what the user runs."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REGIONAL_KG_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def _guarded(connect: Callable[[socket.socket, Any], Any]) -> Callable[[socket.socket, Any], Any]:
    def guarded(one: socket.socket, address: Any) -> Any:
        if one.family in (socket.AF_INET, socket.AF_INET6) and one.type == socket.SOCK_STREAM:
            _refuse(address[0])
        return connect(one, address)

    return guarded


def _guarded_lookup(look_up: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *arguments: Any, **options: Any) -> Any:
        _refuse(host)
        return look_up(host, *arguments, **options)

    return guarded


def _refuse(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else str(host or "localhost")
    if name not in ("localhost", "::1", "0.0.0.0", "::", _own_address()) and not name.startswith("127."):
        raise RuntimeError(f"a test reaches for {name}")


@cache
def _own_address() -> str:
    """The address by which others reach this machine, where it has one; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "localhost"
        return str(probe.getsockname()[0])


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
