"""The files of a built graph → a store, and a query on it → its result.

``run_query(Path("outputs/sample"), "SELECT ?name WHERE { ?c a kg:Company ; rdfs:label ?name }")`` lists the
companies; kg:, rdfs: and the other prefixes of the files need not be typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from kg.errors import QueryError
from kg.graph.profiles import FILES, claims_of, found_in
from kg.query.checking import check
from kg.resources.namespaces import ID, prefixes

Term = NamedNode | BlankNode | Literal | Triple

PREFIXES = {**prefixes(), "id": ID}
GRAPH = "graph.ttl"
DATASET = "dataset.ttl"
# How many triples at a time: all 900,000 at once took 553 MB in memory and 875 MB on the way to the disk, so many at
# a time 348 and 285 MB, and 1.6 and 1.2 times as long.
IN_MEMORY, ON_DISK = 64_000, 200_000
_PLACE = re.compile(r"error at (\d+):(\d+)")
# “expected one of ",", ".", "}"”: worth telling where it is not half of SPARQL.
_SIGNS, _OPEN = (".", ";", ",", "(", ")", "{", "}"), re.compile(r"\['|\b[A-Z]{3,}\b")


@dataclass(frozen=True, slots=True)
class Table:
    """The result of SELECT: a None where a row leaves a variable unbound."""

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of ASK."""

    value: bool


@dataclass(frozen=True, slots=True)
class Triples:
    """The result of CONSTRUCT or DESCRIBE, sorted."""

    triples: tuple[Triple, ...]


Result = Table | Answer | Triples


def open_store(directory: Path) -> Store:
    """A store in memory with the graph of the directory and, where they are there, its evidence (in any of its
    profiles, as claims) and its description."""
    store = Store()
    load(store, directory)
    return store


def load(store: Store, directory: Path, piece: int = IN_MEMORY) -> None:
    """Put graph.ttl, the evidence and dataset.ttl of the directory into a store."""
    claims = FILES["claims"] if found_in(directory) == "claims" else ""
    for name in (GRAPH, DATASET, *filter(None, (claims,))):
        path = directory / name
        if path.is_file():
            try:
                fill(store, parse(path=str(path), format=RdfFormat.TURTLE), piece)
            except (SyntaxError, OSError) as error:
                raise QueryError(f"{path}: not readable as Turtle ({error}); build the graph again") from error
        elif name == GRAPH:
            raise QueryError(f"{path}: no such file; build a graph into {directory} first")
    if claims:
        return
    try:
        fill(store, parse(claims_of(directory), format=RdfFormat.TURTLE), piece)
    except (SyntaxError, OSError, ValueError, KeyError) as error:
        raise QueryError(f"{directory}: evidence not readable ({error}); build the graph again") from error


def fill(store: Store, quads: Iterator[Quad], piece: int = IN_MEMORY) -> None:
    """Put triples into a store, so many at a time."""
    while part := list(islice(quads, piece)):
        store.bulk_extend(part)


def run_query(source: Path | Store, query: str) -> Result:
    """The result of a SPARQL query on a directory or an open store.

    Raises QueryError, with line and column, for a query that is wrong or reaches outside the graph.
    """
    check(query, PREFIXES)
    store = open_store(source) if isinstance(source, Path) else source
    try:
        found = store.query(query, prefixes=PREFIXES)
    except SyntaxError as error:
        raise QueryError(explain_error(query, str(error))) from error
    if isinstance(found, QueryBoolean):
        return Answer(bool(found))
    if isinstance(found, QuerySolutions):
        variables = tuple(variable.value for variable in found.variables)
        return Table(variables, tuple(tuple(solution[name] for name in variables) for solution in found))
    return Triples(tuple(sorted(set(found), key=str)))


def explain_error(query: str, message: str) -> str:
    """The place of a syntax error with its line, instead of the list of all tokens that could stand there."""
    found = _PLACE.search(message)
    if not found:
        return f"the query is not SPARQL: {message}"
    line, column = int(found[1]), int(found[2])
    lines = query.split("\n")
    text = lines[line - 1] if line <= len(lines) else ""
    hint = "".join(f" {sign}" for sign in _SIGNS if f'"{sign}"' in message[found.end() :])
    hint = "" if _OPEN.search(message) or not hint else f"; expected perhaps{hint}"
    pointer = " " * (column - 1) + "^"
    return f"line {line}, column {column}: the query is not SPARQL from here on{hint}\n  {text}\n  {pointer}"


def sorted_prefixes(turtle: bytes) -> bytes:
    """Turtle with its prefixes sorted: the serializer writes them in another order each time."""
    lines = turtle.splitlines(keepends=True)
    header = list(takewhile(lambda line: line.startswith(b"@prefix "), lines))
    return b"".join((*sorted(header), b"\n", *lines[len(header) :]))
