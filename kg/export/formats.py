"""The formats of ``kg export``, one line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from pyoxigraph import Store

from kg.export import neo4j, networks, rdf_formats, tables

# Each takes the folder of a built graph and the store with all of it, and returns the files to write.
FORMATS: Mapping[str, Callable[[Path, Store], dict[str, bytes]]] = {
    "ttl": rdf_formats.turtle,
    "nt": rdf_formats.ntriples,
    "nq": rdf_formats.nquads,
    "trig": rdf_formats.trig,
    "jsonld": rdf_formats.jsonld,
    "rdfxml": rdf_formats.rdfxml,
    "graphml": networks.graphml,
    "gexf": networks.gexf,
    "neo4j": neo4j.tables,
    "cypher": neo4j.cypher,
    "csv": tables.spreadsheets,
    "parquet": tables.parquet,
}
