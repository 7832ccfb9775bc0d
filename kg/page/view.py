"""KnowledgeGraph → what the page shows: nodes with place, size and facts, edges, sentences, documents.

海城市 becomes a node of type Region in the middle of its disk, with the facts “地区生产总值: 309.1 亿元 (2024H1)”
and the sentences that say them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.datamodel import ENTITY_TYPES, RELATIONS, Entity, Evidence, FusedComponent, FusedObservation, KnowledgeGraph
from kg.page.layout import Point, arrange
from kg.resources.ontology import load_terms

MENTION_SENTENCES = 3
# Okabe and Ito's palette, which the colour-blind can tell apart; each type has a shape of its own too.
APPEARANCE = {
    "Region": ("#0072b2", "dot"),
    "Industry": ("#009e73", "square"),
    "Programme": ("#d55e00", "star"),
    "Project": ("#e69f00", "diamond"),
    "Company": ("#56b4e9", "triangle"),
    "Park": ("#cc79a7", "hexagon"),
    "Organisation": ("#7f7f7f", "triangleDown"),
}

# What edges say: the relations that are read of mentions, and the programmes that took the place of others.
EDGE_RELATIONS = (*RELATIONS, "replaces")
_CODES = {"Region": "divisionCode", "Company": "exchangeCode"}


def labels(name: str) -> tuple[str, str]:
    """The Chinese and the English label of a term of the ontology."""
    term = load_terms()[name]
    return term.label_zh, term.label_en


@dataclass
class Sentences:
    """Quoted sentences, each once; ``add`` gives their numbers."""

    documents: dict[str, int]
    rows: list[tuple[int, str]] = field(default_factory=list)
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)

    def add(self, evidence: Iterable[Evidence]) -> list[int]:
        found = []
        for piece in evidence:
            row = (self.documents[piece.document_id], piece.quote)
            if row not in self.numbers:
                self.numbers[row] = len(self.rows)
                self.rows.append(row)
            found.append(self.numbers[row])
        return list(dict.fromkeys(found))


def important(graph: KnowledgeGraph, limit: int) -> tuple[Entity, ...]:
    """The entities with the most relations and figures, ``limit`` at most, in the order of the graph."""
    weights = degrees(graph)
    ranked = sorted(graph.entities, key=lambda entity: (-weights[entity.id], entity.id))
    kept = {entity.id for entity in ranked[:limit]}
    return tuple(entity for entity in graph.entities if entity.id in kept)


def degrees(graph: KnowledgeGraph) -> Counter[str]:
    """How many relations, figures and components each entity has."""
    count: Counter[str] = Counter()
    for statement in graph.statements:
        count[statement.subject] += 1
        if statement.datatype == "entity":
            count[statement.object] += 1
    count.update(observation.subject for observation in graph.observations)
    count.update(component.programme for component in graph.components)
    count.update(entity.parent for entity in graph.entities if entity.parent)
    return count


def positions(graph: KnowledgeGraph, entities: tuple[Entity, ...]) -> dict[str, Point]:
    """Where each entity stands: in the disk of its region, or in the ring when several regions share it."""
    shown = {entity.id: entity for entity in entities}
    regions = {entity.id for entity in entities if entity.type == "Region"}
    near: dict[str, set[str]] = defaultdict(set)
    for statement in graph.statements:
        if statement.datatype == "entity" and statement.subject in shown and statement.object in shown:
            near[statement.subject].add(statement.object)
            near[statement.object].add(statement.subject)
    homes = {name: sorted(near[name] & regions) for name in shown if name not in regions}
    for name, found in homes.items():
        if not found:
            homes[name] = sorted({region for other in near[name] for region in near[other] & regions})[:1]
    members: dict[str, list[str]] = {name: [] for name in shown if name in regions}
    for name, found in homes.items():
        if len(found) == 1:
            members[found[0]].append(name)
    centres = {name: group for name, group in members.items() if group}
    lone = [name for name in members if name not in centres]
    shared = {name: found for name, found in homes.items() if len(found) != 1}
    children: dict[str, list[str]] = defaultdict(list)
    for name in centres:
        children[shown[name].parent].append(name)
    shared |= {name: [shown[name].parent, *children[name]] for name in lone}
    order = {kind: rank for rank, kind in enumerate(ENTITY_TYPES)}
    for group in centres.values():
        group.sort(key=lambda name: (order[shown[name].type], name))
    return arrange(centres, shared)


def facts(
    entity: Entity, graph: KnowledgeGraph, parts: tuple[list[FusedComponent], list[FusedObservation]],
    sentences: Sentences,
) -> list[tuple[str, str, list[int]]]:
    """The literal facts of an entity: (label, value, numbers of the sentences)."""
    names = {other.id: other.name for other in graph.entities if parts[0]}
    code = labels(_CODES.get(entity.type, "code"))[0]
    rows = [(code, entity.code, list[int]())] if entity.code else []
    for component in parts[0]:
        count = "" if component.count is None else f" = {component.count}"
        filled = "、".join([*(names[member] for member in component.members), *component.fillers])
        value = f"{component.label}{': ' if filled else ''}{filled}"
        rows.append((f"{component.symbol}{count}", value, sentences.add(component.evidence)))
    for observation in parts[1]:
        measure = "" if observation.measure == "level" else labels(observation.measure)[0] + " "
        period = f" ({observation.period})" if observation.period else ""
        value = f"{measure}{observation.value}{observation.unit}{period}"
        rows.append((observation.indicator, value, sentences.add(observation.evidence)))
    return rows


def view(graph: KnowledgeGraph, limit: int) -> dict[str, Any]:
    """Everything that the page shows but the network itself, ready for JSON; ``limit`` is in nodes."""
    entities = important(graph, limit)
    shown = {entity.id for entity in entities}
    numbers = {document.id: number for number, document in enumerate(graph.documents)}
    sentences = Sentences(numbers)
    components: dict[str, list[FusedComponent]] = defaultdict(list)
    observations: dict[str, list[FusedObservation]] = defaultdict(list)
    attributes: dict[str, list[tuple[str, str, list[int]]]] = defaultdict(list)
    for component in graph.components:
        components[component.programme].append(component)
    for observation in graph.observations:
        observations[observation.subject].append(observation)
    for statement in graph.statements:
        if statement.datatype != "entity" and statement.subject in shown:
            value = labels(statement.object)[0] if statement.datatype == "stage" else statement.object
            attributes[statement.subject].append(
                (labels(statement.predicate)[0], value, sentences.add(statement.evidence)))
    texts = {document.id: document for document in graph.documents}
    details = []
    for entity in entities:
        parts = (components[entity.id], observations[entity.id])
        first = {mention.sentence: mention for mention in reversed(entity.mentions)}
        quotes = [texts[m.document_id].evidence(m.sentence, m.rule) for m in list(first.values())[::-1]]
        details.append({
            "id": entity.id, "type": entity.type, "name": entity.name, "aliases": list(entity.aliases),
            "code": entity.code, "facts": attributes[entity.id] + facts(entity, graph, parts, sentences),
            "evidence": sentences.add(quotes[:MENTION_SENTENCES]),
        })
    edges = [
        (statement.subject, statement.predicate, statement.object, sentences.add(statement.evidence))
        for statement in graph.statements
        if statement.datatype == "entity" and statement.subject in shown and statement.object in shown
    ]
    edges += [
        (entity.id, "partOf", entity.parent, [])
        for entity in entities if entity.type == "Region" and entity.parent in shown
    ]
    return {
        "details": details, "edges": edges, "evidence": sentences.rows,
        "documents": [
            {"title": document.title, "issued": str(document.published or ""), "source": document.source}
            for document in graph.documents
        ],
        "left_out": len(graph.entities) - len(entities),
    }
