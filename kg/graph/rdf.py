"""KnowledgeGraph → the direct triples of the vocabulary, as Turtle or as rdflib graph.

“海城市” is ``region:210381 a kg:Region ; skos:prefLabel "海城市" ; kg:divisionCode "210381"``.  Names carry no
language tag: they are written as the documents write them and have no translation, and ``?x rdfs:label "海城市"``
finds them.  No blank nodes; decimals in canonical form, since stores rewrite others when they load them.
"""

from __future__ import annotations

from itertools import takewhile

import rdflib

from kg.datamodel import Document, Entity, FusedComponent, FusedObservation, KnowledgeGraph, Statement, digest
from kg.graph.literals import lexical
from kg.graph.turtle import Facts, as_rdflib, curie, text, typed
from kg.resources.classification import scheme_of
from kg.resources.namespaces import ID

_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}
_CODES = {"Region": "kg:divisionCode", "Programme": "kg:code", "Company": "kg:exchangeCode"}


def to_rdf(graph: KnowledgeGraph, base: str = ID) -> rdflib.Graph:
    """The direct triples as an rdflib graph in memory."""
    return as_rdflib(facts(graph), base)


def graph_turtle(graph: KnowledgeGraph, base: str = ID) -> bytes:
    """The direct triples as the bytes of ``graph.ttl``; ``base`` is where the ids begin."""
    return facts(graph).turtle(base)


def facts(graph: KnowledgeGraph) -> Facts:
    """All direct triples."""
    found = Facts()
    for document in graph.documents:
        _document(found, document)
    for entity in graph.entities:
        _entity(found, entity)
    for statement in graph.statements:
        found.add(*statement_triple(statement))
    for component in graph.components:
        _component(found, component)
    for observation in graph.observations:
        _observation(found, observation)
    return found


def date_literal(date: str) -> str:
    """A date that may lack its day or its month: "2024-08"^^xsd:gYearMonth."""
    return typed(date, _DATE_TYPES[len(date)])


def document_node(document: str) -> str:
    """The node of a document's id."""
    return f"document:{document}"


def statement_triple(statement: Statement) -> tuple[str, str, str]:
    """The direct triple of a statement, its terms written as in Turtle."""
    if statement.datatype == "entity":
        value = curie(statement.object)
    elif statement.datatype == "stage":
        value = f"kg:{statement.object}"
    else:
        value = typed(statement.object, statement.datatype)
    return curie(statement.subject), f"kg:{statement.predicate}", value


def _document(found: Facts, document: Document) -> None:
    subject = document_node(document.id)
    found.add(subject, "a", "kg:Document")
    found.add(subject, "dcterms:title", text(document.title))
    found.add(subject, "dcterms:source", text(document.source))
    found.add(subject, "kg:contentHash", text(f"sha256:{document.digest}"))
    issued = issued_at(document)
    if issued:
        found.add(subject, "dcterms:issued", date_literal(issued))


def issued_at(document: Document) -> str:
    """When the document was issued, as precisely as all its articles agree: 2024-08-01, 2024-08, 2024 or nothing."""
    if document.published:
        return str(document.published)
    dates = [article.published for article in document.articles if article.published]
    if not dates:
        return ""
    first, last = (str(date).split("-") for date in (min(dates), max(dates)))
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "-".join(part for part, _ in shared)


def _entity(found: Facts, entity: Entity) -> None:
    subject = curie(entity.id)
    found.add(subject, "a", f"kg:{entity.type}")
    found.add(subject, "rdfs:label", text(entity.name))
    found.add(subject, "skos:prefLabel", text(entity.name))
    for alias in entity.aliases:
        found.add(subject, "skos:altLabel", text(alias))
    for document in {mention.document_id for mention in entity.mentions}:
        found.add(subject, "kg:mentionedIn", document_node(document))
    if entity.type == "Industry":
        found.add(subject, "a", "skos:Concept")
        _concept(found, subject, entity)
    if entity.official:
        found.add(subject, "kg:officialName", text(entity.official))
    if entity.code:
        found.add(subject, _CODES.get(entity.type, "skos:notation"), text(entity.code))
    if entity.parent:
        found.add(subject, "skos:broader" if entity.type == "Industry" else "kg:partOf", curie(entity.parent))
    if entity.point:
        for name, degrees in zip(("geo:lat", "geo:long"), entity.point, strict=True):
            found.add(subject, name, typed(lexical(degrees), "decimal"))
    for name, until in entity.former:
        _former(found, subject, (name, until))
    for former in entity.replaces:
        found.add(curie(former), "owl:sameAs", subject)
        found.add(curie(former), "dcterms:isReplacedBy", subject)


def _former(found: Facts, subject: str, former: tuple[str, str]) -> None:
    """A name that a division, or one that became part of it, had up to a day."""
    name, until = former
    node = f"{subject}-{digest(*former)}"
    found.add(subject, "kg:formerDivision", node)
    found.add(node, "a", "kg:FormerDivision")
    found.add(node, "rdfs:label", text(name))
    found.add(node, "kg:validUntil", date_literal(until))
    found.add(node, "dcterms:isReplacedBy", subject)


def _concept(found: Facts, subject: str, entity: Entity) -> None:
    """An industry by its published scheme, or with the class that holds it: a match across schemes."""
    found.add(subject, "skos:inScheme", "kg:industries")
    scheme = scheme_of(entity.id.partition("/")[2])
    if scheme:
        found.add(subject, "skos:inScheme", f"kg:{scheme}")
    elif entity.parent:
        found.add(subject, "skos:broadMatch", curie(entity.parent))


def _component(found: Facts, component: FusedComponent) -> None:
    subject = curie(component.id)
    found.add(curie(component.programme), "kg:hasComponent", subject)
    found.add(subject, "a", "kg:ProgrammeComponent")
    found.add(subject, "kg:symbol", text(component.symbol))
    found.add(subject, "kg:position", str(component.position))
    if component.count is not None:
        found.add(subject, "kg:count", str(component.count))
    if component.label:
        found.add(subject, "rdfs:label", text(component.label))
    for label in component.labels:
        found.add(subject, "skos:altLabel", text(label))
    for value in member_values(component):
        found.add(subject, "kg:member", value)


def member_values(component: FusedComponent) -> tuple[str, ...]:
    """The members, written as in Turtle, in the order of ``component.member_evidence``."""
    return (*map(curie, component.members), *map(text, component.fillers))


def _observation(found: Facts, observation: FusedObservation) -> None:
    subject, indicator = curie(observation.id), f"indicator:{digest(observation.indicator)}"
    found.add(subject, "a", "kg:Observation")
    found.add(subject, "kg:subject", curie(observation.subject))
    found.add(subject, "kg:indicator", indicator)
    found.add(subject, "kg:value", typed(lexical(observation.value), "decimal"))
    if observation.unit:
        found.add(subject, "kg:unit", text(observation.unit))
    if observation.period:
        found.add(subject, "kg:period", text(observation.period))
    found.add(subject, "kg:measure", f"kg:{observation.measure}")
    found.add(indicator, "a", "skos:Concept")
    found.add(indicator, "rdfs:label", text(observation.indicator))
    found.add(indicator, "skos:prefLabel", text(observation.indicator))
    found.add(indicator, "skos:inScheme", "kg:indicators")
