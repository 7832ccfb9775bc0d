"""The published class of an industry: 菱镁 is in the lexicon under gbt4754-B, 采矿业.

From ``ontology/lexicon/Industry.tsv`` (surface, id, parent) and ``IndustryClass.tsv`` (the classes of all levels).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources.lexicon import load_rows


@dataclass(frozen=True, slots=True)
class IndustryClass:
    """A class: ``id`` gbt4754-39, ``code`` 39, of GB/T 4754-2017 by ``source``, below ``parent`` gbt4754-C."""

    id: str
    code: str
    name: str
    parent: str
    source: str


@cache
def classes() -> Mapping[str, IndustryClass]:
    """All classes by id, those above before those below."""
    return {
        row["id"]: IndustryClass(row["id"], row["code"], row["name"], row["parent"], row["source"])
        for row in load_rows("IndustryClass")
    }


@cache
def class_of() -> Mapping[str, str]:
    """Surfaces and ids of Industry.tsv with the ids of their top classes."""
    found: dict[str, str] = {}
    for row in load_rows("Industry"):
        for name in (row["surface"], row["id"]):
            found.setdefault(name, row["parent"])
    return found
