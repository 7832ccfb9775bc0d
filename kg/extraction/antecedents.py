"""A number without an indicator of its own → what it goes back to: 总投资 of “签约项目12个,总投资90亿元”.

What a paragraph has told stands in a Memory; 工业增加值 of “工业增加值按可比价格计算,同比增长8%” is announced before.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import regex

from kg.extraction import indicators
from kg.extraction.clauses import Clause, Part
from kg.resources.patterns import load_patterns


def _regex(name: str) -> regex.Pattern[str]:
    return load_patterns("observations").regex[name]


@dataclass(slots=True)
class Memory:
    """What a figure without an indicator of its own goes back to, within a paragraph.

    ``base`` is the last indicator that stands by itself, ``last`` the last of all, ``recent`` all of the sentence,
    ``told`` the last that was told in each unit, ``first`` the first, ``totals`` the first of the article; ``names``
    are the places and companies of the sentence, ``event`` is the ceremony whose projects are counted, ``paired``
    what a sum behind a count is (总投资), ``began`` the year from which the part tells changes, where it says so.
    """

    base: str = ""
    last: tuple[str, ...] = ()
    recent: list[str] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    totals: dict[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    event: str = ""
    paired: str = ""
    began: str = ""


def complete(body: str, memory: Memory) -> str:
    """The indicator, with the one before where it depends on that (总投资 of 52个项目签约,总投资…)."""
    words = load_patterns("observations").words
    if memory.last and _regex("dependent_start").match(body):
        return memory.last[-1] + body
    if memory.base and _regex("rate_of_verb").match(body):
        return memory.base.removesuffix(body[:-1]) + body
    depends = body in words["dependent"] or body in words["change_noun"] or bare_sum(body, memory)
    if not (memory.base and depends):
        return body
    replaces = body in words["metric"] and body not in words["stacked"] and body not in words["change_noun"]
    measure = indicators.metric(memory.base) if replaces else ""
    owner = memory.base.removesuffix(measure)
    return (owner.removesuffix(indicators.ending_verb(owner)) if measure else owner) + body


def bare_sum(body: str, memory: Memory) -> bool:
    """Whether 投资 is that of the projects counted before: 签约16个项目,投资263亿元."""
    return bool(_regex("bare_sum").match(body) and memory.last and _regex("invested_in").search(memory.last[-1]))


def owned(clause: Clause, body: str, memory: Memory) -> str:
    """A bare 出口量 with its owner: that of 新能源汽车产量 right before it, or the topic of “…方面”.

    项目总投资 behind 签约项目 is bare too.
    """
    again = _regex("again_noun").match(body)
    of_event = again and memory.base == memory.event and _regex("project_word").search(again[0])
    if again and (memory.base.endswith(again[0]) or of_event):
        return body[again.end() :]
    if taken := _regex("share_taken").fullmatch(body):
        return owned(clause, taken["what"], memory) + taken["share"]
    if body not in load_patterns("observations").words["owned"]:
        return body
    before = memory.last[-1] if memory.last else ""
    owner = before.removesuffix(indicators.metric(before)) if indicators.metric(before) else ""
    owner = _regex("grown_by").sub("", owner)
    if len(owner) > 1:
        return owner + body
    topic = _regex("topic").search(clause.text, 0, clause.left)
    return topic["name"] + body if topic else body


def whole(memory: Memory) -> str:
    """What a growth without an indicator is of: 引进内资, not 引进内资完成全年任务."""
    name = memory.last[-1]
    of_part = name.startswith(memory.base) and _regex("dependent_start").match(name[len(memory.base) :])
    return memory.base if memory.base and of_part else name


def graded(body: str, base: str) -> str:
    """The base in another class: 国家级 of 平台, 50亿元以上 of 新签约10亿元以上项目."""
    size = _regex("size_inside").search(base)
    if size and _regex("size_inside").match(body):
        return base[: size.start()] + body + base[size.end() :]
    return body + _regex("lead_modifier").sub("", base)


def measured(body: str, told: str) -> str:
    """An industry with the measure that was told before: 新能源集群 of “装备集群开票销售9亿元,新能源集群8亿元”."""
    found = _regex("turnover").search(told)
    return body + found[0] if found else body


def announced(clause: Clause) -> str:
    """The indicator that the clauses before named without a number: 工业增加值按可比价格计算,同比增长8%."""
    for words in reversed(_regex("clause_mark").split(clause.text[clause.since : clause.left])):
        body = indicators.trim(words)
        if indicators.metric(body):
            return indicators.shorten(body)
        if found := _regex("announced").match(body):
            return str(found["name"])
        if known := indicators.opening(body):
            return known
    return ""


def several(clause: Clause) -> str:
    """The projects of the clause before: 十大重点工业项目 of “实施十大重点工业项目,总投资278亿元”."""
    found = _regex("several_before").search(clause.text, clause.since, clause.left)
    return str(found["name"]) if found else ""


def names_only(body: str, memory: Memory) -> bool:
    """Whether nothing but the names of places stands before a number: 项目649个:甲市69个,乙市、丙市各12个."""
    bare = _regex("part_taken").sub("", body)
    return bool(bare) and all(item in memory.names for item in _regex("list_mark").split(bare))


def continued(clause: Clause, part: Part, memory: Memory) -> str:
    """The indicator of a number that goes on about the last one: 合计429亿元; 累计达到1100座; 、达到23.2万亿元."""
    total = _regex("sum").search(part.lead)
    if total and memory.base:
        return memory.base + total[0]
    if not _regex("cumulated").search(part.lead) and (name := alone(clause, part, memory)):
        return name
    beside = not part.lead and part.quantity.left > clause.left
    if beside and part.quantity.kind == "money" and memory.last and _regex("invested_in").search(memory.last[-1]):
        return memory.last[-1] + load_patterns("observations").words["invested"][0]
    if not memory.last or not (beside or _regex("reaching").search(part.lead)):
        return ""
    name = _regex("added").sub("", memory.last[-1])
    return _regex("added_first").sub("", name) if _regex("cumulated").search(part.lead) else name


def alone(clause: Clause, part: Part, memory: Memory) -> str:
    """The indicator of a number that is all of its clause: 2025年,2000亿元; 签约项目12个,约90亿元."""
    quantity = part.quantity
    behind = clause.text[quantity.right : clause.right]
    first = quantity is clause.quantities[0] and _regex("nothing_behind").match(behind)
    if not first or indicators.trim(part.lead):
        return ""
    invested, carried_out = load_patterns("observations").words["invested"]
    if quantity.kind == "money" and _regex("carried_out").search(part.lead):
        return memory.base + carried_out
    invests = memory.last and (memory.paired or _regex("invested_in").search(memory.last[-1]))
    if quantity.kind == "money" and invests:
        memory.paired = invested
        return memory.last[-1] + invested
    return memory.told.get(quantity.unit, "")
