"""Annotated document → renamings: names that took the place of others, where the text says so.

“辽宁宏拓新材料科技（集团）有限公司（原海城市宏拓矿业有限公司）” is one company with a former name; “‘5+2+1’调整为
‘3+3+3’” are two programmes, of which the second replaces the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from kg.datamodel import AnnotatedDocument, EntityType, Mention, Renaming
from kg.extraction.notations import parse_code, parse_words
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("renamings")
_RE = _PATTERNS.regex
# How names of a type end.
_ENDINGS: Mapping[EntityType, str] = {"Company": "firm", "Organisation": "institution", "Park": "zone"}
_TYPES: tuple[EntityType, ...] = (*_ENDINGS, "Programme")
_UPGRADED: tuple[EntityType, ...] = ("Park", "Programme")
_QUOTED = regex.compile("[“‘]([^“”‘’]+)[”’]")


class _Told(NamedTuple):
    former: Mention
    current: Mention
    rule: str


def rename(annotated: AnnotatedDocument) -> tuple[Renaming, ...]:
    """What the document says was renamed or replaced, in the order of its sentences."""
    return tuple(
        renaming
        for sentence in annotated.document.sentences if _RE["telling"].search(sentence.text)
        for type in _TYPES
        for renaming in _of_type(annotated, sentence.index, type)
    )


def _of_type(annotated: AnnotatedDocument, index: int, type: EntityType) -> Iterator[Renaming]:
    named = annotated.in_sentence(index, type)
    outer = [m for m in named if not any(other is not m and other.covers(m) for other in named)]
    text = annotated.document.sentences[index].text
    for one, other in pairwise(outer):
        if told := _told(text, one, other):
            replaced = told.rule == "supplanted" or (_is_notation(told.former) and _is_notation(told.current))
            yield Renaming(
                former=told.former, current=told.current, replaced=replaced,
                evidence=annotated.document.evidence(index, f"renaming-{told.rule}"),
            )
    for mention in outer if type in _ENDINGS else ():
        if name := _unrecognized(text, mention, named):
            yield Renaming(
                former=name, current=mention, replaced=False,
                evidence=annotated.document.evidence(index, "renaming-unrecognized"),
            )


def _told(text: str, one: Mention, other: Mention) -> _Told | None:
    """Which of two names that follow each other is the former one of the other, and the rule that says so."""
    between, after = text[one.right : other.left], text[other.right :]
    if _RE["renamed"].search(between):
        return None if _RE["intended"].search(text[: one.left]) else _Told(one, other, "renamed")
    if one.type in _UPGRADED and _RE["upgraded"].search(between):
        to_come = one.type == "Park" and _RE["intended"].search(text[: one.left])
        return None if to_come else _Told(one, other, "upgraded")
    if _RE["nowadays"].search(between):
        return _Told(one, other, "nowadays")
    if _RE["formerly"].search(between):
        return _Told(other, one, "formerly")
    if _RE["out_of"].search(between) and _RE["came"].search(after):
        return _Told(other, one, "came")
    if one.type == "Programme" and _is_notation(one) and _is_notation(other) and _RE["supplanted"].search(between):
        return _Told(other, one, "supplanted")
    return None


def _is_notation(mention: Mention) -> bool:
    """Whether it names a programme by symbols: 5+2+1, 三大工程."""
    quoted = _QUOTED.search(mention.surface)
    core = quoted[1] if quoted else mention.surface
    return mention.type == "Programme" and bool(parse_code(core) or parse_words(core))


def _unrecognized(text: str, mention: Mention, known: Sequence[Mention]) -> str:
    """The former name told right behind a name, where it is none of the mentions."""
    found = _RE["unrecognized"].match(text, mention.right)
    if not found or found["kind"] not in _PATTERNS.words[_ENDINGS[mention.type]]:
        return ""
    left, right = found.span("name")
    return "" if any(other.left < right and left < other.right for other in known) else found["name"]
