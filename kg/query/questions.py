"""Named questions of ``ontology/queries/*.rq``: SPARQL with a title and parameters, runnable as it stands.

    # title-zh: 某地的企业，按产业
    # title-en: Companies of a region, by industry
    # parameter: region — 行政区名称 — name of the region
    VALUES ?regionName { "海城市" }

A parameter is a VALUES line of its own whose variable is called <parameter>Name; its value is the default.  Asked
with region=锦州市 the line becomes ``VALUES ?regionName { "锦州市" }``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, Store

from kg.errors import QueryError, ResourceError
from kg.query.store import Result, run_query
from kg.resources.location import ONTOLOGY
from kg.resources.ontology import suggest

_HEADER = re.compile(r"#\s*(title-zh|title-en|parameter):\s*(.+)")
_VALUES = re.compile(
    r'^(?P<before>\s*VALUES \?(?P<name>\w+)Name \{ )"(?P<value>[^"\\\n]*)"(?P<after> \}.*)$', re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    name: str
    label_zh: str
    label_en: str
    default: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``sparql`` runs as it stands, with the defaults."""

    name: str
    title_zh: str
    title_en: str
    parameters: tuple[Parameter, ...]
    sparql: str


@cache
def load_questions() -> Mapping[str, Question]:
    """All named questions by name.  Raises ResourceError for a header that is wrong."""
    return {path.stem: _question(path) for path in sorted((ONTOLOGY / "queries").glob("*.rq"))}


def ask(source: Path | Store, name: str, values: Mapping[str, str] | None = None) -> Result:
    """The answer to a named question, with values for its parameters."""
    return run_query(source, fill(find(name), values or {}))


def find(name: str) -> Question:
    """The question of that name; raises QueryError with the nearest one for another name."""
    questions = load_questions()
    if name not in questions:
        near = suggest(name, questions)
        hint = f"did you mean {near}?" if near else f"known: {', '.join(questions)}"
        raise QueryError(f"no question {name!r}; {hint}")
    return questions[name]


def fill(question: Question, values: Mapping[str, str]) -> str:
    """The SPARQL with values in place of the defaults, written as literals."""
    names = [parameter.name for parameter in question.parameters]
    for name in values:
        if name not in names:
            known = ", ".join(names) or "none"
            raise QueryError(f"the question {question.name} has no parameter {name!r}; known: {known}")
    return _VALUES.sub(
        lambda found: f"{found['before']}{Literal(values.get(found['name'], found['value']))}{found['after']}",
        question.sparql,
    )


def _question(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    headers = [(found[1], found[2].strip()) for found in _HEADER.finditer(text)]
    titles = dict(headers)
    defaults = {found["name"]: found["value"] for found in _VALUES.finditer(text)}
    if not {"title-zh", "title-en"} <= titles.keys():
        raise ResourceError(f"{path}:1: a question begins with “# title-zh: …” and “# title-en: …”")
    parameters = []
    for kind, content in headers:
        if kind != "parameter":
            continue
        parts = [part.strip() for part in content.split("—")]
        if len(parts) != 3 or parts[0] not in defaults:
            raise ResourceError(
                f"{path}: “# parameter: {content}” needs the form “name — 名称 — meaning” and a line VALUES ?nameName"
            )
        parameters.append(Parameter(name=parts[0], label_zh=parts[1], label_en=parts[2], default=defaults[parts[0]]))
    return Question(
        name=path.stem, title_zh=titles["title-zh"], title_en=titles["title-en"], parameters=tuple(parameters),
        sparql=text,
    )
