"""Sentences of bulletins, reports and news → observations, by the table ``statistics.txt``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.datamodel import Document, Observation
from kg.extraction import annotate, observations

MARKS = {"level": "", "growth": "^", "rank": "#", "target": "→"}


class Case(NamedTuple):
    head: str
    home: str
    period: str
    text: str
    rows: list[str]


def cases() -> Iterator[Case]:
    head = home = period = text = ""
    for line in Path(__file__).with_name("statistics.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("@"):
            title, home, period = (part.strip() for part in line[1:].split("|"))
            head = title.replace("/", "\n\n")
        elif line.startswith("="):
            yield Case(head, home, period, text, [row.strip() for row in line[1:].split(";") if row.strip()])
        else:
            text = line


def row(observation: Observation, case: Case) -> str:
    subject = observation.subject.surface
    said = f"{observation.indicator} {MARKS[observation.measure]}{observation.value}{observation.unit}"
    place = f"{subject}:" if subject != case.home else ""
    return place + said + (f" @{observation.period}" if observation.period != case.period else "")


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.text[:20])
def test_observations_of_a_sentence(case: Case, document_of: Callable[[str], Document]) -> None:
    document = document_of(f"{case.head}\n\n{case.text}\n")
    assert [row(observation, case) for observation in observations.observe(annotate(document))] == case.rows
