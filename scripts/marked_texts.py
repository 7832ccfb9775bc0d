"""The texts that the tagger learns from: sentences as the program reads them, what the rules found there, marked names.

The texts are scripts/tagger/texts/*.txt, written for this project, with names in marks: ⟦C:龙田化工⟧; and the
names of scripts/tagger/reports.tsv, which are places in government work reports (a folder of their texts is needed).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from kg import extraction
from kg.datamodel import Document, EntityType
from kg.reading.documents import read_file

TYPES: tuple[EntityType, ...] = ("Company", "Project", "Industry", "Programme", "Park", "Organisation")
MARKS: dict[str, EntityType] = dict(zip("CJIPKOR", (*TYPES, "Region"), strict=True))
HEADING = re.compile(r"^=== .*$", re.M)
FOLDER = Path(__file__).parent / "tagger"
Names = list[tuple[EntityType, int, int]]
Spans = dict[EntityType, list[tuple[int, int]]]


class Sentence(NamedTuple):
    """A sentence, the spans of the rules and the marked spans of each type."""

    text: str
    rules: Spans
    marked: Spans


def sentences(reports: Path | None, jobs: int) -> list[Sentence]:
    """The sentences of all texts, and of the reports, where their folder is given."""
    with ProcessPoolExecutor(jobs) as pool:
        return [sentence for found in pool.map(_sentences, texts(reports), chunksize=8) for sentence in found]


def unmarked(marked: str) -> tuple[str, Names]:
    """The text without its marks, and the names with their places in it."""
    plain: list[str] = []
    names, stack, at = [], [], 0
    while at < len(marked):
        if marked[at] == "⟦":
            stack.append((MARKS[marked[at + 1]], len(plain)))
            at += 3
        elif marked[at] == "⟧":
            names.append((*stack.pop(), len(plain)))
            at += 1
        else:
            plain.append(marked[at])
            at += 1
    return "".join(plain), names


def texts(reports: Path | None) -> Iterator[tuple[str, str, Names]]:
    """Name, text and names of each text."""
    for path in sorted((FOLDER / "texts").glob("*.txt")):
        for number, part in enumerate(HEADING.split(path.read_text(encoding="utf-8"))):
            if part.strip():
                yield f"{path.stem}-{number}", *unmarked(part.strip() + "\n")
    if reports:
        yield from _of_reports(reports)


def _of_reports(folder: Path) -> Iterator[tuple[str, str, Names]]:
    """The lines of the reports that were read, report by report."""
    rows = [line.split("\t") for line in (FOLDER / "reports.tsv").read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")][1:]
    for name in sorted({row[0] for row in rows}):
        lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        here = [row for row in rows if row[0] == name]
        kept, names, length = [], [], 0
        for number in sorted({int(row[1]) for row in here}):
            line = lines[number - 1].strip()
            names += [(MARKS[row[2]], length + int(row[3]), length + int(row[4]))
                      for row in here if int(row[1]) == number and row[2]]
            kept.append(line)
            length += len(line) + 1
        yield name, "\n".join(kept) + "\n", names


def _sentences(named: tuple[str, str, Names]) -> list[Sentence]:
    """The sentences of a text as the program reads it, with the marked names that lie in one sentence."""
    name, text, names = named
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        document = read_file(path)
    return list(_of_document(document, names)) if text.startswith(document.text.rstrip("\n")) else []


def _of_document(document: Document, names: Names) -> Iterator[Sentence]:
    found: dict[int, Spans] = {}
    for mention in extraction.recognize(document):
        found.setdefault(mention.sentence, {}).setdefault(mention.type, []).append((mention.left, mention.right))
    for sentence in document.sentences:
        if not sentence.text:
            continue
        local = {sentence.locate(at): at for at in range(len(sentence.text))}
        marked: Spans = {}
        for kind, start, end in names:
            if start in local and end - 1 in local:
                marked.setdefault(kind, []).append((local[start], local[end - 1] + 1))
        yield Sentence(sentence.text, found.get(sentence.index, {}), marked)
