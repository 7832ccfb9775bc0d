"""Ten questions that every engine shall answer alike, and how answers are compared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from kg.query.store import PREFIXES

Rows = list[tuple[str, ...]]
_QUESTIONS: Mapping[str, str] = {
    "how many of each kind": """SELECT ?kind (COUNT(DISTINCT ?node) AS ?n) { ?node a ?kind
        FILTER(STRSTARTS(STR(?kind), STR(kg:))) } GROUP BY ?kind""",
    "companies below a province": """SELECT DISTINCT ?name ?place { ?top skos:prefLabel "辽宁省" .
        ?at kg:partOf* ?top ; rdfs:label ?place . ?company kg:locatedIn ?at ; a kg:Company ; rdfs:label ?name }""",
    "sums by measure": """SELECT ?measure (COUNT(?value) AS ?n) (SUM(?value) AS ?total) (MAX(?value) AS ?most) {
        ?figure kg:measure ?measure ; kg:value ?value } GROUP BY ?measure""",
    "industries of each region": """SELECT ?region (COUNT(DISTINCT ?industry) AS ?n) { ?node kg:develops ?industry ;
        a kg:Region ; rdfs:label ?region } GROUP BY ?region HAVING(COUNT(DISTINCT ?industry) > 1)""",
    "what programmes stand for": """SELECT ?programme ?position ?symbol ?label { ?node kg:hasComponent ?component ;
        rdfs:label ?programme . ?component kg:position ?position ; kg:symbol ?symbol
        OPTIONAL { ?component rdfs:label ?label } }""",
    "figures with units": """SELECT ?subject ?indicator ?period ?value ?power { ?figure kg:subject/rdfs:label ?subject ;
        kg:indicator/skos:prefLabel ?indicator ; kg:referencePeriod ?period ; kg:value ?value .
        OPTIONAL { ?figure sdmx-attribute:unitMult ?power } FILTER(?value > 10) }""",
    "claims of each relation": """SELECT ?relation (COUNT(?claim) AS ?n) { ?claim a kg:Claim ; rdf:predicate ?relation }
        GROUP BY ?relation""",
    "which sentence of which document": """SELECT ?company ?project ?quote ?title { ?c kg:undertakes ?p ;
        rdfs:label ?company ; kg:hasClaim ?claim . ?p rdfs:label ?project . ?claim rdf:predicate kg:undertakes ;
        rdf:object ?p ; kg:supportedBy ?evidence . ?evidence kg:quote ?quote ; kg:document/dcterms:title ?title }""",
    "evidence of each document": """SELECT ?source (COUNT(DISTINCT ?evidence) AS ?n) (MIN(?start) AS ?first)
        (MAX(?confidence) AS ?surest) { ?evidence kg:document/dcterms:source ?source ; kg:start ?start ;
        kg:confidence ?confidence } GROUP BY ?source""",
    "documents and their dates": """SELECT ?title ?date { ?document a kg:Document ; dcterms:title ?title
        OPTIONAL { ?document dcterms:issued ?issued BIND(STR(?issued) AS ?date) }
        FILTER NOT EXISTS { ?document dcterms:title "" } }""",
}
_USED = ("kg", "rdf", "rdfs", "skos", "dcterms", "sdmx-attribute")
QUESTIONS = {
    name: "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in _USED) + query
    for name, query in _QUESTIONS.items()
}


def rows_of(answer: bytes | str) -> Rows:
    """The rows of a result in JSON, sorted, numbers in one form: 6E1, 60.0 and 60 are one."""
    found = json.loads(answer)
    names = found["head"]["vars"]
    return sorted(
        tuple(_plain(row[name]) if name in row else "" for name in names) for row in found["results"]["bindings"]
    )


def _plain(value: Mapping[str, str]) -> str:
    text = value["value"]
    if value["type"] == "uri" or "datatype" not in value:
        return text
    try:
        number = Decimal(text).normalize()
    except InvalidOperation:
        return text
    return f"{number:f}"
