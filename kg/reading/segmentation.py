"""Blocks → sentences, each with its place in the document.

A sentence ends at 。！？； and ……, with the closing quotes and brackets after them; “…？…” within brackets, book
titles and short quotes does not end it: “提出‘怎么办？’的问题。” is one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kg.datamodel import Sentence
from kg.reading.layout import Block, join

_SENTENCE = re.compile(
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
    re.VERBOSE,
)
_LONGEST_RUN_IN = 60


class Place(NamedTuple):
    """Where a block stands: its article, and its kind after the articles are known."""

    article: int
    title: bool


def segment(blocks: Iterable[Block], places: Iterable[Place]) -> tuple[Sentence, ...]:
    """The sentences of the blocks in order; headings are nested by their levels."""
    sentences: list[Sentence] = []
    headings: list[tuple[int, int]] = []
    article = -1
    for paragraph, (block, place) in enumerate(zip(blocks, places, strict=True)):
        if place.article != article:
            article, headings = place.article, []
        kind = "title" if place.title else block.kind
        level = 0 if place.title else block.level
        first = True
        for left, right in _spans(block):
            run_in = first and kind == "body" and level > 0 and right - left <= _LONGEST_RUN_IN
            if first and (kind in ("title", "heading") or run_in):
                while headings and headings[-1][0] >= level and not (kind == "title" and headings[-1][0] == level):
                    headings.pop()
            under = headings[-1][1] if headings else -1
            if first and (kind in ("title", "heading") or run_in) and not (headings and kind == "title"):
                headings.append((level, len(sentences)))
            sentences.append(Sentence(
                index=len(sentences), article=article, paragraph=paragraph, kind="heading" if run_in else kind,
                text=block.text[left:right], runs=_runs(block, left, right), heading=under,
            ))
            first = False
    return tuple(sentences)


def _spans(block: Block) -> Iterator[tuple[int, int]]:
    text = block.text
    if block.kind == "row":
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
    """The runs of the stretch of the block's text; the space that joins two latin words is their line break."""
    if len(block.pieces) == 1:
        return ((0, block.pieces[0][0] + left),)
    runs: list[tuple[int, int]] = []
    at = 0
    before = ""
    for start, end in block.pieces:
        if at:
            gap = len(join(before, block.text[at])) if block.text[at] != " " else 1
            if gap and left <= at < right:
                runs.append((at - left, start - 1))
            at += gap
        stop = at + end - start
        if at < right and stop > left:
            skip = max(0, left - at)
            runs.append((at + skip - left, start + skip))
        at = stop
        before = block.text[at - 1]
    return tuple(runs)
