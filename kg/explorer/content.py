"""KnowledgeGraph → the columns that the page reads.

Entities are numbered from the most connected to the least, so that the order of the columns is the order in which
labels are drawn and hits are listed; 海城市 with its 60 relations is number 0 of its page.  Lists of numbers are
two columns, see ``kg.explorer.quotes.flat``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from kg.datamodel import ENTITY_TYPES, MEASURES, STAGES, Entity, FusedObservation, KnowledgeGraph
from kg.explorer.places import ELSEWHERE, GAP, OTHERS, SHARED, Disk, Homes, disks, own_points
from kg.explorer.quotes import Quotes, flat
from kg.explorer.sounds import sounds
from kg.graph.literals import lexical
from kg.graph.lives import lives, tellings
from kg.page.view import APPEARANCE, EDGE_RELATIONS, degrees, labels

MENTION_SENTENCES = 3
BROADER = "broader"
_EDGES = (*EDGE_RELATIONS, BROADER)
_LITERALS = (
    "totalInvestment", "statedInvestment", "capacity", "output", "area", "jobs", "statedJobs", "stage",
    "formerName",
)
_TERMS = ("divisionCode", "exchangeCode", "code", "indicator", "value", "unit", "period", "measure", "Document")


def content(graph: KnowledgeGraph) -> dict[str, object]:
    """All columns."""
    weights = degrees(graph)
    entities = sorted(graph.entities, key=lambda entity: (-weights[entity.id], entity.id))
    number = {entity.id: at for at, entity in enumerate(entities)}
    quotes = Quotes(graph.documents)
    homes = Homes(graph)
    columns = {
        "edges": _edges(graph, number, quotes),
        "facts": _facts(graph, number, quotes),
        "components": _components(graph, number, quotes),
        "observations": _observations(graph, number, quotes),
        "nodes": _nodes(entities, number, quotes),
        "homes": [
            number.get(entity.parent if entity.type == "Region" else homes.all[entity.id], -1) for entity in entities
        ],
        "places": _places(disks(graph, homes), number),
        "sounds": sounds([entity.name for entity in entities]),
        "replaced": _replaced(entities),
        "contradictions": _contradictions(graph, number),
        "words": _words(),
    }
    return {**columns, **quotes.columns()}


def _nodes(entities: Sequence[Entity], number: dict[str, int], quotes: Quotes) -> dict[str, object]:
    return {
        "id": [entity.id.split("/", 1)[-1] for entity in entities],
        "type": [ENTITY_TYPES.index(entity.type) for entity in entities],
        "name": [entity.name for entity in entities],
        "alias": ["\t".join(entity.aliases) for entity in entities],
        "code": [entity.code for entity in entities],
        "parent": [number.get(entity.parent, -1) for entity in entities],
        "documents": flat(
            sorted({quotes.number(mention.document_id) for mention in entity.mentions}) for entity in entities
        ),
        "count": [len(entity.mentions) for entity in entities],
        "mentions": flat(quotes.mentions(entity.mentions, MENTION_SENTENCES) for entity in entities),
    }


def _replaced(entities: Sequence[Entity]) -> dict[str, object]:
    """Ids that others took the place of, so that links to them go on working."""
    rows = [(former, at) for at, entity in enumerate(entities) for former in entity.replaces]
    return {"id": [former for former, _ in rows], "node": [at for _, at in rows]}


def _contradictions(graph: KnowledgeGraph, number: dict[str, int]) -> dict[str, object]:
    """Projects of which the documents tell amounts that differ, or stages that fall back."""
    rows = [(number[life.project], kind) for life in lives(tellings(graph)) for kind in life.contradictions]
    return {"node": [node for node, _ in rows], "kind": [kind for _, kind in rows]}


def _edges(graph: KnowledgeGraph, number: dict[str, int], quotes: Quotes) -> dict[str, object]:
    rows = [
        (number[statement.subject], _EDGES.index(statement.predicate), number[statement.object],
         quotes.add(statement.evidence))
        for statement in graph.statements if statement.datatype == "entity"
    ]
    for entity in graph.entities:
        if entity.parent in number:
            relation = "partOf" if entity.type == "Region" else BROADER
            rows.append((number[entity.id], _EDGES.index(relation), number[entity.parent], []))
    rows.sort(key=lambda row: row[:3])
    return {
        "from": _differences(row[0] for row in rows), "relation": [row[1] for row in rows],
        "to": [row[2] for row in rows], "references": flat(row[3] for row in rows),
    }


def _differences(numbers: Iterable[int]) -> list[int]:
    """The first number and how far each one is from the one before it."""
    found, last = [], 0
    for value in numbers:
        found.append(value - last)
        last = value
    return found


def _facts(graph: KnowledgeGraph, number: dict[str, int], quotes: Quotes) -> dict[str, object]:
    rows = [statement for statement in graph.statements if statement.datatype != "entity"]
    return {
        "node": [number[row.subject] for row in rows],
        "name": [_LITERALS.index(row.predicate) for row in rows],
        "value": [row.object for row in rows],
        "references": flat(quotes.add(row.evidence) for row in rows),
    }


def _components(graph: KnowledgeGraph, number: dict[str, int], quotes: Quotes) -> dict[str, object]:
    rows = sorted(graph.components, key=lambda component: (component.programme, component.position, component.id))
    return {
        "node": [number[row.programme] for row in rows],
        "position": [row.position for row in rows],
        "symbol": [row.symbol for row in rows],
        "count": [row.count for row in rows],
        "label": [row.label for row in rows],
        "members": flat([number[member] for member in row.members] for row in rows),
        "fillers": [list(row.fillers) for row in rows],
        "references": flat(quotes.add(row.evidence) for row in rows),
        "memberReferences": flat(quotes.add(chain.from_iterable(row.member_evidence)) for row in rows),
    }


def _observations(graph: KnowledgeGraph, number: dict[str, int], quotes: Quotes) -> dict[str, object]:
    def key(row: FusedObservation) -> tuple[int, str, str, str, str]:
        return number[row.subject], row.indicator, row.measure, row.period, row.id

    rows = sorted(graph.observations, key=key)
    names = {
        name: {value: at for at, value in enumerate(sorted({getattr(row, name) for row in rows}))}
        for name in ("indicator", "unit", "period")
    }
    return {
        **{name: [*found] for name, found in names.items()},
        "node": [number[row.subject] for row in rows],
        **{f"{name}Of": [found[getattr(row, name)] for row in rows] for name, found in names.items()},
        "value": [lexical(row.value) for row in rows],
        "measure": [MEASURES.index(row.measure) for row in rows],
        "references": flat(quotes.add(row.evidence) for row in rows),
    }


def _places(found: Sequence[Disk], number: dict[str, int]) -> dict[str, object]:
    """Disks with their middle, circle, region or class of industries (-1 shared, -2 elsewhere), and around each the
    places of its members."""
    at = {place.name: rank for rank, place in enumerate(found)}
    kinds = {SHARED: -1, OTHERS: -1, ELSEWHERE: -2}
    points = [(round(x), round(y)) for place in found for x, y in own_points(place)]
    return {
        "region": [kinds.get(place.name, number.get(place.name, -1)) for place in found],
        "parent": [-1 if place.parent is None else at[place.parent] for place in found],
        "x": [round(place.x) for place in found], "y": [round(place.y) for place in found],
        "dx": [round(place.dx) for place in found], "dy": [round(place.dy) for place in found],
        "r": [round(place.r) for place in found], "own": [round(place.own) for place in found],
        "gap": GAP,
        "members": flat([number[member] for member in place.members] for place in found),
        "memberX": [x for x, _ in points], "memberY": [y for _, y in points],
    }


def _words() -> dict[str, object]:
    """The terms of the ontology as the page shows them: name, Chinese and English label."""
    def named(names: Iterable[str]) -> list[list[str]]:
        return [[name, *labels(name)] for name in names]

    return {
        "types": [[*row, *APPEARANCE[row[0]]] for row in named(ENTITY_TYPES)],
        "relations": [*named(EDGE_RELATIONS), [BROADER, "", ""]],
        "facts": named(_LITERALS), "stages": named(STAGES), "measures": named(MEASURES), "terms": named(_TERMS),
    }
