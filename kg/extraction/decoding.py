"""Notation and text → what each symbol stands for.

“‘4+3’产业体系：壮大菱镁、钢铁、纺织、食品四大支柱产业，培育氢能、储能、算力三大新兴产业” gives 4 (支柱产业, with
its four members) and 3 (新兴产业, with three).  What the text does not say is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from kg.datamodel import Mention
from kg.extraction.explanations import Counted, Reader, Span, items_of, listed_before, pieces, quoted_before, trimmed
from kg.extraction.notations import Notation, Symbol
from kg.resources.patterns import load_patterns

_RE = load_patterns("decoding").regex
_AHEAD, _BACK, _FUTURE = 8, 3, 10
_MADE = ("making",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One symbol explained: ``sentence`` is where."""

    symbol: str
    count: int | None
    label: str
    members: tuple[Mention | str, ...]
    sentence: int


def explain_words(reader: Reader, mentions: Sequence[Mention], symbols: Sequence[Symbol]) -> tuple[Row, ...]:
    """A row for each symbol of a word form, with members where the text lists them."""
    for mention in mentions:
        text = reader.text(mention.sentence)
        start = text.find(symbols[0].text, mention.left, mention.right)
        if start < 0:
            continue
        end = text.find(symbols[-1].text, start) + len(symbols[-1].text)
        found = _listed(reader, mention.sentence, (start, end), symbols)
        if found:
            index, items = found
            return tuple(_word_row(reader, s, index, part) for s, part in zip(symbols, items, strict=True))
    named = ([_named_by_noun(reader, mention.sentence, symbol) for symbol in symbols] for mention in mentions)
    best = max(named, key=lambda parts: sum(bool(members) for _, members in parts))
    return tuple(
        Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=index)
        for symbol, (index, members) in zip(symbols, best, strict=True)
    )


def _word_row(reader: Reader, symbol: Symbol, index: int, items: tuple[Span, ...]) -> Row:
    members = reader.members(index, items)
    return Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=index)


def _listed(
    reader: Reader, index: int, anchor: Span, symbols: Sequence[Symbol]
) -> tuple[int, tuple[tuple[Span, ...], ...]] | None:
    """The list right before, behind or summed up by the form, cut into the parts of its symbols."""
    total = sum(symbol.count or 0 for symbol in symbols)
    for where, items, partial in _lists_near(reader, index, anchor, total):
        if len(items) == total:
            return where, _partition(reader.text(where), items, symbols)
        if partial and len(symbols) == 1 and 1 <= len(items) < total:
            return where, (items,)
    return None


def _partition(text: str, items: tuple[Span, ...], symbols: Sequence[Symbol]) -> tuple[tuple[Span, ...], ...]:
    """The items by the noun they end with where that fits all counts, else in order."""
    groups = tuple(tuple(i for i in items if text[slice(*i)].endswith(symbol.noun)) for symbol in symbols)
    if all(len(group) == symbol.count for group, symbol in zip(groups, symbols, strict=True)):
        return groups
    if len(symbols) == 1 and all(symbols[0].noun in text[slice(*item)][1:] for item in items):
        noun = symbols[0].noun
        items = tuple((left, text.index(noun, left + 1) + len(noun)) for left, _ in items)
    parts, start = [], 0
    for symbol in symbols:
        parts.append(items[start:start + (symbol.count or 0)])
        start += symbol.count or 0
    return tuple(parts)


def _lists_near(reader: Reader, index: int, anchor: Span, total: int) -> Iterator[tuple[int, tuple[Span, ...], bool]]:
    text = reader.text(index)
    start, end = anchor
    opened = start - 1 if start and text[start - 1] in "“‘\"" else start
    if quoted := quoted_before(text, opened):
        yield index, quoted, False
    if before := listed_before(reader, index, start):
        yield index, before, True
    for e in reader.lists(index):
        if e.items[-1][0] < start <= e.end + 1 and e.items[0][0] < start and e.inside is None:
            items = tuple((left, min(right, opened)) for left, right in e.items if left < opened)
            yield index, trimmed(text, items), True
    if one := _RE["one_of"].search(text, 0, start):
        yield index, (one.span("item"),), True
    if behind := _RE["behind"].match(text, end):
        yield from _behind(reader, index, behind.end(), 0 if behind["comma"] else total)
    if cue := _RE["before"].search(text, max(0, opened - 20), opened + 1):
        yield from _summed(reader, index, cue.start(), total)


def _behind(reader: Reader, index: int, left: int, total: int) -> Iterator[tuple[int, tuple[Span, ...], bool]]:
    text = reader.text(index)
    for e in reader.lists(index):
        if left <= e.items[0][0] <= left + (3 if total else 0):
            yield index, items_of(text, e), False
    clauses = pieces(text, left, len(text))
    if total > 1 and len(clauses) == total:
        yield index, clauses, False


def _summed(reader: Reader, index: int, right: int, total: int) -> Iterator[tuple[int, tuple[Span, ...], bool]]:
    """The list that 合称, 这就是 … sum up: in this sentence, else in the one before."""
    text = reader.text(index)
    before = [items_of(text, e) for e in reader.lists(index) if e.items[-1][1] <= right and e.inside is None]
    for items in reversed(before):
        yield index, trimmed(text, items), False
    if len(clauses := pieces(text, 0, right)) >= total > 1 and text[:right].rstrip().endswith(("，", ",")):
        yield index, clauses[-total:], False
    if index and index - 1 in reader.article(index):
        for e in reversed(reader.lists(index - 1)):
            yield index - 1, items_of(reader.text(index - 1), e), False


def _named_by_noun(reader: Reader, index: int, symbol: Symbol) -> tuple[int, tuple[Mention | str, ...]]:
    """What ends with the counted noun: 国家级物流枢纽 for 一枢纽; as many as the symbol counts, or nothing."""
    everywhere = reader.article(index) if len(symbol.noun) > 1 else range(index, index + 1)
    for sentences, rules in ((range(index, index + 1), _MADE), (everywhere, _MADE), (everywhere, (*_MADE, "closing"))):
        found: dict[str, tuple[int, Span]] = {}
        for at in sentences:
            for span in _ending_with(reader, at, symbol.noun, rules):
                found.setdefault(reader.text(at)[slice(*span)], (at, span))
        if len(found) == symbol.count:
            members = tuple(reader.members(at, (span,))[0] for at, span in found.values())
            return next(iter(found.values()))[0], members
    return index, _parts_named(reader, index, symbol)


def _parts_named(reader: Reader, index: int, symbol: Symbol) -> tuple[Mention, ...]:
    """Other programmes of the article that end with the counted noun: 碧水保卫战 of 三大保卫战."""
    found: dict[str, Mention] = {}
    for at in reader.article(index) if _RE["campaign_noun"].search(symbol.noun) else ():
        for mention in reader.annotated.in_sentence(at, "Programme"):
            core = mention.surface.strip("“”")
            if core.endswith(symbol.noun) and symbol.text not in core:
                found.setdefault(mention.refers or core, mention)
    return tuple(found.values()) if len(found) <= (symbol.count or 0) else ()


def _ending_with(reader: Reader, index: int, noun: str, rules: Sequence[str]) -> Iterator[Span]:
    text = reader.text(index)
    if noun not in text:
        return
    listed = [items_of(text, e) for e in reader.lists(index)]
    named = reader.annotated.in_sentence(index, "Programme")
    made = [found.span("item") for rule in rules for found in _RE[rule].finditer(text)]
    alone = [span for span in made if not any(items[0][0] <= span[0] < items[-1][1] for items in listed)]
    for left, right in (*chain.from_iterable(listed), *alone):
        start = left + text[left:right].rfind("的") + 1
        own = any(m.left <= start and right <= m.right for m in named)
        if text.endswith(noun, start, right) and right - start > len(noun) and not own:
            yield start, right


def explain_code(reader: Reader, mentions: Sequence[Mention], notations: Sequence[Notation]) -> tuple[Row, ...]:
    """The rows of a numeric code that the text explains, by definition, by roles or by its counts in order."""
    for mention in mentions:
        for explain in (_by_definition, _by_roles, _by_counts):
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


def _by_counts(reader: Reader, mention: Mention, notations: Sequence[Notation]) -> tuple[Row, ...]:
    """Counts in the order of the symbols, in the sentences around the code."""
    index, inside = mention.sentence, reader.article(mention.sentence)
    same = reader.counted(index)
    after = [phrase for phrase in same if phrase.start >= mention.right]
    before = [phrase for phrase in same if phrase.end <= mention.left]
    next_ones = _counted_of(reader, range(index + 1, min(index + 5, inside.stop)))
    last_ones = _counted_of(reader, range(max(inside.start, index - _BACK), index))
    for window in (after, before, [*after, *next_ones], [*last_ones, *before]):
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
            rows.append(replace(row, members=row.members if len(row.members) <= (row.count or 0) else ()))
        elif future := _future(reader, chosen[-1].sentence, symbol):
            rows.append(future)
    return tuple(rows)


def _future(reader: Reader, index: int, symbol: Symbol) -> Row | None:
    """N: the industries of the first sentence behind that looks ahead."""
    for at in range(index + 1, min(index + _FUTURE, reader.article(index).stop)):
        if _RE["future"].search(reader.text(at)) and (members := reader.industries(at)):
            label = _RE["future_label"].search(reader.text(at))
            return Row(symbol=symbol.text, count=None, label=label["label"] if label else "", members=members, sentence=at)
    return None
