"""KnowledgeGraph → report.md: what was read, what was found, what a person should look at.

It lists each programme with what its symbols stand for: “4+4+3+N” of 海城市, 4 传统支柱产业 (菱镁, 钢铁 …).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.datamodel import ENTITY_TYPES, Entity, FusedComponent, Match, Outcome
from kg.errors import InputError
from kg.graph.overview import Overview, components_of
from kg.graph.validation import Finding
from kg.resources.decisions import shipped_decisions
from kg.resources.ontology import load_terms
from kg.resources.patterns import load_patterns

_LARGEST = 20
_ROWS = 100
_EXAMPLES = 5

Rows = Iterable[Sequence[str]]


def report(told: Overview, problems: Sequence[InputError] = (), findings: Sequence[Finding] = ()) -> str:
    """The report in Chinese and English, as Markdown; ``problems`` are the files that could not be read."""
    names = {entity.id: entity for entity in told.entities}
    sections = (
        _summary(told), _documents(told), _problems(problems), _counts(told), _identity(told), _largest(told, names),
        _decoded(told, names), _undecoded(told), _lives(told, names),
        _pairs(told.matches, "doubtful", "unsure"), _pairs(told.matches, "joined", "same"),
        _decisions(told.outcomes), _validation(findings),
    )
    return "\n".join(line for section in sections for line in section)


def _text(kind: str, name: str, **values: int) -> str:
    return load_patterns("report").maps[kind][name].format(**values)


def _heading(name: str) -> str:
    return f"## {_text('heading', name)}\n"


def _table(columns: Sequence[str], rows: Rows) -> Iterator[str]:
    """A Markdown table, or the word for none."""
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    if not lines:
        yield _text("line", "none") + "\n"
        return
    yield "| " + " | ".join(_text("column", column) for column in columns) + " |"
    yield "|" + " --- |" * len(columns)
    yield from lines[:_ROWS]
    yield ""
    if len(lines) > _ROWS:
        yield _text("line", "more", count=len(lines) - _ROWS) + "\n"


def _cell(text: str) -> str:
    """The text without what Markdown or HTML would take as its own."""
    for sign in "\\`*_[]<>|":
        text = text.replace(sign, f"&#{ord(sign)};")
    return " ".join(text.split())


def _summary(told: Overview) -> Iterator[str]:
    yield f"# {_text('heading', 'title')}\n"
    yield _text(
        "line", "summary", documents=len(told.documents), entities=len(told.entities),
        statements=told.totals.predicates.total(), components=len(told.components),
        observations=told.totals.observations,
    ) + "\n"


def _documents(told: Overview) -> Iterator[str]:
    yield _heading("documents")
    rows = ((d.source, d.title, d.issued, str(d.characters), str(d.sentences)) for d in sorted(told.documents))
    yield from _table(("document", "title", "issued", "characters", "sentences"), rows)


def _problems(problems: Sequence[InputError]) -> Iterator[str]:
    yield _heading("problems")
    ordered = sorted(problems, key=lambda problem: (problem.source, problem.problem))
    yield from _table(("document", "problem", "remedy"), ((p.source, p.problem, p.remedy) for p in ordered))


def _counts(told: Overview) -> Iterator[str]:
    yield _heading("counts")
    types = Counter(entity.type for entity in told.entities)
    rows = [(_named(type), str(types[type])) for type in ENTITY_TYPES if types[type]]
    predicates = told.totals.predicates
    rows += [(_named(name), str(count)) for name, count in sorted(predicates.items(), key=lambda p: (-p[1], p[0]))]
    rows += [(_named("ProgrammeComponent"), str(len(told.components)))] if told.components else []
    rows += [(_named("Observation"), str(told.totals.observations))] if told.totals.observations else []
    yield from _table(("kind", "count"), rows)


def _identity(told: Overview) -> Iterator[str]:
    """How many names the documents tell apart, each by itself, and how many things they are together."""
    yield _heading("identity")
    things = Counter(entity.type for entity in told.entities if entity.id in told.totals.documents)
    rows = [(_named(type), str(told.named[type]), str(things[type])) for type in ENTITY_TYPES if type in told.named]
    yield from _table(("kind", "before", "after"), rows)


def _named(term: str) -> str:
    known = load_terms().get(term)
    return f"{known.label_zh} kg:{term}" if known else term


def _largest(told: Overview, names: Mapping[str, Entity]) -> Iterator[str]:
    yield _heading("largest")
    degrees = told.totals.relations
    ranked = sorted(degrees, key=lambda id: (-degrees[id], id))[:_LARGEST]
    rows = (
        (names[id].name, _named(names[id].type), str(degrees[id]), str(told.totals.documents[id])) for id in ranked
    )
    yield from _table(("entity", "type", "relations", "documents"), rows)


def _decoded(told: Overview, names: Mapping[str, Entity]) -> Iterator[str]:
    """One row for each programme with components: its owner, its symbols and what they stand for."""
    yield _heading("decoded")
    owners = told.totals.owners
    rows = sorted(
        (
            names[programme].name, "、".join(names[owner].name for owner in sorted(owners.get(programme, ()))),
            " ".join(part.symbol for part in parts), "；".join(_meaning(part, names) for part in parts),
        )
        for programme, parts in components_of(told.components).items()
    )
    yield from _table(("programme", "owner", "symbols", "meaning"), rows)


def _meaning(component: FusedComponent, names: Mapping[str, Entity]) -> str:
    members = "、".join((*(names[member].name for member in component.members), *component.fillers))
    return f"{component.symbol} {component.label}" + (f"（{members}）" if members else "")


def _undecoded(told: Overview) -> Iterator[str]:
    yield _heading("undecoded")
    decoded = {component.programme for component in told.components}
    left = [
        entity for entity in told.entities
        if entity.type == "Programme" and entity.code and entity.id not in decoded
    ]
    if left:
        yield _text("line", "undecoded") + "\n"
    sources = {document.id: document.source for document in told.documents}
    rows = sorted(
        (entity.name, "、".join(sorted({sources[id] for id in told.totals.programmes[entity.id]}))) for entity in left
    )
    yield from _table(("programme", "document"), rows)


def _lives(told: Overview, names: Mapping[str, Entity]) -> Iterator[str]:
    """The projects that are told of more than once, those first where the documents contradict each other."""
    yield _heading("lives")
    ordered = sorted(told.lives, key=lambda life: (not life.contradictions, names[life.project].name, life.project))
    rows = (
        (
            names[life.project].name, "；".join(f"{_named(at.value)} {at.date}" for at in life.stages),
            "；".join(f"{at.value} {at.date}" for at in life.amounts),
            "；".join(_text("line", f"{kind} differ") for kind in life.contradictions),
        )
        for life in ordered
    )
    yield from _table(("project", "stages", "amounts", "contradictions"), rows)


def _pairs(matches: Iterable[Match], heading: str, verdict: str) -> Iterator[str]:
    yield _heading(heading)
    found = [match for match in matches if match.verdict == verdict and match.left != match.right]
    if found:
        yield _text("line", heading) + "\n"
    rows = ((match.left, match.right, _named(match.type), "; ".join(match.reasons)) for match in found)
    yield from _table(("left", "right", "type", "reason"), rows)


def _decisions(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """What people decided on names, where they did, and what became of it."""
    rows = [
        (o.decision.left, o.decision.right, _named(o.decision.type), _word(o.decision.verdict), _word(o.state),
         " ".join((o.decision.who, o.decision.when, o.decision.why)).strip())
        for o in outcomes if o.state != "unnamed" or o.decision not in shipped_decisions()
    ]
    if rows:
        yield _heading("decisions")
        yield from _table(("left", "right", "type", "verdict", "state", "why"), rows)


def _word(name: str) -> str:
    return _text("word", name)


def _validation(findings: Sequence[Finding]) -> Iterator[str]:
    yield _heading("validation")
    violations = sum(finding.severity == "violation" for finding in findings)
    warnings = len(findings) - violations
    yield (_text("line", "violations", count=violations) if violations else _text("line", "conforms")) + "\n"
    if warnings:
        yield _text("line", "warnings", count=warnings) + "\n"
    if findings:
        yield from _table(("severity", "message", "count", "node"), _by_shape(findings))


def _by_shape(findings: Iterable[Finding]) -> Iterator[tuple[str, str, str, str]]:
    """One row for each shape: what to do, how many nodes, and the first of them."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.shape), []).append(finding)
    for group in groups.values():
        nodes = sorted({finding.node.rpartition("/id/")[2] + f" {finding.value}" for finding in group})
        message = f"{group[0].message_zh} {group[0].message_en}"
        yield group[0].severity, message, str(len(group)), "；".join(nodes[:_EXAMPLES])
