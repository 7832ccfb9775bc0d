"""Files of facts → Turtle, some parts at a time; and what is to be told of these parts.

The parts company:0 … company:9 of all files are one piece of Turtle, its counts, and what the shapes find in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from kg.datamodel import ATTRIBUTES, RELATIONS, FusedObservation, digest
from kg.garbage import collect_young
from kg.graph.dataset import Counts, Figure, add_figures, figure_of
from kg.graph.overview import Totals
from kg.graph.turtle import Facts, as_rdflib
from kg.graph.validation import Finding, validate_part
from kg.resources.namespaces import ID
from kg.scaling.spool import Part, merged

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


def piece(parts: Sequence[Part]) -> Piece:
    """The parts as Turtle and their counts."""
    content: list[bytes] = []
    counts = Counts()
    for part in parts:
        found = merged(part)
        counts.add(found)
        content.append(found.turtle_body().encode())
    return Piece(b"".join(content), counts, Totals(), ())


def graph_piece(programme_of: Mapping[str, str], parts: Sequence[Part]) -> Piece:
    """The same of parts of the graph, with what they add to the overview, checked by the shapes.

    ``programme_of`` tells the node of the programme that has a component.
    """
    content: list[bytes] = []
    counts, totals, whole = Counts(), Totals(), Facts()
    for part in parts:
        found = merged(part)
        counts.add(found)
        content.append(found.turtle_body().encode())
        whole.update(found)
    for subject, predicates in whole.items():
        _count(totals, subject, predicates)
    findings = _checked(whole, programme_of)
    collect_young()
    return Piece(b"".join(content), counts, totals, findings)


def figure_facts(parts: Sequence[Part]) -> Iterator[Facts]:
    """The observations of the cube; figures of equal dimensions are one subject of these parts."""
    for part in parts:
        found = Facts()
        for predicates in merged(part).values():
            add_figures(found, map(_decode, predicates[SEEN]))
        yield found


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
