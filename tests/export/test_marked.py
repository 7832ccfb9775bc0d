"""Mentions shown in the text."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from made import Made, document

from kg.cli import main
from kg.datamodel import AnnotatedDocument
from kg.export.marked import as_page, on_terminal


def annotated(text: str = "海城三鱼泵业有限公司位于海城。") -> AnnotatedDocument:
    made = Made(document(text))
    made.name("Region", "海城")
    made.name("Company", "海城三鱼泵业有限公司")
    made.name("Region", "海城", nth=1)
    return AnnotatedDocument(document=made.document, mentions=tuple(made.mentions), homes=(None,))


def test_names_within_names_have_brackets_of_their_own() -> None:
    assert on_terminal(annotated(), colour=False) == "[企业 [行政区 海城]三鱼泵业有限公司]位于[行政区 海城]。\n"


def test_colour_changes_no_character() -> None:
    coloured = on_terminal(annotated(), colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == on_terminal(annotated(), colour=False)
    assert coloured.count("\x1b[0m") == 3


def test_signs_that_steer_a_terminal_are_left_out() -> None:
    assert "\x1b" not in on_terminal(annotated("海城三鱼泵业有限公司\x1b[2J在海城。"), colour=False)


def test_of_two_that_cross_the_first_counts() -> None:
    one = annotated()
    crossing = one.document.mention(one.document.sentences[0], (8, 13), "Park", "made")
    both = dataclasses.replace(one, mentions=(*one.mentions, crossing))
    assert on_terminal(both, colour=False) == on_terminal(one, colour=False)


def test_the_page_escapes_and_runs_nothing() -> None:
    page = as_page([annotated("海城三鱼泵业有限公司<script>alert(1)</script>在海城&amp。")])
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "&amp;amp" in page
    assert "default-src 'none'" in page
    assert page.count("<mark") == page.count("</mark>") == 3 + 7
    assert '<mark class="Company" data-type="企业" title="Company made"><mark class="Region"' in page


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("海城市加快发展菱镁产业。", encoding="utf-8")
    assert main(["annotate", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "[行政区 海城市]" in shown
    assert "\x1b" not in shown
    assert main(["annotate", str(path), "-o", str(tmp_path / "a.html")]) == 0
    assert 'class="Region"' in (tmp_path / "a.html").read_text(encoding="utf-8")
    assert main(["annotate", str(tmp_path / "none.txt")]) == 2
    assert main(["annotate", str(path), "-o", str(path / "a.html")]) == 2
