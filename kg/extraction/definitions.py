"""Numeric code and text → what sentences say of its symbols one by one.

“‘3’是指钢铁、化工、建材三大传统产业，‘N’即特色产业” gives 3 (传统产业, with three members) and N (特色产业).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.datamodel import Mention
from kg.extraction.explanations import Counted, Reader, Row, Span, items_of
from kg.extraction.notations import Notation
from kg.extraction.parts import heads
from kg.extraction.stretches import first_clause, items_within
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("decoding")
_RE = _PATTERNS.regex
_TIMES = {"两": 2, "三": 3, "四": 4}
_AHEAD, _BACK, _OPEN = 8, 4, ("N", "X")


def by_definition(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """“3”是指…, “N”则…; 1是…, 3分别是… where every symbol is told; behind the code, else right before it."""
    codes = {notation.render() for notation in notations}
    article = reader.article(mention.sentence)
    behind = range(mention.sentence, min(mention.sentence + _AHEAD, article.stop))
    before = range(max(article.start, mention.sentence - _BACK), mention.sentence + 1)
    for sentences in (behind, before):
        for rule in ("definition", "bare_definition", "entry"):
            told = (row for index in sentences for row in _told(reader, index, rule))
            rows = tuple(row for row in told if row.symbol not in codes)
            symbols = [row.symbol for row in rows]
            for notation in notations if rows else ():
                whole = [symbol.text.upper() for symbol in notation.symbols]
                rest = iter(whole)
                if all(symbol in rest for symbol in symbols) and (rule == "definition" or symbols == whole):
                    return rows
    return ()


def _told(reader: Reader, index: int, rule: str) -> Iterator[Row]:
    for found in _RE[rule].finditer(reader.text(index)):
        times = _TIMES.get(found["repeat"] or "", 1)
        yield from _defined(reader, index, found["symbol"].upper(), found.span("body"), times)


def _defined(reader: Reader, index: int, symbol: str, body: Span, times: int) -> Iterator[Row]:
    phrases = [phrase for phrase in reader.counted(index) if _inside(phrase, body)]
    if times > 1:
        for phrase in phrases[:times] if len(phrases) >= times else ():
            yield counted_row(reader, symbol, phrase, body[0])
    elif symbol in _OPEN:
        yield _open_row(reader, index, symbol, body)
    else:
        listed = symbol != "1" and items_within(reader.text(index), *body, int(symbol))
        counted = next((p for p in phrases if p.count is not None and stands_for(symbol, p.count)
                        and (p.items or not listed)), None)
        if counted is None:
            yield _listed_row(reader, index, symbol, body)
        else:
            row = counted_row(reader, symbol, counted, body[0])
            yield row if row.members else replace(row, members=_specified(reader, counted, body[1]))


def _specified(reader: Reader, phrase: Counted, right: int) -> tuple[Mention | str, ...]:
    """What the next clause says a count to be: 三个基地，分别是甲、乙、丙."""
    text, count = reader.text(phrase.sentence), phrase.count or 0
    found = _RE["specified"].match(text, phrase.end, right)
    if found is None:
        return ()
    items = items_within(text, found.end(), right, count) if count > 1 else (first_clause(text, found.end(), right),)
    return reader.members(phrase.sentence, items)


def _inside(phrase: Counted, body: Span) -> bool:
    return body[0] < (phrase.items[0][1] if phrase.items else phrase.start + 1) and phrase.end <= body[1]


def counted_row(reader: Reader, symbol: str, phrase: Counted, left: int = 0) -> Row:
    """A row from a counted phrase; no item of it begins before ``left``."""
    count = phrase.count if phrase.count is not None else len(phrase.items)
    items = tuple((max(left, item[0]), item[1]) for item in phrase.items)
    members = reader.members(phrase.sentence, items)
    noun = _RE["label"].match(phrase.noun)
    label = noun["noun"] if noun else phrase.noun
    return Row(symbol=symbol, count=count, label=label, members=members, sentence=phrase.sentence)


def _listed_row(reader: Reader, index: int, symbol: str, body: Span) -> Row:
    """A row from a list as long as the symbol says, else from the noun alone."""
    text = reader.text(index)
    said = _RE["class_before"].match(text, *body)
    body = (said.end(), body[1]) if said else body
    left, right = first_clause(text, *body)
    industries = reader.industries(index, left, right)
    items = items_within(text, *body, int(symbol)) if int(symbol) > 1 else ()
    members: tuple[Mention | str, ...] = reader.members(index, items)
    if not members and len(industries) == int(symbol):
        members = industries
    if not members and symbol == "1":
        members = tuple(m for m in reader.members(index, ((left, right),)) if isinstance(m, Mention))
    amounts = [int(found["number"]) for found in _RE["amount"].finditer(text, *body)]
    count = next((amount for amount in amounts if stands_for(symbol, amount)), int(symbol))
    if members:
        label = said["label"] if said else ""
        return Row(symbol=symbol, count=count, label=label, members=members, sentence=index)
    some = open_members(reader, index, body)
    if len(some) < int(symbol):
        members = some
    noun = None if members else _RE["label"].match(text[left:right])
    label = noun["noun"] if noun else ""
    return Row(symbol=symbol, count=count, label=label, members=members, sentence=index)


def _open_row(reader: Reader, index: int, symbol: str, body: Span) -> Row:
    text = reader.text(index)
    named = _RE["open_class"].search(text, *body) or _RE["future_label"].search(text, *body)
    told = heads(reader, index, body, None)
    members = told or open_members(reader, index, body)
    label = named["label"] if named else ""
    kept = tuple(m for m in members if (m if isinstance(m, str) else m.surface) != label)
    return Row(symbol=symbol, count=None, label=label, members=kept, sentence=index)


def open_members(reader: Reader, index: int, body: Span) -> tuple[Mention | str, ...]:
    """The list of a stretch, else its industries."""
    for e in reader.lists(index):
        items = items_of(reader.text(index), e)
        if body[0] < items[0][1] and items[-1][1] <= body[1]:
            return reader.members(index, ((max(body[0], items[0][0]), items[0][1]), *items[1:]))
    return reader.industries(index, *body)


def stands_for(symbol: str, amount: int) -> bool:
    """Whether a number is the symbol or begins with it and goes on with noughts: 7 → 7000."""
    written = str(amount)
    return written.startswith(symbol) and not written[len(symbol):].strip("0")
