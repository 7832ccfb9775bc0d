from __future__ import annotations

import hashlib

from rdflib import RDF, RDFS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SKOS

from kg.datamodel import KnowledgeGraph

KG = Namespace("https://w3id.org/regional-kg/ontology#")
ID = Namespace("https://w3id.org/regional-kg/id/")


def to_rdf(graph: KnowledgeGraph) -> Graph:
    rdf = Graph()
    for e in graph.entities:
        node = ID[e.id]
        rdf.add((node, RDF.type, KG[e.type]))
        rdf.add((node, SKOS.prefLabel, Literal(e.name)))
        for alias in e.aliases:
            rdf.add((node, SKOS.altLabel, Literal(alias)))
        for m in e.mentions:
            rdf.add((node, KG.mentionedIn, ID["document/" + m.document_id]))
    for s in graph.statements:
        value: URIRef | Literal = ID[s.object]
        if s.literal:
            value = KG[s.object] if s.predicate == "stage" else Literal(s.object)
        rdf.add((ID[s.subject], KG[s.predicate], value))
    for programme, c, members in graph.components:
        node = ID[f"{programme}/{c.position}"]
        rdf.add((ID[programme], KG.hasComponent, node))
        rdf.add((node, KG.symbol, Literal(c.symbol)))
        rdf.add((node, RDFS.label, Literal(c.label)))
        if c.count is not None:
            rdf.add((node, KG["count"], Literal(c.count)))
        known = {e.id for e in graph.entities}
        for member in members:
            rdf.add((node, KG.member, ID[member] if member in known else Literal(member)))
    for subject, o in graph.observations:
        key = hashlib.sha256(f"{subject}{o.indicator}{o.value}{o.unit}{o.period}{o.measure}".encode()).hexdigest()[:16]
        node, indicator = ID["observation/" + key], ID["indicator/" + hashlib.sha256(o.indicator.encode()).hexdigest()[:12]]
        rdf.add((node, RDF.type, KG.Observation))
        rdf.add((node, KG.subject, ID[subject]))
        rdf.add((node, KG.indicator, indicator))
        rdf.add((indicator, RDFS.label, Literal(o.indicator)))
        rdf.add((node, KG.value, Literal(o.value, datatype=XSD.decimal)))
        rdf.add((node, KG.unit, Literal(o.unit)))
        rdf.add((node, KG.period, Literal(o.period)))
        rdf.add((node, KG.measure, KG[o.measure]))
    return rdf
