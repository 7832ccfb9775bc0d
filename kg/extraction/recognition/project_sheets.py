"""Projects in sheets: tables, numbered lists, forms, and lists behind a colon.

Input are the sentences of a document with their mentions; output the spans of names by sentence.
“3.青石抽水蓄能电站:98.9亿元,投产” under “十个项目,一笔账” gives 青石抽水蓄能电站, “项目名称:青石大桥” 青石大桥, the row
“青石大桥 | 6.2亿元 | 前期” under “项目 | 总投资 | 进度” the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import regex

from kg.datamodel import BARS, Document, Mention, Sentence
from kg.extraction.recognition.project_lists import acceptable, split
from kg.extraction.recognition.project_names import Scene, begin
from kg.resources.patterns import load_patterns

_REGEX = load_patterns("projects").regex
_CLAUSE = regex.compile("[^，,]+")
_CELL = regex.compile(rf"[^{BARS}\t]+")
# So many sentences behind the words that open a list of projects its items may stand.
_REACH = 20
_HALF = 2

Span = tuple[int, int]
Item = tuple[int, int, str]


def sheeted(document: Document, known: Mapping[int, Sequence[Mention]]) -> Mapping[int, list[Item]]:
    """The projects that the form of a document shows, by sentence."""
    found: dict[int, list[Item]] = {}
    column, opened = -1, -_REACH
    for sentence in document.sentences:
        scene = Scene(sentence.text, tuple(known.get(sentence.index, ())))
        if sentence.kind == "row":
            cells = [cell.span() for cell in _CELL.finditer(sentence.text)]
            head = next((number for number, cell in enumerate(cells)
                         if _REGEX["sheet_column"].fullmatch(sentence.text, *cell)), -1)
            items = list(_cell(scene, cells, column)) if head < 0 else []
            column = head if head >= 0 else column
        else:
            column = -1
            items = [*_form(scene), *_behind_colon(scene)]
            if sentence.index - opened < _REACH or _tells(sentence):
                items.extend(_numbered(scene))
        if _REGEX["opens_sheet"].search(sentence.text):
            opened = sentence.index
        if items:
            found[sentence.index] = items
    return found


def _cell(scene: Scene, cells: Sequence[Span], column: int) -> Iterator[Item]:
    if 0 <= column < len(cells):
        left, right = _stripped(scene.text, cells[column])
        if acceptable(scene, left, right) and not _REGEX["sheet_total"].match(scene.text, left, right):
            yield left, right, "project.list_row"


def _form(scene: Scene) -> Iterator[Item]:
    """The name behind 项目名称:"""
    if found := _REGEX["sheet_form"].match(scene.text):
        left, right = _stripped(scene.text, found.span("name"))
        if right - left > 1 and not _REGEX["sheet_no_form"].search(scene.text, left, right):
            yield left, right, "project.list_form"


def _tells(sentence: Sentence) -> bool:
    """Whether an item tells itself what becomes of it: its stage or its cost."""
    return _REGEX["sheet_told"].search(sentence.text) is not None


def _numbered(scene: Scene) -> Iterator[Item]:
    """The name that a numbered item begins with, before a colon, comma or bracket."""
    found = _REGEX["sheet_item"].match(scene.text)
    if found is None:
        return
    left, right = _stripped(scene.text, found.span("name"))
    left = begin(scene, left, right)
    if left < right and acceptable(scene, left, right) and _REGEX["ends_in_site"].search(scene.text, left, right):
        yield left, right, "project.list_item"


def _behind_colon(scene: Scene) -> Iterator[Item]:
    """The items of a list behind 新开工:, or behind 三个: where most of them end as works do."""
    text = scene.text
    for found in _REGEX["sheet_colon"].finditer(text):
        end = _REGEX["sheet_stop"].search(text, found.end())
        stretch = (found.end(), end.start() if end else len(text))
        pieces = [_named_part(text, piece) for piece in _pieces(scene, stretch)]
        items = [(begin(scene, *piece), piece[1]) for piece in pieces]
        good = [item for item in items if item[0] < item[1] and acceptable(scene, *item)
                and not _REGEX["no_site"].search(text, *item)]
        sites = [item for item in good if _REGEX["ends_in_site"].search(text, *item)]
        if found["stage"] or (len(good) > 1 and _HALF * len(sites) > len(items)):
            kept = good if _HALF * len(sites) >= len(items) else sites
            yield from ((left, right, "project.list_colon") for left, right in kept)


def _pieces(scene: Scene, span: Span) -> Iterator[Span]:
    """What stands between enumeration commas; behind another comma only what ends as works do."""
    text, (left, right) = scene.text, span
    for number, found in enumerate(_CLAUSE.finditer(text, left, right)):
        for piece in split(scene, found.span()):
            if not number or _REGEX["ends_in_site"].search(text, *piece):
                yield piece


def _named_part(text: str, piece: Span) -> Span:
    """An item without the bracket of figures behind it."""
    left, right = piece
    found = _REGEX["sheet_bracket"].search(text, left, right)
    return left, found.start() if found else right


def _stripped(text: str, span: Span) -> Span:
    left, right = span
    while left < right and text[left].isspace():
        left += 1
    while left < right and text[right - 1].isspace():
        right -= 1
    return left, right
