"""Facts of some subjects → Turtle, and what is to be told of it; what the pieces of a whole add up to.

The facts of company:0… to company:9… are a piece of Turtle, its counts, and what the shapes find in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from kg.datamodel import ATTRIBUTES, RELATIONS, FusedObservation, digest
from kg.garbage import collect_young
from kg.graph.dataset import Content, Counts, Figure, add_figures, figure_of
from kg.graph.overview import Totals
from kg.graph.turtle import Facts, as_rdflib
from kg.graph.validation import Finding, validate_part
from kg.resources.namespaces import ID

SEEN = "seen"
# What documents say beside relations and attributes.
OTHERS = ("statedInvestment", "statedJobs", "formerName", "replaces")
_encode, _decode = msgspec.json.Encoder().encode, msgspec.json.Decoder(Figure).decode
_STATED = frozenset(f"kg:{name}" for name in (*RELATIONS, *ATTRIBUTES, *OTHERS))
_LINKS = frozenset(f"kg:{name}" for name in (*RELATIONS, "replaces"))
_CLASSES = {
    **{name.lower(): f"kg:{name}" for name in (
        "Company", "Project", "Industry", "Programme", "Region", "Park", "Organisation", "Document", "Observation")},
    "component": "kg:ProgrammeComponent", "indicator": "skos:Concept",
}


class Piece(NamedTuple):
    """Turtle without prefixes."""

    content: bytes
    counts: Counts
    totals: Totals
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Merged:
    """What pieces are together; ``files`` are those that they were written to."""

    counts: Counts = field(default_factory=Counts)
    totals: Totals = field(default_factory=Totals)
    findings: list[Finding] = field(default_factory=list)
    files: dict[str, Content] = field(default_factory=dict)

    def add(self, part: Piece | Merged) -> None:
        self.counts.update(part.counts)
        self.totals.update(part.totals)
        self.findings += part.findings
        if isinstance(part, Merged):
            self.files |= part.files


def piece(facts: Facts) -> Piece:
    """The facts as Turtle and their counts."""
    counts = Counts()
    counts.add(facts)
    return Piece(facts.turtle_body().encode(), counts, Totals(), ())


def graph_piece(programme_of: Mapping[str, str], facts: Facts) -> Piece:
    """The same of facts of the graph, with what they add to the overview, checked by the shapes.

    ``programme_of`` tells the node of the programme that has a component.
    """
    found, totals = piece(facts), Totals()
    for subject, predicates in facts.items():
        _count(totals, subject, predicates)
    findings = _checked(facts, programme_of)
    collect_young()
    return found._replace(totals=totals, findings=findings)


def cube(figures: Facts) -> Facts:
    """The observations of the cube, of all figures with some dimensions."""
    found = Facts()
    for predicates in figures.values():
        add_figures(found, map(_decode, predicates[SEEN]))
    return found


def figures(observations: Iterable[FusedObservation]) -> Facts:
    """Observations by their dimensions, to be numbered once all are known."""
    found = Facts()
    for figure in map(figure_of, observations):
        found.add(f"figure:{digest(*figure.key)}", SEEN, _encode(figure).decode())
    return found


def _id(node: str) -> str:
    return node.replace(":", "/", 1)


def _count(totals: Totals, subject: str, predicates: Mapping[str, Mapping[str, None]]) -> None:
    kind = subject.partition(":")[0]
    for predicate in _STATED & predicates.keys():
        # What a region lies in is known, and said by no document.
        if (kind, predicate) == ("region", "kg:partOf"):
            continue
        values = predicates[predicate]
        totals.predicates[predicate.removeprefix("kg:")] += len(values)
        if predicate in _LINKS:
            totals.relations[_id(subject)] += len(values)
            totals.relations.update(map(_id, values))
    if "kg:mentionedIn" in predicates:
        totals.documents[_id(subject)] = len(predicates["kg:mentionedIn"])
    if kind == "programme":
        totals.owners[_id(subject)] = [_id(value) for value in predicates.get("kg:implementedBy", ())]
        if "kg:code" in predicates:
            totals.programmes[_id(subject)] = [value.partition(":")[2] for value in predicates["kg:mentionedIn"]]
    totals.observations += kind == "observation"


def _checked(facts: Facts, programme_of: Mapping[str, str]) -> tuple[Finding, ...]:
    """What the shapes find in these subjects; of the others that they speak of the class is enough."""
    around = Facts({subject: dict(predicates) for subject, predicates in facts.items()})
    for subject, predicates in facts.items():
        if subject in programme_of:
            around.add(programme_of[subject], "kg:hasComponent", subject)
        for values in predicates.values():
            for value in values:
                kind = _CLASSES.get(value.partition(":")[0])
                if kind and value not in facts:
                    around.add(value, "a", kind)
    return validate_part(as_rdflib(around), [f"{ID}{_id(subject)}" for subject in facts])
