"""Extractions and resolved entities → one knowledge graph.

What several sentences say is one statement with several pieces of evidence: two articles that tell of the same
“56亿元” give one totalInvestment.  Nothing depends on the order of the extractions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.datamodel import (
    Component,
    Datatype,
    Document,
    Entity,
    Evidence,
    Extraction,
    FusedComponent,
    FusedObservation,
    KnowledgeGraph,
    Mention,
    Observation,
    Resolution,
    Statement,
    digest,
)
from kg.graph.literals import described, lexical

# One mention of an entity, in place of the mention itself: its hash is quicker and equal for equal places.
_Place = tuple[str, str, int, int, int]


class _Said(NamedTuple):
    subject: str
    predicate: str
    object: str
    datatype: Datatype


def fuse(extractions: Iterable[Extraction], resolution: Resolution) -> KnowledgeGraph:
    """What all documents say together; ``resolution`` must hold every mention of the extractions."""
    read = _once(extractions)
    ids = {_place(mention): entity.id for entity in resolution.entities for mention in entity.mentions}
    return KnowledgeGraph(
        documents=tuple(extraction.document for extraction in read),
        entities=resolution.entities,
        statements=_statements(read, ids, resolution.entities),
        components=_components(read, ids),
        observations=_observations(read, ids),
        matches=resolution.matches,
        named=resolution.named,
        outcomes=resolution.outcomes,
    )


def _once(extractions: Iterable[Extraction]) -> tuple[Extraction, ...]:
    """One extraction for each content, sorted: of two copies of a document the one with the first source."""
    found: dict[str, Extraction] = {}
    for extraction in extractions:
        known = found.get(extraction.document.id)
        if known is None or extraction.document.source < known.document.source:
            found[extraction.document.id] = extraction
    return tuple(found[key] for key in sorted(found))


def _place(mention: Mention) -> _Place:
    return (mention.document_id, mention.type, mention.sentence, mention.left, mention.right)


def _statements(
    extractions: Sequence[Extraction], ids: Mapping[_Place, str], entities: Iterable[Entity]
) -> tuple[Statement, ...]:
    said: dict[_Said, set[Evidence]] = {}
    for extraction in extractions:
        for relation in extraction.relations:
            subject, target = ids[_place(relation.subject)], ids[_place(relation.object)]
            if subject != target:
                key = _Said(subject, relation.relation, target, "entity")
                said.setdefault(key, set()).add(relation.evidence)
        for attribute in extraction.attributes:
            predicate, value, datatype = described(attribute.attribute, attribute.value)
            key = _Said(ids[_place(attribute.project)], predicate, value, datatype)
            said.setdefault(key, set()).add(attribute.evidence)
        for key, evidence in _renamed(extraction, ids):
            said.setdefault(key, set()).add(evidence)
    one_way = _one_way(said)
    return tuple(
        Statement(**key._asdict(), evidence=_sorted(one_way[key])) for key in sorted(one_way)
    )


def _renamed(extraction: Extraction, ids: Mapping[_Place, str]) -> Iterator[tuple[_Said, Evidence]]:
    """Former names, and programmes that took the place of others; nothing where identity kept two names apart."""
    for renaming in extraction.renamings:
        current, former = ids[_place(renaming.current)], renaming.former
        if isinstance(former, str):
            yield _Said(current, "formerName", former, "string"), renaming.evidence
        elif not renaming.replaced and ids[_place(former)] == current:
            yield _Said(current, "formerName", former.surface, "string"), renaming.evidence
        elif renaming.replaced and ids[_place(former)] != current:
            yield _Said(current, "replaces", ids[_place(former)], "entity"), renaming.evidence


def _one_way(said: Mapping[_Said, set[Evidence]]) -> dict[_Said, set[Evidence]]:
    """partnersWith is symmetric: of two directions one stays, with the evidence of both."""
    found: dict[_Said, set[Evidence]] = {}
    for key in sorted(said):
        turned = _Said(key.object, key.predicate, key.subject, key.datatype)
        target = turned if key.predicate == "partnersWith" and turned in found else key
        found.setdefault(target, set()).update(said[key])
    return found


def _sorted(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    return tuple(sorted(set(evidence), key=lambda e: (e.document_id, e.start, e.end, e.rule)))


def _components(extractions: Sequence[Extraction], ids: Mapping[_Place, str]) -> tuple[FusedComponent, ...]:
    groups: dict[tuple[str, int, str, int], list[Component]] = {}
    for extraction in extractions:
        for component in extraction.components:
            count = -1 if component.count is None else component.count
            key = (ids[_place(component.programme)], component.position, component.symbol, count)
            groups.setdefault(key, []).append(component)
    return tuple(_component(key, groups[key], ids) for key in sorted(groups))


def _component(
    key: tuple[str, int, str, int], components: Sequence[Component], ids: Mapping[_Place, str]
) -> FusedComponent:
    programme, position, symbol, count = key
    labels = Counter(component.label for component in components if component.label)
    ranked = sorted(labels, key=lambda label: (-labels[label], -len(label), label))
    members: dict[str, set[Evidence]] = {}
    fillers: dict[str, set[Evidence]] = {}
    for component in components:
        for member in component.members:
            if isinstance(member, Mention):
                members.setdefault(ids[_place(member)], set()).add(component.evidence)
            else:
                fillers.setdefault(member, set()).add(component.evidence)
    return FusedComponent(
        id=f"component/{digest(programme, str(position), symbol, str(count))}",
        programme=programme, position=position, symbol=symbol, count=None if count < 0 else count,
        label=ranked[0] if ranked else "", labels=tuple(ranked[1:]),
        members=tuple(sorted(members)), fillers=tuple(sorted(fillers)),
        evidence=_sorted(component.evidence for component in components),
        member_evidence=tuple(_sorted(group[key]) for group in (members, fillers) for key in sorted(group)),
    )


def _observations(extractions: Sequence[Extraction], ids: Mapping[_Place, str]) -> tuple[FusedObservation, ...]:
    groups: dict[tuple[str, ...], list[Observation]] = {}
    for extraction in extractions:
        for seen in extraction.observations:
            key = (ids[_place(seen.subject)], seen.indicator, lexical(seen.value), seen.unit, seen.period, seen.measure)
            groups.setdefault(key, []).append(seen)
    return tuple(
        FusedObservation(
            id=f"observation/{digest(*key)}", subject=key[0], indicator=key[1], value=group[0].value, unit=key[3],
            period=key[4], measure=group[0].measure, evidence=_sorted(seen.evidence for seen in group),
        )
        for key, group in sorted(groups.items(), key=lambda item: item[0])
    )


def mentioned(graph: KnowledgeGraph) -> dict[str, dict[str, tuple[Evidence, ...]]]:
    """For each entity the documents that name it and the sentences where they do."""
    documents: dict[str, Document] = {document.id: document for document in graph.documents}
    found: dict[str, dict[str, tuple[Evidence, ...]]] = {}
    for entity in graph.entities:
        groups: dict[str, dict[tuple[int, str], Mention]] = {}
        for mention in entity.mentions:
            groups.setdefault(mention.document_id, {})[mention.sentence, mention.rule] = mention
        found[entity.id] = {
            key: _sorted(documents[key].evidence(m.sentence, m.rule) for m in groups[key].values())
            for key in sorted(groups)
        }
    return found
