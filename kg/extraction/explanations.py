"""Sentences → the counted phrases and lists in them that may explain a notation.

“石化、冶金2个千亿级产业集群，10户百亿元企业” gives 2 千亿级产业集群 with its two items and 10 百亿元企业.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from kg.datamodel import AnnotatedDocument, EntityType, Mention
from kg.extraction.enumerations import Enumeration, count_of, enumerate_items
from kg.extraction.stretches import first_clause, items_within
from kg.resources.patterns import load_patterns

Span = tuple[int, int]
Place = tuple[int, int, int]

_RE = load_patterns("decoding").regex
_NAMED: tuple[EntityType, ...] = ("Industry", "Company", "Park", "Region")
_MEMBER: tuple[EntityType, ...] = ("Industry", "Programme", "Park", "Region", "Project", "Company", "Organisation")
_REACH = 30
_JOINING = ("；", ";")
_COORDINATING = ("、", "和", "与", "及", "以及")
_PIECE = regex.compile(r"[^，,；;。]+")
_INNER = regex.compile(r"[^、，,+＋“”‘’]+")
_VERB = load_patterns("enumerations").regex["left"]
_COUNT = regex.compile(f"{_RE['number_noun'].pattern}|{_RE['noun_number'].pattern}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A counted phrase: ``items`` are spans of its sentence, ``count`` None where only the items tell it."""

    sentence: int
    start: int
    end: int
    count: int | None
    noun: str
    items: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One symbol explained: ``sentence`` is where."""

    symbol: str
    count: int | None
    label: str
    members: tuple[Mention | str, ...]
    sentence: int


class Reader:
    """What the sentences of a document count and list; read once, when asked for."""

    def __init__(self, annotated: AnnotatedDocument) -> None:
        self.annotated = annotated
        self.sentences = annotated.document.sentences
        self._lists: dict[int, tuple[Enumeration, ...]] = {}
        self._counted: dict[int, tuple[Counted, ...]] = {}

    def text(self, index: int) -> str:
        return self.sentences[index].text

    def article(self, index: int) -> range:
        """The sentences of its article around this one; in long articles only the closest."""
        number, first, last = self.sentences[index].article, index, index
        while first > max(0, index - _REACH) and self.sentences[first - 1].article == number:
            first -= 1
        while last + 1 < min(len(self.sentences), index + _REACH) and self.sentences[last + 1].article == number:
            last += 1
        return range(first, last + 1)

    def chain(self, index: int) -> range:
        """The sentences that semicolons join to this one in its paragraph, behind it."""
        end = index + 1
        while end < len(self.sentences) and self.text(end - 1)[-1:] in _JOINING and (
            self.sentences[end].paragraph == self.sentences[index].paragraph
        ):
            end += 1
        return range(index + 1, end)

    def lists(self, index: int) -> tuple[Enumeration, ...]:
        if index not in self._lists:
            names = [(m.left, m.right) for m in self.annotated.in_sentence(index, *_NAMED)]
            self._lists[index] = enumerate_items(self.text(index), names)
        return self._lists[index]

    def counted(self, index: int) -> tuple[Counted, ...]:
        """The counted phrases of a sentence in text order, none inside another."""
        if index not in self._counted:
            kept: list[Counted] = []
            for phrase in self._phrases(index):
                if not any(phrase.start < other.end and other.start < phrase.end for other in kept):
                    kept.append(phrase)
            self._counted[index] = tuple(sorted(kept, key=lambda phrase: phrase.start))
        return self._counted[index]

    def _phrases(self, index: int) -> Iterator[Counted]:
        counts = bool(_RE["count_at"].search(self.text(index)))
        if counts:
            yield from self._there_are(index)
        yield from self._enumerated(index)
        if counts:
            yield from self._said(index)
            yield from self._numbered(index)
        yield from self._this_one(index)

    def _there_are(self, index: int) -> Iterator[Counted]:
        """过百亿的有两个，一个是水泥，一个是钢铁."""
        text = self.text(index)
        for found in _RE["there_are"].finditer(text) if "有" in text or "共" in text else ():
            left, right = found.span("items")
            singles = tuple(one.span("item") for one in _RE["one_is"].finditer(text, left, right))
            listed = [e for e in self.lists(index) if left <= e.items[0][0] and e.items[-1][1] <= right]
            items = singles or (listed[0].items if listed else ())
            count = count_of(found["number"])
            if count == len(items):
                yield Counted(sentence=index, start=found.start(), end=found.end(), count=count, noun=found["noun"],
                              items=items)

    def _enumerated(self, index: int) -> Iterator[Counted]:
        """石化、冶金2个千亿级产业集群."""
        text = self.text(index)
        for e in self.lists(index):
            counts = sum(bool(_COUNT.search(text, *item)) for item in e.items)
            if e.head is not None and counts < (2 if e.count is None else 1):
                items = trimmed(text, items_of(text, e)) if e.count in (None, len(e.items)) or e.open else ()
                yield Counted(sentence=index, start=min(e.start, e.head[0]), end=max(e.end, e.head[1]), count=e.count,
                              noun=text[slice(*e.head)], items=items)

    def _said(self, index: int) -> Iterator[Counted]:
        """两大主导产业为纺织、新材料."""
        text = self.text(index)
        for found in _RE["counted_is"].finditer(text):
            count = count_of(found["number"]) or 0
            clause = first_clause(text, *found.span("items"))
            industry = _RE["industry_noun"].search(found["noun"]) or self.industries(index, *clause)
            one = (clause,) if count == 1 and industry else ()
            items = items_within(text, *found.span("items"), count) if count > 1 else one
            if items and not any(_COUNT.search(text, *item) for item in items):
                yield Counted(sentence=index, start=found.start(), end=items[-1][1], count=count, noun=found["noun"],
                              items=items)

    def _numbered(self, index: int) -> Iterator[Counted]:
        """10户百亿元企业, 产业集群6个."""
        text = self.text(index)
        for rule in ("number_noun", "noun_number"):
            for found in _RE[rule].finditer(text):
                count = count_of(found["number"])
                items = listed_before(self, index, found.start()) if rule == "number_noun" else ()
                kept = items if count and 1 < len(items) <= count else ()
                if count == 1 and rule == "number_noun" and _RE["industry_noun"].search(found["noun"]):
                    kept = kept or self._single(index, found.start()) or self._inside(index, found.span("noun"))
                yield Counted(sentence=index, start=found.start(), end=found.end(), count=count, noun=found["noun"],
                              items=kept)

    def _this_one(self, index: int) -> Iterator[Counted]:
        """通用航空这一未来产业."""
        text = self.text(index)
        for found in _RE["this_one"].finditer(text) if "这一" in text else ():
            near = [m for m in self.industries(index, 0, found.start()) if m.right == found.start()]
            items = tuple((m.left, m.right) for m in near) or (found.span("item"),)
            yield Counted(sentence=index, start=items[0][0], end=found.end(), count=1, noun=found["noun"], items=items)

    def _single(self, index: int, end: int) -> tuple[Span, ...]:
        """The one thing that stands right before its count: 食用菌1个特色产业."""
        text = self.text(index)
        found = _RE["single_item"].search(text, max(0, end - 12), end)
        near = [m for m in self.industries(index, 0, end) if _RE["single_gap"].fullmatch(text, m.right, end)]
        return (found.span("item"),) if found else tuple((m.left, m.right) for m in near[-1:])

    def _inside(self, index: int, noun: Span) -> tuple[Span, ...]:
        """The industry that a counted noun names itself: 1个现代服务业集群."""
        return tuple((m.left, m.right) for m in self.industries(index, *noun) if m.right < noun[1])[:1]

    def open_numbers(self, index: int) -> Iterator[Counted]:
        """What N counts: 粮油、茶叶等N个优势产业."""
        text = self.text(index)
        for found in _RE["open_number"].finditer(text):
            items = listed_before(self, index, found.start())
            mixed = any(_RE["number_noun"].search(text, *item) for item in items)
            yield Counted(sentence=index, start=found.start(), end=found.end(), count=None, noun=found["noun"],
                          items=() if mixed else items)

    def figures(self, index: int) -> tuple[Counted, ...]:
        """The counted phrases and the figures of a sentence, in text order: 产值达到7000亿元."""
        text = self.text(index)
        counted = self.counted(index)
        told = [
            Counted(sentence=index, start=found.start("number"), end=found.end(), count=int(found["number"]),
                    noun=found["noun"])
            for found in _RE["figure"].finditer(text)
        ]
        free = [one for one in told if not any(one.start < p.end and p.start < one.end for p in counted)]
        return tuple(sorted((*counted, *free), key=lambda phrase: phrase.start))

    def members(self, index: int, spans: tuple[Span, ...]) -> tuple[Mention | str, ...]:
        """The entity at each span, or its words."""
        return tuple(self._member(index, span) for span in spans)

    def _member(self, index: int, span: Span) -> Mention | str:
        text = self.text(index)
        left, right = span
        for kind in _MEMBER:
            for mention in self.annotated.in_sentence(index):
                fits = left <= mention.left <= left + 1 and mention.right <= right
                rest = text[mention.right:right]
                if mention.type == kind and fits and (not rest or _RE["idle_noun"].fullmatch(rest)):
                    return mention
        return text[left:right].strip("“”‘’\"+＋")

    def industries(self, index: int, left: int = 0, right: int | None = None) -> tuple[Mention, ...]:
        """The outermost industries within a stretch of a sentence, each once."""
        stop = len(self.text(index)) if right is None else right
        found = [m for m in self.annotated.in_sentence(index, "Industry") if left <= m.left and m.right <= stop]
        return tuple(m for m in found if not any(o is not m and o.covers(m) for o in found))

    def runs(self, index: int) -> tuple[tuple[Mention, ...], ...]:
        """The industries of a sentence, those that stand side by side together: 石化、橡胶和新材料."""
        found: list[list[Mention]] = []
        for industry in self.industries(index):
            if found and _joined(self.text(index), found[-1][-1], industry):
                found[-1].append(industry)
            else:
                found.append([industry])
        return tuple(map(tuple, found))


def _joined(text: str, left: Mention, right: Mention) -> bool:
    return text[left.right:right.left] in _COORDINATING


def items_of(text: str, e: Enumeration) -> tuple[Span, ...]:
    """The items of an enumeration; a class noun that is part of the last one goes to it: 甲基地、乙基地和丙基地."""
    last = e.items[-1]
    if e.count is None and e.head and e.head[0] == last[1]:
        noun, whole = text[slice(*e.head)], (last[0], e.head[1])
        if any(text[slice(*item)].endswith(noun) for item in e.items) or _RE["future_label"].fullmatch(text, *whole):
            return (*e.items[:-1], whole)
    return e.items


def _begins_with_verb(text: str, item: Span) -> bool:
    """Whether an item begins with a verb of two signs, 改善法治环境; then the first of the list keeps its own."""
    verb = _VERB.match(text, *item)
    return verb is not None and verb.end() - verb.start() > 1


def trimmed(text: str, items: tuple[Span, ...]) -> tuple[Span, ...]:
    """The items without a verb before the first and a measure behind the last."""
    (left, right), *others = items
    parallel = bool(others) and all(_begins_with_verb(text, item) for item in others)
    if (lead := _RE["lead"].match(text, left, right)) and not parallel:
        left = lead.end() if lead.end() < right else left
    items = ((left, right), *items[1:])
    left, right = items[-1]
    rear = _RE["rear"].search(text, left, right)
    return (*items[:-1], (left, rear.start())) if rear and rear.start() > left else items


def listed_before(reader: Reader, index: int, end: int) -> tuple[Span, ...]:
    """The items that stand right before a count, in the same clause: 甲、乙和丙“三项…”."""
    text = reader.text(index)
    stop = end - 1 if end and text[end - 1] in "“‘\"" else end
    if ending := _RE["row_end"].search(text, 0, stop):
        stop = ending.start()
    begin = max(map(text.rfind, "，,。；;：:", (0,) * 7, (stop,) * 7)) + 1
    parts = [found.span() for found in regex.finditer("[^、]+", text, pos=begin, endpos=stop)]
    if len(parts) < 2:
        return ()
    if text.count("“", begin, stop) != text.count("”", begin, stop) or _RE["listing_quote"].search(text, begin, stop):
        return ()
    counts = list(_RE["number_noun"].finditer(text, *parts[0]))
    first = counts[-1].end() if counts and counts[-1].end() < parts[0][1] - 1 else parts[0][0]
    if any(_RE["number_noun"].search(text, left, right) for left, right in ((first, parts[0][1]), *parts[1:])):
        return ()
    starts = [e.items[0][0] for e in reader.lists(index) if first <= e.items[0][0] < parts[0][1]]
    if all(_begins_with_verb(text, part) for part in parts[1:]):
        starts = [verb.end() for verb in _VERB.finditer(text, first, parts[0][1])
                  if _begins_with_verb(text, (verb.end(), parts[0][1]))]
    return trimmed(text, ((max(starts, default=first), parts[0][1]), *parts[1:]))


def pieces(text: str, left: int, right: int) -> tuple[Span, ...]:
    """The clauses of a stretch, trimmed."""
    return tuple(trimmed(text, (match.span(),))[0] for match in _PIECE.finditer(text, left, right))


def alike(text: str, span: Span) -> tuple[Span, ...]:
    """The items of a stretch that all end with its last sign: 个人解决不了的部门办、部门解决不了的县委、县政府办."""
    cut = regex.compile(f"(?<={regex.escape(text[span[1] - 1])})、")
    edges = [span[0], *(edge for found in cut.finditer(text, *span) for edge in found.span()), span[1]]
    return tuple(zip(edges[::2], edges[1::2], strict=True))


def quoted_before(text: str, end: int) -> tuple[Span, ...]:
    """What quotes right before ``end`` list: “甲”“乙”的, “甲、乙”, “甲+乙”."""
    found = _RE["quoted_row"].search(text, max(0, end - 120), end)
    if not found:
        return ()
    marks = list(regex.finditer(r"“[^“”]+”|‘[^‘’]+’", text, pos=found.start(), endpos=end))
    if len(marks) > 1:
        return tuple((mark.start() + 1, mark.end() - 1) for mark in marks)
    return tuple(one.span() for one in _INNER.finditer(text, marks[0].start() + 1, marks[0].end() - 1))
