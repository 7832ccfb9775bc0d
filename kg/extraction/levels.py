"""A quantity with its words → its figure: a growth, a counted noun or the level of an indicator.

“收入增长7.4%” is a growth, “建设100个平台” counts 建设平台, “高新技术企业481家” is a level of 高新技术企业.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

import regex

from kg.extraction import indicators
from kg.extraction.clauses import Clause, Part
from kg.extraction.quantities import Quantity
from kg.resources.patterns import load_patterns

Kind = Literal["level", "growth", "rank"]
_RELATIVE = ("percent", "points", "multiple")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its indicator.

    ``left`` is where its clause begins; ``follows`` tells that the indicator, or its first part, is that of a
    figure before; ``turn`` is its place among values that are spread (分别) and their number;
    ``period`` and ``planned`` are what a table says of them.
    """

    indicator: str
    value: Decimal
    unit: str
    kind: Kind
    left: int
    right: int
    follows: bool = False
    turn: tuple[int, int] = (0, 1)
    period: str = ""
    planned: bool | None = None


@dataclass(slots=True)
class Memory:
    """What a figure without an indicator of its own goes back to, within a paragraph.

    ``base`` is the last indicator that stands by itself, ``last`` the last of all, ``recent`` all of the sentence.
    """

    base: str = ""
    last: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)


def _regex(name: str) -> regex.Pattern[str]:
    return load_patterns("observations").regex[name]


def signed(clause: Clause, quantity: Quantity) -> Decimal:
    """The value with the sign before it: 增长-3.5%."""
    minus = _regex("minus").search(clause.text[max(0, quantity.left - 2) : quantity.left])
    return -quantity.value if minus else quantity.value


def _figure(clause: Clause, part: Part, indicator: str, kind: Kind = "level", sign: int = 1) -> Figure:
    quantity = part.quantity
    return Figure(
        indicator=indicator, value=signed(clause, quantity) * sign, unit=quantity.unit, kind=kind, left=clause.left,
        right=quantity.right,
    )


def _following(clause: Clause, part: Part, indicator: str, kind: Kind = "level", sign: int = 1) -> Figure:
    return replace(_figure(clause, part, indicator, kind, sign), follows=True)


def complete(body: str, memory: Memory) -> str:
    """The indicator, with the one before where it depends on that (总投资 of 52个项目签约,总投资…)."""
    words = load_patterns("observations").words
    if memory.last and _regex("dependent_start").match(body):
        return memory.last[-1] + body
    depends = body in words["dependent"] or body in words["change_noun"]
    return memory.base + body if memory.base and depends else body


def owned(clause: Clause, body: str, memory: Memory) -> str:
    """A bare 出口量 with its owner: that of 新能源汽车产量 right before it, or the topic of “…方面”.

    项目总投资 behind 签约项目 is bare too.
    """
    again = _regex("again_noun").match(body)
    if again and memory.base.endswith(again[0]):
        return body[again.end() :]
    if body not in load_patterns("observations").words["owned"]:
        return body
    before = memory.last[-1] if memory.last else ""
    owner = before.removesuffix(indicators.metric(before)) if indicators.metric(before) else ""
    if owner:
        return owner + body
    topic = _regex("topic").search(clause.text, 0, clause.left)
    return topic["name"] + body if topic else body


def defined(clause: Clause, part: Part, memory: Memory) -> Figure | None:
    """A number that is said first and explained after it: 117,是一季度开工的重大项目数."""
    if clause.text[clause.left : clause.right].strip() != part.quantity.text:
        return None
    found = _regex("defines").match(clause.text[clause.right :])
    if not found:
        return None
    memory.base = indicators.trim(found["name"])
    return replace(_figure(clause, part, memory.base), right=clause.right + found.end())


def grown(clause: Clause, part: Part, memory: Memory) -> Figure | None:
    """A growth or decline: 收入增长7.4%; 较上年增加18个."""
    found = indicators.growth(part.lead)
    if not found or (part.quantity.kind == "points" and _regex("pace").search(part.lead)):
        return None
    stem, sign = found
    body = owned(clause, indicators.shorten(indicators.trim(stem)), memory) or announced(clause)
    if body:
        memory.base = complete(body, memory)
        return _figure(clause, part, memory.base, "growth", sign)
    compared = _regex("comparison").search(clause.text, clause.left, part.quantity.left)
    if memory.last and (part.quantity.kind in _RELATIVE or compared):
        return _following(clause, part, memory.last[-1], "growth", sign)
    return None


def announced(clause: Clause) -> str:
    """The indicator that the clauses before named without a number: 工业增加值按可比价格计算,同比增长8%."""
    for words in reversed(_regex("clause_mark").split(clause.text[clause.since : clause.left])):
        body = indicators.trim(words)
        if indicators.metric(body):
            return indicators.shorten(body)
        if found := _regex("announced").match(body):
            return str(found["name"])
    return ""


def counted(clause: Clause, part: Part, memory: Memory) -> Figure | None:
    """A number before its noun: 建设100个省级工业互联网平台; 52个项目实现签约; 设立3亿元双创发展基金."""
    quantity, lead = part.quantity, part.lead
    noun = _regex("done").sub("", indicators.noun(part.tail))
    body = indicators.trim(lead)
    if not noun or not quantity.unit or quantity.kind in ("points", "multiple", "fraction"):
        return None
    if quantity.kind == "percent" and (body or _regex("reaching").search(lead)):
        return None
    verb = indicators.ending_verb(lead)
    if quantity.kind not in ("count", "number") and (
        (body and not (verb and body.endswith(verb))) or _regex("project_word").search(noun)
    ):
        return None
    if not verb and _regex("on_duty").search(noun):
        return _figure(clause, part, "")
    if _idle(noun) or (_regex("among").search(lead) and _regex("within").search(noun)):
        return _figure(clause, part, "")
    memory.base = noun
    if _regex("examples").search(lead):
        return _figure(clause, part, noun)
    if body and not verb and len(_regex("list_mark").split(body)) > 1:
        return _figure(clause, part, "")
    memory.base = _doing(lead, body, verb) + noun
    return _figure(clause, part, memory.base)


def _idle(noun: str) -> bool:
    """Whether counting it tells nothing of a region: 5个方面, 28个主要指标, 全国31个重点园区之一."""
    abstract = any(noun.startswith(word) for word in load_patterns("observations").words["abstract"])
    return abstract or bool(_regex("abstract_noun").search(noun) or _regex("one_of").search(noun))


def _doing(lead: str, body: str, verb: str) -> str:
    """The verb before a counted noun, or what else stands before it: 新增 of “去年全市新增3座泵站”."""
    if _regex("coordinates").search(lead):
        return indicators.leading_verb(body)
    if _regex("relative_clause").search(lead):
        return ""
    if verb:
        return verb if len(verb) > 1 and verb in body else ""
    return body


def levelled(clause: Clause, part: Part, memory: Memory) -> Figure | None:
    """A level after its indicator: 高新技术企业481家; 占比提升到25%; 国家级9家."""
    if is_comparison(part):
        return _compared(clause, part, memory)
    if part.quantity.kind == "percent" and _regex("progress").search(part.lead):
        return None
    body = owned(clause, indicators.shorten(indicators.trim(part.lead)), memory)
    words = load_patterns("observations").words
    if not memory.recent and _regex("rate_alone").fullmatch(body):
        return None
    if body in words["dependent"] or _regex("dependent_start").match(body):
        if _regex("cumulated").search(body):
            memory.base = _regex("added_first").sub("", memory.base)
        memory.base = memory.base or announced(clause)
        return _following(clause, part, complete(body, memory)) if memory.base else None
    if body in words["change_noun"] and memory.last:
        return _following(clause, part, memory.last[-1], "growth")
    if _regex("elsewhere").fullmatch(body):
        return None
    if not body:
        if _regex("reaching").search(part.lead) and (name := announced(clause)):
            memory.base = name
            return _figure(clause, part, name)
        return _following(clause, part, name) if (name := _continued(clause, part, memory)) else None
    alone = part.quantity.kind == "money" or indicators.metric(body)
    if indicators.is_verb(body) and memory.base and not alone:
        body = memory.base.removesuffix(indicators.ending_verb(memory.base) or " ") + body
    if not (part.quantity.unit or _regex("reaching").search(part.lead) or _regex("stands_bare").search(body)):
        return None
    if memory.base and _regex("modifier").fullmatch(body):
        body += _regex("lead_modifier").sub("", memory.base)
    else:
        memory.base = body
    return _figure(clause, part, body)


def is_comparison(part: Part) -> bool:
    """Whether the number is a distance from elsewhere: 高于全国8个百分点."""
    return part.quantity.kind == "points" and _regex("against").search(part.lead) is not None


def _compared(clause: Clause, part: Part, memory: Memory) -> Figure | None:
    """A distance from elsewhere: 民间投资增速高于全国 of “民间投资增速高于全国8个百分点”."""
    body = indicators.trim_left(part.lead)
    if _regex("compares").match(body):
        return _following(clause, part, memory.last[-1] + body) if memory.last else None
    return _figure(clause, part, body)


def _continued(clause: Clause, part: Part, memory: Memory) -> str:
    """The indicator of a number that goes on about the last one: 合计429亿元; 累计达到1100座; 、达到23.2万亿元."""
    total = _regex("sum").search(part.lead)
    if total and memory.base:
        return memory.base + total[0]
    beside = not part.lead and part.quantity.left > clause.left
    if not memory.last or not (beside or _regex("reaching").search(part.lead)):
        return ""
    name = _regex("added").sub("", memory.last[-1])
    return _regex("added_first").sub("", name) if _regex("cumulated").search(part.lead) else name
