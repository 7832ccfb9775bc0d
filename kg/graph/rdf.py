"""KnowledgeGraph → the direct triples of the vocabulary, as rdflib graph or as Turtle.

“海城市” is ``region:210381 a kg:Region ; skos:prefLabel "海城市" ; kg:divisionCode "210381"``.  Names carry no
language tag: they are written as the documents write them and have no translation, and ``?x rdfs:label "海城市"``
finds them.  No blank nodes; decimals in canonical form, since stores rewrite others when they load them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

import rdflib
from oxrdflib import OxigraphStore
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.datamodel import (
    Document,
    Entity,
    FusedComponent,
    FusedObservation,
    KnowledgeGraph,
    Statement,
    digest,
)
from kg.graph.literals import lexical
from kg.graph.vocabulary import (
    ALT_LABEL,
    CONCEPT,
    IN_SCHEME,
    LABEL,
    PREF_LABEL,
    A,
    outside,
    term,
    typed,
)
from kg.resources.namespaces import ID, prefixes, turtle

_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def to_rdf(graph: KnowledgeGraph, base: str = ID) -> rdflib.Graph:
    """The direct triples as an rdflib graph, held by an Oxigraph store."""
    return as_rdflib(triples(graph, base), base)


def graph_turtle(graph: KnowledgeGraph, base: str = ID) -> bytes:
    """The direct triples as the bytes of ``graph.ttl``."""
    return turtle(triples(graph, base), base)


def as_rdflib(found: Iterable[Triple], base: str = ID) -> rdflib.Graph:
    """The triples as an rdflib graph with the prefixes of the files."""
    store = Store()
    store.bulk_extend(Quad(triple.subject, triple.predicate, triple.object) for triple in found)
    graph = rdflib.Graph(
        store=OxigraphStore(store=store), identifier=DATASET_DEFAULT_GRAPH_ID, bind_namespaces="none"
    )
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace)
    return graph


def triples(graph: KnowledgeGraph, base: str = ID) -> Iterator[Triple]:
    """All direct triples, in no particular order, some of them more than once."""
    for document in graph.documents:
        yield from _document(document, base)
    for entity in graph.entities:
        yield from _entity(entity, base)
    for statement in graph.statements:
        yield statement_triple(statement, base)
    for component in graph.components:
        yield from _component(component, base)
    for observation in graph.observations:
        yield from _observation(observation, base)


def node(local: str, base: str = ID) -> NamedNode:
    """The node of an id: ``node("region/210381")``."""
    return NamedNode(base + local)


def document_id(document: str) -> str:
    """The id of a document's node."""
    return f"document/{document}"


def indicator_id(indicator: str) -> str:
    """The id of an indicator's concept."""
    return f"indicator/{digest(indicator)}"


def statement_triple(statement: Statement, base: str = ID) -> Triple:
    """The direct triple of a statement."""
    value: NamedNode | Literal
    if statement.datatype == "entity":
        value = node(statement.object, base)
    elif statement.datatype == "stage":
        value = term(statement.object)
    else:
        value = typed(statement.object, statement.datatype)
    return Triple(node(statement.subject, base), term(statement.predicate), value)


def _document(document: Document, base: str) -> Iterator[Triple]:
    subject = node(document_id(document.id), base)
    yield Triple(subject, A, term("Document"))
    yield Triple(subject, outside("dcterms", "title"), Literal(document.title))
    yield Triple(subject, outside("dcterms", "source"), Literal(document.source))
    yield Triple(subject, term("contentHash"), Literal(f"sha256:{document.digest}"))
    issued = issued_at(document)
    if issued:
        yield Triple(subject, outside("dcterms", "issued"), typed(issued, _DATE_TYPES[len(issued)]))


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


def _entity(entity: Entity, base: str) -> Iterator[Triple]:
    subject = node(entity.id, base)
    yield Triple(subject, A, term(entity.type))
    yield Triple(subject, LABEL, Literal(entity.name))
    yield Triple(subject, PREF_LABEL, Literal(entity.name))
    for alias in entity.aliases:
        yield Triple(subject, ALT_LABEL, Literal(alias))
    for document in sorted({mention.document_id for mention in entity.mentions}):
        yield Triple(subject, term("mentionedIn"), node(document_id(document), base))
    if entity.type == "Industry":
        yield Triple(subject, A, CONCEPT)
        yield Triple(subject, IN_SCHEME, term("industries"))
    if entity.code:
        yield Triple(subject, _CODES.get(entity.type, outside("skos", "notation")), Literal(entity.code))
    if entity.parent:
        broader = outside("skos", "broader") if entity.type == "Industry" else term("partOf")
        yield Triple(subject, broader, node(entity.parent, base))
    if entity.point:
        for name, degrees in zip(("lat", "long"), entity.point, strict=True):
            yield Triple(subject, outside("geo", name), typed(lexical(degrees), "decimal"))


_CODES = {"Region": term("divisionCode"), "Programme": term("code")}


def _component(component: FusedComponent, base: str) -> Iterator[Triple]:
    subject = node(component.id, base)
    yield Triple(node(component.programme, base), term("hasComponent"), subject)
    yield Triple(subject, A, term("ProgrammeComponent"))
    yield Triple(subject, term("symbol"), Literal(component.symbol))
    yield Triple(subject, term("position"), typed(str(component.position), "integer"))
    if component.count is not None:
        yield Triple(subject, term("count"), typed(str(component.count), "integer"))
    if component.label:
        yield Triple(subject, LABEL, Literal(component.label))
    for label in component.labels:
        yield Triple(subject, ALT_LABEL, Literal(label))
    for value in member_values(component, base):
        yield Triple(subject, term("member"), value)


def member_values(component: FusedComponent, base: str = ID) -> tuple[NamedNode | Literal, ...]:
    """The members in the order of ``component.member_evidence``."""
    members: list[NamedNode | Literal] = [node(member, base) for member in component.members]
    return (*members, *(Literal(filler) for filler in component.fillers))


def _observation(observation: FusedObservation, base: str) -> Iterator[Triple]:
    subject, indicator = node(observation.id, base), node(indicator_id(observation.indicator), base)
    yield Triple(subject, A, term("Observation"))
    yield Triple(subject, term("subject"), node(observation.subject, base))
    yield Triple(subject, term("indicator"), indicator)
    yield Triple(subject, term("value"), typed(lexical(observation.value), "decimal"))
    if observation.unit:
        yield Triple(subject, term("unit"), Literal(observation.unit))
    if observation.period:
        yield Triple(subject, term("period"), Literal(observation.period))
    yield Triple(subject, term("measure"), term(observation.measure))
    yield Triple(indicator, A, CONCEPT)
    yield Triple(indicator, LABEL, Literal(observation.indicator))
    yield Triple(indicator, PREF_LABEL, Literal(observation.indicator))
    yield Triple(indicator, IN_SCHEME, term("indicators"))
