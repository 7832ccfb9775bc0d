"""KnowledgeGraph → the evidence behind its triples, as RDF apart from the graph.

Every triple that a document says is a claim (an rdf:Statement with an IRI made from the triple), supported by
pieces of evidence: the document, start and end in its text, the quoted sentence, the rule that read it.
Observations and components are nodes of their own and carry their evidence directly as well.

“海城市重点发展菱镁产业” supports the claim of ``region:210381 kg:develops industry:…``::

    region:210381 kg:hasClaim claim:… .
    claim:… a kg:Claim ; rdf:subject region:210381 ; rdf:predicate kg:develops ; rdf:object industry:… ;
        kg:supportedBy evidence:… .
    evidence:… kg:document document:… ; kg:start 120 ; kg:end 132 ; kg:quote "…" ; kg:rule "…" .
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

import rdflib
from pyoxigraph import Literal, NamedNode, Triple

from kg.datamodel import Evidence, KnowledgeGraph, digest
from kg.graph.fusion import mentioned
from kg.graph.rdf import as_rdflib, document_id, member_values, node, statement_triple
from kg.graph.vocabulary import A, term, typed
from kg.resources.namespaces import ID, RDF, turtle

_STATEMENT = NamedNode(RDF + "Statement")
_PARTS = tuple(NamedNode(RDF + name) for name in ("subject", "predicate", "object"))


def evidence_rdf(graph: KnowledgeGraph, base: str = ID) -> rdflib.Graph:
    """The evidence as an rdflib graph, held by an Oxigraph store."""
    return as_rdflib(evidence_triples(graph, base), base)


def evidence_turtle(graph: KnowledgeGraph, base: str = ID) -> bytes:
    """The evidence as the bytes of ``evidence.ttl``."""
    return turtle(evidence_triples(graph, base), base)


def evidence_triples(graph: KnowledgeGraph, base: str = ID) -> Iterator[Triple]:
    """All triples of claims and evidence, in no particular order, some more than once."""
    for triple, evidence in claims(graph, base):
        yield from _claim(triple, evidence, base)
    carriers = chain(
        ((observation.id, observation.evidence) for observation in graph.observations),
        ((component.id, component.evidence) for component in graph.components),
    )
    for carrier, evidence in carriers:
        for piece in evidence:
            yield Triple(node(carrier, base), term("supportedBy"), node(evidence_id(piece), base))
            yield from _evidence(piece, base)


def claims(graph: KnowledgeGraph, base: str = ID) -> Iterator[tuple[Triple, tuple[Evidence, ...]]]:
    """Each direct triple that documents say, with its evidence."""
    for statement in graph.statements:
        yield statement_triple(statement, base), statement.evidence
    for component in graph.components:
        subject = node(component.id, base)
        yield Triple(node(component.programme, base), term("hasComponent"), subject), component.evidence
        for value, evidence in zip(member_values(component, base), component.member_evidence, strict=True):
            yield Triple(subject, term("member"), value), evidence
    for entity, documents in mentioned(graph).items():
        for document, evidence in documents.items():
            target = node(document_id(document), base)
            yield Triple(node(entity, base), term("mentionedIn"), target), evidence


def claim_id(triple: Triple) -> str:
    """The id of the claim of a triple, made from its three terms."""
    return f"claim/{digest(str(triple.subject), str(triple.predicate), str(triple.object))}"


def evidence_id(evidence: Evidence) -> str:
    """The id of a piece of evidence, made from its place and rule."""
    return f"evidence/{digest(evidence.document_id, str(evidence.start), str(evidence.end), evidence.rule)}"


def _claim(triple: Triple, evidence: Iterable[Evidence], base: str) -> Iterator[Triple]:
    claim = node(claim_id(triple), base)
    yield Triple(triple.subject, term("hasClaim"), claim)
    yield Triple(claim, A, term("Claim"))
    yield Triple(claim, A, _STATEMENT)
    for part, value in zip(_PARTS, (triple.subject, triple.predicate, triple.object), strict=True):
        yield Triple(claim, part, value)
    for piece in evidence:
        yield Triple(claim, term("supportedBy"), node(evidence_id(piece), base))
        yield from _evidence(piece, base)


def _evidence(evidence: Evidence, base: str) -> Iterator[Triple]:
    subject = node(evidence_id(evidence), base)
    yield Triple(subject, A, term("Evidence"))
    yield Triple(subject, term("document"), node(document_id(evidence.document_id), base))
    yield Triple(subject, term("start"), typed(str(evidence.start), "integer"))
    yield Triple(subject, term("end"), typed(str(evidence.end), "integer"))
    yield Triple(subject, term("quote"), Literal(evidence.quote))
    yield Triple(subject, term("rule"), Literal(evidence.rule))
