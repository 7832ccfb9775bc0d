"""Numeric code and text → what each symbol stands for.

“‘4+3’产业体系：壮大菱镁、钢铁、纺织、食品四大支柱产业，培育氢能、储能、算力三大新兴产业” gives 4 (支柱产业, with
its four members) and 3 (新兴产业, with three).  What the text does not say is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from kg.datamodel import Mention
from kg.extraction.explanations import Counted, Reader, Row, Span, items_of, listed_before, pieces
from kg.extraction.notations import Notation, Symbol
from kg.resources.patterns import load_patterns

_RE = load_patterns("decoding").regex
_AHEAD, _BACK, _FUTURE = 8, 3, 10


def explain_code(reader: Reader, mentions: Sequence[Mention], notations: Sequence[Notation]) -> tuple[Row, ...]:
    """The rows of a numeric code that the text explains, by definition, by roles or by its counts in order."""
    for mention in mentions:
        for explain in (_by_definition, _by_roles, _by_list, _by_counts):
            if rows := explain(reader, mention, notations):
                return rows
    articles = {reader.article(mention.sentence).start: mention for mention in mentions}
    return next(filter(None, (_by_article(reader, mention, notations) for mention in articles.values())), ())


def _by_definition(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """“3”是指…, “N”则…"""
    rows: list[Row] = []
    inside = reader.article(mention.sentence)
    for index in range(mention.sentence, min(mention.sentence + _AHEAD, inside.stop)):
        for found in _RE["definition"].finditer(reader.text(index)):
            times = {"两": 2, "三": 3, "四": 4}.get(found["repeat"] or "", 1)
            rows.extend(_defined(reader, index, found["symbol"].upper(), found.span("body"), times))
    symbols = [row.symbol for row in rows]
    for notation in notations:
        rest = iter(symbol.text.upper() for symbol in notation.symbols)
        if rows and all(symbol in rest for symbol in symbols):
            return tuple(rows)
    return ()


def _defined(reader: Reader, index: int, symbol: str, body: Span, times: int) -> Iterator[Row]:
    text = reader.text(index)
    phrases = [phrase for phrase in reader.counted(index) if body[0] <= phrase.start and phrase.end <= body[1]]
    if times > 1:
        if len(phrases) >= times:
            for phrase in phrases[:times]:
                yield _counted_row(reader, symbol, phrase)
        return
    if symbol in ("N", "X"):
        members: tuple[Mention | str, ...] = _items_or_industries(reader, index, body)
        label = _RE["future_label"].search(text, *body)
        yield Row(symbol=symbol, count=None, label=label["label"] if label else "", members=members, sentence=index)
        return
    first = pieces(text, *body)[:1]
    members = reader.industries(index, *first[0]) if first else ()
    members = members if len(members) == int(symbol) else _items_or_industries(reader, index, body)
    amounts = [int(found["number"]) for found in _RE["amount"].finditer(text, *body)]
    count = next((amount for amount in amounts if _stands_for(symbol, amount)), int(symbol))
    noun = phrases[0].noun if phrases else text[slice(*pieces(text, *body)[0])] if pieces(text, *body) else ""
    kept = members if len(members) == int(symbol) or (count == int(symbol) and len(members) < count) else ()
    yield Row(symbol=symbol, count=count, label=noun, members=kept, sentence=index)


def _items_or_industries(reader: Reader, index: int, body: Span) -> tuple[Mention | str, ...]:
    for e in reader.lists(index):
        if body[0] <= e.items[0][0] and e.items[-1][1] <= body[1]:
            return reader.members(index, items_of(reader.text(index), e))
    return reader.industries(index, *body)


def _stands_for(symbol: str, amount: int) -> bool:
    """Whether a number is the symbol or begins with it and goes on with noughts: 7 → 7000."""
    written = str(amount)
    return written.startswith(symbol) and not written[len(symbol):].strip("0")


def _counted_row(reader: Reader, symbol: str, phrase: Counted) -> Row:
    count = phrase.count if phrase.count is not None else len(phrase.items)
    members = reader.members(phrase.sentence, phrase.items)
    return Row(symbol=symbol, count=count, label=phrase.noun, members=members, sentence=phrase.sentence)


def _by_roles(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """以行业部门为纽带、4个园区为核心、乡镇部门为主体的“1+4+N”."""
    text = reader.text(mention.sentence)
    roles = _RE["roles"].search(text, 0, mention.left)
    for notation in notations if roles else ():
        items = [found["item"] for found in _RE["role"].finditer(text, *roles.span("items"))] if roles else []
        if len(items) == len(notation.symbols):
            return tuple(
                Row(symbol=symbol.text, count=symbol.count, members=(), sentence=mention.sentence,
                    label=item if not (counted := _RE["number_noun"].match(item)) else counted["noun"])
                for symbol, item in zip(notation.symbols, items, strict=True)
            )
    return ()


def _by_list(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """A list right before the code, as long as its numbers together: 甲、乙、丙“3+N”."""
    items = listed_before(reader, mention.sentence, mention.left)
    for notation in notations if items else ():
        closed = [symbol for symbol in notation.symbols if symbol.count is not None]
        if notation.joiner and sum(symbol.count or 0 for symbol in closed) == len(items):
            ends = list(accumulate(symbol.count or 0 for symbol in closed))
            return tuple(
                Row(symbol=symbol.text, count=symbol.count, label="", sentence=mention.sentence,
                    members=reader.members(mention.sentence, items[end - (symbol.count or 0):end]))
                for symbol, end in zip(closed, ends, strict=True)
            )
    return ()


def _by_counts(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """Counts in the order of the symbols, in the sentences around the code."""
    index, inside = mention.sentence, reader.article(mention.sentence)
    same = reader.counted(index)
    after = [phrase for phrase in same if phrase.start >= mention.right]
    before = [phrase for phrase in same if phrase.end <= mention.left]
    next_ones = _counted_of(reader, range(index + 1, min(index + 5, inside.stop)))
    last_ones = _counted_of(reader, range(max(inside.start, index - _BACK), index))
    wide = ([*after, *next_ones], [*last_ones, *before])
    if not _RE["industrial"].search(reader.text(index)[mention.right:mention.right + 16]):
        wide = (after, before)
    for window in (after, before, *([p for p in far if _RE["industry_noun"].search(p.noun)] for far in wide)):
        for notation in notations:
            if chosen := _align(notation, window):
                return _rows(reader, notation, chosen)
    return ()


def _by_article(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """Counted lists of the whole article in the order of the symbols; for codes with + only."""
    listed = [
        phrase for phrase in _counted_of(reader, reader.article(mention.sentence))
        if phrase.items and 2 * len(reader.industries(phrase.sentence, *_span(phrase.items))) >= len(phrase.items)
    ]
    for notation in notations:
        if notation.joiner and (chosen := _align(notation, listed)):
            return _rows(reader, notation, chosen)
    return ()


def _span(items: Sequence[Span]) -> Span:
    return items[0][0], items[-1][1]


def _counted_of(reader: Reader, sentences: Iterable[int]) -> list[Counted]:
    return [phrase for index in sentences for phrase in reader.counted(index)]


def _align(notation: Notation, phrases: Sequence[Counted]) -> tuple[Counted, ...]:
    """One phrase for each closed symbol, in order, or nothing; counts that are written first, then the closest."""
    wanted = [symbol for symbol in notation.symbols if symbol.count is not None]
    chains: list[tuple[int, int, tuple[Counted, ...]]] = []
    for at, symbol in enumerate(wanted):
        longer = []
        for place, phrase in enumerate(phrases):
            if _fits(symbol, phrase, exact=bool(notation.joiner)):
                before = [(0, place, ())] if at == 0 else [c for c in chains if _place(phrases, c[2][-1]) < place]
                if before:
                    silent, start, chain_ = min(before, key=lambda c: (c[0], -c[1]))
                    longer.append((silent + (phrase.count is None), start, (*chain_, phrase)))
        chains = longer
    best = min(chains, key=lambda c: (c[0], _place(phrases, c[2][-1]) - c[1]), default=None)
    return best[2] if best and len(wanted) > 1 else ()


def _place(phrases: Sequence[Counted], phrase: Counted) -> int:
    return next(place for place, other in enumerate(phrases) if other is phrase)


def _fits(symbol: Symbol, phrase: Counted, *, exact: bool) -> bool:
    if phrase.count is None:
        return exact and len(phrase.items) == symbol.count and bool(_RE["industry_noun"].search(phrase.noun))
    if exact:
        return phrase.count == symbol.count or 100 <= (symbol.count or 0) < phrase.count < 2 * (symbol.count or 0)
    return _stands_for(symbol.text, phrase.count)


def _rows(reader: Reader, notation: Notation, chosen: Sequence[Counted]) -> tuple[Row, ...]:
    rows: list[Row] = []
    rest = iter(chosen)
    for symbol in notation.symbols:
        if symbol.count is not None:
            row = _counted_row(reader, symbol.text, next(rest))
            members = row.members or _said_to_be(reader, row)
            rows.append(replace(row, members=members if len(members) <= (row.count or 0) else ()))
        elif future := _future(reader, chosen[-1].sentence, symbol):
            rows.append(future)
    return tuple(rows)


def _said_to_be(reader: Reader, row: Row) -> tuple[Mention, ...]:
    """Industries that the same sentence says to be what the row counts: 甲、乙为主导产业."""
    for found in _RE["is_class"].finditer(reader.text(row.sentence)):
        industries = reader.industries(row.sentence, *found.span("items"))
        if found["noun"] == row.label and len(industries) == row.count:
            return industries
    return ()


def _future(reader: Reader, index: int, symbol: Symbol) -> Row | None:
    """N: the industries of the first sentence behind that looks ahead."""
    for at in range(index + 1, min(index + _FUTURE, reader.article(index).stop)):
        if _RE["future"].search(reader.text(at)) and (members := reader.industries(at)):
            label = _RE["future_label"].search(reader.text(at))
            name = label["label"] if label else ""
            return Row(symbol=symbol.text, count=None, label=name, members=members, sentence=at)
    return None
