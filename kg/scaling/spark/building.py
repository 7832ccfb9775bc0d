"""The steps of a build on Apache Spark, one after the other: the counterpart of ``kg.scaling.local``.

Documents lie in tables of the cluster, and their names, facts and figures; on the driver are things without their
mentions, judgements on names, a row for each document, and sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from operator import add
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.datamodel import Extraction, KnowledgeGraph, Resolution, Statement
from kg.errors import InputError, KgError
from kg.graph.dataset import dataset_facts
from kg.graph.lives import Life, lives
from kg.graph.overview import Overview
from kg.graph.turtle import Facts
from kg.graph.validation import Finding
from kg.manifest import Input, Manifest, each_once, options_told
from kg.resolution.decisions import Decisions
from kg.resources.decisions import prevailing, shipped_decisions
from kg.scaling.local import rest
from kg.scaling.naming import Things, named
from kg.scaling.parts import Merged, Piece, graph_piece, piece
from kg.scaling.spark import hadoop
from kg.scaling.spark.identity import BITS, resolved, things
from kg.scaling.spark.progress import begin, begun, clear, is_read
from kg.scaling.spark.reading import Read, extractions, kept, read
from kg.scaling.spark.session import Job, disk, width, write_table
from kg.scaling.spark.writing import merge, write_dataset, write_quads
from kg.scaling.telling import Called, Told, told, told_together
from kg.scaling.whole import Whole, joined, owners
from kg.workers import Limits

if TYPE_CHECKING:
    from kg.scaling.spark.session import Records, Session

    _Document = tuple[Extraction, list[Called]]

# Documents that are worked on at once.
_DOCUMENTS = 20
_MENTIONS = "document string, start long, end long, type string, surface string, rule string, refers string, id string"
_STATEMENTS = ("subject string, predicate string, object string, datatype string, document string, start long,"
               " end long, quote string, rule string")
FOLDERS = ("extractions", "inputs", "mentions", "statements", "graph", "evidence")


class Done(NamedTuple):
    """What was written, as a build on one machine tells it."""

    overview: Overview
    findings: tuple[Finding, ...]
    problems: tuple[InputError, ...]
    files: tuple[str, ...]


def build(session: Session, job: Job) -> Done:
    """Run the job; ``session`` is a SparkSession.  Raises KgError where no document could be read."""
    context = session.sparkContext
    hadoop.check_new(context, job.output)
    for source in job.sources:
        hadoop.check_there(context, source)
    begin(context, job)
    return _made(session, job, _read(session, job))


def resume(session: Session, output: str, limits: Limits) -> Done:
    """Go on with a job that was interrupted, with the documents where all were read.

    Raises KgError where no job was interrupted, or other software or word lists read the documents.
    """
    context = session.sparkContext
    job, whole = begun(context, output, limits), is_read(context, output)
    clear(context, output, read=whole)
    return _made(session, job, kept(session, output) if whole else _read(session, job))


def _read(session: Session, job: Job) -> Read:
    """What was read; where that is nothing, nothing is left of the job."""
    try:
        return read(session, job)
    except KgError:
        hadoop.remove(session.sparkContext, job.output)
        raise


def _made(session: Session, job: Job, found: Read) -> Done:
    """All that follows the reading."""
    manifest = _manifest(job, found)
    documents, resolution = _identified(session, job)
    _write_mentions(session, documents, job.output)
    said = documents.mapPartitions(_tell).persist(disk())
    together = told_together(said.flatMap(lambda one: one.leftovers).collect())
    _write_statements(session, said, together, job.output)
    whole = Whole(
        documents=said.flatMap(lambda one: one.rows).collect(), resolved=resolution, together=together,
        lives=_lives(said), example=_example(documents), merged=_write_graph(said, together, resolution, job.output),
    )
    run = manifest.described()
    write_dataset(said, dataset_facts(whole.about(), run), job.output)
    accounts = _accounts(whole, manifest, run)
    for name, content in accounts.items():
        hadoop.write(session.sparkContext, f"{job.output}/{name}", content)
    return Done(whole.overview(), whole.findings(), manifest.left_out, (*FOLDERS, "dataset.ttl", *accounts))


def _manifest(job: Job, found: Read) -> Manifest:
    read_with = options_told(job.options)
    return Manifest(
        inputs=tuple(Input(kept=one, read_with=read_with) for one in found.texts), left_out=each_once(found.problems),
        decisions=job.decisions, pages=False, tagger=job.options.tagger,
    )


def _accounts(whole: Whole, manifest: Manifest, run: dict[str, object]) -> dict[str, bytes]:
    from kg.export import accounts  # with all that makes pages, which the cluster does not need

    return accounts(whole.overview(), manifest.left_out, whole.findings(), run)


def _identified(session: Session, job: Job) -> tuple[Records, Resolution]:
    """The documents with the thing of each of their mentions, and what all things are."""
    decisions = prevailing(job.decisions, shipped_decisions())
    decided = partial(Decisions, decisions)
    documents = extractions(session, job.output).persist(disk())
    names = documents.mapValues(lambda one: named(one, decided())).persist(disk())
    found = things(names, decisions, job.edges, f"{job.output}/rounds").persist(disk())
    wide = width(documents)
    owned = documents.join(names.mapValues(lambda one: one.owners), wide)
    owned = owned.leftOuterJoin(found.flatMap(_called).groupByKey(wide), wide)
    return owned.map(_with_things).persist(disk()), resolved(names, found, decided())


def _called(found: Things) -> Iterator[tuple[int, tuple[int, Called]]]:
    """The numbers of documents, each with the number of a term and its thing."""
    for thing in found.things:
        one = Called(thing.entity.id, thing.entity.type, thing.entity.name)
        for member in thing.members:
            yield member >> BITS, (member, one)


def _with_things(row: Any) -> _Document:
    """A document with the thing of each of its mentions."""
    _, ((extraction, owners), called) = row
    things = {term & (1 << BITS) - 1: thing for term, thing in called or ()}
    return extraction, [things[owner] for owner in owners]


def _tell(documents: Iterable[_Document]) -> Iterator[Told]:
    left = iter(documents)
    while batch := list(islice(left, _DOCUMENTS)):
        yield told(batch)


def _write_mentions(session: Session, documents: Records, output: str) -> None:
    write_table(session, documents.flatMap(_mentions), _MENTIONS, f"{output}/mentions")


def _mentions(document: _Document) -> Iterator[tuple[object, ...]]:
    extraction, called = document
    for one, thing in zip(extraction.mentions, called, strict=True):
        yield (one.document_id, one.start, one.end, one.type, one.surface, one.rule, one.refers, thing.id)


def _write_statements(session: Session, said: Records, together: KnowledgeGraph, output: str) -> None:
    shared = session.sparkContext.parallelize(together.statements, 1)
    statements = said.flatMap(lambda one: one.statements).union(shared)
    write_table(session, statements.flatMap(_rows), _STATEMENTS, f"{output}/statements")


def _rows(statement: Statement) -> Iterator[tuple[object, ...]]:
    for at in statement.evidence:
        yield (statement.subject, statement.predicate, statement.object, statement.datatype, at.document_id, at.start,
               at.end, at.quote, at.rule)


def _write_graph(said: Records, together: KnowledgeGraph, resolution: Resolution, output: str) -> dict[str, Merged]:
    """The graph, checked by the shapes, and its evidence."""
    remaining = list(rest(together, resolution))

    def write(name: str, place: int, work: Callable[[Facts], Piece]) -> Merged:
        facts = said.flatMap(partial(_facts, name))
        others = said.context.parallelize([item for each in remaining for item in each[place].items()])
        merged = facts.union(others).reduceByKey(merge, width(said))
        return write_quads(merged, output, name, work)

    return {"graph": write("graph", 0, partial(graph_piece, owners(together))), "evidence": write("evidence", 1, piece)}


def _facts(name: str, one: Told) -> Iterable[Any]:
    found: Facts = getattr(one, name)
    return found.items()


def _lives(said: Records) -> list[Life]:
    """The lives of the projects that are told of more than once."""
    told = said.flatMap(lambda one: [(key[0], {key: values}) for key, values in one.tellings.items()])
    found: list[Life] = told.groupByKey().values().flatMap(lambda each: lives(joined(each))).collect()
    return sorted(found, key=lambda life: life.project)


def _example(documents: Records) -> str:
    """The id of the thing with the most mentions; of several the last one."""
    sizes = documents.flatMap(_sizes).reduceByKey(add).map(lambda pair: pair[::-1])
    found: tuple[int, str] = sizes.fold((0, ""), max)
    return found[1]


def _sizes(document: _Document) -> Iterable[tuple[str, int]]:
    """How many mentions each thing has."""
    extraction, called = document
    things = dict(zip(extraction.mentions, called, strict=True))
    return Counter(thing.id for thing in things.values()).items()
