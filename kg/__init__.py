"""regional-kg: documents of regional development → a knowledge graph with the sentence behind every statement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.datamodel import KnowledgeGraph
    from kg.errors import InputError, KgError
    from kg.pipeline import build

__all__ = ["InputError", "KgError", "KnowledgeGraph", "build"]
_HOMES = {
    "InputError": "kg.errors", "KgError": "kg.errors", "KnowledgeGraph": "kg.datamodel", "build": "kg.pipeline",
}


def __getattr__(name: str) -> Any:
    """The public names, imported when they are asked for: ``kg --help`` shall not wait for rdflib."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
