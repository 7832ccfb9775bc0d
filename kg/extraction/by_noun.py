"""Word form and text → what the text names with the noun that the form counts.

“构筑临港产业中心、科技创新中心” gives 两中心 its two; “一是奋力提质；二是奋力增效” 两个奋力 提质 and 增效; a list of
一名领导、一个专班 fills 两个一.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import regex

from kg.datamodel import Mention
from kg.extraction.enumerations import count_of
from kg.extraction.explanations import Reader, Span, items_of, trimmed
from kg.extraction.notations import Symbol
from kg.resources.patterns import load_patterns

_RE = load_patterns("decoding").regex
_MADE = ("making",)
_CLAUSE = regex.compile(r"[^，,；;。、：:]+")
# How far clauses that repeat the counted words may lie behind the form, and how far names with a noun of one sign.
_FAR, _AHEAD, _NEXT, _REST = 160, 4, 2, 14

Found = tuple[int, tuple[Mention | str, ...]]


def named_by_noun(reader: Reader, index: int, symbol: Symbol) -> Found:
    """What ends with the counted noun: 国家级物流枢纽 for 一枢纽; as many as the symbol counts, or nothing."""
    article = reader.article(index) if len(symbol.noun) > 1 else (index, *reader.chain(index))
    everywhere = [at for at in article if symbol.noun in reader.text(at)]
    for sentences, rules in ((range(index, index + 1), _MADE), (everywhere, _MADE), (everywhere, (*_MADE, "closing"))):
        found: dict[str, tuple[int, Span]] = {}
        for at in sentences:
            for span in _ending_with(reader, at, symbol.noun, rules):
                found.setdefault(reader.text(at)[slice(*span)], (at, span))
        if len(found) == symbol.count:
            members = tuple(reader.members(at, (span,))[0] for at, span in found.values())
            return next(iter(found.values()))[0], members
    for find in (_ones, _in_order, _entries, _clauses, _refrain, _short_named):
        if told := find(reader, index, symbol):
            return told
    return index, _parts_named(reader, index, symbol)


def _ones(reader: Reader, index: int, symbol: Symbol) -> Found | None:
    """一名领导、一个专班、一张清单 for 三个一, in the sentence of the form or beside it."""
    if not _RE["one_each"].fullmatch(symbol.noun):
        return None
    article = reader.article(index)
    for at in (index, index + 1, index - 1):
        for e in reader.lists(at) if at in article else ():
            text = reader.text(at)
            first = _RE["one_begins"].search(text, *e.items[0])
            items = ((first.start(), e.items[0][1]), *e.items[1:]) if first else ()
            if len(items) == symbol.count and all(text.startswith(symbol.noun[0], left) for left, _ in items):
                return at, reader.members(at, items)
    return None


def _in_order(reader: Reader, index: int, symbol: Symbol) -> Found | None:
    """What sentences tell that begin with 一是, 二是: right behind the form, or with its words, 一是奋力推进振兴."""
    text = reader.text(index)
    announced = len(text) - text.rfind(symbol.text) - len(symbol.text) <= _REST
    for repeated in (symbol.noun, "") if announced else (symbol.noun,):
        found: dict[int, tuple[int, Span]] = {}
        for sentence in reader.sentences[index:index + _FAR] if repeated or symbol.count != 1 else ():
            head = _RE["ordinal_head"].match(sentence.text)
            if head is None or sentence.article != reader.sentences[index].article:
                continue
            told = sentence.text.startswith(repeated, head.end()) if repeated else (
                found or sentence.index <= index + _NEXT)
            if told and (item := _CLAUSE.match(sentence.text, head.end() + len(repeated))):
                found.setdefault(count_of(head["number"]) or 0, (sentence.index, item.span()))
        if symbol.count and sorted(found) == list(range(1, symbol.count + 1)):
            return found[1][0], tuple(reader.members(at, (span,))[0] for at, span in found.values())
    return None


def _entries(reader: Reader, index: int, symbol: Symbol) -> Found | None:
    """The industries with which the sentences or rows behind begin, an entry for each: 绿色煤炭，400亿元."""
    if not _RE["industry_noun"].search(symbol.noun):
        return None
    found: dict[str, Mention] = {}
    for sentence in reader.sentences[index + 1:index + _FAR]:
        if sentence.article != reader.sentences[index].article or len(found) == symbol.count:
            break
        begin = _RE["entry_number"].match(sentence.text)
        for industry in reader.industries(sentence.index):
            if begin and industry.left == begin.end() and _RE["entry_end"].match(sentence.text, industry.right):
                found.setdefault(industry.refers or industry.surface, industry)
    return (index, tuple(found.values())) if len(found) == symbol.count else None


def _clauses(reader: Reader, index: int, symbol: Symbol) -> Found | None:
    """The clauses behind the form that hold its noun: 率先建成，率先实现 of 两个率先; 甲专班抓落地 only 甲专班."""
    if len(symbol.noun) < 2 or not symbol.count or symbol.count < 2:
        return None
    text = reader.text(index)
    for at, start in ((index, text.find(symbol.text) + len(symbol.text)), (index + 1, 0)):
        found = []
        for clause in _CLAUSE.finditer(reader.text(at), start) if at in reader.article(index) else ():
            left, right = _each(reader.text(at), clause.span())
            noun = reader.text(at).find(symbol.noun, left, right)
            if noun == left:
                found.append((left, right))
            elif noun > left:
                found.append((left, noun + len(symbol.noun)))
        if len(found) == symbol.count:
            return at, reader.members(at, tuple(found))
    return None


def _each(text: str, clause: Span) -> Span:
    """A clause without 一个是 in front."""
    each = _RE["each_is"].match(text, *clause)
    return (each.end(), clause[1]) if each else clause


def _refrain(reader: Reader, index: int, symbol: Symbol) -> Found | None:
    """The clauses of one sentence, else of all, that repeat the counted words: 成效更加彰显 of 两个更加."""
    if not _RE["refrain"].search(symbol.noun):
        return None
    for at in sorted(reader.article(index), key=lambda at: abs(at - index)):
        clauses = tuple(_repeating(reader, at, symbol))
        if len(clauses) == symbol.count and len(clauses) > 1:
            return at, reader.members(at, clauses)
    number = reader.sentences[index].article
    closing: dict[str, tuple[int, Span]] = {}
    for sentence in reader.sentences[index:index + _FAR]:
        if sentence.article == number:
            for span in _repeating(reader, sentence.index, symbol):
                if sentence.text.endswith(symbol.noun, *span):
                    closing.setdefault(sentence.text[slice(*span)], (sentence.index, span))
    if len(closing) != symbol.count:
        return None
    return next(iter(closing.values()))[0], tuple(reader.members(at, (span,))[0] for at, span in closing.values())


def _repeating(reader: Reader, index: int, symbol: Symbol) -> Iterator[Span]:
    text = reader.text(index)
    for found in _CLAUSE.finditer(text) if symbol.noun in text else ():
        left, right = found.span()
        at = text.find(symbol.noun, left, right)
        if lead := _RE["refrain_lead"].match(text, left, max(left, at)):
            left = lead.end()
        if at > left and symbol.text not in found[0]:
            tail = text.find("的", at + len(symbol.noun), right)
            yield left, tail if tail > 0 else right


def _short_named(reader: Reader, index: int, symbol: Symbol) -> Found | None:
    """Names that end with a counted noun of one sign in the next sentences: 东湖研究院, 南湖研究院 of 两院."""
    if len(symbol.noun) != 1:
        return None
    found: dict[str, Mention] = {}
    for at in range(index, min(index + _AHEAD, reader.article(index).stop)):
        for mention in reader.annotated.in_sentence(at, "Park", "Organisation", "Project", "Company"):
            if mention.surface.endswith(symbol.noun):
                found.setdefault(mention.refers or mention.surface, mention)
        if len(found) == symbol.count:
            return at, tuple(found.values())
    return None


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
