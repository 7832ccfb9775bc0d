"""How often each rule was right on the gold: the rows of ``ontology/rules.tsv``.

``confidence("region-name")`` is the smoothed precision of the rule that reads 海城市 as a region.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.errors import ResourceError
from kg.resources.location import ONTOLOGY

# A rule that was never measured: the smoothed precision of none right of none fired.
UNMEASURED = Decimal("0.5")
_COLUMNS = ["rule", "fired", "right", "confidence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredRule:
    """``fired`` statements on the gold, ``right`` of them in it."""

    fired: int
    right: int
    confidence: Decimal


def confidence(rule: str) -> Decimal:
    """Between 0 and 1: (right + 1) / (fired + 2) on the gold, 0.5 for a rule that was never measured."""
    known = load_rules().get(rule)
    return known.confidence if known else UNMEASURED


@cache
def load_rules() -> Mapping[str, MeasuredRule]:
    """The measured rules by name.  Raises ResourceError with file and line for a row of another form."""
    path = ONTOLOGY / "rules.tsv"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResourceError(f"{path}: {error}") from error
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line and not line.startswith("#")]
    if not rows or rows[0][1] != _COLUMNS:
        raise ResourceError(f"{path}: the header is {' '.join(_COLUMNS)}")
    return {cells[0]: _rule(cells, f"{path}:{number}") for number, cells in rows[1:]}


def _rule(cells: list[str], where: str) -> MeasuredRule:
    if len(cells) != len(_COLUMNS) or not (cells[1] + cells[2]).isdecimal() or int(cells[2]) > int(cells[1]):
        raise ResourceError(f"{where}: rule, fired, right (no more than fired), confidence")
    return MeasuredRule(fired=int(cells[1]), right=int(cells[2]), confidence=Decimal(cells[3]))
