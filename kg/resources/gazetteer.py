"""Administrative divisions by code and by name, from ``ontology/lexicon/Region.tsv`` and ``Township.tsv``.

“海城市” and “海城” both name 210381, a county-level division of 210300 鞍山市, which lies in 210000 辽宁省;
the town 西柳镇 is 210381112, and its county's code begins its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from kg.resources.lexicon import load_rows

Level = Literal["province", "prefecture", "county", "township"]


@dataclass(frozen=True, slots=True)
class Division:
    """``short`` are its forms without suffix; ``point`` is longitude and latitude in degrees, where known."""

    code: str
    name: str
    level: Level
    parent: str
    short: tuple[str, ...] = ()
    point: tuple[float, float] | None = None


@cache
def _divisions() -> Mapping[str, Division]:
    return {
        row["code"]: Division(
            code=row["code"], name=row["name"], level=_level(row["level"]), parent=row["parent"],
            short=tuple(filter(None, row["short"].split("|"))),
            point=(float(row["longitude"]), float(row["latitude"])) if row["longitude"] else None,
        )
        for row in load_rows("Region")
        if row["status"] == "name"
    }


def _level(name: str) -> Level:
    levels: dict[str, Level] = {"province": "province", "prefecture": "prefecture", "county": "county"}
    return levels[name]


@cache
def _counties() -> Mapping[str, str]:
    return {row["code"]: row["names"] for row in load_rows("Township")}


@cache
def townships(county: str) -> Mapping[str, Division]:
    """The towns, townships and street offices of a county by code; empty for codes without any.

    What the statistics count as a county but no list of divisions has (a development zone, 大柴旦) lies in its city.
    """
    found = {}
    parent = county if county in _divisions() else f"{county[:4]}00"
    for entry in _counties().get(county, "").split():
        code = county + entry[-3:]
        found[code] = Division(code=code, name=entry[:-3], level="township", parent=parent)
    return found


def counties_with_towns(province: str) -> tuple[str, ...]:
    """The codes of the counties of a province (its first two digits) that have towns."""
    return tuple(code for code in _counties() if code.startswith(province))


def division(code: str) -> Division | None:
    """The division with this code of 6 or 9 digits, None where there is none."""
    if len(code) == 9:
        return townships(code[:6]).get(code)
    return _divisions().get(code)


@cache
def ancestors(code: str) -> tuple[str, ...]:
    """The codes of the divisions that hold this one, closest first: 210381 → 210300, 210000."""
    if len(code) > 9:
        return (code[:9], *ancestors(code[:9]))
    found = division(code)
    return (found.parent, *ancestors(found.parent)) if found and found.parent else ()


@cache
def codes_by_form() -> Mapping[str, tuple[str, ...]]:
    """Every name, short form and former name down to the county, with the codes it may mean, highest level first."""
    found: dict[str, dict[str, None]] = {}
    for row in load_rows("Region"):
        for form in (row["name"], *filter(None, row["short"].split("|"))):
            found.setdefault(form, {})[row["code"]] = None
    rank = {code: _RANK[entry.level] for code, entry in _divisions().items()}
    return {form: tuple(sorted(codes, key=lambda code: (rank[code], code))) for form, codes in found.items()}


@cache
def full_forms() -> frozenset[str]:
    """The forms that carry their suffix: 海城市, 阜新蒙古族自治县 and 阜新县, former names too."""
    rows = load_rows("Region")
    cut = (form for row in rows for form in row["short"].split("|") if form and form[-1] == row["name"][-1])
    return frozenset(row["name"] for row in rows).union(cut)


_RANK = {"province": 0, "prefecture": 1, "county": 2, "township": 3}


class FormerName(NamedTuple):
    """What a division, or one that became part of it, was called up to a day: 襄樊市, 2010-12-09."""

    name: str
    valid_until: str


@cache
def _former() -> Mapping[str, tuple[tuple[frozenset[str], FormerName], ...]]:
    found: dict[str, list[tuple[frozenset[str], FormerName]]] = {}
    for row in load_rows("Region"):
        if row["status"] == "former":
            forms = frozenset(filter(None, (row["name"], *row["short"].split("|"))))
            found.setdefault(row["code"], []).append((forms, FormerName(row["name"], row["valid_until"])))
    return {code: tuple(names) for code, names in found.items()}


def former_names(code: str, surfaces: Collection[str]) -> tuple[FormerName, ...]:
    """The former names of a division among the surfaces, and which the division has no more."""
    held = division(code)
    own = {held.name, *held.short} if held else set()
    return tuple(name for forms, name in _former().get(code, ()) if not (forms - own).isdisjoint(surfaces))


def within(code: str, other: str) -> bool:
    """Whether the division is the other one or lies in it."""
    return code == other or other in ancestors(code)


def children(code: str) -> tuple[str, ...]:
    """The codes of the divisions directly below, towns left out."""
    return _children().get(code, ())


@cache
def _children() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for code, entry in _divisions().items():
        found.setdefault(entry.parent, []).append(code)
    return {parent: tuple(codes) for parent, codes in found.items()}
