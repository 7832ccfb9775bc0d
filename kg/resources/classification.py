"""The published classes of industries, and which of them holds what a name ends with: 船舶 is in gbt4754-37.

From ``ontology/lexicon/IndustryClass.tsv`` (the classes of all levels) and ``IndustryHead.tsv``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.resources.lexicon import load_rows

_SCHEMES = {"gbt4754": "economicActivities", "sei2018": "strategicIndustries"}


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


def scheme_of(id: str) -> str:
    """The name of the scheme that has a class of this id: gbt4754-39 is in economicActivities; empty where none has."""
    return _SCHEMES[id.partition("-")[0]] if id in classes() else ""


def parent_of(id: str) -> str:
    """The class above one; of classes of one name the widest, since 房地产业 is a section and its only division."""
    return widest(classes()[id].parent)


@cache
def widest(id: str) -> str:
    """The class, or the one above that has its name."""
    above = classes()[id].parent if id else ""
    return widest(above) if above and classes()[above].name == classes()[id].name else id


@cache
def heads() -> Mapping[str, str]:
    """The ids of the classes that hold industries whose names end so: 船舶 is in gbt4754-37."""
    return {row["head"]: row["id"] for row in load_rows("IndustryHead")}
