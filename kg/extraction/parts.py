"""Word form and text → what the text says of its parts one by one.

“‘一核’，中心城区；‘两带’，滨江产业带、沿山生态带” gives 一核 (中心城区) and 两带 (its two).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import regex

from kg.datamodel import Mention
from kg.extraction.enumerations import count_of
from kg.extraction.explanations import Reader, Row, Span, items_of, listed_before, trimmed
from kg.extraction.notations import Symbol
from kg.extraction.stretches import first_clause, items_within, ordered
from kg.resources.patterns import load_patterns

_RE = load_patterns("decoding").regex
_AHEAD, _BACK = 12, 2
_CLAUSE = regex.compile(r"[^，,；;。]+")
_ITEM = regex.compile("[^、]+")


def told_apart(reader: Reader, mentions: Sequence[Mention], symbols: Sequence[Symbol]) -> tuple[Row, ...]:
    """Rows with what the text says of each part, none unless it says it of one."""
    told: dict[str, Row] = {}
    for mention in mentions:
        end = min(mention.sentence + _AHEAD, reader.article(mention.sentence).stop)
        begin = max(reader.article(mention.sentence).start, mention.sentence - _BACK)
        later, earlier = range(mention.sentence, end), range(begin, mention.sentence)
        inside = mention.left if _RE["part_bracket"].search(mention.surface) else mention.right
        stretches = [(index, (0, len(reader.text(index)))) for index in (*later[1:], *earlier)]
        behind, before = (inside, len(reader.text(mention.sentence))), (0, mention.left)
        around = ((mention.sentence, behind), (mention.sentence, before))
        for (index, stretch), symbol in product((*around, *stretches), symbols):
            if symbol.text not in told and (row := next(filter(_filled, _told(reader, index, stretch, symbol)), None)):
                told[symbol.text] = row
    rest = (Row(symbol=s.text, count=s.count, label=s.noun, members=(), sentence=mentions[0].sentence) for s in symbols)
    return tuple(told.get(row.symbol, row) for row in rest) if told else ()


def _filled(row: Row) -> bool:
    return bool(row.members)


def _told(reader: Reader, index: int, stretch: Span, symbol: Symbol) -> Iterator[Row]:
    """What a stretch of a sentence says of a part: its meaning, an entry of its own, its role."""
    text, start = reader.text(index)[:stretch[1]], stretch[0]
    quoted = text.find(f"“{symbol.text}", start) + 1
    at = quoted or text.find(symbol.text, start)
    if at >= 0:
        end = at + len(symbol.text)
        for rule in ("part_meaning", "part_bracket"):
            if found := _RE[rule].match(text, end):
                yield part_row(reader, symbol, index, _meant(reader, index, found.span("body"), symbol.count))
        yield from _placed(reader, index, (at, end), symbol)
        if _RE["entry_begin"].search(text, 0, at):
            if found := _RE["part_entry"].match(text, end):
                yield _ordered_row(reader, symbol, index, found.start("body"))
                yield part_row(reader, symbol, index, _meant(reader, index, found.span("body"), symbol.count))
                yield _headed_row(reader, symbol, index, found.span("body"))
            elif _RE["entry_alone"].match(text, end) and index + 1 in reader.article(index):
                yield _headed_row(reader, symbol, index + 1, (0, len(reader.text(index + 1))))
        if symbol.count and symbol.count > 1 and len(items := listed_before(reader, index, at)) == symbol.count:
            yield part_row(reader, symbol, index, items)
    yield from _by_role(reader, index, start, symbol)
    yield from _by_class(reader, index, stretch, symbol)
    yield from _counted(reader, index, start, symbol)


def _placed(reader: Reader, index: int, span: Span, symbol: Symbol) -> Iterator[Row]:
    """“两翼”在东城新区和西城新区; 东城新区、西城新区是“两翼”: places, or as many things as the part counts."""
    text = reader.text(index)
    if found := _RE["part_place"].match(text, span[1]):
        items = _meant(reader, index, found.span("body"), symbol.count)
        if items and all(_RE["part_place_end"].search(text, *item) for item in items):
            yield part_row(reader, symbol, index, items)
    opened = span[0] - (text[span[0] - 1:span[0]] in ("“", "‘"))
    if found := _RE["part_behind"].search(text, max(0, opened - 80), opened):
        items = _meant(reader, index, found.span("items"), symbol.count)
        yield part_row(reader, symbol, index, items)


def _by_role(reader: Reader, index: int, start: int, symbol: Symbol) -> Iterator[Row]:
    """以中心城区为核心 for 一核; 两个“主”，钢铁和化工 for 两主; 港是东港 for 一港."""
    text = reader.text(index)
    for rule in ("role_as", "role_is") if symbol.noun else ():
        for found in _RE[rule].finditer(text, start):
            if found["role"].startswith(symbol.noun):
                yield part_row(reader, symbol, index, _meant(reader, index, found.span("items"), symbol.count))
    for found in _RE["role_named"].finditer(text, start) if symbol.noun else ():
        if found["noun"] == symbol.noun and count_of(found["number"]) == symbol.count:
            yield part_row(reader, symbol, index, _meant(reader, index, found.span("body"), symbol.count))
    for found in _RE["noun_is"].finditer(text, start) if symbol.noun else ():
        if found["noun"] == symbol.noun:
            yield part_row(reader, symbol, index, _meant(reader, index, found.span("body"), symbol.count))


def _by_class(reader: Reader, index: int, stretch: Span, symbol: Symbol) -> Iterator[Row]:
    """钢铁、化工两个主导产业 for 两主, 三个园分工不同：甲园…；乙园… for 三园: things of a class that begins so."""
    for phrase in reader.counted(index) if symbol.noun else ():
        if phrase.count != symbol.count or not phrase.noun.startswith(symbol.noun):
            continue
        inside = phrase.items and stretch[0] <= phrase.items[0][0] and phrase.end <= stretch[1]
        if inside and len(phrase.items) == symbol.count:
            yield part_row(reader, symbol, index, phrase.items)
        elif not phrase.items and stretch[0] <= phrase.start and (colon := _RE["colon_behind"].match(
            reader.text(index), phrase.end
        )):
            yield _headed_row(reader, symbol, index, (colon.end(), len(reader.text(index))))


def _counted(reader: Reader, index: int, start: int, symbol: Symbol) -> Iterator[Row]:
    """东湖制造基地、南湖交付基地等基地三个 for 三基地: an entry with its number behind, whole or open."""
    text = reader.text(index)
    for found in _RE["part_counted"].finditer(text, start) if symbol.noun else ():
        left, right = found.span("items")
        if count_of(found["number"]) == symbol.count and text.endswith(symbol.noun, left, right):
            class_of = right - len(symbol.noun)
            if text.startswith("等", class_of - 1):
                right = class_of - 1
            items = tuple(one.span() for one in _ITEM.finditer(text, left, right))
            if len(items) == symbol.count or right < class_of:
                yield part_row(reader, symbol, index, items)


def _ordered_row(reader: Reader, symbol: Symbol, index: int, left: int) -> Row:
    """两组团，一是东湖组团，…；二是南湖组团，…: what stands behind the numbers, over semicolons."""
    found = {
        number: (at, span) for at, start in ((index, left), *((at, 0) for at in reader.chain(index)))
        for number, span in ordered(reader.text(at), start).items()
    }
    told = sorted(found) == list(range(1, (symbol.count or 0) + 1))
    members = tuple(reader.members(at, (span,))[0] for _, (at, span) in sorted(found.items())) if told else ()
    return Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=index)


def _headed_row(reader: Reader, symbol: Symbol, index: int, body: Span) -> Row:
    members = heads(reader, index, body, symbol.count)
    return Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=index)


def heads(reader: Reader, index: int, body: Span, count: int | None) -> tuple[Mention | str, ...]:
    """The entities that begin what semicolons part, or as many clauses as the count asks for.

    “甲园，电芯；乙园，铜箔” gives 甲园 and 乙园; a coordination at the head counts with all its items.
    """
    chain = [(index, body), *((at, (0, len(reader.text(at)))) for at in reader.chain(index))]
    parted = tuple(m for at, piece in chain for m in _head(reader, at, piece))
    if len(parted) > 1 and (len(parted) == count or (count is None and len(chain) > 1)):
        return parted
    clauses = (found.span() for found in _CLAUSE.finditer(reader.text(index), *body))
    headed = tuple(m for piece in clauses for m in _head(reader, index, piece))
    return headed if len(headed) > 1 and len(headed) == count else ()


def _head(reader: Reader, index: int, piece: Span) -> Iterator[Mention]:
    """The entity at the begin of a piece and those coordinated with it."""
    left = piece[0]
    while outer := max((m for m in reader.annotated.in_sentence(index, "Industry", "Park", "Company", "Project",
                                                                "Region", "Organisation")
                        if m.left == left and m.right <= piece[1]), key=lambda m: m.right, default=None):
        yield outer
        if not _RE["coordination"].match(reader.text(index), outer.right):
            return
        left = outer.right + 1


def _meant(reader: Reader, index: int, body: Span, count: int | None) -> tuple[Span, ...]:
    """The list in a stretch, as long as the symbol counts; for one the whole of its first clause."""
    text = reader.text(index)
    if count == 1:
        return (first_clause(text, *body),)
    if count is not None and (items := items_within(text, *body, count)):
        return trimmed(text, items)
    found = next((items_of(text, e) for e in reader.lists(index)
                  if body[0] <= e.items[0][0] and e.items[-1][1] <= body[1]), ())
    if count is None and not found:
        found = trimmed(text, tuple(item.span() for item in _ITEM.finditer(text, *body)))
    if count is None and len(found) < 2:
        return tuple((m.left, m.right) for m in reader.industries(index, *first_clause(text, *body)))
    return found if count is None or len(found) < count else ()


def part_row(reader: Reader, symbol: Symbol, index: int, items: tuple[Span, ...]) -> Row:
    """The row of a word form's symbol with these items as members."""
    members = reader.members(index, _up_to(reader.text(index), items, symbol.noun))
    return Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=index)


def _up_to(text: str, items: tuple[Span, ...], noun: str) -> tuple[Span, ...]:
    """The items up to the counted noun where each has it inside: 东站片区引物流 of 两片区 is 东站片区."""
    ends = [text.find(noun, left, right) + len(noun) for left, right in items if text.find(noun, left, right) > left]
    if len(noun) < len("片区") or len(ends) < len(items):
        return items
    return tuple((left, end if right - end > 1 else right) for (left, right), end in zip(items, ends, strict=True))
