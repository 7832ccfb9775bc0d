"""The whole flow on one screen: documents in, knowledge graph out.

    from kg import build
    graph = build(["my-documents/"])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from kg.datamodel import Decision, Document, Extraction, KnowledgeGraph
from kg.errors import InputError
from kg.graph.fusion import fuse
from kg.reading.options import ReadingOptions
from kg.resolution import resolve
from kg.resources.decisions import prevailing, shipped_decisions

Progress = Callable[[Document], None]
_CHUNK = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A graph and the documents that could not be read."""

    graph: KnowledgeGraph
    problems: tuple[InputError, ...]


def run(
    sources: Iterable[str], *, options: ReadingOptions | None = None, decisions: Iterable[Decision] = (), jobs: int = 1,
    progress: Progress | None = None,
) -> Build:
    """Read, extract, resolve and fuse; ``jobs`` processes extract, and change no byte of the result."""
    from kg.reading.documents import read_documents  # with all that reads texts, which ``assemble`` does not need

    problems: list[InputError] = []
    options = options or ReadingOptions()
    documents = _readable(read_documents(sources, options), problems)
    graph = assemble(_watched(_extract(documents, jobs, tagger=options.tagger), progress), decisions)
    return Build(graph=graph, problems=tuple(problems))


def assemble(extractions: Iterable[Extraction], decisions: Iterable[Decision] = ()) -> KnowledgeGraph:
    """What the extractions say together; of several with one content the first by its source counts.

    ``decisions`` of the user go before those of ``ontology/decisions.tsv``.
    """
    ordered = once(extractions)
    return fuse(ordered, resolve(ordered, prevailing(decisions, shipped_decisions())))


def once(extractions: Iterable[Extraction]) -> list[Extraction]:
    """One extraction for each document, by id."""
    unique: dict[str, Extraction] = {}
    for extraction in extractions:
        known = unique.setdefault(extraction.document.id, extraction)
        if rank(extraction.document) < rank(known.document):
            unique[extraction.document.id] = extraction
    return [unique[id] for id in sorted(unique)]


def rank(document: Document) -> tuple[str, ...]:
    return (document.source, document.digest, document.title, document.region, str(document.published))


def build(
    sources: Iterable[str], *, options: ReadingOptions | None = None, decisions: Iterable[Decision] = (), jobs: int = 1
) -> KnowledgeGraph:
    """The knowledge graph of files, folders and globs.

    Raises the InputError of the first document that can't be read; ``run`` goes on and tells them all.
    """
    built = run(sources, options=options, decisions=decisions, jobs=jobs)
    if built.problems:
        raise built.problems[0]
    return built.graph


def _readable(found: Iterable[Document | InputError], problems: list[InputError]) -> Iterator[Document]:
    for item in found:
        if isinstance(item, InputError):
            problems.append(item)
        else:
            yield item


def _extract(documents: Iterable[Document], jobs: int, *, tagger: bool) -> Iterator[Extraction]:
    from kg.extraction import extract  # where workers extract, this process need not load the word lists

    work = partial(extract, tagger=tagger)
    if jobs == 1:
        yield from map(work, documents)
    else:
        with ProcessPoolExecutor(jobs) as pool:
            yield from pool.map(work, documents, chunksize=_CHUNK)


def _watched(extractions: Iterable[Extraction], progress: Progress | None) -> Iterator[Extraction]:
    for extraction in extractions:
        if progress:
            progress(extraction.document)
        yield extraction
