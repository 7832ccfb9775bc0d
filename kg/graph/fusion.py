from __future__ import annotations

from collections.abc import Sequence

from kg.datamodel import Entity, Evidence, Extraction, KnowledgeGraph, Mention, Statement


def fuse(extractions: Sequence[Extraction], entities: Sequence[Entity]) -> KnowledgeGraph:
    of = {mention: entity.id for entity in entities for mention in entity.mentions}
    said: dict[tuple[str, str, str, bool], set[Evidence]] = {}
    components, observations = [], []
    for extraction in extractions:
        for r in extraction.relations:
            if of[r.subject] != of[r.object]:
                said.setdefault((of[r.subject], r.relation, of[r.object], False), set()).add(r.evidence)
        for a in extraction.attributes:
            said.setdefault((of[a.project], a.attribute, a.value, True), set()).add(a.evidence)
        for c in extraction.components:
            components.append((of[c.programme], c, tuple(of[m] if isinstance(m, Mention) else m for m in c.members)))
        for o in extraction.observations:
            observations.append((of[o.subject], o))
    return KnowledgeGraph(
        documents=tuple(e.document for e in extractions), entities=tuple(entities),
        statements=tuple(Statement(subject=s, predicate=p, object=o, literal=lit, evidence=tuple(sorted(ev, key=str)))
                         for (s, p, o, lit), ev in sorted(said.items())),
        components=tuple(components), observations=tuple(observations))
