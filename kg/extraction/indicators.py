"""The words before or after a number → the name of the indicator.

“全市规上工业增加值同比增长” is 规上工业增加值, growing; “推进162个老旧小区改造” is 老旧小区改造.
"""

from __future__ import annotations

from functools import cache

import regex

from kg.resources.lexicon import load_rows
from kg.resources.patterns import alternation, compiled, load_patterns

_LONGEST = 30
_LONG = 14
_SHORT = 3
_COMPOUND = 2


def _regex(name: str) -> regex.Pattern[str]:
    return load_patterns("observations").regex[name]


@cache
def _verb() -> regex.Pattern[str]:
    words = [word for word in load_patterns("observations").words["verb"] if len(word) > 1]
    compound = _regex("compound").pattern.removeprefix("^")
    return compiled("verbs-of-reaching", rf"(?:{alternation(words)})(?!{compound})")


def trim(text: str) -> str:
    """The words without the adverbs, verbs of reaching and marks around them."""
    return trim_right(trim_left(text))


def trim_left(text: str) -> str:
    lead, time = _regex("lead"), load_patterns("periods").regex["expression"]
    while found := (time.match(text) or lead.match(text)):
        if found.end() == 0:
            break
        text = text[found.end() :]
    return text


def trim_right(text: str) -> str:
    trail = _regex("trail")
    while found := trail.search(text):
        text = text[: found.start()]
    return text


def growth(text: str) -> tuple[str, int] | None:
    """What grows, and the sign, when the words before a number end in one of growth or decline."""
    found = _regex("grows").search(text)
    return (text[: found.start()], 1 if found["up"] else -1) if found else None


def last_verb(text: str, end: int | None = None) -> int:
    """Where the last verb of the words that ends before ``end`` begins; -1 without one."""
    at = -1
    for found in _verb().finditer(text):
        if end is None or found.end() <= end:
            at = found.start()
    return at


def is_verb(text: str) -> bool:
    return bool(_verb().fullmatch(text))


def leading_verb(text: str) -> str:
    """The verb that the words begin with; empty where they begin with none."""
    found = _verb().match(text)
    return found[0] if found else ""


def ending_verb(text: str) -> str:
    """The verb that the words end in, one character long or more; empty without one."""
    text = _regex("aspect").sub("", text)
    return _ending(text, "verb")


def _ending(text: str, kind: str) -> str:
    """The longest word of a list that the text ends in; empty without one."""
    words, longest = _words(kind)
    return next((text[-size:] for size in range(min(longest, len(text)), 0, -1) if text[-size:] in words), "")


@cache
def _words(kind: str) -> tuple[frozenset[str], int]:
    words = frozenset(load_patterns("observations").words[kind])
    return words, max(map(len, words))


def noun(text: str) -> str:
    """The noun that begins right after a number; empty where none does."""
    text = text[_end(_regex("hedge"), text) :]
    if _regex("no_noun").match(text):
        return ""
    text = _regex("dated_inside").sub("", text)
    found = _regex("quoted_beside").search(text) or _regex("next_item").search(text)
    text = text[: found.start()] if found else text
    told = _regex("told_of").search(text)
    return trim_right(text[: told.start()] if told else text)


def _end(pattern: regex.Pattern[str], text: str) -> int:
    found = pattern.match(text)
    return found.end() if found else 0


def split_list(text: str, count: int = 0) -> list[str]:
    """The items of “A、B和C”, each with the head that only the last one has (南果梨、食用菌产量).

    Of several readings (及 may be part of a name) the one with ``count`` items is taken.
    """
    readings = [_items(text, mark) for mark in ("list_mark", "narrow_mark", "comma_mark")]
    items = next((reading for reading in readings if len(reading) == count), readings[0])
    if len(items) < 2:
        return items
    if all(len(item) == 1 for item in items[:-1]):
        return [item + items[-1][1:] for item in items[:-1]] + items[-1:]
    if all(is_verb(item) for item in items[1:]) and (done := ending_verb(items[0])) and done != items[0]:
        return [items[0]] + [items[0].removesuffix(done) + item for item in items[1:]]
    head = _head(items[-1])
    if len(head) < _COMPOUND:
        head = _tail(items) or head
    modifier = items[-1][: len(items[-1]) - len(head)]
    if not head or not modifier:
        return items
    return [item if _has_head(item, head) else item + head for item in items[:-1]] + items[-1:]


def _items(text: str, mark: str) -> list[str]:
    return [item for part in _regex(mark).split(text) if part and (item := trim(part))]


def _tail(items: list[str]) -> str:
    """案件 of 刑事、治安案件: what is left of the last item when the others are short and as long as its begin."""
    longest = max(map(len, items[:-1]))
    return items[-1][longest:] if longest <= _SHORT and len(items[-1]) >= longest + 2 else ""


def _has_head(item: str, head: str) -> bool:
    words = load_patterns("observations").words
    if head in words["change_noun"] or head in words["stacked"]:
        return item.endswith(head)
    return bool(_head(item)) or _regex("number_of").search(item) is not None


def _head(text: str) -> str:
    """The word of measure at the end: 产量 of 食用菌产量, 重点项目 of 新落地重点项目 by the verb before it."""
    if share := _regex("share_head").search(text):
        return share[0]
    if ending := metric(text):
        return ending
    found = _verb().match(text)
    return text[found.end() :] if found else ""


def metric(text: str) -> str:
    """The word of measure that the words end in (优良率, 产量); empty where they end in none."""
    return _ending(text, "metric")


def shorten(text: str) -> str:
    """An indicator without 了, the examples before 等 and the clause before 的; a long one from its last verb on."""
    for name in ("done", "dated_inside", "achieves"):
        text = _regex(name).sub("", text)
    for name in ("class_of_named", "possessed"):
        if found := _regex(name).search(text):
            text = found[0]
    if len(text) <= _LONG or _regex("share_inside").search(text) or _regex("listed_object").match(text):
        return text
    if all(len(item) <= _LONG and metric(item) for item in _regex("list_mark").split(text)):
        return text
    at = last_verb(text, len(text) - _SHORT)
    return trim_left(text[at:]) if at >= 0 else text[-_LONGEST:]


@cache
def _synonyms() -> dict[str, str]:
    return {
        surface: row["indicator"]
        for row in load_rows("Indicator")
        for surface in (row["indicator"], *row["synonyms"].split("|"))
        if surface
    }


@cache
def _known() -> regex.Pattern[str]:
    return compiled("indicators", alternation([name for name in _synonyms() if len(name) > _SHORT]))


def opening(text: str) -> str:
    """The indicator of the bulletins that the words begin with; empty where they begin with none."""
    found = _known().match(text)
    return found[0] if found else ""


def standard(name: str) -> str:
    """The name that statistical bulletins use for an indicator (GDP → 地区生产总值); the name itself for others."""
    return _synonyms().get(name, name)
