"""Sentence text → figures: each number with its indicator, and whether it is a level, a growth or a rank.

“引进内资70.56亿元,完成全年任务的51.5%,同比增长21%” gives 引进内资 70.56 亿元, 引进内资完成全年任务 51.5 %
and 引进内资 21 %, growing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

import regex

from kg.extraction import indicators
from kg.extraction.quantities import Quantity
from kg.resources.patterns import load_patterns

Kind = Literal["level", "growth", "rank"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """``left`` is where its clause begins; ``attribute`` that it may be one of a single project;
    ``period`` and ``planned`` are what a table says of them.
    """

    indicator: str
    value: Decimal
    unit: str
    kind: Kind
    left: int
    right: int
    attribute: bool = False
    period: str = ""
    planned: bool | None = None


@dataclass(slots=True)
class Memory:
    """What a figure without an indicator of its own goes back to, within a paragraph."""

    base: str = ""
    last: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of ``text`` between commas with its quantities."""

    text: str
    left: int
    right: int
    quantities: tuple[Quantity, ...]

    def before(self, index: int) -> str:
        start = self.quantities[index - 1].right if index else self.left
        return self.text[start : self.quantities[index].left]

    def after(self, index: int) -> str:
        following = index + 1 < len(self.quantities)
        return self.text[self.quantities[index].right : self.quantities[index + 1].left if following else self.right]


def _regex(name: str) -> regex.Pattern[str]:
    return load_patterns("observations").regex[name]


def read(text: str, quantities: Sequence[Quantity], memory: Memory) -> Iterator[Figure]:
    """The figures of a sentence in order."""
    memory.recent.clear()
    for clause in clauses(text, quantities):
        if _regex("explains").match(text[clause.left : clause.right]):
            continue
        if _regex("spread").search(text, clause.left, clause.quantities[-1].left) and len(clause.quantities) > 1:
            found = list(_spread(clause, memory))
        else:
            found = list(_plain(clause, memory))
        for figure in found:
            memory.recent.append(figure.indicator)
        yield from found


def clauses(text: str, quantities: Sequence[Quantity]) -> Iterator[Clause]:
    """The clauses that hold quantities."""
    marks = [mark.span() for mark in _regex("clause_mark").finditer(text)]
    begin, rest = 0, list(quantities)
    for left, right in [*marks, (len(text), len(text))]:
        if any(quantity.left < right and left < quantity.right for quantity in rest):
            continue
        inside = [quantity for quantity in rest if quantity.right <= left]
        if inside:
            yield Clause(text, begin, left, tuple(inside))
            rest = rest[len(inside) :]
        begin = right


def _spread(clause: Clause, memory: Memory) -> Iterator[Figure]:
    """A、B、C分别增长x、y、z."""
    first, last = clause.quantities[0], clause.quantities[-1]
    mark = _regex("spread").search(clause.text, clause.left, last.left)
    assert mark is not None
    if mark.start() >= first.left:
        yield from _plain(clause, memory)
        return
    middle = clause.text[mark.end() : first.left]
    names = _names(clause.text[clause.left : mark.start()], len(clause.quantities), memory)
    grown = indicators.growth(middle)
    unit = last.unit
    for name, quantity in zip(names, clause.quantities, strict=True):
        value, kind = quantity.value, "level"
        if quantity.kind == "rank":
            kind = "rank"
        elif grown and last.kind in ("percent", "points", "multiple"):
            kind, value = "growth", quantity.value * grown[1]
        memory.base, memory.last = name, (name,)
        yield Figure(
            indicator=name, value=value, unit=unit if quantity.unit == "个" else quantity.unit, kind=_kind(kind),
            left=clause.left, right=quantity.right,
        )


def _kind(name: str) -> Kind:
    return "rank" if name == "rank" else "growth" if name == "growth" else "level"


def _names(text: str, count: int, memory: Memory) -> list[str]:
    """The indicators that ``count`` values are spread over."""
    body = indicators.trim(text)
    pairs = load_patterns("observations").maps["pair"]
    if not body:
        return (memory.recent[-count:] if len(memory.recent) >= count else list(memory.last) * count)[:count] or [""] * count
    items = indicators.split_list(body, count)
    if len(items) == count:
        return [_complete(item, memory) for item in items]
    for word, names in pairs.items():
        if count == 2 and word in body:
            return [body.replace(word, name, 1) for name in names.split("|")]
    return [_complete(body, memory)] * count


def _complete(body: str, memory: Memory) -> str:
    """The indicator, with that before it where it depends on one (总投资 of 52个项目签约,总投资…)."""
    words = load_patterns("observations").words
    if memory.base and (body in words["dependent"] or body in words["change_noun"] or body.startswith(("占", "完成全年"))):
        return memory.base + body
    return body


def _plain(clause: Clause, memory: Memory) -> Iterator[Figure]:
    gaps = _gaps(clause)
    for index, quantity in enumerate(clause.quantities):
        lead, tail = gaps[index]
        if quantity.kind == "rank":
            yield from _rank(clause, quantity, lead, memory)
            continue
        if _starting_value(lead, gaps[index + 1 : index + 2]):
            start = _regex("from_value").search(lead)
            memory.base = indicators.shorten(indicators.trim(lead[: start.start()] if start else lead)) or memory.base
            memory.last = (memory.base,)
            continue
        figure = _defined(clause, quantity, memory) or _grown(clause, quantity, lead, memory) or _counted(clause, (quantity, lead, tail), memory)
        if figure is None:
            figure = _levelled(clause, quantity, lead, memory)
        if figure and figure.indicator and not _regex("relative_to").match(figure.indicator):
            memory.last = (figure.indicator,)
            yield from _each(figure, lead)


def _defined(clause: Clause, quantity: Quantity, memory: Memory) -> Figure | None:
    """A number that is said first and explained after it: 117,是一季度开工的重大项目数."""
    if clause.text[clause.left : clause.right].strip() != quantity.text:
        return None
    found = _regex("defines").match(clause.text[clause.right :])
    if not found:
        return None
    memory.base = indicators.trim(found["name"])
    return Figure(
        indicator=memory.base, value=quantity.value, unit=quantity.unit, kind="level", left=clause.left,
        right=clause.right + found.end(),
    )


def _starting_value(lead: str, following: list[tuple[str, str]]) -> bool:
    """Whether the number is where a change began: 从689万户增至951万户."""
    return bool(following and _regex("from_value").search(lead) and _regex("to_value").match(following[0][0]))


def _each(figure: Figure, lead: str) -> Iterator[Figure]:
    """The figure, for every item of a list before 均: A、B均增至9个."""
    items = indicators.split_list(figure.indicator) if _regex("every").search(lead[-8:]) else []
    for item in items or [figure.indicator]:
        yield replace(figure, indicator=item)


def _gaps(clause: Clause) -> list[tuple[str, str]]:
    """For each quantity the words before it and those after it that are its own."""
    leads, tails = [clause.before(0)], []
    for index in range(len(clause.quantities) - 1):
        tail, lead = _divide(clause.after(index), clause.quantities[index + 1])
        tails.append(tail)
        leads.append(lead)
    tails.append(clause.after(len(clause.quantities) - 1))
    for index in range(len(tails) - 2, -1, -1):
        tails[index] = _shared(tails[index], tails[index + 1], leads[index], leads[index + 1])
    return list(zip(leads, tails, strict=True))


def _divide(gap: str, following: Quantity) -> tuple[str, str]:
    """The words between two numbers: those that belong to the first and those that belong to the second."""
    if following.kind == "rank" and (found := _regex("rank_lead").search(gap)):
        return gap[: found.start()], gap
    joint = _regex("joint").match(gap)
    if joint:
        return "", gap[joint.end() :]
    parts = _regex("list_mark").split(gap)
    if len(parts) > 1:
        return gap[: gap.rindex(parts[-1])] if parts[-1] else gap[:-1], parts[-1]
    at = indicators.last_verb(gap)
    stem = (indicators.growth(gap) or (indicators.trim_right(gap),))[0]
    if not stem:
        return "", gap
    if len(stem) < len(gap) and (at < 0 or at >= len(stem)) and stem:
        return stem.removesuffix(indicators.metric(stem)), gap
    if at < 0:
        return gap, ""
    return gap if _regex("recipient").match(gap[:at]) else gap[:at], gap[at:]


def _shared(tail: str, following: str, lead: str, next_lead: str) -> str:
    """A noun said once for several numbers: 6个世界级、7个国家级产业集群; 25个、110.8万平方米改造项目."""
    if next_lead:
        return tail
    noun = indicators.noun(following)
    level = _regex("modifier").match(noun)
    own = _regex("list_mark").sub("", tail)
    if level and _regex("modifier").fullmatch(own):
        return own + noun[level.end() :]
    if not own and noun and not indicators.trim(lead):
        return noun
    return tail


def _grown(clause: Clause, quantity: Quantity, lead: str, memory: Memory) -> Figure | None:
    """A growth or decline: 收入增长7.4%; 较上年增加18个."""
    found = indicators.growth(lead)
    if not found:
        return None
    stem, sign, _ = found
    body = indicators.trim(stem)
    relative = quantity.kind in ("percent", "points", "multiple")
    if not relative and not body and not _regex("comparison").search(lead):
        return None
    if not body and not memory.last:
        return None
    name = _complete(indicators.shorten(body), memory) if body else memory.last[-1]
    if body:
        memory.base = name
    return Figure(
        indicator=name, value=quantity.value * sign, unit=quantity.unit, kind="growth", left=clause.left,
        right=quantity.right,
    )


def _counted(clause: Clause, parts: tuple[Quantity, str, str], memory: Memory) -> Figure | None:
    """A number before its noun: 建设100个省级工业互联网平台; 52个项目实现签约; 设立3亿元双创发展基金."""
    quantity, lead, tail = parts
    noun = indicators.noun(tail)
    body = indicators.trim(lead)
    if not noun or quantity.kind in ("points", "multiple", "fraction") or not quantity.unit:
        return None
    if quantity.kind == "percent" and (body or _regex("reaching").search(lead)):
        return None
    verb = indicators.ending_verb(lead.rstrip("了"))
    examples = bool(_regex("examples").search(lead))
    if quantity.kind != "count" and ((body and not indicators.is_verb(body)) or _regex("project_word").search(noun)):
        return None
    if body and not verb and not examples and len(_regex("list_mark").split(body)) > 1:
        memory.base = noun
        return Figure(indicator="", value=quantity.value, unit="", kind="level", left=clause.left, right=quantity.right)
    if any(noun.startswith(word) for word in load_patterns("observations").words["abstract"]):
        return Figure(indicator="", value=quantity.value, unit="", kind="level", left=clause.left, right=quantity.right)
    if _regex("list_mark").search(lead[-1:] + "某") or lead.endswith(("和", "及", "与")):
        body = verb = indicators.leading_verb(body)
    kept = "" if examples or lead.endswith("的") else verb if verb and verb in body and len(verb) > 1 else "" if verb else body
    name = kept + _regex("done").sub("", noun)
    memory.base = name
    return Figure(
        indicator=name, value=quantity.value, unit=quantity.unit, kind="level", left=clause.left, right=quantity.right
    )


def _levelled(clause: Clause, quantity: Quantity, lead: str, memory: Memory) -> Figure | None:
    """A level after its indicator: 高新技术企业481家; 占比提升到25%; 国家级9家."""
    body = indicators.shorten(indicators.trim(lead))
    words = load_patterns("observations").words
    if body in words["dependent"] or body.startswith(("占", "完成全年")):
        if not memory.base:
            return None
        return Figure(
            indicator=memory.base + body, value=quantity.value, unit=quantity.unit, kind="level", left=clause.left,
            right=quantity.right,
        )
    if body in words["change_noun"] and memory.last:
        return Figure(
            indicator=memory.last[-1], value=quantity.value, unit=quantity.unit, kind="growth", left=clause.left,
            right=quantity.right,
        )
    if indicators.is_verb(body) and memory.base:
        body = memory.base.removesuffix(indicators.ending_verb(memory.base) or "") + body
    if not body and memory.base and (total := _regex("sum").search(lead)):
        return Figure(
            indicator=memory.base + total[0], value=quantity.value, unit=quantity.unit, kind="level",
            left=clause.left, right=quantity.right,
        )
    if not body and memory.last and (not lead and quantity.left > clause.left or _regex("reaching").search(lead)):
        body = _regex("added").sub("", memory.last[-1])
    if not body:
        return None
    if memory.base and _regex("modifier").fullmatch(body):
        body += _regex("lead_modifier").sub("", memory.base)
    else:
        memory.base = body
    return Figure(
        indicator=body, value=quantity.value, unit=quantity.unit, kind="level", left=clause.left,
        right=quantity.right, attribute=bool(_regex("attribute_word").search(body)),
    )


def _rank(clause: Clause, quantity: Quantity, lead: str, memory: Memory) -> Iterator[Figure]:
    """A place in an order: 总量和增速均居全国第5位."""
    found = _regex("rank_lead").search(lead)
    if not found:
        return
    stem = lead[: found.start()]
    body = indicators.trim(stem)
    every = bool(_regex("every").search(lead))
    bases = memory.recent[-2:] if every and memory.recent else list(memory.last) or [memory.base]
    names = [_of(base, item) for item in indicators.split_list(body) or [""] for base in bases]
    for name in dict.fromkeys(name for name in names if name):
        yield Figure(
            indicator=name, value=quantity.value, unit=quantity.unit, kind="rank", left=clause.left,
            right=quantity.right,
        )


def _of(base: str, item: str) -> str:
    words = load_patterns("observations").words
    if not item or item in words["dependent"] or item in words["change_noun"]:
        return base + item
    return item
