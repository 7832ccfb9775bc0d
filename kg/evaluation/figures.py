"""Observations of a comparison → judgements: does the gold report 海城市 地区生产总值 641.6 亿元 as a level too?

Subject, number with unit, measure and indicator decide; the period is a row of its own, over those found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.datamodel import FusedObservation
from kg.evaluation.comparison import Comparison
from kg.evaluation.gold import Row
from kg.evaluation.likeness import dice, fold, number, same_number
from kg.evaluation.scores import Judgement, Missing, Part

# Published with the gold's own score: 规上工业增加值 and 规模以上工业增加值 are one indicator.
_SAME_INDICATOR = 0.5


def observations(comparison: Comparison) -> Iterator[Part]:
    """The row of observations, then how many of those found have the right period."""
    left = list(comparison.gold.observations)
    judgements, periods = [], []
    for observation in sorted(comparison.graph.observations, key=lambda observation: observation.id):
        row = next((row for row in left if _same(comparison, observation, row)), None)
        text = _told(comparison, observation)
        judgements.append(Judgement(text=text, right=row is not None, evidence=observation.evidence))
        if row is not None:
            left.remove(row)
            periods.append(Judgement(text=text, right=fold(observation.period) == fold(str(row.get("period") or ""))))
    yield Part(
        row="OBSERVATIONS", total="", gold=len(comparison.gold.observations), judgements=tuple(judgements),
        missing=tuple(_missing(comparison, left)),
    )
    yield Part(
        row="observation period (of those found)", total="", gold=len(periods), judgements=tuple(periods), listed=False
    )


def _same(comparison: Comparison, observation: FusedObservation, row: Row) -> bool:
    wanted = number(f"{row['value']}{row['unit']}")
    value = f"{observation.value:f}"
    return (
        row["subject"] == comparison.gold_id(observation.subject)
        and any(same_number(number(text), wanted) for text in (value + observation.unit, value))
        and observation.measure == row["measure"]
        and dice(fold(observation.indicator), fold(row["indicator"])) >= _SAME_INDICATOR
    )


def _told(comparison: Comparison, observation: FusedObservation) -> str:
    figure = f"{observation.value:f}{observation.unit} ({observation.measure}, {observation.period or '?'})"
    return f"figure {comparison.name(observation.subject)} {observation.indicator} {figure}"


def _missing(comparison: Comparison, rows: Iterable[Row]) -> Iterator[Missing]:
    for row in rows:
        figure = f"{row['value']}{row['unit']} ({row['measure']}, {row.get('period') or '?'})"
        subject = comparison.gold.named(row["subject"])
        yield Missing(text=f"figure {subject} {row['indicator']} {figure}", quote=row.get("evidence", ""))
