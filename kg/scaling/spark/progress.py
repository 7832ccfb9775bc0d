"""How far a job has come: ``job.json`` tells what was asked for, ``inputs`` that all was read, ``build.json`` that it
all is done.

A job that ended after 海城.txt was read goes on with the names in it.
"""

from __future__ import annotations

from typing import Any

import msgspec

from kg.archive import reading_version
from kg.datamodel import Decision
from kg.errors import KgError
from kg.reading.options import ReadingOptions
from kg.scaling.spark import hadoop
from kg.scaling.spark.session import Job
from kg.workers import Limits

READ = ("extractions", "problems", "inputs")
MADE = ("rounds", "mentions", "statements", "graph", "evidence", "_dataset")


class _Request(msgspec.Struct, kw_only=True):
    """``version`` is that of the software and the word lists that read the documents."""

    version: str
    sources: list[str]
    options: ReadingOptions
    decisions: tuple[Decision, ...]


def begin(context: Any, job: Job) -> None:
    """Note what the job is asked for."""
    request = _Request(
        version=reading_version(), sources=list(job.sources), options=job.options, decisions=job.decisions)
    hadoop.write(context, f"{job.output}/job.json", msgspec.json.encode(request))


def begun(context: Any, output: str, limits: Limits) -> Job:
    """The job that was interrupted.  Raises KgError where there is none, or other software began it."""
    if hadoop.exists(context, f"{output}/build.json") or not hadoop.exists(context, f"{output}/job.json"):
        raise KgError(f"{output}: no run was interrupted here; name the documents to build")
    request = msgspec.json.decode(hadoop.content(context, f"{output}/job.json"), type=_Request)
    if request.version != reading_version():
        raise KgError(f"{output}: software or word lists have changed since; build again into a new path")
    return Job(
        sources=request.sources, output=output, options=request.options, decisions=request.decisions, limits=limits)


def is_read(context: Any, output: str) -> bool:
    """Whether all documents were read; the list of inputs is written after all that was read in them."""
    return hadoop.exists(context, f"{output}/inputs/_SUCCESS")


def clear(context: Any, output: str, *, read: bool) -> None:
    """Remove what an interrupted job had made, but for what it had ``read``."""
    for name in MADE if read else (*READ, *MADE):
        hadoop.remove(context, f"{output}/{name}")
