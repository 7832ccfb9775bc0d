"""A sentence and those before it → the industry that the flow of the text ties to a company or project.

“甲项目开工，做的是高端轴承”, “甲项目投产。轴承产业由此再添一环。”
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from kg.datamodel import Mention, Sentence
from kg.extraction.relations.topics import GENERAL
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("flow").regex
_PAUSE = regex.compile(r"[，,。；;：:！!？?]")
_STOP = regex.compile(r"[。；;]")
# So many sentences back stands the thing of which an outcome is told; so near the begin the thing a sentence is about.
BACK, _OPENING = 3, 14

Pair = tuple[Mention, Mention, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with its things and its industries outside of names."""

    sentence: Sentence
    things: Sequence[Mention]
    industries: Sequence[Mention]


def tied(line: Line, earlier: Sequence[Line]) -> Iterator[Pair]:
    """The pairs that this line tells, of its own things or of those of a line before it."""
    yield from _former(line, earlier)
    yield from _made(line, earlier)
    yield from _leading(line)
    yield from _outcome(line, earlier)


def heads(line: Line) -> Mention | None:
    """The industry whose cluster begins the sentence: 轴承集群以钢球、滚子为主导，甲、乙等企业…."""
    first = line.industries[0] if line.industries else None
    return first if first and first.left == 0 and _PATTERNS["cluster"].match(line.sentence.text, first.right) else None


def list_opener(line: Line, lead: Mention | None) -> Mention | None:
    """The industry whose list goes on in the next sentence: 两个轴承项目：甲，投资108亿元；乙，投资100亿元。"""
    text = line.sentence.text
    if lead is None or not _PATTERNS["list_goes_on"].search(text):
        return None
    here = lead.sentence == line.sentence.index
    return lead if not here or _PATTERNS["list_opens"].match(text, lead.right) else None


def _inside(mention: Mention, around: Sequence[Mention]) -> bool:
    return any(other is not mention and other.covers(mention) for other in around)


def _former(line: Line, earlier: Sequence[Line]) -> Iterator[Pair]:
    """A、B没有落下：前者有甲项目，后者有乙项目, the two of this sentence or of the one before."""
    for told in _PATTERNS["former"].finditer(line.sentence.text):
        before = [m for m in line.industries if m.right <= told.start()]
        two = _distinct(before) or (_distinct(earlier[-1].industries) if earlier else [])
        if len(two) == 2:
            industry = two[0 if _PATTERNS["first"].match(told["which"]) else 1]
            yield from ((m, industry, "former") for m in line.things if told.start() <= m.left < told.end())


def _distinct(industries: Sequence[Mention]) -> list[Mention]:
    return list({m.refers or m.surface: m for m in reversed(industries)}.values())[::-1]


def _made(line: Line, earlier: Sequence[Line]) -> Iterator[Pair]:
    """甲项目开工，做的是高端轴承; 该项目用于轴承生产: the first thing of the sentence, or that taken up."""
    text = line.sentence.text
    again = _taken_up(line, earlier)
    first = next((m for m in line.things if m.type != "Park"), None)
    subject = again or (first if first and first.left <= _OPENING else None)
    if subject is None:
        return
    begin = 0 if again else subject.right
    made = [m for m in line.industries if m.left >= begin and m.surface not in GENERAL]
    for number, industry in enumerate(made):
        start = max((pause.end() for pause in _PAUSE.finditer(text, 0, industry.left)), default=0)
        follow = made[number + 1] if number + 1 < len(made) else None
        last = follow is None or _PAUSE.search(text, industry.right, follow.left) is not None
        if last and start > begin and _PATTERNS["makes"].match(text[start : industry.left]):
            yield subject, industry, "made"
            return
    if again and len(_distinct(made)) == 1:
        yield again, made[0], "again"


def _taken_up(line: Line, earlier: Sequence[Line]) -> Mention | None:
    """The only project of the sentence before, where this one goes on about “the project”."""
    if not earlier or not _PATTERNS["again"].match(line.sentence.text):
        return None
    projects = [m for m in earlier[-1].things if m.type == "Project" and not _inside(m, earlier[-1].things)]
    near = earlier[-1].sentence.index == line.sentence.index - 1 and _same_article(line, earlier[-1])
    return projects[0] if near and len(_distinct(projects)) == 1 else None


def _same_article(line: Line, other: Line) -> bool:
    return line.sentence.article == other.sentence.article


def _leading(line: Line) -> Iterator[Pair]:
    """甲公司始建于1965年，如今是全省轴承产业链的链主."""
    text = line.sentence.text
    for industry in line.industries:
        ahead = [m for m in line.things if m.type == "Company" and m.right <= industry.left]
        if not ahead or not _PATTERNS["leads"].match(text, industry.right):
            continue
        start = max((pause.end() for pause in _PAUSE.finditer(text, 0, industry.left)), default=0)
        own = ahead[-1].right > start or _PATTERNS["goes_on"].match(text, start)
        if own and _PATTERNS["is"].search(text[: industry.left]):
            yield ahead[-1], industry, "leader"


def _outcome(line: Line, earlier: Sequence[Line]) -> Iterator[Pair]:
    """甲项目投产，轴承产业由此再添一环: what the sentence begins with, or the one before it in the paragraph."""
    if len(_distinct(line.industries)) != 1 or line.industries[0].surface in GENERAL:
        return
    for industry in line.industries:
        if not _PATTERNS["outcome"].match(line.sentence.text, industry.right):
            continue
        own = [m for m in line.things if m.type != "Park" and m.right <= industry.left]
        there = next((other for other in reversed(earlier) if other.things), None)
        if own and not _taken_up(line, earlier):
            yield from ((m, industry, "outcome") for m in _first(line, own))
        elif there and not line.things and _close(line, there):
            yield from ((m, industry, "outcome") for m in _first(there, [m for m in there.things if m.type != "Park"]))


def _close(line: Line, other: Line) -> bool:
    return (
        line.sentence.index - other.sentence.index <= BACK and _same_article(line, other)
        and line.sentence.paragraph == other.sentence.paragraph
    )


def _first(line: Line, things: Sequence[Mention]) -> list[Mention]:
    """The companies and projects of the clause that names the first of them."""
    pause = _PAUSE.search(line.sentence.text, things[0].right) if things else None
    return [m for m in things if pause is None or m.left < pause.start()]
