"""Annotated document → the components of its programmes.

“‘一枢纽、两中心’，即国家级物流枢纽、临港产业中心、科技创新中心” gives 一枢纽 (1, with its member) and 两中心 (2,
with both).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

import regex

from kg.datamodel import AnnotatedDocument, Component, Mention, Sentence
from kg.extraction.decoding import explain_code
from kg.extraction.explanations import Reader, Row
from kg.extraction.notations import Notation, Symbol, parse_code, parse_words
from kg.extraction.word_forms import explain_words
from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

_RE = load_patterns("notations").regex
_TITLE = regex.compile("《")
_JOINED = regex.compile("[和与及]")
_PLAIN = regex.compile("[“”]")
_MARKS = regex.compile("^[“”‘’\"「」『』]+|[“”‘’\"「」『』]+$")


def decode(annotated: AnnotatedDocument) -> tuple[Component, ...]:
    """One component for each symbol, in order; nothing for bare digits that the text never explains."""
    reader = Reader(annotated)
    return tuple(
        component
        for mentions in by_programme(annotated).values()
        for component in _components(reader, mentions)
    )


def told_industries(annotated: AnnotatedDocument) -> tuple[Mention, ...]:
    """What only a list of industries tells to be one: 石蜡 of “八大产业链”：乙烯、丙烯、石蜡, half being known."""
    begins = {sentence.start: sentence for sentence in annotated.document.sentences}
    return tuple(
        mention
        for component in (decode(annotated) if any(map(_is_industrial, annotated.of_type("Programme"))) else ())
        if _is_industrial(component.programme) or _RE["of_industries"].search(component.label)
        for mention in _told_industries(annotated, begins[component.evidence.start], component.members)
    )


def _told_industries(
    annotated: AnnotatedDocument, sentence: Sentence, members: Sequence[Mention | str]
) -> Iterator[Mention]:
    """The words of a list that name nothing known, where what it names are industries; none that joins one to more."""
    known = [member for member in members if isinstance(member, Mention)]
    if any(member.type != "Industry" for member in known) or 2 * len(known) < len(members):
        return
    industries = annotated.in_sentence(sentence.index, "Industry")
    for name in members:
        if isinstance(name, str) and (left := sentence.text.find(name)) >= 0:
            span = (left, left + len(name))
            joins = _JOINED.search(name) and any(span[0] <= one.left and one.right <= span[1] for one in industries)
            if not joins:
                yield annotated.document.mention(sentence, span, "Industry", "industries.member")


def _is_industrial(programme: Mention) -> bool:
    return _RE["of_industries"].search(programme.surface) is not None


def by_programme(annotated: AnnotatedDocument) -> Mapping[str, tuple[Mention, ...]]:
    """The mentions of each programme of the document."""
    groups: dict[str, list[Mention]] = {}
    for mention in annotated.of_type("Programme"):
        groups.setdefault(mention.refers or _MARKS.sub("", mention.surface), []).append(mention)
    return {key: tuple(mentions) for key, mentions in groups.items()}


def _components(reader: Reader, mentions: Sequence[Mention]) -> Iterator[Component]:
    if any(_TITLE.match(mention.surface) for mention in mentions):
        return
    code, coded = _code(mentions)
    rows: tuple[Row, ...] = explain_code(reader, coded, code) if code else ()
    if not rows:
        symbols, holders = _words(mentions)
        rows = explain_words(reader, holders, symbols) if symbols else ()
        if symbols and ((symbols[0].doubled and not rows[0].members) or len(symbols) == 1 == symbols[0].count):
            rows = ()
        if _is_national(mentions):
            rows = tuple(replace(row, members=tuple(filter(_is_programme, row.members))) for row in rows)
    for position, row in enumerate(rows, 1):
        yield Component(
            programme=mentions[0], position=position, symbol=row.symbol, count=row.count, label=row.label,
            members=row.members, evidence=reader.annotated.document.evidence(row.sentence, "programmes:decode"),
        )


def _is_programme(member: Mention | str) -> bool:
    return isinstance(member, Mention) and member.type == "Programme"


def _is_national(mentions: Sequence[Mention]) -> bool:
    """Whether the lexicon knows the programme: lists around its name in passing are not about it."""
    return any(_PLAIN.sub("", mention.surface) in _known() for mention in mentions)


@cache
def _known() -> frozenset[str]:
    return frozenset(_PLAIN.sub("", row["surface"]) for row in load_rows("Programme"))


def _code(mentions: Sequence[Mention]) -> tuple[tuple[Notation, ...], tuple[Mention, ...]]:
    """The readings of the programme's numeric code and the mentions that are just the code."""
    for mention in mentions:
        bare = _MARKS.sub("", mention.surface)
        if notations := parse_code(bare):
            return notations, tuple(m for m in mentions if m.surface == bare) or (mention,)
    for mention in mentions:
        if found := _RE["code_inside"].search(mention.surface):
            return parse_code(found["code"]), (mention,)
    return (), ()


def _words(mentions: Sequence[Mention]) -> tuple[tuple[Symbol, ...], tuple[Mention, ...]]:
    """The symbols of the programme's word form, its barest surface first, and the mentions that hold them."""
    for surface in sorted({mention.surface for mention in mentions}, key=lambda s: (len(s), s)):
        if symbols := parse_words(surface):
            return symbols, tuple(m for m in mentions if symbols[0].text in m.surface)
    return (), ()
