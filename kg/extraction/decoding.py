"""Numeric code and text → what each symbol stands for.

“‘4+3’产业体系：壮大菱镁、钢铁、纺织、食品四大支柱产业，培育氢能、储能、算力三大新兴产业” gives 4 (支柱产业, with
its four members) and 3 (新兴产业, with three).  What the text does not say is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import regex

from kg.datamodel import Mention
from kg.extraction.definitions import by_definition, counted_row, stands_for
from kg.extraction.explanations import Counted, Reader, Row, Span
from kg.extraction.listings import list_before, list_behind, lists_before
from kg.extraction.marks import by_marks, by_sizes
from kg.extraction.notations import Notation, Symbol
from kg.extraction.parts import heads
from kg.extraction.stretches import items_within
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("decoding")
_RE = _PATTERNS.regex
_SEVERAL = regex.compile("[、和与]")
_LEVEL = _PATTERNS.words["level"]
_BACK, _AHEAD, _FUTURE, _NEXT = 3, 9, 10, 3


def explain_code(reader: Reader, mentions: Sequence[Mention], notations: Sequence[Notation]) -> tuple[Row, ...]:
    """The rows of a numeric code that the text explains, by definition, by roles or by its counts in order."""
    for mention in mentions:
        for explain in (_by_symbols, _by_roles, list_before, _by_counts, list_behind, lists_before):
            if rows := explain(reader, mention, notations):
                return rows
    articles = {reader.article(mention.sentence).start: mention for mention in mentions}
    last_resorts = (explain(reader, mention, notations) for explain in (_by_article, by_sizes)
                    for mention in articles.values())
    return next(filter(None, last_resorts), ())


def _by_symbols(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """What the text says of each symbol; where definitions leave one out, the industries that stand by all."""
    rows = by_definition(reader, mention, notations)
    least = min(sum(symbol.count is not None for symbol in notation.symbols) for notation in notations)
    if sum(row.count is not None for row in rows) >= least and all(row.members or row.label for row in rows):
        return rows
    return by_marks(reader, mention, notations) or rows


def _by_roles(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """以行业部门为纽带、4个园区为核心、乡镇部门为主体的“1+4+N”, also behind the code."""
    text = reader.text(mention.sentence)
    listed = tuple(_role_lists(reader, mention))
    for notation in notations if listed else ():
        closed = [symbol for symbol in notation.symbols if symbol.count is not None]
        told = [_of_role(text, span, symbol.count or 0) for symbol, span in zip(closed, listed, strict=False)]
        if len(closed) == len(listed) and all(told):
            return tuple(Row(symbol=symbol.text, count=symbol.count, label="", sentence=mention.sentence,
                             members=reader.members(mention.sentence, found))
                         for symbol, found in zip(closed, told, strict=True))
    roles = _RE["roles"].search(text, 0, mention.left) or _RE["roles_behind"].match(text, mention.right)
    items = [found["item"] for found in _RE["role"].finditer(text, *roles.span("items"))] if roles else []
    for notation in notations if roles else ():
        if len(items) == len(notation.symbols):
            return tuple(
                Row(symbol=symbol.text, count=symbol.count, members=(), sentence=mention.sentence,
                    label=item if not (counted := _RE["number_noun"].match(item)) else counted["noun"])
                for symbol, item in zip(notation.symbols, items, strict=True)
            )
    return ()


def _role_lists(reader: Reader, mention: Mention) -> Iterator[Span]:
    """What the sentence gives a role each: 以新能源为主导，装备、化工为支撑; industries only."""
    for found in _RE["role_list"].finditer(reader.text(mention.sentence)):
        if reader.industries(mention.sentence, *found.span("items")):
            yield found.span("items")


def _of_role(text: str, span: Span, count: int) -> tuple[Span, ...]:
    """The things of one role, as many as its number says."""
    if count > 1:
        return items_within(text, *span, count)
    return () if _SEVERAL.search(text, *span) else (span,)


def _by_counts(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """Counts in the order of the symbols, in the sentences around the code."""
    index, inside = mention.sentence, reader.article(mention.sentence)
    same = reader.counted(index)
    after = [phrase for phrase in same if phrase.start >= mention.right]
    before = [phrase for phrase in same if phrase.end <= mention.left]
    next_ones = _counted_of(reader, range(index + 1, min(index + _AHEAD, inside.stop)))
    last_ones = _counted_of(reader, range(max(inside.start, index - _BACK), index))
    wide = ([*after, *next_ones], [*last_ones, *before])
    if not _RE["industrial"].search(reader.text(index)[mention.right:mention.right + 16]):
        wide = (after, before)
    for window in (after, before, *([phrase for phrase in far if _is_class(reader, phrase)] for far in wide)):
        for notation in notations:
            if chosen := _align(notation, window):
                return _rows(reader, notation, chosen)
    return _by_figures(reader, mention, notations)


def _is_class(reader: Reader, phrase: Counted) -> bool:
    """Whether a phrase counts a class of industries, or lists as many industries as it counts."""
    if _RE["industry_noun"].search(phrase.noun):
        return True
    return len(phrase.items) == phrase.count and bool(reader.industries(phrase.sentence, *_span(phrase.items)))


def _by_figures(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """Figures whose leading digits the code gives, in its order: 产值达到7000亿元，新增1个千亿级产业."""
    index = mention.sentence
    stop = min(index + _NEXT, reader.article(index).stop)
    phrases = [p for p in reader.figures(index) if p.start >= mention.right]
    phrases.extend(phrase for at in range(index + 1, stop) for phrase in reader.figures(at))
    for notation in notations:
        if not notation.joiner and (chosen := _align(notation, phrases)):
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
    if best is None or (len(wanted) == 1 and not (best[2][0].items and _RE["industry_noun"].search(best[2][0].noun))):
        return ()
    return best[2]


def _place(phrases: Sequence[Counted], phrase: Counted) -> int:
    return next(place for place, other in enumerate(phrases) if other is phrase)


def _fits(symbol: Symbol, phrase: Counted, *, exact: bool) -> bool:
    if phrase.count is None:
        return exact and len(phrase.items) == symbol.count and bool(_RE["industry_noun"].search(phrase.noun))
    if exact:
        return phrase.count == symbol.count or 100 <= (symbol.count or 0) < phrase.count < 2 * (symbol.count or 0)
    return stands_for(symbol.text, phrase.count)


def _rows(reader: Reader, notation: Notation, chosen: Sequence[Counted]) -> tuple[Row, ...]:
    rows: list[Row] = []
    rest = iter(chosen)
    for symbol in notation.symbols:
        if symbol.count is not None:
            phrase = next(rest)
            row = counted_row(reader, symbol.text, phrase)
            body = (phrase.end, len(reader.text(phrase.sentence)))
            members = row.members or _said_to_be(reader, row) or _told_later(reader, row) or heads(
                reader, phrase.sentence, body, row.count)
            rows.append(replace(row, members=members if len(members) <= (row.count or 0) else ()))
        elif future := _open(reader, chosen[-1], symbol) or _future(reader, chosen[-1].sentence, symbol):
            rows.append(future)
    return tuple(replace(row, label=row.label + _shared(rows[at + 1:])) if row.label.endswith(_LEVEL) else row
                 for at, row in enumerate(rows))


def _shared(later: Sequence[Row]) -> str:
    """The noun that later labels end with: 项目 of 百亿级、十亿级项目."""
    found = next((found for row in later if (found := _RE["shared_noun"].search(row.label))), None)
    return found["noun"] if found else ""


def _open(reader: Reader, last: Counted, symbol: Symbol) -> Row | None:
    """N: 粮油、茶叶等N个优势产业 behind the last counted phrase."""
    for phrase in reader.open_numbers(last.sentence):
        if phrase.start >= last.end:
            return Row(symbol=symbol.text, count=None, label=phrase.noun, sentence=phrase.sentence,
                       members=reader.members(phrase.sentence, phrase.items))
    return None


def _told_later(reader: Reader, row: Row) -> tuple[Mention | str, ...]:
    """The list of another sentence with the same count and noun: 物联网、软件2个地标产业 for 2个地标产业集群."""
    for index in reader.article(row.sentence):
        for phrase in reader.counted(index):
            alike = phrase.noun.startswith(row.label) or row.label.startswith(phrase.noun)
            if phrase.items and len(phrase.items) == phrase.count == row.count and alike:
                return reader.members(index, phrase.items)
    return ()


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
