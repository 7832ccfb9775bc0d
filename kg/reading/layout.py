"""Text → blocks: headings, paragraphs, captions, bylines and rows with the breaks of the layout mended.

“…投资继续增” and, after a blank line or a caption, “长，项目加快落地。” become one block of two pieces.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise, zip_longest
from typing import NamedTuple

from kg.datamodel import SentenceKind
from kg.reading.lines import COLUMN, PLAIN, Line, Piece, complete, split_lines
from kg.resources.patterns import load_patterns

_SENTENCE_MARK = re.compile("[。！？；!?;]")
_HEADLINE = re.compile("^[^。；;]{2,45}(?<![。；;：:，,、])$")
_OPENERS, _CLOSERS = "“‘「『《（(【", "”’」』》）)】"
_GOES_ON = re.compile("^[，。、；：！？,;:!?)”’」』》）】%％‰]")
_SENTENCE_HEADING = re.compile("^[^。！？；：“][^。！？；：]{3,30}。$")
_SEVERAL = 3
_STOPS_SHORT = "，、,“‘「『《（(—-"
_COMMA = re.compile("[，,]")
_ITEM = 3
# Text without a sentence end in sight is no paragraph.
_LONGEST_PARAGRAPH, _ENDING = 5000, 4
_LONGEST_RUN_IN = (60, 60, 24)
_HEADING, _CLAUSES, _VALUE, _DUPLICATE, _PARAGRAPH, _WINDOW = 40, 24, 24, 20, 40, 3000


class Block(NamedTuple):
    """What belongs together; ``pieces`` are its stretches in the document, ``level`` is that of a heading.

    A body block with a level begins with a heading that runs into the paragraph: “一、总量。全年…”.
    """

    kind: SentenceKind
    pieces: tuple[Piece, ...]
    text: str
    level: int = 0


class Layout(NamedTuple):
    """The blocks in order, and what was left out as furniture of the page or as a repetition."""

    blocks: list[Block]
    furniture: list[Piece]
    repetitions: list[Piece]


def lay_out(view: str) -> Layout:
    """The blocks of a text, breaks within sentences mended."""
    lines = split_lines(view)
    width = _wrap_width(lines)
    indented = sum(1 for line in lines if line.indent) * 5 > len(lines)
    repair = _Repair(view, width, indented)
    for line, after in zip_longest(lines, lines[1:]):
        repair.take(line, after)
    return Layout(_without_lists(_with_sentence_headings(repair.blocks)), repair.furniture, repair.repetitions)


def _with_sentence_headings(blocks: list[Block]) -> list[Block]:
    """Short sentences that head a paragraph each (“生态底色更加亮丽。”) are headings where there are several."""
    ordinal = load_patterns("layout").regex["ordinal"]
    found = [
        index for index, (block, after) in enumerate(pairwise(blocks))
        if block.kind == after.kind == "body" and not block.level and len(after.text) >= 2 * _HEADING
        and _SENTENCE_HEADING.match(block.text) and ("，" not in block.text or ordinal.match(block.text))
    ]
    if len(found) >= _SEVERAL:
        for index in found:
            blocks[index] = blocks[index]._replace(kind="heading", level=PLAIN)
    return blocks


def _without_lists(blocks: list[Block]) -> list[Block]:
    """Lines with numbers or bullets that follow each other are the items of a list, no headings."""
    items = {
        index + step
        for index, pair in enumerate(pairwise(blocks))
        if all(block.kind == "heading" and block.level in (_ITEM, COLUMN) for block in pair)
        and pair[0].level == pair[1].level
        for step in (0, 1)
    }
    return [
        block._replace(kind="body", level=0) if index in items else block for index, block in enumerate(blocks)
    ]


def _columns(text: str) -> int:
    """The width in half-width columns."""
    return len(text.encode("gb18030", "replace"))


# In a short text a few lines tell the width, where it is that of a page and not of a list.
_WRAPPED_LINES = 6
_WIDE = 56
# An unfinished line of so many characters goes on in the line right below it.
_FULL_LINE = 26


def _wrap_width(lines: list[Line]) -> int:
    """The width at which the text was wrapped, in half-width columns; 0 where it was not."""
    widths = Counter(_columns(line.text) // 4 for line in lines[:600] if line.gap <= 1 and not complete(line.text))
    if not widths:
        return 0
    common, count = widths.most_common(1)[0]
    near = count + widths[common - 1] + widths[common + 1]
    enough = near >= _WRAPPED_LINES or (near >= 3 and common * 4 >= _WIDE)
    return (common - 1) * 4 if common >= 5 and enough and near * 3 >= min(len(lines), 600) else 0


class _Repair:
    """Takes the lines one by one.

    ``open`` is the block that may go on, ``headed`` whether a heading came since, ``begun`` whether the first
    headline is past, ``wraps`` and ``wrapped`` whether this line and the last one go on for want of width.
    """

    def __init__(self, view: str, width: int, indented: bool) -> None:
        self.view, self.width, self.indented = view, width, indented
        self.blocks: list[Block] = []
        self.furniture: list[Piece] = []
        self.repetitions: list[Piece] = []
        self.open: int | None = None
        self.headed = False
        self.begun = False
        self.wraps = self.wrapped = False

    def take(self, line: Line, after: Line | None) -> None:
        """Place the line; ``after`` is the next one."""
        self.wrapped = self.wraps
        wraps = self._fills(line) and after is not None and after.gap == 1 and after.kind == "text"
        self.wraps = wraps and not (self.indented and after is not None and after.indent)
        self._place(line)

    def _place(self, line: Line) -> None:
        if line.kind == "furniture":
            self.furniture.extend(line.pieces)
        elif line.kind in ("caption", "byline"):
            self._set_aside(line)
        elif line.kind == "row":
            self.open = None
            self.blocks.append(Block("row", line.pieces, line.text))
        elif len(line.text) >= _DUPLICATE and self._repeats(line):
            self.repetitions.extend(line.pieces)
        elif line.kind == "heading":
            self.headed = True
            self.begun = self.begun or line.level != COLUMN
            self.blocks.append(Block("heading", line.pieces, line.text, line.level))
            if self.open is None or self.blocks[self.open].kind == "heading":
                self.open = len(self.blocks) - 1
        elif line.gap == 1 and self._titled() and load_patterns("layout").regex["title_goes_on"].match(line.text):
            self.blocks[-1] = self._grown(self.blocks[-1], line)
            self.open = len(self.blocks) - 1 if _cut_short(self.blocks[-1].text) else None
        elif self.open is not None and self._continues(self.blocks[self.open], line):
            self._grow(self.open, line)
        else:
            self._begin(line)

    def _titled(self) -> bool:
        return bool(self.blocks) and self.blocks[-1].kind == "heading" and self.blocks[-1].level == PLAIN

    def _set_aside(self, line: Line) -> None:
        if line.kind == "byline" and self._label_waits():
            last = self.blocks[-1]
            self.blocks[-1] = self._grown(last, line)
        else:
            kind: SentenceKind = "byline" if line.kind == "byline" else "caption"
            self.blocks.append(Block(kind, line.pieces, line.text))

    def _label_waits(self) -> bool:
        """Whether the last block is a label without its value (“来源:”) or half a line about a session."""
        if not self.blocks or self.blocks[-1].kind != "byline":
            return False
        patterns = load_patterns("layout").regex
        text = self.blocks[-1].text
        return bool(patterns["meta_open"].match(text) or (
            patterns["session"].match(text) and patterns["session_open"].search(text)))

    def _repeats(self, line: Line) -> bool:
        """Whether the text stood shortly before: a part of a paragraph, or a long paragraph."""
        start = line.pieces[0][0]
        at = self.view.find(line.text, max(0, start - _WINDOW), start)
        return at >= 0 and (len(line.text) >= _PARAGRAPH or self.view[at - 1:at] not in ("", "\n"))

    def _begin(self, line: Line) -> None:
        text = line.text
        if not self.begun and _HEADLINE.match(text) and not self.wraps:
            self.begun = True
            self.blocks.append(Block("heading", line.pieces, text, PLAIN))
            self.open = len(self.blocks) - 1 if _cut_short(text) else None
            return
        self.begun = True
        if len(text) <= _VALUE and self._label_waits():
            self.blocks[-1] = self._grown(self.blocks[-1], line)
            return
        ends = complete(text)
        inner = _SENTENCE_MARK.search(text, 0, len(text) - 1) is not None
        inner = inner and not (len(text) <= _HEADING and _HEADLINE.match(text))
        long = len(text) > _HEADING or (len(text) > _CLAUSES and len(_COMMA.findall(text)) > 1)
        body = ends or inner or long or text[-1] in "，、," or self.wraps or _listed(text)
        if body:
            self.blocks.append(Block("body", line.pieces, text, _run_in_level(text)))
        else:
            self.blocks.append(Block("heading", line.pieces, text, PLAIN))
        if body or self.open is None or self.blocks[self.open].kind == "heading":
            self.open = None if ends else len(self.blocks) - 1
            self.headed = False
        else:
            self.headed = True

    def _fills(self, line: Line) -> bool:
        return bool(self.width) and _columns(line.text) >= self.width

    def _grow(self, index: int, line: Line) -> None:
        block = self._grown(self.blocks[index], line)
        ended = complete(block.text) or _SENTENCE_MARK.search(block.text)
        if block.kind == "heading" and (ended or len(block.text) > 2 * _HEADING):
            block = block._replace(kind="body", level=0)
        self.blocks[index] = block
        if complete(block.text) or (block.kind == "heading" and not _cut_short(block.text)):
            self.open = None

    def _grown(self, block: Block, line: Line) -> Block:
        """The block with the line at its end; latin words are parted by a space, which stands for the line break."""
        left, right = block.text[-1], line.text[0]
        words = left.isascii() and right.isascii() and left.isalnum() and right.isalnum()
        mark = self.view.rfind("\n", 0, line.pieces[0][0])
        space: tuple[Piece, ...] = ((mark, mark + 1),) if words else ()
        return block._replace(
            pieces=(*block.pieces, *space, *line.pieces), text=block.text + " " * len(space) + line.text,
        )

    def _continues(self, block: Block, line: Line) -> bool:
        """Whether the line goes on with what the block left unfinished."""
        patterns = load_patterns("layout").regex
        text = line.text
        if len(block.text) > _LONGEST_PARAGRAPH:
            return False
        if _GOES_ON.match(text) or _closes(block.text, text):
            return True
        if patterns["dateline"].match(text) or patterns["bullet"].match(text):
            return False
        if block.kind == "heading" and block.level < PLAIN:
            return False
        if block.kind == "body" and not self.headed:
            if block.text[-1] in _STOPS_SHORT:
                return True
            if self.indented and line.indent:
                return False
            start, end = block.pieces[-1]
            if line.gap == 1 and (self.wrapped or end - start >= _FULL_LINE):
                return True
            if patterns["paragraph_start"].match(text):
                return False
            if self._fills(line) or len(text) > _HEADING or complete(text):
                return True
        cut = block.text[-1].isdigit() and patterns["number_cut"].match(text) is not None
        unfinished = block.kind == "heading" and patterns["open_end"].search(block.text[-_ENDING:]) is not None
        return cut or unfinished or _word_crosses(block.text, text)


def _listed(text: str) -> bool:
    """Whether a bullet stands before the text; a dash may stand before a subtitle."""
    return text[0] not in "—―" and load_patterns("layout").regex["bullet"].match(text) is not None


def _cut_short(text: str) -> bool:
    """Whether a headline can't end so: “……发展的”, “关于印发《全省”."""
    unclosed = any(text.rfind(opener) > text.rfind(closer) for opener, closer in zip(_OPENERS, _CLOSERS, strict=True))
    return unclosed or load_patterns("layout").regex["open_end"].search(text) is not None


def _run_in_level(text: str) -> int:
    patterns = load_patterns("layout").regex
    for level, longest in enumerate(_LONGEST_RUN_IN, 1):
        if patterns[f"number_{level}"].match(text):
            mark = _SENTENCE_MARK.search(text, 0, longest)
            return level if mark and mark[0] not in "；;" and (level < _ITEM or mark.end() < len(text)) else 0
    return 0


def _closes(text: str, after: str) -> bool:
    """Whether a bracket or quote is left open in the last sentence and closed first thing after it."""
    for opener, closer in zip(_OPENERS, _CLOSERS, strict=True):
        at = text.rfind(opener, max(0, len(text) - 60))
        if at >= 0 and closer not in text[at:]:
            end = after.find(closer, 0, 60)
            if end >= 0 and opener not in after[:end]:
                return True
    return False


def _word_crosses(text: str, after: str) -> bool:
    """Whether a word stands across the break: “10亿 | 元以上”, “百强行 | 列”."""
    import rjieba  # which unpacks its words then, a tenth of a second

    left, right = text[-8:], after[:8]
    at = 0
    for word in rjieba.cut(left + right):
        at += len(word)
        if at >= len(left):
            return at > len(left)
    return False
