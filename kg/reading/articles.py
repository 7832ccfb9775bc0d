"""Blocks → articles: where each begins and what its title is.

An article begins with the headings above a dateline (“本报讯 …”) or above a byline (“本报记者 崔 治”), or with
a heading of the first level in Markdown.
"""

from __future__ import annotations

from kg.reading.layout import Block
from kg.reading.lines import COLUMN, PLAIN
from kg.resources.patterns import load_patterns

_LONGEST_TITLE_BLOCKS = 3


def article_starts(blocks: list[Block]) -> list[int]:
    """The indexes of the blocks that begin an article, the first one first."""
    patterns = load_patterns("layout").regex
    starts = {0}
    for index, block in enumerate(blocks):
        if block.kind == "body" and patterns["dateline"].match(block.text):
            starts.add(_above(blocks, index))
        elif block.kind == "byline" and patterns["byline"].match(block.text):
            above = _above(blocks, index)
            if above < index and any(later.kind in ("body", "heading") for later in blocks[index + 1:index + 3]):
                starts.add(above)
    first, *others = sorted(starts)
    if others and all(block.level == COLUMN or block.kind == "byline" for block in blocks[first:others[0]]):
        del others[0]
    return [first, *others]


def title_blocks(blocks: list[Block], start: int, end: int) -> range:
    """The blocks of an article that are its title: the first plain headings, a subtitle after “——” included."""
    first = start
    while first < end and (blocks[first].kind in ("byline", "caption") or blocks[first].level == COLUMN):
        first += 1
    if first >= end or not _headline(blocks[first]):
        return range(start, start)
    last = first + 1
    while last < end and last - first < _LONGEST_TITLE_BLOCKS and (
        blocks[last - 1].text.endswith("——") or blocks[last].text.startswith(("——", "――"))
    ) and blocks[last].kind == "heading":
        last += 1
    return range(first, last)


def headline(blocks: list[Block], titles: range) -> str:
    """The headline without its subtitle: “跑好第一棒 冲刺开门红”; with the line before it that ends with “——”."""
    words = ""
    for at in titles:
        words += blocks[at].text
        if not words.endswith("——"):
            break
    return words


def _headline(block: Block) -> bool:
    return block.kind == "heading" and (block.level == PLAIN or block.level == 1)


def _above(blocks: list[Block], index: int) -> int:
    """The first of the headings that stand directly above, bylines between them allowed."""
    first = index
    while first and index - first < _LONGEST_TITLE_BLOCKS and _headline(blocks[first - 1]):
        first -= 1
    return first
