"""Word form and text → what each part stands for.

“石化、冶金、建材合称‘三大支柱产业’” gives 三大支柱产业 its three members; “一枢纽、两中心” takes what the text names
with the nouns 枢纽 and 中心.  A form that the text never explains has rows without members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, product

from kg.datamodel import Mention
from kg.extraction.explanations import Reader, Row, Span, items_of, listed_before, pieces, quoted_before, trimmed
from kg.extraction.notations import Symbol
from kg.extraction.stretches import first_clause, items_within, ordered
from kg.resources.patterns import load_patterns

_RE = load_patterns("decoding").regex
_MADE = ("making",)
_AHEAD, _BACK = 8, 2


def explain_words(reader: Reader, mentions: Sequence[Mention], symbols: Sequence[Symbol]) -> tuple[Row, ...]:
    """A row for each symbol of a word form, with members where the text lists them."""
    told = _told_apart(reader, mentions, symbols) if len(symbols) > 1 else ()
    if told and all(row.members or row.count is None for row in told):
        return told
    for mention in mentions:
        text = reader.text(mention.sentence)
        start = text.find(symbols[0].text, mention.left, mention.right)
        if start < 0:
            continue
        end = text.find(symbols[-1].text, start) + len(symbols[-1].text)
        if found := _listed(reader, mention.sentence, (start, end), symbols):
            index, items = found
            return tuple(_word_row(reader, s, index, part) for s, part in zip(symbols, items, strict=True))
    if told:
        return told
    if len(symbols) == 1 and (row := _aspects(reader, mentions[0].sentence, symbols[0])):
        return (row,)
    named = ([_named_by_noun(reader, mention.sentence, symbol) for symbol in symbols] for mention in mentions)
    best = max(named, key=lambda parts: sum(bool(members) for _, members in parts))
    return tuple(
        Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=index)
        for symbol, (index, members) in zip(symbols, best, strict=True)
    )


def _told_apart(reader: Reader, mentions: Sequence[Mention], symbols: Sequence[Symbol]) -> tuple[Row, ...]:
    """“一核”指…，“两带”分别为…: rows with what the text says of each part, none unless it says it of one."""
    told: dict[str, Row] = {}
    for mention in mentions:
        end = min(mention.sentence + _AHEAD, reader.article(mention.sentence).stop)
        begin = max(reader.article(mention.sentence).start, mention.sentence - _BACK)
        later, earlier = range(mention.sentence, end), range(begin, mention.sentence)
        for index, symbol in product((*later, *earlier), symbols):
            text = reader.text(index)
            start = mention.right if index == mention.sentence else 0
            quoted = text.find(f"“{symbol.text}", start) + 1
            at = quoted or text.find(symbol.text, start)
            found = _RE["part_meaning"].match(text, at + len(symbol.text)) if at >= 0 else None
            if found and symbol.text not in told:
                items = _meant(reader, index, found.span("body"), symbol.count)
                told[symbol.text] = _word_row(reader, symbol, index, items)
    rest = (Row(symbol=s.text, count=s.count, label=s.noun, members=(), sentence=mentions[0].sentence) for s in symbols)
    return tuple(told.get(row.symbol, row) for row in rest) if told else ()


def _aspects(reader: Reader, index: int, symbol: Symbol) -> Row | None:
    """The heads of the sentences of its paragraph, 煤化工方面，…, where they are as many as the form counts."""
    paragraph = reader.sentences[index].paragraph
    heads = [
        (at, found.span("item"))
        for at in reader.article(index) if reader.sentences[at].paragraph == paragraph
        if (found := _RE["aspect"].match(reader.text(at)))
    ]
    if len(heads) < 2 or len(heads) != symbol.count:
        return None
    members = tuple(reader.text(at)[slice(*span)] for at, span in heads)
    return Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=index)


def _meant(reader: Reader, index: int, body: Span, count: int | None) -> tuple[Span, ...]:
    """The list in a stretch, as long as the symbol counts; for one the whole of its first clause."""
    text = reader.text(index)
    if count == 1:
        return (first_clause(text, *body),)
    if count is not None and (items := items_within(text, *body, count)):
        return items
    found = next((items_of(text, e) for e in reader.lists(index)
                  if body[0] <= e.items[0][0] and e.items[-1][1] <= body[1]), ())
    return found if count is None or len(found) < count else ()


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
    items = tuple((item[0], office.end("office")) if (office := _RE["office"].match(text, *item)) else item
                  for item in items)
    parts, start = [], 0
    for symbol in symbols:
        parts.append(items[start:start + (symbol.count or 0)])
        start += symbol.count or 0
    return tuple(parts)


def _lists_near(reader: Reader, index: int, anchor: Span, total: int) -> Iterator[tuple[int, tuple[Span, ...], bool]]:
    text = reader.text(index)
    start, end = anchor
    more = bool(_RE["and_more"].search(text, max(0, start - 3), start))
    opened = start - 1 if start and text[start - 1] in "“‘\"" else start
    if quoted := quoted_before(text, opened):
        yield index, quoted, False
    if before := listed_before(reader, index, start):
        yield index, before, more
    for e in reader.lists(index):
        if e.items[-1][0] < start <= e.end + 1 and e.items[0][0] < start and e.inside is None:
            items = tuple((left, min(right, opened)) for left, right in e.items if left < opened)
            if not _RE["lead"].fullmatch(text, *items[-1]):
                yield index, trimmed(text, items), more
    if (content := _RE["content_of"].search(text, 0, start)) and (
        items := items_within(text, *content.span("items"), total)
    ):
        yield index, items, False
    if one := _RE["one_of"].search(text, 0, start):
        yield index, (one.span("item"),), True
    if numbered := _numbered(reader, index, end, total):
        yield numbered
    if behind := _RE["behind"].match(text, end):
        yield from _behind(reader, index, behind.end(), 0 if behind["comma"] else total)
    if cue := _RE["before"].search(text, max(0, opened - 20), opened + 1):
        yield from _summed(reader, index, cue.start(), total)


def _numbered(reader: Reader, index: int, end: int, total: int) -> tuple[int, tuple[Span, ...], bool] | None:
    """一是…，二是… behind the form in its sentence."""
    found = ordered(reader.text(index), end)
    if total > 1 and len(found) >= total and all(number in found for number in range(1, total + 1)):
        return index, tuple(found[number] for number in range(1, total + 1)), False
    return None


def _behind(reader: Reader, index: int, left: int, total: int) -> Iterator[tuple[int, tuple[Span, ...], bool]]:
    text = reader.text(index)
    if total > 1 and (items := items_within(text, left, len(text), total)):
        yield index, items, False
    for e in reader.lists(index):
        if left <= e.items[0][0] <= left + (3 if total else 0):
            yield index, items_of(text, e), False


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
    article = reader.article(index) if len(symbol.noun) > 1 else range(index, index + 1)
    everywhere = [at for at in article if symbol.noun in reader.text(at)]
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
    listed = [trimmed(text, items_of(text, e)) for e in reader.lists(index)]
    named = reader.annotated.in_sentence(index, "Programme")
    made = [found.span("item") for rule in rules for found in _RE[rule].finditer(text)]
    alone = [span for span in made if not any(items[0][0] <= span[0] < items[-1][1] for items in listed)]
    for left, right in (*chain.from_iterable(listed), *alone):
        start = max((cut.end() for cut in _RE["attribute"].finditer(text, left, right)), default=left)
        own = any(m.left <= start and right <= m.right for m in named)
        if text.endswith(noun, start, right) and right - start > len(noun) + 1 and not own:
            yield start, right
