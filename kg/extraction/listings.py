"""Numeric code and text → the lists around it that are as long as its numbers, handed out to its symbols in order.

“钢铁、水泥、氢能‘2+1’产业体系” gives 2 its two and 1 its one.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from kg.datamodel import Mention
from kg.extraction.explanations import Reader, Row, Span, items_of, listed_before, trimmed
from kg.extraction.notations import Notation
from kg.extraction.stretches import items_within
from kg.resources.patterns import load_patterns

_RE = load_patterns("decoding").regex


def list_before(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """A list right before the code, as long as its numbers together: 甲、乙、丙“3+N”."""
    told = _RE["roles"].search(reader.text(mention.sentence), 0, mention.left)
    items = () if told else listed_before(reader, mention.sentence, mention.left)
    for notation in notations if items else ():
        closed = [symbol for symbol in notation.symbols if symbol.count is not None]
        if notation.joiner and sum(symbol.count or 0 for symbol in closed) == len(items):
            return _in_turn(reader, mention.sentence, notation, items)
    return ()


def list_behind(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """A list behind the code, as long as its numbers together: “3+1”产业群：甲、乙、丙，加上丁."""
    text = reader.text(mention.sentence)
    behind = _RE["sum_behind"].match(text, mention.right)
    if behind is None:
        return ()
    for notation in notations:
        counts = [symbol.count or 0 for symbol in notation.symbols]
        listed = items_within(text, behind.end(), len(text), sum(counts)) if notation.joiner and all(counts) else ()
        items = tuple((added.end() if (added := _RE["added"].match(text, *item)) else item[0], item[1])
                      for item in listed)
        if items:
            return _in_turn(reader, mention.sentence, notation, items)
    return ()


def _in_turn(reader: Reader, index: int, notation: Notation, items: tuple[Span, ...]) -> tuple[Row, ...]:
    """A row for each closed symbol, the items handed out in order."""
    closed = [symbol for symbol in notation.symbols if symbol.count is not None]
    ends = accumulate(symbol.count or 0 for symbol in closed)
    return tuple(
        Row(symbol=symbol.text, count=symbol.count, label="", sentence=index,
            members=reader.members(index, items[end - (symbol.count or 0):end]))
        for symbol, end in zip(closed, ends, strict=True)
    )


def lists_before(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """The last lists before the code, each as long as a number: 甲、乙、丙三个方向，加上丁、戊，搭起“3+2”."""
    index = mention.sentence
    lists = [items_of(reader.text(index), e) for e in reader.lists(index) if e.items[-1][1] <= mention.left]
    for notation in notations if len(lists) > 1 else ():
        counts = [symbol.count for symbol in notation.symbols]
        chosen = lists[-len(counts):]
        if notation.joiner and len(counts) > 1 and [len(items) for items in chosen] == counts:
            return tuple(
                Row(symbol=symbol.text, count=symbol.count, label="", sentence=index,
                    members=reader.members(index, trimmed(reader.text(index), items)))
                for symbol, items in zip(notation.symbols, chosen, strict=True)
            )
    return ()
