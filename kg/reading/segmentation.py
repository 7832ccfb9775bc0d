"""Blocks → sentences, each with its place in the document.

A sentence ends at 。！？； and ……, with the closing quotes and brackets after them; “…？…” within brackets, book
titles and short quotes does not end it: “提出‘怎么办？’的问题。” is one sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from kg.datamodel import Sentence, SentenceKind
from kg.reading.layout import Block
from kg.reading.lines import COLUMN, TABLE

# The library regex: in Python 3.11.0 to 3.11.4 the possessive repeats of re stop one character early.
_SENTENCE = regex.compile(
    r"""
    (?: [^。！？；!?;…“‘「《（(【]++
      | “[^“”]{0,29}(?<![。！？!?])”
      | (?<![：:])“[^“”]{0,29}”
      | ‘[^‘’]{0,30}’
      | 「[^「」]{0,30}」
      | 《[^《》]{0,80}》
      | （[^（）]{0,200}）
      | \([^()]{0,200}\)
      | 【[^【】]{0,80}】
      | …(?!…)
      | [“‘「《（(【]
    )++
    (?: (?:[。！？；!?;]|……)[。！？；!?;…]*+[”’」』》）)】"']*+ )?
    | [。！？；!?;…]++[”’」』》）)】"']*+
    """,
    regex.VERBOSE,
)


_TITLE = 0
# Twice the longest of 9,400 sentences of reports, and the time that a rule takes for one stays bounded.
_LONGEST = 1000
_PAUSE = regex.compile("[，、；：,;:|\\s]")


class _Heading(NamedTuple):
    level: int
    sentence: int


class Place(NamedTuple):
    """Where a block stands: its article, and its kind after the articles are known."""

    article: int
    title: bool


def segment(blocks: Iterable[Block], places: Iterable[Place]) -> tuple[Sentence, ...]:
    """The sentences of the blocks in order; each points to the heading that it stands under."""
    sentences: list[Sentence] = []
    headings: list[_Heading] = []
    article = -1
    for paragraph, (block, place) in enumerate(zip(blocks, places, strict=True)):
        if place.article != article:
            article, headings = place.article, []
        kind: SentenceKind = "title" if place.title else block.kind
        level = _TITLE if place.title else block.level
        if kind == "body" and headings and headings[-1].level == TABLE:
            headings.pop()
        for number, (left, right) in enumerate(_spans(block)):
            kind_here = kind
            if number == 0 and kind == "body" and level:
                kind_here = "heading"
            heads = number == 0 and kind_here in ("title", "heading")
            if heads:
                _close(headings, level)
            under = headings[-1].sentence if headings else -1
            if heads and (level or not headings):
                headings.append(_Heading(level, len(sentences)))
            sentences.append(Sentence(
                index=len(sentences), article=article, paragraph=paragraph, kind=kind_here,
                text=block.text[left:right], runs=_runs(block, left, right), heading=under,
            ))
    return tuple(sentences)


def _close(headings: list[_Heading], level: int) -> None:
    """Take from the open headings those that one of this level ends.

    One of the same level ends it and all below it.  A numbered heading also ends the plain ones below a numbered
    heading of a higher level, but stands under plain ones that have none above them.
    """
    levels = [heading.level for heading in headings]
    if level == _TITLE:
        return
    if level in levels:
        del headings[levels.index(level):]
        return
    if level < COLUMN:
        higher = [at for at, other in enumerate(levels) if _TITLE < other < level]
        deeper = [at for at, other in enumerate(levels) if level < other < COLUMN]
        if higher:
            del headings[higher[-1] + 1:]
        elif deeper:
            del headings[deeper[0]:]
    elif level == COLUMN:
        del headings[1:]
    elif headings and headings[-1].level > level:
        headings.pop()


def _spans(block: Block) -> Iterator[tuple[int, int]]:
    """The sentences; what has no end in sight is cut, at a pause where there is one."""
    for left, right in _whole_spans(block):
        while right - left > _LONGEST:
            pauses = [found.end() for found in _PAUSE.finditer(block.text, left + _LONGEST // 2, left + _LONGEST)]
            cut = pauses[-1] if pauses else left + _LONGEST
            yield left, cut
            left = cut
        yield left, right


def _whole_spans(block: Block) -> Iterator[tuple[int, int]]:
    text = block.text
    if block.kind in ("row", "heading"):
        yield 0, len(text)
        return
    for found in _SENTENCE.finditer(text):
        left, right = found.span()
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            yield left, right


def _runs(block: Block, left: int, right: int) -> tuple[tuple[int, int], ...]:
    """The runs of the stretch of the block's text."""
    if len(block.pieces) == 1:
        return ((0, block.pieces[0][0] + left),)
    runs: list[tuple[int, int]] = []
    at = 0
    for start, end in block.pieces:
        stop = at + end - start
        if at < right and stop > left:
            skip = max(0, left - at)
            runs.append((at + skip - left, start + skip))
        at = stop
    return tuple(runs)
