"""A file of judged pairs → pairs of names in documents that mean one thing, or two.

``tuned  Region  same  anshan  210  213  海城市  haicheng  15  17  海城``: the half that the pair belongs to, the type,
the verdict, and each name by its document (the file's name without ending), start, end and surface.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from kg.datamodel import ENTITY_TYPES, EntityType
from kg.errors import InputError

_COLUMNS = (
    "half", "type", "verdict",
    *(f"{side}_{field}" for side in ("left", "right") for field in ("document", "start", "end", "surface")),
)
_VERDICTS = ("same", "different")


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A name in a document; ``start`` and ``end`` count characters of the text as read."""

    type: EntityType
    document: str
    start: int
    end: int
    surface: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePair:
    """``half`` tells pairs that rules were made with (tuned) from those set aside."""

    half: str
    verdict: Literal["same", "different"]
    left: Place
    right: Place


def read_pairs(path: Path) -> tuple[NamePair, ...]:
    """The pairs of a file; InputError, naming the line, for one of another form."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise InputError(str(path), str(error.strerror), "name the file of pairs") from error
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows or tuple(rows[0][1]) != _COLUMNS:
        raise InputError(str(path), "the header is another one", f"it has the columns {' '.join(_COLUMNS)}")
    return tuple(_pair(cells, f"{path}:{number}") for number, cells in rows[1:])


def _pair(cells: list[str], where: str) -> NamePair:
    row = dict(zip(_COLUMNS, cells, strict=False))
    numbers = [row.get(f"{side}_{field}", "") for side in ("left", "right") for field in ("start", "end")]
    if len(cells) != len(_COLUMNS) or row["type"] not in ENTITY_TYPES or row["verdict"] not in _VERDICTS or not all(
            map(str.isdecimal, numbers)):
        raise InputError(where, "no pair of names", f"a row has {', '.join(_COLUMNS)}")
    return NamePair(
        half=row["half"], verdict=cast('Literal["same", "different"]', row["verdict"]),
        left=_place(row, "left"), right=_place(row, "right"),
    )


def _place(row: dict[str, str], side: str) -> Place:
    return Place(
        type=cast(EntityType, row["type"]), document=row[f"{side}_document"], start=int(row[f"{side}_start"]),
        end=int(row[f"{side}_end"]), surface=row[f"{side}_surface"],
    )
