"""KnowledgeGraph → networkx: entities are nodes, relations are edges with their evidence.

“海城市重点发展菱镁产业” is an edge from region/210381 to the industry with relation “develops” and as evidence the
document, start, end and the sentence.
"""

from __future__ import annotations

from typing import Any

import networkx

from kg.datamodel import Entity, KnowledgeGraph


def to_networkx(graph: KnowledgeGraph) -> networkx.MultiDiGraph[str]:
    """Nodes carry type, label, aliases, code, documents and their attributes (totalInvestment … stage as lists of
    literals); edges carry relation and evidence (dictionaries with document, start, end, quote, rule), and their
    key is the relation."""
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for entity in graph.entities:
        network.add_node(entity.id, **_attributes(entity))
    for entity in graph.entities:
        if entity.parent:
            relation = "broader" if entity.type == "Industry" else "partOf"
            network.add_edge(entity.id, entity.parent, key=relation, relation=relation, evidence=[])
    for statement in graph.statements:
        if statement.datatype != "entity":
            network.nodes[statement.subject].setdefault(statement.predicate, []).append(statement.object)
            continue
        evidence = [
            {"document": piece.document_id, "start": piece.start, "end": piece.end, "quote": piece.quote,
             "rule": piece.rule}
            for piece in statement.evidence
        ]
        network.add_edge(
            statement.subject, statement.object, key=statement.predicate, relation=statement.predicate,
            evidence=evidence,
        )
    return network


def _attributes(entity: Entity) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": entity.type, "label": entity.name, "aliases": list(entity.aliases), "code": entity.code,
        "documents": sorted({mention.document_id for mention in entity.mentions}),
    }
    if entity.point:
        found["latitude"], found["longitude"] = map(float, entity.point)
    return found
