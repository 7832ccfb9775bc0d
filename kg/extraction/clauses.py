"""Sentence text → clauses with quantities, and for each quantity the words that belong to it.

“建强卫生院3家、村卫生室100家” has 建强卫生院 before 3家 and 村卫生室 before 100家; in “组建9个企业接收139个小区”
企业 follows the first number, 接收 is before and 小区 after the second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from kg.extraction import indicators
from kg.extraction.quantities import Quantity
from kg.resources.patterns import load_patterns


@dataclass(frozen=True, slots=True)
class Part:
    """A quantity with the words before it (``lead``) and after it (``tail``) that are its own."""

    quantity: Quantity
    lead: str
    tail: str


@dataclass(frozen=True, slots=True)
class Clause:
    """The stretch ``text[left:right]`` between commas with its quantities; ``since`` is the end of the one before."""

    text: str
    left: int
    right: int
    quantities: tuple[Quantity, ...]
    since: int = 0

    def before(self, index: int) -> str:
        start = self.quantities[index - 1].right if index else self.left
        return self.text[start : self.quantities[index].left]

    def after(self, index: int) -> str:
        following = index + 1 < len(self.quantities)
        return self.text[self.quantities[index].right : self.quantities[index + 1].left if following else self.right]

    def parts(self) -> list[Part]:
        """The quantities with their words."""
        leads, tails = [self.before(0)], []
        for index in range(len(self.quantities) - 1):
            tail, lead = _divide(self.after(index), self.quantities[index + 1])
            tails.append(tail)
            leads.append(lead)
        tails.append(self.after(len(self.quantities) - 1))
        for index in range(len(tails) - 2, -1, -1):
            if not leads[index + 1]:
                tails[index] = _shared(tails[index], tails[index + 1], leads[index])
        return [Part(*part) for part in zip(self.quantities, leads, tails, strict=True)]


def _regex(name: str) -> regex.Pattern[str]:
    return load_patterns("observations").regex[name]


def clauses(text: str, quantities: Sequence[Quantity]) -> Iterator[Clause]:
    """The clauses that hold quantities."""
    begin, at, since = 0, 0, 0
    marks = [mark.span() for mark in _regex("clause_mark").finditer(text)]
    for left, right in [*marks, (len(text), len(text))]:
        if any(quantity.left < right and left < quantity.right for quantity in quantities[at : at + 40]):
            continue
        end = at
        while end < len(quantities) and quantities[end].right <= left:
            end += 1
        if end > at:
            yield Clause(text, begin, left, tuple(quantities[at:end]), since)
            since = left
        begin, at = right, end


def _divide(gap: str, following: Quantity) -> tuple[str, str]:
    """The words between two numbers: those that belong to the first and those that belong to the second."""
    if following.kind == "rank" and (found := _regex("rank_lead").search(gap)):
        marks = list(_regex("list_mark").finditer(gap, 0, found.start()))
        return (gap[: marks[-1].start()], gap[marks[-1].end() :]) if marks else (gap[: found.start()], gap)
    if _regex("bracket").match(gap):
        return "", gap
    joint = _regex("joint").match(gap)
    if joint:
        return "", gap[joint.end() :]
    marks = list(_regex("list_mark").finditer(gap))
    if marks:
        return gap[: marks[-1].start()], gap[marks[-1].end() :]
    if following.kind == "percent" and (rate := _regex("rate_behind").search(gap)):
        return gap[: rate.start()], gap
    if each := _regex("per_head").search(gap):
        return gap[: each.start()], gap[each.start() :]
    if ending := _regex("ends_joint").search(gap):
        return gap[: ending.start()], ""
    grown = indicators.growth(gap)
    stem = grown[0] if grown else indicators.trim_right(gap)
    if not stem:
        return "", gap
    at = indicators.last_verb(gap)
    if following.kind == "money" and (counted := _regex("measured_behind").match(gap)):
        return counted["counted"], gap
    if len(stem) < len(gap) and not 0 <= at < len(stem):
        return stem.removesuffix(indicators.metric(stem)), gap
    if at < 0:
        return gap, ""
    return gap if _regex("recipient").match(gap[:at]) else gap[:at], gap[at:]


def _shared(tail: str, following: str, lead: str) -> str:
    """A noun said once for several numbers: 6个世界级、7个国家级产业集群; 25个、110.8万平方米改造项目."""
    noun = indicators.noun(following)
    level = _regex("modifier").match(noun)
    own = _regex("list_mark").sub("", tail)
    if level and _regex("modifier").fullmatch(own):
        return own + noun[level.end() :]
    if not own and noun and not indicators.trim(lead):
        return noun
    return tail
