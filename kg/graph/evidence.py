"""KnowledgeGraph → the evidence behind its triples, as RDF apart from the graph.

Every triple that a document says is a claim (an rdf:Statement with an IRI made from the triple), supported by
pieces of evidence: the document, start and end in its text, the quoted sentence, the rule that read it and how
often that rule was right.
Observations and components are nodes of their own and carry their evidence directly as well.

“海城市重点发展菱镁产业” supports the claim of ``region:210381 kg:develops industry:…``::

    region:210381 kg:hasClaim claim:… .
    claim:… a kg:Claim ; rdf:subject region:210381 ; rdf:predicate kg:develops ; rdf:object industry:… ;
        kg:supportedBy evidence:… ; prov:wasDerivedFrom document:… .
    evidence:… kg:document document:… ; kg:start 120 ; kg:end 132 ; kg:quote "…" ; kg:rule "develops-home" ;
        dcterms:date "2024-08-01"^^xsd:date ; kg:confidence 0.88 .
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

import rdflib

from kg.datamodel import Evidence, KnowledgeGraph, PartialDate, digest
from kg.graph.fusion import mentioned
from kg.graph.literals import lexical
from kg.graph.matches import add_matches
from kg.graph.rdf import date_literal, document_node, member_values, statement_triple
from kg.graph.turtle import Facts, as_rdflib, curie, text, typed
from kg.resources.namespaces import ID
from kg.resources.rules import confidence


def evidence_rdf(graph: KnowledgeGraph, base: str = ID) -> rdflib.Graph:
    """The evidence as an rdflib graph in memory."""
    return as_rdflib(evidence_facts(graph), base)


def evidence_turtle(graph: KnowledgeGraph, base: str = ID) -> bytes:
    """The evidence as the bytes of ``evidence.ttl``; ``base`` is where the ids begin."""
    return evidence_facts(graph).turtle(base)


def evidence_facts(graph: KnowledgeGraph) -> Facts:
    """All triples of claims and evidence."""
    found = Facts()
    nodes: dict[Evidence, str] = {}
    for triple, evidence in claims(graph):
        _claim(found, triple, {_node(piece, nodes): piece.document_id for piece in evidence})
    carriers = chain(
        ((observation.id, observation.evidence) for observation in graph.observations),
        ((component.id, component.evidence) for component in graph.components),
    )
    for carrier, evidence in carriers:
        for piece in evidence:
            found.add(curie(carrier), "kg:supportedBy", _node(piece, nodes))
    documents = {document.id: document for document in graph.documents}
    for piece, node in nodes.items():
        found[node] = _evidence(piece, documents[piece.document_id].dated(piece.start))
    add_matches(found, graph)
    return found


def claims(graph: KnowledgeGraph) -> Iterator[tuple[tuple[str, str, str], tuple[Evidence, ...]]]:
    """Each direct triple that documents say, with its evidence."""
    for statement in graph.statements:
        yield statement_triple(statement), statement.evidence
    for component in graph.components:
        subject = curie(component.id)
        yield (curie(component.programme), "kg:hasComponent", subject), component.evidence
        for value, evidence in zip(member_values(component), component.member_evidence, strict=True):
            yield (subject, "kg:member", value), evidence
    for entity, documents in mentioned(graph).items():
        for document, evidence in documents.items():
            yield (curie(entity), "kg:mentionedIn", document_node(document)), evidence


def _node(evidence: Evidence, nodes: dict[Evidence, str]) -> str:
    """The node of a piece of evidence, made from its place and rule."""
    node = nodes.get(evidence)
    if node is None:
        key = digest(evidence.document_id, str(evidence.start), str(evidence.end), evidence.rule)
        node = nodes[evidence] = f"evidence:{key}"
    return node


def _claim(found: Facts, triple: tuple[str, str, str], evidence: Mapping[str, str]) -> None:
    """``evidence`` gives the document of each node."""
    subject, predicate, value = triple
    claim = f"claim:{digest(subject, predicate, value)}"
    found.add(subject, "kg:hasClaim", claim)
    found[claim] = {
        "a": {"kg:Claim": None, "rdf:Statement": None},
        "rdf:subject": {subject: None},
        "rdf:predicate": {predicate: None},
        "rdf:object": {value: None},
        "kg:supportedBy": dict.fromkeys(evidence),
        "prov:wasDerivedFrom": dict.fromkeys(map(document_node, evidence.values())),
    }


def _evidence(evidence: Evidence, date: PartialDate | None) -> dict[str, dict[str, None]]:
    dated = {"dcterms:date": {date_literal(str(date)): None}} if date else {}
    return {
        **dated,
        "a": {"kg:Evidence": None},
        "kg:document": {document_node(evidence.document_id): None},
        "kg:start": {str(evidence.start): None},
        "kg:end": {str(evidence.end): None},
        "kg:quote": {text(evidence.quote): None},
        "kg:rule": {text(evidence.rule): None},
        "kg:confidence": {typed(lexical(confidence(evidence.rule)), "decimal"): None},
    }
