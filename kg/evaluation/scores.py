"""What was found, said and wanted, as records: judgements → tallies of rows and of rules, with intervals.

The row “relation develops” counts each statement like 海城市 develops 菱镁 once, and so does the rule that read it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.datamodel import Evidence

SAMPLES = 1000
_SEED = 20240801
_TAIL = 0.025


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A statement of the graph, whether the gold has it, and the sentences and rules behind it."""

    text: str
    right: bool
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What the gold has and the graph has not; ``quote`` is the sentence where the gold gives one."""

    text: str
    quote: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The judgements of one row in one document.

    ``total`` is the row of its sums, empty for none; ``gold`` counts what is wanted; a part that is not ``listed``
    measures others once more, and its judgements count for no rule and are no errors.
    """

    row: str
    total: str
    judgements: tuple[Judgement, ...]
    missing: tuple[Missing, ...] = ()
    gold: int
    listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentScore:
    """The parts of one document; ``digest`` is the SHA-256 of its gold file, ``kind`` the folder of its text."""

    name: str
    kind: str
    digest: str
    characters: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """``found`` right of ``said``, and ``gold`` to be found; undefined figures are 0."""

    found: int = 0
    said: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.found + other.found, self.said + other.said, self.gold + other.gold)

    @property
    def precision(self) -> float:
        return self.found / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.found / (self.said + self.gold) if self.said + self.gold else 0.0


@dataclass(frozen=True, slots=True)
class RuleTally:
    """How often a rule fired and how often the gold agreed."""

    fired: int
    right: int

    @property
    def wrong(self) -> int:
        return self.fired - self.right

    @property
    def confidence(self) -> float:
        """The precision smoothed as by Laplace: one right and one wrong are added, so that 1 of 1 is not sure."""
        return (self.right + 1) / (self.fired + 2)


def tallies(score: DocumentScore) -> dict[str, Tally]:
    """The rows of one document."""
    found: dict[str, Tally] = {}
    for part in score.parts:
        tally = Tally(sum(judgement.right for judgement in part.judgements), len(part.judgements), part.gold)
        for row in (part.row, part.total):
            if row:
                found[row] = found.get(row, Tally()) + tally
    return found


def total(scores: Iterable[DocumentScore]) -> dict[str, Tally]:
    """The rows of all documents together, sums first."""
    found: dict[str, Tally] = {}
    for score in scores:
        for row, tally in tallies(score).items():
            found[row] = found.get(row, Tally()) + tally
    return {row: found[row] for row in sorted(found, key=lambda row: (not row.split()[0].isupper(), row))}


def rules(scores: Iterable[DocumentScore]) -> dict[str, RuleTally]:
    """Each rule by name; a statement counts once for every rule in its evidence."""
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for judgement in (j for score in scores for part in score.parts if part.listed for j in part.judgements):
        names = {evidence.rule for evidence in judgement.evidence}
        fired.update(names)
        if judgement.right:
            right.update(names)
    return {rule: RuleTally(fired[rule], right[rule]) for rule in sorted(fired)}


def intervals(scores: Sequence[DocumentScore], samples: int = SAMPLES) -> Mapping[str, tuple[float, float]]:
    """For each row the 95 % interval of its F1: documents drawn again with replacement, always the same draws.

    The percentile bootstrap of Efron (Annals of Statistics 7, 1979).  Draws without anything said or wanted are
    left out.
    """
    rows = [tallies(score) for score in scores]
    chance = random.Random(_SEED)
    draws = [Counter(chance.choices(range(len(rows)), k=len(rows))) for _ in range(samples)]
    return {row: _interval([document.get(row, Tally()) for document in rows], draws) for row in total(scores)}


def _interval(tallied: Sequence[Tally], draws: Iterable[Mapping[int, int]]) -> tuple[float, float]:
    figures = []
    for draw in draws:
        found = sum(tallied[index].found * times for index, times in draw.items())
        both = sum((tallied[index].said + tallied[index].gold) * times for index, times in draw.items())
        if both:
            figures.append(2 * found / both)
    figures.sort()
    if not figures:
        return 0.0, 0.0
    last = len(figures) - 1
    return figures[round(_TAIL * last)], figures[round((1 - _TAIL) * last)]
