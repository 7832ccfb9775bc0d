"""Numeric code and text → the lists and industries that stand by its symbols, exactly as many as each says.

“钢铁、化工、建材归入‘3’，氢能、储能归入‘2’” gives 3 and 2 their industries, and so do a list of three and a list of
two that follow the code “3+2” without a word on its symbols.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.datamodel import Mention
from kg.extraction.explanations import Reader, Row, Span, items_of, trimmed
from kg.extraction.notations import Notation, Symbol
from kg.resources.patterns import load_patterns

_RE = load_patterns("decoding").regex
_AHEAD, _BACK = 10, 3
# Lists that are fewer together may be as long as the symbols say by chance.
_TELLING = 7

Place = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """A symbol that the text names by itself: where it begins and ends, as sentence and offset."""

    symbol: str
    begin: Place
    end: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Things that stand side by side in one sentence: a list, or industries."""

    sentence: int
    items: tuple[Span, ...]

    @property
    def begin(self) -> Place:
        return self.sentence, self.items[0][0]

    @property
    def end(self) -> Place:
        return self.sentence, self.items[-1][1]


def by_marks(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """Behind each symbol in quotes, else before each, things in its number: “3”好理解，钢铁、化工、建材."""
    article, end = reader.article(mention.sentence), mention.sentence + _AHEAD
    before: Place = (max(article.start, mention.sentence - _BACK), 0)
    here: Place = (mention.sentence, mention.left)
    windows = (((mention.sentence, mention.right), (min(end, article.stop), 0)), (before, here))
    return next(filter(None, (_between(reader, window, notations) for window in windows)), ())


def _between(reader: Reader, window: tuple[Place, Place], notations: Sequence[Notation]) -> tuple[Row, ...]:
    marks = tuple(_marks(reader, window))
    groups = tuple(_groups(reader, window)) if len(marks) > 1 else ()
    for notation in notations if groups else ():
        closed = [symbol for symbol in notation.symbols if symbol.count is not None]
        told = marks[:len(notation.symbols)]
        if [mark.symbol for mark in told] != [symbol.text.upper() for symbol in notation.symbols[:len(told)]]:
            continue
        ends = [mark.begin for mark in told[1:]] + [window[1]]
        starts = [window[0]] + [mark.end for mark in told[:-1]]
        for stretches, last in (
            ([(mark.end, end) for mark, end in zip(told, ends, strict=True)], False),
            ([(start, mark.begin) for mark, start in zip(told, starts, strict=True)], True),
        ):
            found = [
                _of_number(symbol, [group for group in groups if left <= group.begin and group.end <= right], last=last)
                for symbol, (left, right) in zip(notation.symbols, stretches, strict=False)
            ]
            if all(found[at] for at, symbol in enumerate(notation.symbols[:len(found)]) if symbol in closed) and (
                len(found) >= len(closed)
            ):
                return tuple(_row(reader, symbol, group) for symbol, group in zip(notation.symbols, found, strict=False)
                             if group)
    return ()


def _of_number(symbol: Symbol, groups: Sequence[_Group], *, last: bool) -> _Group | None:
    """The first or the last of the groups that is as long as the symbol says."""
    fitting = [group for group in groups if symbol.count in (None, len(group.items))]
    return (fitting[-1] if last else fitting[0]) if fitting else None


def by_sizes(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """Groups of two and more behind the code, one for each symbol, right behind each other."""
    stop = min(mention.sentence + _AHEAD, reader.article(mention.sentence).stop)
    groups = [
        group for group in _groups(reader, ((mention.sentence, mention.right), (stop, 0)))
        if 2 * len(reader.industries(group.sentence, group.items[0][0], group.items[-1][1])) > len(group.items) > 1
    ]
    for notation in notations:
        closed = [symbol for symbol in notation.symbols if symbol.count is not None]
        telling = notation.joiner and len(closed) > 1 and sum(symbol.count or 0 for symbol in closed) >= _TELLING
        for first in range(len(groups) - len(closed) + 1) if telling else ():
            chosen = groups[first:first + len(closed)]
            if [len(group.items) for group in chosen] == [symbol.count for symbol in closed]:
                return tuple(_row(reader, symbol, group) for symbol, group in zip(closed, chosen, strict=True))
    return ()


def _row(reader: Reader, symbol: Symbol, group: _Group) -> Row:
    index, right = group.end
    said = _RE["said_class"].match(reader.text(index), right)
    return Row(symbol=symbol.text, count=symbol.count, label=said["label"] if said else "", sentence=index,
               members=reader.members(index, group.items))


def _sentences(window: tuple[Place, Place]) -> range:
    (first, _), (last, offset) = window
    return range(first, last + (offset > 0))


def _marks(reader: Reader, window: tuple[Place, Place]) -> Iterator[_Mark]:
    for at in _sentences(window):
        for found in _RE["mark"].finditer(reader.text(at)):
            if window[0] <= (at, found.start()) < window[1]:
                yield _Mark(symbol=found["symbol"].upper(), begin=(at, found.start()), end=(at, found.end()))


def _unmarked(text: str, items: tuple[Span, ...]) -> tuple[Span, ...]:
    """The items without a symbol that the last one runs into: 建材归入“3”."""
    left, right = items[-1]
    mark = _RE["mark"].search(text, left, right)
    return (*items[:-1], (left, mark.start())) if mark and mark.start() > left else items


def _groups(reader: Reader, window: tuple[Place, Place]) -> Iterator[_Group]:
    for at in _sentences(window):
        text = reader.text(at)
        listed = [trimmed(text, _unmarked(text, items_of(text, e))) for e in reader.lists(at)]
        runs = [tuple((m.left, m.right) for m in run) for run in reader.runs(at)]
        alone = [run for run in runs if not any(run[0][0] < items[-1][1] and items[0][0] < run[-1][1]
                                                for items in listed)]
        for items in sorted((*listed, *alone)):
            if window[0] <= (at, items[0][0]) < window[1]:
                yield _Group(sentence=at, items=items)
