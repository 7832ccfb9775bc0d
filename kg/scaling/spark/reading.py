"""Documents of Hadoop paths → the table of what was read in them, on Apache Spark.

A folder gives a document for each file, news.parquet and news.jsonl one for each row; what can't be read is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.archive import Extracted, Kept, PackedText, pack, pack_text, unpack, unpack_text
from kg.datamodel import Extraction
from kg.errors import InputError, KgError
from kg.extraction import extract
from kg.pipeline import rank
from kg.reading.assembly import assemble
from kg.reading.documents import ReadingOptions, texts
from kg.reading.files import FileContent
from kg.scaling.spark.session import Job, disk, spread, write_table

if TYPE_CHECKING:
    from kg.scaling.spark.session import Records, Session

_ROWS = (".jsonl", ".ndjson", ".parquet")
_EXTRACTIONS = ("document string, key string, source string, sha256 string, characters long, text binary,"
                " content binary")
_INPUTS = "document string, key string, source string, sha256 string, characters long"


class Read(NamedTuple):
    """The texts that were read, copies of one document among them, and what was left out."""

    texts: tuple[Kept, ...]
    problems: tuple[InputError, ...]


def read(session: Session, job: Job) -> Read:
    """Read and extract all documents into the tables of extractions and of inputs."""
    found = spread(_contents(session, job)).mapPartitions(partial(_extract, job.options)).persist(disk())
    problems: list[InputError] = found.filter(lambda one: isinstance(one, InputError)).collect()
    extracted = found.filter(lambda one: not isinstance(one, InputError))
    if extracted.isEmpty():
        raise KgError("no document could be read, nothing was written" + "".join(f"\n  {one}" for one in problems))
    _write(session, extracted, job.output)
    kept = [Kept(document=row[0], key=row[1], source=row[2], digest=row[3], characters=row[4])
            for row in session.read.parquet(f"{job.output}/inputs").collect()]
    found.unpersist()
    if problems:
        told = [{"source": one.source, "problem": one.problem, "remedy": one.remedy} for one in problems]
        session.createDataFrame(told).coalesce(1).write.json(f"{job.output}/problems")
    return Read(tuple(kept), tuple(problems))


def _write(session: Session, extracted: Records, output: str) -> None:
    once = extracted.reduceByKey(_first).values().map(lambda one: one[1])
    write_table(session, once.map(lambda one: (*_told(one), one.text.content, one.content)), _EXTRACTIONS,
                f"{output}/extractions")
    inputs = extracted.map(lambda one: _told(one[1][1])).distinct()
    write_table(session, inputs, _INPUTS, f"{output}/inputs")


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
            packed = Extracted(text=text, document=document.id, content=pack(extract(document)))
            yield document.id, ((rank(document), text.key), packed)


def _first(one: Any, other: Any) -> Any:
    return other if other[0] < one[0] else one
