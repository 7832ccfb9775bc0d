"""The ten questions in Cypher, for two ways to hold a property graph; also run by bolt.py and ladybug.py.

Neo4j's way has a label for each kind and a type for each relation, Ladybug's tables have both as columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

QUESTIONS: Mapping[str, str] = {
    "how many of each kind": "MATCH (n:Entity) WITH {kind} AS kind RETURN kind, count(*)",
    "companies below a province":
        "MATCH (c{Company})-[{locatedIn}]->(at)-{up}->(top{Region}) WHERE top.name = '辽宁省' "
        "RETURN DISTINCT c.name, at.name",
    "sums by measure":
        "MATCH (o{Observation}) RETURN o.measure, count(o.value), sum(o.value), max(o.value)",
    "industries of each region":
        "MATCH (a{Region})-[{develops}]->(b) WITH a.name AS region, count(DISTINCT b) AS n "
        "WHERE n > 1 RETURN region, n",
    "what programmes stand for":
        "MATCH (p{Programme})-[{hasComponent}]->(c) RETURN DISTINCT p.name, c.position, c.symbol",
    "figures with units":
        "MATCH (o{Observation})-[{subject}]->(s) WHERE o.value > 10 "
        "RETURN s.name, o.indicator, coalesce(o.period, 'unstated'), o.value",
    "claims of each relation": "MATCH (a)-[r]->(b) WHERE r.supports IS NOT NULL RETURN {type}, count(r)",
    "claims of each attribute": "MATCH (c{Claim}) RETURN c.predicate, count(*)",
    "which sentence of which document":
        "MATCH (c)-[r{undertakes}]->(p), (e{Evidence})-[{document}]->(d) WHERE {among} "
        "RETURN c.name, p.name, e.quote, d.name",
    "evidence of each document":
        "MATCH (e{Evidence})-[{document}]->(d) {sources} "
        "RETURN source, count(*), min(e.start), max(e.confidence)",
    "documents and their dates": "MATCH (d{Document}) WHERE d.name <> '' RETURN d.name, coalesce(d.issued, '')",
}
NEO4J = {
    "kind": "[x IN labels(n) WHERE x <> 'Entity'][0]", "type": "type(r)", "up": "[:partOf*0..]",
    "among": "e.id IN r.evidence", "sources": "UNWIND d.source AS source WITH e, source",
}
TABLES = {
    "kind": "n.`LABEL`", "type": "r.`TYPE`", "up": "[:Says*0..8 (r, n | WHERE r.`TYPE` = 'partOf')]",
    "among": "r.evidence CONTAINS e.id", "sources": "WITH e, d.source AS source",
}
_KINDS = ("Company", "Region", "Observation", "Programme", "Claim", "Evidence", "Document")
_RELATIONS = ("locatedIn", "develops", "hasComponent", "subject", "undertakes", "document")


def for_neo4j() -> dict[str, str]:
    names = {name: f":{name}" for name in (*_KINDS, *_RELATIONS)}
    return {name: query.format(**NEO4J, **names) for name, query in QUESTIONS.items()}


def for_tables() -> dict[str, str]:
    names = {kind: f":Entity {{`LABEL`: '{kind}'}}" for kind in _KINDS}
    names |= {relation: f":Says {{`TYPE`: '{relation}'}}" for relation in _RELATIONS}
    return {name: query.format(**TABLES, **names) for name, query in QUESTIONS.items()}


def as_text(rows: Iterable[Sequence[object]]) -> list[list[str]]:
    """The rows as text, sorted; numbers as they are in the answers of the RDF stores, to six places."""
    return sorted([_plain(cell) for cell in row] for row in rows)


def _plain(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.6f}".rstrip("0").rstrip(".")
    return "" if cell is None else str(cell)
