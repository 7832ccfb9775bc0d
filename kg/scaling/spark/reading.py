"""Documents of Hadoop paths → the table of what was read in them, on Apache Spark.

A folder gives a document for each file, news.parquet and news.jsonl one for each row; what can't be read is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, groupby
from operator import itemgetter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.archive import Extracted, Kept, PackedText, unpack, unpack_text
from kg.datamodel import Extraction
from kg.errors import InputError, KgError
from kg.pipeline import rank
from kg.reading.files import FileContent, content_of, too_large
from kg.reading.options import ReadingOptions
from kg.scaling.spark.session import Job, disk, parts_wanted, spread, write_table
from kg.workers import Limits, Workers

if TYPE_CHECKING:
    from kg.scaling.spark.session import Records, Session

_ROWS = (".jsonl", ".ndjson", ".parquet")
# Bytes of files that are read one after the other, what a file counts beside its own, and bytes that go to Python at
# once: 700 files of 6 kB are a minute's work.
_FILES = {"maxPartitionBytes": 16 << 20, "openCostInBytes": 16 << 10}
_PIECE = 1 << 20
_EXTRACTIONS = ("document string, key string, source string, sha256 string, characters long, text binary,"
                " content binary")
_PROBLEMS = "source string, problem string, remedy string"
_INPUTS = "document string, key string, source string, sha256 string, characters long"


class Read(NamedTuple):
    """The texts that were read, copies of one document among them, and what was left out."""

    texts: tuple[Kept, ...]
    problems: tuple[InputError, ...]


def read(session: Session, job: Job) -> Read:
    """Read and extract all documents into the tables of extractions and of inputs.

    Raises KgError where none could be read.
    """
    found = _contents(session, job).mapPartitions(partial(_extract, job.options, job.limits)).persist(disk())
    problems: list[InputError] = found.filter(lambda one: isinstance(one, InputError)).collect()
    extracted = found.filter(lambda one: not isinstance(one, InputError))
    if extracted.isEmpty():
        raise KgError("no document could be read, nothing was written" + "".join(f"\n  {one}" for one in problems))
    once = extracted.reduceByKey(_first).values()
    write_table(session, once.map(lambda one: (*_told(one), one.text.content, one.content)), _EXTRACTIONS,
                f"{job.output}/extractions")
    told = [(one.source, one.problem, one.remedy) for one in problems]
    session.createDataFrame(told, _PROBLEMS).coalesce(1).write.json(f"{job.output}/problems")
    # Last, since it says that all was read.
    write_table(session, extracted.values().map(_told).distinct(), _INPUTS, f"{job.output}/inputs")
    found.unpersist()
    return kept(session, job.output)


def kept(session: Session, output: str) -> Read:
    """What was read, from the tables."""
    inputs = session.read.parquet(f"{output}/inputs").collect()
    problems = session.read.schema(_PROBLEMS).json(f"{output}/problems").collect()
    return Read(
        tuple(Kept(document=row[0], key=row[1], source=row[2], digest=row[3], characters=row[4]) for row in inputs),
        tuple(InputError(*row) for row in problems),
    )


def _told(one: Extracted) -> tuple[str, str, str, str, int]:
    return one.document, one.text.key, one.text.source, one.text.digest, one.text.characters


def extractions(session: Session, output: str) -> Records:
    """The documents of the table, each under a number."""
    return spread(session.read.parquet(f"{output}/extractions").rdd.zipWithIndex()).map(_numbered)


def _numbered(row: tuple[Any, int]) -> tuple[int, Extraction]:
    kept, number = row
    text = PackedText(key=kept.key, source=kept.source, digest=kept.sha256, characters=kept.characters,
                      content=bytes(kept.text))
    return number, unpack(bytes(kept.content), unpack_text(text.content))


def _contents(session: Session, job: Job) -> Records:
    """Addresses and bytes: whole files, or rows of Parquet and of JSON lines, each a line of JSON."""
    found = [
        _rows(session, source) if PurePosixPath(source).suffix in _ROWS
        else _files(session, source, job.options.max_bytes) for source in job.sources
    ]
    return session.sparkContext.union(found)


def _rows(session: Session, source: str) -> Records:
    path = PurePosixPath(source)
    lines = session.read.parquet(source).toJSON() if path.suffix == ".parquet" else (
        session.sparkContext.textFile(source).filter(str.strip))
    return spread(lines.map(lambda line: (f"{path.stem}.jsonl", line.encode())))


def _files(session: Session, source: str, most: int) -> Records:
    """The files of a folder and all below it; those that are too large have no bytes.

    A file comes to Python in pieces: whole, one of 50 MB was too much for a Java with 600 MB of memory.
    """
    for name, value in _FILES.items():
        session.conf.set(f"spark.sql.files.{name}", value)
    session.conf.set("spark.sql.files.minPartitionNum", parts_wanted(session.sparkContext))
    files = session.read.format("binaryFile").option("recursiveFileLookup", True).load(source)
    small = files.where(f"length <= {most}").selectExpr(
        "path", "content", f"explode(sequence(0, length div {_PIECE})) AS piece")
    pieces = small.selectExpr("path", f"substring(content, int(piece * {_PIECE} + 1), {_PIECE})").rdd
    large = files.where(f"length > {most}").select("path").rdd.map(lambda file: (file[0], None))
    return pieces.mapPartitions(_put_together).union(large.coalesce(1))


def _put_together(pieces: Iterable[tuple[str, bytearray]]) -> Iterator[tuple[str, bytes]]:
    for path, found in groupby(pieces, itemgetter(0)):
        yield path, b"".join(piece for _, piece in found)


def _extract(
    options: ReadingOptions, limits: Limits, contents: Iterable[tuple[str, bytes | None]]
) -> Iterator[tuple[str, Extracted] | InputError]:
    """Extractions by the ids of their documents; what is too much for the limits is left out."""
    problems: list[InputError] = []
    with Workers(limits) as workers:
        for _, found in workers.read(_loaded(contents, options.max_bytes, problems), options):
            whole = (one for one in found if not isinstance(one, PackedText))
            rows = workers.extract((one for one in found if isinstance(one, PackedText)), options)
            for one in chain(whole, rows):
                yield one if isinstance(one, InputError) else (one.document, one)
    yield from problems


def _loaded(
    contents: Iterable[tuple[str, bytes | None]], most: int, problems: list[InputError]
) -> Iterator[FileContent]:
    for path, data in contents:
        try:
            if data is None:
                raise too_large(path, most)
            yield content_of(path, data, most)
        except InputError as error:
            problems.append(error)


def _first(one: Extracted, other: Extracted) -> Extracted:
    return min(one, other, key=_ranked)


def _ranked(one: Extracted) -> tuple[tuple[str, ...], str]:
    """What tells which of two copies of a document counts."""
    return rank(unpack(one.content, unpack_text(one.text.content)).document), one.text.key
