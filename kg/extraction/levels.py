"""A quantity with its words → its figure: a growth, a counted noun or the level of an indicator.

“收入增长7.4%” is a growth, “建设100个平台” counts 建设平台, “高新技术企业481家” is a level of 高新技术企业.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import regex

from kg.extraction import indicators
from kg.extraction.antecedents import (
    Memory,
    announced,
    bare_sum,
    complete,
    continued,
    graded,
    measured,
    names_only,
    owned,
    several,
    whole,
)
from kg.extraction.clauses import Clause, Part
from kg.extraction.quantities import Quantity
from kg.resources.patterns import load_patterns

Kind = Literal["level", "growth", "rank"]
_MODIFIER = 7
_RELATIVE = ("percent", "points", "multiple")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number with its indicator.

    ``left`` is where its clause begins; ``follows`` tells that the indicator, or its first part, is that of a
    figure before; ``turn`` is its place among values that are spread (分别) and their number;
    ``period`` and ``planned`` are what a table says of them; ``since`` are the words that date the number where a
    change began.
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
    since: str = ""


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


def begun(clause: Clause, part: Part, indicator: str, since: str, year: str = "") -> Figure:
    """The level from which a change began, where the text dates it: 由2020年的31%提高到38%; else that of ``year``."""
    return replace(_figure(clause, part, indicator), since=since, period=year, planned=False)


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
    if part.quantity.kind == "percent" and (changed := _changed(clause, part)):
        memory.base = changed["noun"]
        return _figure(clause, part, memory.base, "growth", 1 if changed["up"] else -1)
    percent = part.quantity.kind == "percent"
    told = percent and (_regex("grows_after").match(part.tail) or _regex("rates").search(
        clause.text, 0, part.quantity.left))
    if told and (body := _body(clause, part, memory)):
        memory.base = body
        return _figure(clause, part, body, "growth")
    found = indicators.growth(part.lead)
    if found and part.quantity.kind == "count" and indicators.noun(part.tail) and not _compared_with(clause, part):
        return None
    if not found or (part.quantity.kind == "points" and _regex("pace").search(part.lead)):
        return None
    stem, sign = found
    body = owned(clause, indicators.shorten(indicators.trim(stem)), memory) or announced(clause)
    if body:
        memory.base = complete(body, memory)
        return _figure(clause, part, memory.base, "growth", sign)
    if memory.last and (part.quantity.kind in _RELATIVE or _compared_with(clause, part)):
        return _following(clause, part, whole(memory), "growth", sign)
    return None


def _body(clause: Clause, part: Part, memory: Memory) -> str:
    """The indicator that the words before a number name."""
    return owned(clause, indicators.shorten(indicators.trim(part.lead)), memory)


def _labelled(clause: Clause, body: str) -> str:
    """The indicator with the noun of the label before it: 在建亿元以上项目 of “项目：在建亿元以上78个”."""
    label = _regex("label_noun").match(clause.text)
    bare = label and body and (indicators.is_verb(body) or _regex("size_inside").search(body[-_MODIFIER:]))
    return body + label["noun"] if label and bare else body


def _compared_with(clause: Clause, part: Part) -> bool:
    return _regex("comparison").search(clause.text, clause.left, part.quantity.left) is not None


def _changed(clause: Clause, part: Part) -> regex.Match[str] | None:
    """A change whose verb stands before its noun, once for a list: 平均压减时间58%、材料52%."""
    lead = indicators.trim_left(part.lead)
    if found := _regex("changes").search(lead):
        return found
    first = _regex("changes").search(indicators.trim_left(clause.before(0)))
    if first and part.quantity is not clause.quantities[0] and lead and indicators.growth(lead) is None:
        verb = first["up"] or first["down"]
        return _regex("changes").search(verb + lead)
    return None


def counted(clause: Clause, part: Part, memory: Memory) -> Figure | None:
    """A number before its noun: 建设100个省级工业互联网平台; 52个项目实现签约; 设立3亿元双创发展基金."""
    quantity, lead = part.quantity, part.lead
    noun = _regex("done").sub("", indicators.noun(part.tail))
    body = indicators.trim(lead)
    if not noun or not quantity.unit or quantity.kind in ("points", "multiple", "fraction"):
        return None
    if quantity.kind in ("percent", "fraction") and (body or _regex("reaching").search(lead)):
        goes = _regex("where_it_goes").match(part.tail) if body and body == indicators.trim_left(lead) else None
        return _figure(clause, part, body + part.tail[goes.end() :]) if goes else None
    verb = indicators.ending_verb(lead)
    if _regex("the_rest").search(lead):
        return _figure(clause, part, "")
    if quantity.kind not in ("count", "number") and (
        (body and not (verb and body.endswith(verb))) or _regex("project_word").search(noun)
    ):
        return None
    if not verb and _regex("on_duty").search(noun):
        return _figure(clause, part, "")
    among = _regex("among").search(lead) and _regex("within").search(noun)
    if _idle(noun) or among or _regex("of_rate").search(noun):
        return _figure(clause, part, "")
    if not lead and _regex("generic_noun").fullmatch(noun) and (
        topic := _regex("list_topic").search(clause.text, 0, clause.left)
    ):
        noun = topic["name"] + noun
    if not lead and memory.event and _regex("projects_alone").fullmatch(noun):
        noun = memory.event
    memory.base = noun
    if _regex("examples").search(lead):
        return _figure(clause, part, noun)
    if body and not verb and (items := len(_regex("list_mark").split(body))) > 1:
        told = items == quantity.value and _regex("graded").match(noun)
        return _figure(clause, part, noun if told else "")
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
    body = _labelled(clause, _body(clause, part, memory))
    if memory.event and _regex("projects_alone").search(body):
        body = memory.event
    words = load_patterns("observations").words
    if names_only(body, memory):
        name = memory.first.get(part.quantity.unit) or memory.totals.get(part.quantity.unit)
        return _figure(clause, part, name) if name else None
    if part.quantity.unit in memory.first and _regex("unknown_place").fullmatch(body):
        return None
    if _regex("change_alone").fullmatch(body) or (not memory.recent and _regex("rate_alone").fullmatch(body)):
        return None
    depends = body in words["dependent"] or (memory.base and _regex("rate_of_verb").match(body))
    if depends or _regex("dependent_start").match(body) or bare_sum(body, memory):
        if _regex("cumulated").search(body):
            memory.base = _regex("added_first").sub("", memory.base)
        memory.base = announced(clause) or memory.base or several(clause)
        return _following(clause, part, complete(body, memory)) if memory.base else None
    if body in words["change_noun"] and memory.last:
        return _following(clause, part, memory.last[-1], "growth")
    if any(_regex(name).search(body) for name in ("elsewhere", "of_plan", "elsewhere_than", "several_taken")):
        return None
    if _regex("the_rest").search(part.lead):
        return None
    if _regex("aim_alone").match(body):
        return _following(clause, part, told) if (told := memory.told.get(part.quantity.unit)) else None
    if not body:
        if _regex("reaching").search(part.lead) and (name := announced(clause)):
            memory.base = name
            return _figure(clause, part, name)
        return _following(clause, part, name) if (name := continued(clause, part, memory)) else None
    alone = part.quantity.kind == "money" or indicators.metric(body)
    if indicators.is_verb(body) and memory.base and not alone:
        body = memory.base.removesuffix(indicators.ending_verb(memory.base) or " ") + body
    if not (part.quantity.unit or _regex("reaching").search(part.lead) or _regex("stands_bare").search(body)):
        return None
    if memory.base and len(body) <= _MODIFIER and _regex("modifier").fullmatch(body):
        body = graded(body, memory.base)
    elif part.quantity.kind == "money" and _regex("trade").search(body):
        body = memory.base = measured(body, memory.told.get(part.quantity.unit, ""))
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
