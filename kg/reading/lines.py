"""Text → its lines, each with its kind: the first look at the layout.

A line is what stands between two line breaks, without the blanks around it.  “本报记者 崔 治 摄” is a caption
and makes one of the line before it; “【字号：” is furniture of a page; “一、总量” is a heading of level 1.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kg.resources.patterns import load_patterns

Piece = tuple[int, int]
LineKind = Literal["text", "heading", "byline", "caption", "row", "furniture"]

_FURNITURE = ("rule_line", "navigation")
_BYLINES = ("byline", "masthead", "office_line", "meta", "credits_line", "stamp", "session", "document_number")
_LINE = re.compile(r"\S[^\n]*")
# Levels of headings: 1 to 3 by their numbers, 1 to 6 in Markdown, then names of columns, plain ones, tables.
COLUMN, PLAIN, TABLE = 7, 8, 9
_LONGEST_FURNITURE, _LONGEST_CAPTION, _LONGEST_HEADING = 40, 100, 60
# Signs that are no words: invisible ones, those for private use (bullets of PDFs), bold and links of Markdown.
_NOISE = re.compile(
    "[\u200b-\u200f\u2060\ufeff\u00ad\ufffe\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f]+|\\*\\*+|`+"
    r"|!\[[^\]\n]{0,100}\]\([^)\s]{0,300}\)|\[(?=[^\[\]\n]{1,100}\]\(https?://)|\]\(https?://[^)\s]{1,300}\)|^>+ ?"
)
_NOISE_SIGN = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad\ufffe\ue000-\uf8ff\x00-\x08\x0e-\x1f\x7f*`>\\]]")
_SENTENCE_MARK = re.compile("[。！？；!?]")
_COMPLETE = re.compile("[。！？；：!?;:…][”’」』》）)】\"']*$")


class Line(NamedTuple):
    """``pieces`` are its stretches in the document, one where nothing in it was left out; ``gap`` counts the line
    breaks before it, ``indent`` the blanks at its begin; ``level`` is that of a heading."""

    pieces: tuple[Piece, ...]
    text: str
    gap: int
    indent: int
    kind: LineKind = "text"
    level: int = 0


def complete(text: str) -> bool:
    """Whether the text ends like a sentence: “…投产。” and “…投产。”” do, “…为助推海” does not."""
    return _COMPLETE.search(text, max(0, len(text) - 6)) is not None


def split_lines(view: str) -> list[Line]:
    """The lines of the text in order, blank ones left out, with their kinds."""
    lines = _plain_lines(view)
    if _NOISE_SIGN.search(view):
        lines = (clean for line in lines if (clean := _without_noise(line)).pieces)
    return list(_with_captions([_classified(line) for line in lines]))


def _plain_lines(view: str) -> Iterator[Line]:
    before = 0
    for found in _LINE.finditer(view):
        text = found[0].rstrip()
        start = found.start()
        first = view.rfind("\n", before, start) + 1 or before
        yield Line(((start, start + len(text)),), text, view.count("\n", before, start), start - first)
        before = start + len(text)


def _without_noise(line: Line) -> Line:
    noise = [found.span() for found in _NOISE.finditer(line.text)]
    if not noise:
        return line
    edges = [0, *(edge for span in noise for edge in span), len(line.text)]
    kept: list[Piece] = []
    for left, right in zip(edges[::2], edges[1::2], strict=True):
        part = line.text[left:right]
        if not kept:
            left += len(part) - len(part.lstrip())
        if left < right:
            kept.append((left, right))
    while kept and not line.text[slice(*kept[-1])].strip():
        kept.pop()
    start = line.pieces[0][0]
    text = "".join(line.text[left:right] for left, right in kept)
    clean = text.rstrip()
    if kept:
        kept[-1] = (kept[-1][0], kept[-1][1] - len(text) + len(clean))
    return line._replace(pieces=tuple((start + left, start + right) for left, right in kept), text=clean)


def _classified(line: Line) -> Line:
    patterns = load_patterns("layout").regex
    text = line.text
    if patterns["row"].search(text):
        return line._replace(kind="furniture" if patterns["rule_line"].match(text) else "row")
    if text[0] == "#" and (found := patterns["markdown_heading"].match(text)):
        return _heading(line, found.end(), len(found[1]))
    if len(text) > _LONGEST_CAPTION:
        return line
    short = len(text) <= _LONGEST_FURNITURE
    if (short and patterns["furniture"].match(text)) or any(patterns[name].search(text) for name in _FURNITURE):
        return line._replace(kind="furniture")
    return _short(line)


def _heading(line: Line, signs: int, level: int) -> Line:
    """The heading without the signs before it."""
    (start, end), *others = line.pieces
    return line._replace(
        pieces=((start + signs, end), *others), text=line.text[signs:], kind="heading", level=level,
    )


def _short(line: Line) -> Line:
    patterns = load_patterns("layout").regex
    text = line.text
    if patterns["caption_mark"].match(text) or patterns["caption_credit"].search(text):
        return line._replace(kind="caption")
    if patterns["section_name"].match(text):
        return line._replace(kind="heading", level=PLAIN)
    if any(patterns[name].match(text) for name in _BYLINES):
        return line._replace(kind="byline")
    if patterns["credit"].match(text):
        return line._replace(kind="caption", level=1)
    if patterns["table_unit"].match(text):
        return line._replace(kind="row")
    if patterns["table_title"].match(text) and not complete(text):
        return line._replace(kind="heading", level=TABLE)
    if patterns["column_name"].match(text):
        return line._replace(kind="heading", level=COLUMN)
    if len(text) <= _LONGEST_HEADING:
        for level in (1, 2, 3):
            if patterns[f"number_{level}"].match(text):
                alone = not _SENTENCE_MARK.search(text, 0, len(text) - 1)
                if alone and (level < 3 or not complete(text)) and not text.endswith(("，", ",", "、", "；", ";")):
                    return line._replace(kind="heading", level=level)
    return line


def _signs(line: Line, after: Line) -> bool:
    """Whether the line names an office above a date, as below a notice."""
    patterns = load_patterns("layout").regex
    dated = after.kind == "byline" and patterns["stamp"].match(after.text)
    return bool(dated and patterns["signature"].match(line.text))


def _with_captions(lines: list[Line]) -> Iterator[Line]:
    """The line before a credit becomes a caption, and a short sentence after an unusual gap one too."""
    patterns = load_patterns("layout").regex
    usual = Counter(line.gap for line in lines).most_common(1)[0][0] if lines else 0
    for index, line in enumerate(lines):
        after = lines[index + 1] if index + 1 < len(lines) else None
        before = lines[index - 1] if index else None
        if line.kind == "text" and len(line.text) <= _LONGEST_CAPTION:
            sentence = line.text.endswith(("。", "！")) and not _SENTENCE_MARK.search(line.text, 0, len(line.text) - 1)
            credited = after is not None and after.kind == "caption" and after.level == 1
            if sentence and (credited or (index and line.gap >= usual + 2 and line.gap >= 4)):
                line = line._replace(kind="caption")
            elif after is not None and before is not None and _signs(line, after):
                line = line._replace(kind="byline")
            elif before is not None and before.kind in ("text", "heading", "byline") and after is not None:
                named = len(before.text) <= _LONGEST_HEADING and not complete(before.text)
                if named and patterns["name_line"].match(line.text):
                    line = line._replace(kind="byline")
        yield line
