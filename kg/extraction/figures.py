"""Sentence text → figures: each number with its indicator, and whether it is a level, a growth or a rank.

“引进内资70.56亿元,完成全年任务的51.5%,同比增长21%” gives 引进内资 70.56 亿元, 引进内资完成全年任务 51.5 %
and 引进内资 21 %, growing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, takewhile

import regex

from kg.extraction import indicators
from kg.extraction.antecedents import Memory, announced, complete, owned
from kg.extraction.clauses import Clause, Part, clauses
from kg.extraction.levels import Figure, begun, counted, defined, grown, is_comparison, levelled, signed
from kg.extraction.quantities import Quantity
from kg.resources.patterns import load_patterns


def _regex(name: str) -> regex.Pattern[str]:
    return load_patterns("observations").regex[name]


def read(text: str, quantities: Sequence[Quantity], memory: Memory) -> Iterator[Figure]:
    """The figures of a sentence in order; ``memory`` is that of its paragraph."""
    memory.recent.clear()
    memory.last = ()
    if _regex("divides").match(text):
        memory.first = dict(memory.totals)
    if held := _regex("ceremony").search(text):
        memory.event = held["name"]
    if _regex("notation").search(text):
        return
    yield from _structure(text)
    yield from _made_here(text)
    for clause in clauses(text, quantities):
        if _regex("explains").match(text[clause.left : clause.right]):
            continue
        found = list(_of_clause(clause, memory))
        memory.recent += [figure.indicator for figure in found]
        yield from found


def _of_clause(clause: Clause, memory: Memory) -> Iterator[Figure]:
    several = len(clause.quantities) > 1
    if several and (mark := _spread_mark(clause, memory)):
        return _spread(clause, mark, memory)
    return _distances(clause, memory) if several and _of_one_unit(clause) else _plain(clause, memory)


def _spread_mark(clause: Clause, memory: Memory) -> tuple[int, int] | None:
    """Where 分别 stands that spreads the values, or where it could: 城乡居民收入增长5%、8%."""
    text, quantities = clause.text, clause.quantities
    if found := _regex("spread").search(text, clause.left, quantities[0].left):
        return found.span()
    if any(quantity.kind != "percent" for quantity in quantities):
        return None
    gaps = pairwise(quantities)
    grown = indicators.growth(clause.before(0))
    if not grown or not all(_regex("one_unit").match(text[one.right : other.left]) for one, other in gaps):
        return None
    at = clause.left + len(grown[0])
    if not indicators.trim(grown[0]):
        return (at, at) if len({*memory.recent[-len(quantities) :]}) == len(quantities) else None
    words, pairs = indicators.trim(grown[0]), load_patterns("observations").maps["pair"]
    listed = len(indicators.split_list(words, len(quantities))) == len(quantities)
    return (at, at) if listed or (len(quantities) == 2 and any(word in words for word in pairs)) else None


def _structure(text: str) -> Iterator[Figure]:
    """The shares of the three industries: 三次产业结构为12.1:43.3:44.6."""
    found = _regex("industries").search(text) if ":" in text or "：" in text or "∶" in text else None
    if found:
        for group, name in load_patterns("observations").maps["industry_share"].items():
            yield Figure(
                indicator=name, value=Decimal(found[group]), unit="", kind="level", left=found.start(),
                right=found.end(group),
            )


def _made_here(text: str) -> Iterator[Figure]:
    """Shares of what a country makes: 全国65%、全球33%的钛材产自这里."""
    found = _regex("made_here").search(text)
    for end in ("", "2") if found else ():
        if found and found["number" + end]:
            yield Figure(
                indicator=found["thing"] + load_patterns("observations").words["share"][0] + found["scope" + end],
                value=Decimal(found["number" + end]), unit="%", kind="level", left=found.start(), right=found.end(),
            )


def _spread(clause: Clause, mark: tuple[int, int], memory: Memory) -> Iterator[Figure]:
    """A、B、C分别增长x、y、z: one figure each."""
    first, last = clause.quantities[0], clause.quantities[-1]
    names = _names(clause.text[clause.left : mark[0]], len(clause.quantities), memory)
    lead = clause.text[mark[1] : first.left]
    change = indicators.growth(lead)
    if last.kind == "points" and _regex("against").search(lead):
        names = [name + indicators.trim(lead) for name in names]
    elif found := _regex("dependent_start").match(lead):
        names = [name and name + found[0] for name in names]
    relative = last.kind in ("percent", "points", "multiple")
    for turn, (name, quantity) in enumerate(zip(names, clause.quantities, strict=True)):
        memory.base, memory.last = name, (name,)
        figure = Figure(
            indicator=name, value=signed(clause, quantity), unit=last.unit if relative else quantity.unit, kind="level",
            left=clause.left, right=quantity.right, turn=(turn, len(names)),
        )
        if quantity.kind == "rank":
            yield replace(figure, kind="rank")
        elif change and relative:
            yield replace(figure, kind="growth", value=figure.value * change[1])
        else:
            yield figure


def _of_one_unit(clause: Clause) -> bool:
    """Whether a unit is said once for two distances: 高于全国、全省1.4个和0.8个百分点."""
    first, last = clause.quantities[-2:]
    if last.kind != "points" or not last.unit.startswith(first.unit):
        return False
    joined = _regex("one_unit").match(clause.text[first.right : last.left])
    return bool(joined and _regex("against").search(clause.before(0)))


def _distances(clause: Clause, memory: Memory) -> Iterator[Figure]:
    """The distances from several places: 高于全国、全省1.4个和0.8个百分点."""
    places = _regex("list_mark").split(clause.before(0))
    body = indicators.trim_left(places[0])
    if _regex("compares").match(body):
        if not memory.last:
            return
        body = memory.last[-1] + body
    for turn, quantity in enumerate(clause.quantities):
        place = places[turn] if turn < len(places) else places[-1]
        yield Figure(
            indicator=body[: -len(place)] + place if turn else body, value=quantity.value, kind="level",
            unit=clause.quantities[-1].unit, left=clause.left, right=quantity.right,
        )


def _names(text: str, count: int, memory: Memory) -> list[str]:
    """The indicators that ``count`` values are spread over."""
    body = _regex("how_many_kinds").sub("", indicators.trim(text))
    if not body:
        known = memory.recent if len(memory.recent) >= count else list(memory.last) * count
        return known[-count:] or [""] * count
    items = indicators.split_list(body, count)
    for word, names in load_patterns("observations").maps["pair"].items():
        joined = _regex("list_mark").search(word) or not _regex("list_mark").search(body)
        if count == 2 and word in body and joined:
            return [body.replace(word, name, 1) for name in names.split("|")]
    if len(items) == count:
        own = _regex("number_of").sub("", items[0])
        told = load_patterns("observations").words["dependent"]
        return [complete(items[0], memory)] + [
            own + item if item in told and own != items[0] else complete(item, memory) for item in items[1:]
        ]
    return [complete(body, memory)] * count


def _plain(clause: Clause, memory: Memory) -> Iterator[Figure]:
    parts = clause.parts()
    changed, climbs = False, ""
    figure: Figure | None = None
    for index, part in enumerate(parts):
        if part.quantity.kind == "rank":
            if _climbs(parts[index:]):
                climbs = part.lead
            elif not climbs:
                yield from _rank(clause, part, memory)
            elif _regex("to_value").match(part.lead):
                yield from _rank(clause, Part(part.quantity, climbs, ""), memory)
                climbs = ""
            continue
        if index + 1 < len(parts) and _begins_change(part, parts[index + 1]):
            start = _regex("from_value").search(part.lead)
            reached = _regex("to_value").match(parts[index + 1].lead)
            body = indicators.trim(part.lead[: start.start() if start else None])
            body += (reached and reached["noun"]) or ""
            memory.base = indicators.shorten(body) or memory.base
            memory.last, changed = (memory.base,), True
            since = part.lead[start.start() + 1 :] if start else ""
            dated = load_patterns("periods").regex["expression"].search(since)
            if memory.base and (dated or memory.began):
                yield begun(clause, part, memory.base, since, "" if dated else memory.began)
            continue
        if figure and _regex("bracket").match(part.lead) and part.quantity.kind == "percent":
            yield replace(figure, value=part.quantity.value, unit=part.quantity.unit)
            continue
        if changed:
            part, changed = Part(part.quantity, "", ""), False
        figure = (
            defined(clause, part, memory) or grown(clause, part, memory) or counted(clause, part, memory)
            or levelled(clause, part, memory)
        )
        if figure and figure.indicator and not _regex("relative_to").match(figure.indicator):
            if not is_comparison(part):
                memory.last = (figure.indicator,)
                if figure.kind == "level":
                    memory.told[figure.unit] = figure.indicator
                    memory.first.setdefault(figure.unit, figure.indicator)
                    memory.totals.setdefault(figure.unit, figure.indicator)
            yield from _each(figure, part.lead)


def _begins_change(part: Part, following: Part) -> bool:
    """Whether the number is where a change began: 从689万户增至951万户."""
    return bool(_regex("from_value").search(part.lead) and _regex("to_value").match(following.lead))


def _climbs(parts: Sequence[Part]) -> bool:
    """Whether the first place is where a climb to a later one began: 从全国第12位升至第5位."""
    ranks = takewhile(lambda part: part.quantity.kind == "rank", parts[1:])
    return _regex("from_place").search(parts[0].lead) is not None and any(
        _regex("to_value").match(part.lead) for part in ranks
    )


def _each(figure: Figure, lead: str) -> Iterator[Figure]:
    """The figure, for every item of a list before 均: A、B均增至9个."""
    items, named = indicators.split_list(figure.indicator), _regex("list_mark").split(figure.indicator)
    grow = figure.kind == "growth" and len(named) > 1 and all(indicators.metric(item) for item in named)
    if not (grow or _regex("every").search(lead[-8:])) or _of_places(figure.indicator):
        items = []
    for item in items or [figure.indicator]:
        yield replace(figure, indicator=item)


def _of_places(text: str) -> bool:
    """Whether the words are places with one indicator: 甲镇、乙镇经济总量."""
    *items, _ = _regex("list_mark").split(text)
    return bool(items) and all(_regex("place_item").match(item) for item in items)


def _rank(clause: Clause, part: Part, memory: Memory) -> Iterator[Figure]:
    """A place in an order: 总量和增速均居全国第5位."""
    found = _regex("from_place").search(part.lead) or _regex("rank_lead").search(part.lead)
    if not found:
        return
    body = indicators.trim(part.lead[: found.start()])
    together = memory.recent and _regex("every").search(part.lead)
    bases = memory.recent[-2:] if together else list(memory.last) or [announced(clause) or memory.base]
    items = [owned(clause, item, memory) for item in indicators.split_list(body)] or [""]
    names = [_of(base, item) for item in items for base in bases]
    together_named = _regex("counted_indicators")
    for name in dict.fromkeys(name for name in names if name and not together_named.match(name)):
        yield Figure(
            indicator=name, value=part.quantity.value, unit=part.quantity.unit, kind="rank", left=clause.left,
            right=part.quantity.right, follows=name not in items,
        )


def _of(base: str, item: str) -> str:
    words = load_patterns("observations").words
    return base + item if not item or item in words["dependent"] or item in words["change_noun"] else item
