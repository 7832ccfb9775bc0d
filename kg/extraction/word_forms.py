"""Word form and text → what each part stands for.

“石化、冶金、建材合称‘三大支柱产业’” gives 三大支柱产业 its three members; “一枢纽、两中心” takes what the text names
with the nouns 枢纽 and 中心.  A form that the text never explains has rows without members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from kg.datamodel import Mention
from kg.extraction.by_noun import named_by_noun
from kg.extraction.explanations import Reader, Row, Span, alike, items_of, listed_before, pieces, quoted_before, trimmed
from kg.extraction.notations import Symbol
from kg.extraction.parts import part_row, told_apart
from kg.extraction.stretches import items_within, ordered
from kg.resources.patterns import load_patterns

_RE = load_patterns("decoding").regex
_ITEM = regex.compile("[^、]+")


def explain_words(reader: Reader, mentions: Sequence[Mention], symbols: Sequence[Symbol]) -> tuple[Row, ...]:
    """A row for each symbol of a word form, with members where the text lists them."""
    told = told_apart(reader, mentions, symbols) if len(symbols) > 1 else ()
    if told and all(row.members or row.count is None for row in told):
        return told
    if len(symbols) == 1 and (row := _one_each(reader, mentions, symbols[0])):
        return (row,)
    if found := next(filter(None, (_around(reader, mentions, symbols, some=some) for some in (False, True))), ()):
        return found
    if told:
        return told
    if not mentions:
        return ()
    if len(symbols) == 1 and (row := _aspects(reader, mentions[0].sentence, symbols[0])):
        return (row,)
    named = ([named_by_noun(reader, mention.sentence, symbol) for symbol in symbols] for mention in mentions)
    best = max(named, key=lambda parts: sum(bool(members) for _, members in parts))
    return tuple(
        Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=index)
        for symbol, (index, members) in zip(symbols, best, strict=True)
    )


def _around(
    reader: Reader, mentions: Sequence[Mention], symbols: Sequence[Symbol], *, some: bool
) -> tuple[Row, ...]:
    """The rows of the first mention of the form that lists all it counts, or ``some`` of it."""
    for mention in mentions:
        text = reader.text(mention.sentence)
        start = text.find(symbols[0].text, mention.left, mention.right)
        if start < 0:
            continue
        end = text.find(symbols[-1].text, start) + len(symbols[-1].text)
        if found := _listed(reader, mention.sentence, (start, end), symbols, some=some):
            index, items = found
            return tuple(part_row(reader, s, index, part) for s, part in zip(symbols, items, strict=True))
    return ()


def _one_each(reader: Reader, mentions: Sequence[Mention], symbol: Symbol) -> Row | None:
    """What is told of each amount or batch that the form counts: 签约一批 of 三个一批, 陶瓷产业 of 三个千亿."""
    rule = next((name for name in ("batch", "amount_of") if _RE[f"{name}_noun"].fullmatch(symbol.noun)), "")
    for mention in mentions if rule else ():
        found: dict[str, tuple[int, Span]] = {}
        for at in range(mention.sentence, reader.article(mention.sentence).stop):
            start = mention.right if at == mention.sentence else 0
            for one in _RE[rule].finditer(reader.text(at), start):
                found.setdefault(one["item"], (at, one.span("item")))
            if len(found) == symbol.count:
                members = tuple(reader.members(at, (span,))[0] for at, span in found.values())
                where = next(iter(found.values()))[0]
                return Row(symbol=symbol.text, count=symbol.count, label=symbol.noun, members=members, sentence=where)
    return None


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


def _listed(
    reader: Reader, index: int, anchor: Span, symbols: Sequence[Symbol], *, some: bool
) -> tuple[int, tuple[tuple[Span, ...], ...]] | None:
    """The list right before, behind or summed up by the form, cut into the parts of its symbols."""
    total = sum(symbol.count or 0 for symbol in symbols)
    counts = {symbol.count for symbol in symbols}
    count = counts.pop() if len(counts) == 1 else None
    for where, items, partial in _lists_near(reader, index, anchor, (total, count)):
        if len(symbols) > 1 and any(s.text in reader.text(where)[slice(*item)] for s in symbols for item in items):
            continue
        if len(items) == total:
            return where, _partition(reader.text(where), items, symbols)
        if woven := _woven(reader.text(where), items, symbols):
            return where, woven
        if some and partial and len(symbols) == 1 and 1 <= len(items) < total:
            return where, (items,)
    return None


def _partition(text: str, items: tuple[Span, ...], symbols: Sequence[Symbol]) -> tuple[tuple[Span, ...], ...]:
    """The items by the noun they end with where that fits all counts, else in order."""
    items = _whole(text, items, symbols[-1].noun)
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


def _whole(text: str, items: tuple[Span, ...], noun: str) -> tuple[Span, ...]:
    """The items, the last one with the counted noun at its end and nothing behind it."""
    left, right = items[-1]
    if noun and text.startswith(noun, right):
        return (*items[:-1], (left, right + len(noun)))
    at = text.rfind(noun, left, right)
    alike = len(items) > 1 and noun and all(text.endswith(noun, *item) for item in items[:-1])
    return (*items[:-1], (left, at + len(noun))) if alike and at > left else items


def _woven(text: str, items: tuple[Span, ...], symbols: Sequence[Symbol]) -> tuple[tuple[Span, ...], ...]:
    """Items that each hold what every part counts: 高标准服务减环节、高效率办理减材料 of 两高两减."""
    if len(symbols) < 2 or any(len(items) != symbol.count or not symbol.noun for symbol in symbols):
        return ()
    cuts = [[text.find(symbol.noun, *item) for symbol in symbols] for item in items]
    if any(found[0] < 0 or found != sorted(set(found)) for found in cuts):
        return ()
    ends = [(*found[1:], item[1]) for found, item in zip(cuts, items, strict=True)]
    return tuple(
        tuple((found[at], end[at]) for found, end in zip(cuts, ends, strict=True)) for at in range(len(symbols))
    )


def _lists_near(
    reader: Reader, index: int, anchor: Span, counts: tuple[int, int | None]
) -> Iterator[tuple[int, tuple[Span, ...], bool]]:
    """Lists around the form, and whether they may be only a part; ``counts`` are of all symbols and of each."""
    text, (total, count) = reader.text(index), counts
    start, end = anchor
    more = bool(_RE["and_more"].search(text, max(0, start - 3), start))
    opened = start - 1 if start and text[start - 1] in "“‘\"" else start
    if quoted := quoted_before(text, opened):
        yield index, quoted, False
        if _RE["signs"].search(text[slice(*quoted[-1])]) and text[opened - 1:opened] == "”":
            yield index, _each_sign(quoted[-1]), False
        yield index, alike(text, (quoted[0][0], quoted[-1][1])), False
    if before := listed_before(reader, index, start):
        yield index, before, more
    if text[opened - 1:opened] in ("，", ",") and len(before := listed_before(reader, index, opened - 1)) == total:
        yield index, before, False
    for e in reader.lists(index):
        if e.items[-1][0] < start <= e.end + 1 and e.items[0][0] < start and e.inside is None:
            items = tuple((left, min(right, opened)) for left, right in e.items if left < opened)
            if not _RE["lead"].fullmatch(text, *items[-1]):
                yield index, trimmed(text, items), more
    if (content := _RE["content_of"].search(text, 0, start)) and (
        items := items_within(text, *content.span("items"), total)
    ):
        yield index, items, False
    for one in (_one_of(text, opened, end), _RE["among_them"].search(text, end)):
        if one:
            yield index, (one.span("item"),), True
    if numbered := _numbered(reader, index, end, total):
        yield numbered
    if some := _RE["included"].match(text, end):
        yield from _included(reader, index, some.end())
    if behind := _RE["behind"].match(text, end):
        yield from _behind(reader, index, behind.end(), 0 if behind["comma"] else total)
        each = items_within(text, behind.end(), len(text), count) if count and count < total else ()
        if each:
            yield index, each, False
    if cue := _RE["before"].search(text, max(0, opened - 20), opened + 1):
        yield from _summed(reader, index, cue.start(), total)


def _one_of(text: str, opened: int, end: int) -> regex.Match[str] | None:
    """The one thing told of those that the form counts: 新材料是全市“四大产业”之一; 开展窗口高效运行等“…”."""
    told = _RE["one_of_form"].search(text, 0, opened)
    if told and (told["entered"] or _RE["one_of_rest"].match(text, end)):
        return told
    return _RE["one_of"].search(text, 0, opened)


def _included(reader: Reader, index: int, left: int) -> Iterator[tuple[int, tuple[Span, ...], bool]]:
    """The list behind the sums of what the form counts, open with 等: 十大项目，总投资3亿元，包括甲、乙等."""
    for e in reader.lists(index):
        if e.items[0][0] == left:
            yield index, items_of(reader.text(index), e), e.open


def _each_sign(span: Span) -> tuple[Span, ...]:
    """Each sign of a stretch: 风、光、氢 of “风光氢”三大产业链."""
    return tuple((at, at + 1) for at in range(*span))


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
        near = left <= e.items[0][0] <= left + (3 if total else 0)
        led = not total and e.introducer and left <= e.start and _RE["adverb_gap"].fullmatch(text, left, e.start)
        if near or led:
            whole = items_within(text, e.items[0][0], len(text), len(e.items))
            longest = max(end - start for start, end in e.items[:-1]) + 1
            yield index, whole if whole and whole[-1][1] - whole[-1][0] <= longest else items_of(text, e), False


def _summed(reader: Reader, index: int, right: int, total: int) -> Iterator[tuple[int, tuple[Span, ...], bool]]:
    """The list that 合称, 这就是 … sum up: in this sentence, else in the one before."""
    text = reader.text(index)
    before = [items_of(text, e) for e in reader.lists(index) if e.items[-1][1] <= right and e.inside is None]
    for items in reversed(before):
        yield index, trimmed(text, items), False
    if len(clauses := pieces(text, 0, right)) >= total > 1 and text[:right].rstrip().endswith(("，", ",")):
        yield index, clauses[-total:], False
    if clauses and len(items := tuple(found.span() for found in _ITEM.finditer(text, *clauses[-1]))) > 1:
        yield index, trimmed(text, items), False
    if index and index - 1 in reader.article(index):
        for e in reversed(reader.lists(index - 1)):
            yield index - 1, items_of(reader.text(index - 1), e), False
