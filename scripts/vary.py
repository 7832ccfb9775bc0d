"""Repeat documents with other names and figures, for benchmarks that need much text.

    python scripts/vary.py DOCUMENT… --megabytes 50 -o FOLDER

Each copy of a document has the coined names of its companies, projects and parks, its counties, its industries and its
figures changed, so that distinct things grow with the text.  The same arguments give the same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from kg.datamodel import Document, Mention
from kg.errors import InputError
from kg.extraction import annotate
from kg.reading.documents import ReadingOptions, read_documents
from kg.resources.gazetteer import division
from kg.resources.lexicon import load_rows

COINED = ("Company", "Project", "Park")
# A figure, but no year, no code such as 4+4+3+N and no number of a heading.
FIGURE = re.compile(r"(?<![\d.+＋第])(?!(?:19|20)\d\d)(?:\d{2,}(?:\.\d+)?|\d\.\d+)(?![\d.+＋]|年|月|日)")


class Slot(NamedTuple):
    """Where a copy differs: the place in the text, and what kind of thing stands there."""

    start: int
    end: int
    kind: str
    code: str = ""


def slots(document: Document) -> list[Slot]:
    """Figures, counties and the places where a coined word goes into a name, in text order, none in another."""
    mentions = annotate(document).mentions
    regions = {m.start: m for m in mentions if m.type == "Region"}
    industries = set(_industries())
    found = [Slot(m.start, m.end, "county", m.refers) for m in mentions if _is_county(m)]
    found += [Slot(m.start, m.end, "industry") for m in mentions if m.type == "Industry" and m.text in industries]
    for mention in mentions:
        if mention.type in COINED and mention.text[0] not in "“‘《":
            place = regions.get(mention.start)
            at = place.end if place and place.end < mention.end - 3 else mention.start
            found.append(Slot(at, at, "coined"))
    named = [(m.start, m.end) for m in mentions if m.type in ("Programme", "Region")]
    found += [Slot(*match.span(), "figure") for match in FIGURE.finditer(document.text)
              if not any(start < match.end() and match.start() < end for start, end in named)]
    kept: list[Slot] = []
    for slot in sorted(set(found)):
        if not kept or slot.start >= kept[-1].end:
            kept.append(slot)
    return kept


def _is_county(mention: Mention) -> bool:
    found = division(mention.refers) if mention.type == "Region" else None
    return found is not None and found.level == "county" and mention.text == found.name


def variant(text: str, places: Sequence[Slot], number: int) -> str:
    """The text with other things in its slots; number 0 is the text itself."""
    pieces, at = [], 0
    for slot in places if number else ():
        pieces += [text[at:slot.start], _other(text[slot.start:slot.end], slot, number)]
        at = slot.end
    return "".join((*pieces, text[at:]))


def _other(written: str, slot: Slot, number: int) -> str:
    chance = int.from_bytes(blake2b(f"{number} {slot.code or slot.start}".encode(), digest_size=8).digest())
    if slot.kind == "coined":
        characters = _characters()
        return characters[chance % len(characters)] + characters[chance // 4096 % len(characters)]
    if slot.kind == "industry":
        return _industries()[chance % len(_industries())]
    if slot.kind == "county":
        counties = _counties().get(written[-1], (written,))
        return counties[chance % len(counties)]
    first, rest = written[0], re.sub(r"\d", lambda _: "#", written[1:])
    for digit in str(chance)[:rest.count("#")]:
        rest = rest.replace("#", digit, 1)
    return first + rest.replace("#", "5")


@cache
def _characters() -> list[str]:
    """Characters that names of companies begin with."""
    shorts = (row["short"] for row in load_rows("Company"))
    return sorted({sign for short in shorts for sign in short[:2] if "一" <= sign <= "龥"})


@cache
def _industries() -> list[str]:
    """Industries that are known by their names alone."""
    return sorted({row["surface"] for row in load_rows("Industry") if row["status"] == "name"})


@cache
def _counties() -> dict[str, list[str]]:
    """The counties of the country by the last character of their names."""
    found: dict[str, list[str]] = {}
    for row in load_rows("Region"):
        if row["level"] == "county" and row["status"] == "name":
            found.setdefault(row["name"][-1], []).append(row["name"])
    return found


def documents(sources: Sequence[str]) -> list[Document]:
    found = list(read_documents(sources, ReadingOptions()))
    for problem in found:
        if isinstance(problem, InputError):
            sys.exit(str(problem))
    return [document for document in found if isinstance(document, Document)]


def copies(sources: Sequence[str], size: int) -> Iterator[tuple[str, str]]:
    """Names and texts of copies until they have so many bytes in UTF-8."""
    originals = [(document, slots(document)) for document in documents(sources)]
    written = number = 0
    while written < size:
        for document, places in originals:
            text = variant(document.text, places, number)
            written += len(text.encode())
            yield f"{number:05}-{Path(document.source).stem}.txt", text
            if written >= size:
                return
        number += 1


def write(sources: Sequence[str], size: int, folder: Path) -> int:
    """Write the copies; returns the number of characters."""
    folder.mkdir(parents=True, exist_ok=True)
    characters = 0
    for name, text in copies(sources, size):
        (folder / name).write_text(text, encoding="utf-8")
        characters += len(text)
    return characters


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", metavar="DOCUMENT")
    parser.add_argument("--megabytes", type=float, required=True)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    print(write(args.documents, round(args.megabytes * 1e6), args.output), "characters", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
