"""Components and members of a comparison → judgements: is the first 4 of 4+4+3+N 4 传统支柱产业, with 菱镁?

A component is its programme, symbol and count; a member its programme and any of its names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kg.datamodel import Evidence, FusedComponent
from kg.evaluation.alignment import RELAXED, surfaces
from kg.evaluation.comparison import Comparison
from kg.evaluation.gold import Row
from kg.evaluation.likeness import dice, fold
from kg.evaluation.scores import Judgement, Missing, Part

_TOTAL = "COMPONENT ROWS AND MEMBERS"
_OPEN = (None, "", "N", "n")

_Key = tuple[str | None, str, int | None]
_Member = tuple[str | None, frozenset[str]]


def components(comparison: Comparison) -> Iterator[Part]:
    """The row of components, then that of their members."""
    yield _rows(comparison)
    yield _members(comparison)


def _rows(comparison: Comparison) -> Part:
    wanted = Counter(_gold_key(row) for row in comparison.gold.components)
    left = Counter(wanted)
    judgements = []
    for component in comparison.graph.components:
        key: _Key = (comparison.gold_id(component.programme), fold(component.symbol), component.count)
        right = left[key] > 0
        left[key] -= right
        text = f"component {comparison.name(component.programme)} {component.symbol}={component.count}"
        judgements.append(Judgement(text=text, right=right, evidence=component.evidence))
    missing = []
    for row in comparison.gold.components:
        key = _gold_key(row)
        if left[key] > 0:
            left[key] -= 1
            text = f"component {comparison.gold.named(row['programme'])} {row['symbol']}={row.get('count')}"
            missing.append(Missing(text=text, quote=row.get("evidence", "")))
    return Part(
        row="components", total=_TOTAL, gold=wanted.total(), judgements=tuple(judgements), missing=tuple(missing)
    )


def _gold_key(row: Row) -> _Key:
    count = row.get("count")
    return row["programme"], fold(str(row["symbol"])), None if count in _OPEN else int(float(str(count)))


def _members(comparison: Comparison) -> Part:
    gold = comparison.gold
    wanted = {
        (row["programme"], fold(gold.named(member), "Industry")): (row, gold.named(member))
        for row in gold.components for member in row.get("members", ())
    }
    left = dict(sorted(wanted.items()))
    judgements = []
    for (programme, names), (text, evidence) in _said(comparison).items():
        found = next(
            (key for key in left if key[0] == programme and max(dice(key[1], name) for name in names) >= RELAXED), None
        )
        if found:
            del left[found]
        judgements.append(Judgement(text=text, right=found is not None, evidence=tuple(evidence)))
    return Part(
        row="component members", total=_TOTAL, gold=len(wanted), judgements=tuple(judgements),
        missing=tuple(
            Missing(text=f"member {gold.named(row['programme'])} {row['symbol']}: {member}",
                    quote=row.get("evidence", ""))
            for row, member in left.values()
        ),
    )


def _said(comparison: Comparison) -> dict[_Member, tuple[str, list[Evidence]]]:
    """The members of all components: what to call them, and their evidence."""
    found: dict[_Member, tuple[str, list[Evidence]]] = {}
    for component in comparison.graph.components:
        programme = comparison.gold_id(component.programme)
        members = (*component.members, *component.fillers)
        for member, evidence in zip(members, component.member_evidence, strict=True):
            text = _text(comparison, component, member)
            found.setdefault((programme, _names(comparison, member)), (text, []))[1].extend(evidence)
    return found


def _names(comparison: Comparison, member: str) -> frozenset[str]:
    entity = comparison.entities.get(member)
    return frozenset(fold(name, "Industry") for name in (surfaces(entity) if entity else (member,)))


def _text(comparison: Comparison, component: FusedComponent, member: str) -> str:
    return f"member {comparison.name(component.programme)} {component.symbol}: {comparison.name(member)}"
