"""The published class of an industry: 菱镁 is in the lexicon under gbt4754-B, 采矿业.

From ``ontology/lexicon/Industry.tsv`` (surface, id, parent) and ``IndustryClass.tsv`` (the top classes).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources.lexicon import load_rows


@dataclass(frozen=True, slots=True)
class IndustryClass:
    """A top class of a classification: ``id`` gbt4754-C, ``code`` C, of GB/T 4754-2017 by ``source``."""

    id: str
    code: str
    name: str
    source: str


@cache
def classes() -> Mapping[str, IndustryClass]:
    """The top classes by id."""
    return {
        row["id"]: IndustryClass(row["id"], row["code"], row["name"], row["source"])
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
