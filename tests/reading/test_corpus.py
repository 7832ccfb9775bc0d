"""Over the shared corpus, where there is one: places hold, and nothing is lost but what is known to be left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.reading.documents import read_file
from kg.reading.layout import lay_out
from kg.reading.script import simplified

SHARED = Path(os.environ.get("REGIONAL_KG_SHARED", Path(__file__).parents[3] / "shared"))
FILES = sorted((SHARED / "corpus").rglob("*.txt"))
SIGNS = set("#*`>")

pytestmark = pytest.mark.skipif(not FILES, reason="no shared corpus; name its folder in REGIONAL_KG_SHARED")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_places_and_coverage(path: Path) -> None:
    document = read_file(path)
    view = simplified(document.text)
    layout = lay_out(view)
    covered: set[int] = {place for piece in (*layout.furniture, *layout.repetitions) for place in range(*piece)}
    for sentence in document.sentences:
        for at, character in enumerate(sentence.text):
            place = sentence.locate(at)
            assert view[place] == character or (character == " " and view[place].isspace())
            covered.add(place)
    lost = {view[place] for place in range(len(view)) if place not in covered and not view[place].isspace()}
    assert lost <= SIGNS
    left_out = sum(end - start for start, end in layout.repetitions)
    assert left_out <= 0.05 * len(view)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_headings_point_up(path: Path) -> None:
    sentences = read_file(path).sentences
    for sentence in sentences:
        if sentence.heading >= 0:
            above = sentences[sentence.heading]
            assert above.kind in ("title", "heading")
            assert above.article == sentence.article
