"""The whole flow on one screen: documents in, knowledge graph out.

    from kg import build
    graph = build(["my-documents/"])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from kg.datamodel import Document, Extraction, KnowledgeGraph
from kg.errors import InputError
from kg.graph.fusion import fuse
from kg.reading.documents import ReadingOptions, read_documents
from kg.resolution import resolve

Progress = Callable[[Document], None]
_CHUNK = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """A graph and the documents that could not be read."""

    graph: KnowledgeGraph
    problems: tuple[InputError, ...]


def run(
    sources: Iterable[str], *, options: ReadingOptions | None = None, jobs: int = 1, progress: Progress | None = None
) -> Build:
    """Read, extract, resolve and fuse; ``jobs`` processes extract, and change no byte of the result."""
    problems: list[InputError] = []
    documents = _readable(read_documents(sources, options or ReadingOptions()), problems)
    graph = assemble(_extract(documents, jobs, progress))
    return Build(graph=graph, problems=tuple(problems))


def assemble(extractions: Iterable[Extraction]) -> KnowledgeGraph:
    """What the extractions say together; of several with one content the first by its source counts."""
    unique: dict[str, Extraction] = {}
    for extraction in extractions:
        known = unique.setdefault(extraction.document.id, extraction)
        if rank(extraction.document) < rank(known.document):
            unique[extraction.document.id] = extraction
    ordered = [unique[id] for id in sorted(unique)]
    return fuse(ordered, resolve(ordered))


def rank(document: Document) -> tuple[str, ...]:
    return (document.source, document.digest, document.title, document.region, str(document.published))


def build(sources: Iterable[str], *, options: ReadingOptions | None = None, jobs: int = 1) -> KnowledgeGraph:
    """The knowledge graph of files, folders and globs.

    Raises the InputError of the first document that can't be read; ``run`` goes on and tells them all.
    """
    built = run(sources, options=options, jobs=jobs)
    if built.problems:
        raise built.problems[0]
    return built.graph


def _readable(found: Iterable[Document | InputError], problems: list[InputError]) -> Iterator[Document]:
    for item in found:
        if isinstance(item, InputError):
            problems.append(item)
        else:
            yield item


def _extract(documents: Iterable[Document], jobs: int, progress: Progress | None) -> Iterator[Extraction]:
    from kg.extraction import extract  # where workers extract, this process need not load the word lists

    if jobs == 1:
        extractions: Iterable[Extraction] = map(extract, documents)
        yield from _watched(extractions, progress)
    else:
        with ProcessPoolExecutor(jobs) as pool:
            yield from _watched(pool.map(extract, documents, chunksize=_CHUNK), progress)


def _watched(extractions: Iterable[Extraction], progress: Progress | None) -> Iterator[Extraction]:
    for extraction in extractions:
        if progress:
            progress(extraction.document)
        yield extraction
