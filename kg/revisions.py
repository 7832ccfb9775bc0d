"""A folder of outputs and what happens to it: it is built, documents come, documents go.

``update(Path("outputs/mine"), Order(sources=["海城.txt"]))`` reads 海城.txt alone and gives the bytes that building all
documents at once would give; ``remove`` of it gives back those from before.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path
from typing import Literal, cast

from kg import folders, publication
from kg.archive import Archive, Extracted, Kept, PackedText, reading_version
from kg.datamodel import Decision, Extraction
from kg.errors import InputError, KgError, TransientError
from kg.graph.overview import Overview
from kg.graph.profiles import FILES, Profile
from kg.graph.validation import Finding
from kg.manifest import MANIFEST, Input, Manifest, each_once, meant, options_told, read_manifest
from kg.reading.files import STDIN, FileContent, find, load
from kg.reading.options import ReadingOptions
from kg.resources.decisions import read_decisions, written_decisions
from kg.workers import Limits, Workers

Kind = Literal["build", "update"]
DECISIONS = "decisions.tsv"
_ARCHIVE = "archive.sqlite"
_PAGES = ("graph.html", "explorer.html")


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a run shall read and how; ``resume`` takes over what an unfinished run had read.

    ``decisions`` is a table of decisions on names that takes the place of the folder's own; ``pages`` are graph.html
    and explorer.html; ``tagger`` is whether names are the tagger's too, None as in what the run goes on with.
    """

    sources: Sequence[str] = ()
    columns: Mapping[str, str] = field(default_factory=dict)
    region: str = ""
    evidence: Profile | None = None
    decisions: str = ""
    replace: bool = False
    resume: bool = False
    pages: bool = True
    tagger: bool | None = None

    def options(self) -> ReadingOptions:
        return ReadingOptions(columns=self.columns, region=self.region, tagger=self.tagger is not False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What was written: an overview of the graph, what its shapes find, the documents left out, the names of files."""

    overview: Overview
    findings: tuple[Finding, ...]
    problems: tuple[InputError, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """Who looks on: ``read`` hears of each document that was read, ``note`` what a user should know at once."""

    read: Callable[[str], None] = lambda _: None
    note: Callable[[str], None] = lambda _: None


NOBODY = Watcher()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What the steps of a run share."""

    directory: Path
    archive: Archive
    limits: Limits
    order: Order = field(default_factory=Order)
    watcher: Watcher = NOBODY
    workers: Workers | None = None


def build(
    directory: Path, order: Order, limits: Limits, watcher: Watcher = NOBODY, workers: Workers | None = None
) -> Revision:
    """Make the folder anew from the documents of the order; ``workers`` may stand by for that already.

    Raises KgError where none could be read: nothing is written then.
    """
    with _opened(directory) as archive:
        order = _resumed(archive, order, "build")
        tagger = order.options().tagger
        archive.version = reading_version(tagger=tagger)
        run = _Run(directory=directory, archive=archive, limits=limits, watcher=watcher, workers=workers, order=order)
        decisions = _decisions(run)
        _begin(run, "build")
        inputs, problems = _read(run)
        return _publish(run, Manifest(
            inputs=tuple(inputs), left_out=tuple(problems), evidence=run.order.evidence or "claims",
            decisions=decisions, pages=run.order.pages, tagger=tagger))


def update(
    directory: Path, order: Order, limits: Limits, watcher: Watcher = NOBODY, workers: Workers | None = None
) -> Revision:
    """Add the documents of the order to those that the folder was built from.

    With ``replace`` a document takes the place of those with the same source name.  Without documents the folder is
    written again, by the decisions, word lists and software of now.
    """
    with _opened(directory) as archive:
        before = read_manifest(directory)
        archive.version = reading_version(tagger=before.tagger)
        order = _resumed(archive, order, "update")
        if order.sources and order.tagger is None and not before.tagger:
            watcher.note(f"{directory} was built without the tagger, and so are these documents")
        order = _going_on(order, before.tagger, f"{directory} was built", "build the folder anew")
        run = _Run(directory=directory, archive=archive, limits=limits, watcher=watcher, workers=workers, order=order)
        decisions = _decisions(run)
        if run.order.sources:
            _begin(run, "update")
        inputs, problems = _read(run) if run.order.sources else ([], [])
        keys, sources = {one.kept.key for one in inputs}, {one.kept.source for one in inputs}
        stay = [one for one in before.inputs
                if one.kept.key not in keys and not (run.order.replace and one.kept.source in sources)]
        told = sources | {problem.source for problem in problems}
        open_ones = [problem for problem in before.left_out if problem.source not in told]
        return _publish(run, Manifest(
            inputs=(*stay, *inputs), left_out=(*open_ones, *problems),
            evidence=run.order.evidence or before.evidence, decisions=decisions,
            pages=run.order.pages and before.pages, tagger=before.tagger))


def remove(directory: Path, names: Sequence[str], limits: Limits) -> Revision:
    """Take documents away, by source name, id or IRI; all rows of a table by the table's name.

    Raises KgError for a name that fits none or several, and where none would be left.
    """
    with _opened(directory) as archive:
        before = read_manifest(directory)
        archive.version = reading_version(tagger=before.tagger)
        gone = [meant(before, name) for name in names]
        keys = {one.kept.key for inputs, _ in gone for one in inputs}
        problems = [problem for _, told in gone for problem in told]
        run = _Run(directory=directory, archive=archive, limits=limits)
        after = replace(before, inputs=tuple(one for one in before.inputs if one.kept.key not in keys),
                        left_out=tuple(problem for problem in before.left_out if problem not in problems),
                        decisions=_decisions(run))
        if not after.inputs:
            raise KgError(f"{directory}: no document would be left; delete the folder instead")
        return _publish(run, after)


@contextmanager
def opened(directory: Path) -> Iterator[list[Extraction]]:
    """What was read of the documents of a built folder.  Raises KgError where other software or word lists read it."""
    with _opened(directory) as archive:
        manifest = read_manifest(directory)
        archive.version = reading_version(tagger=manifest.tagger)
        keys = {one.kept.key for one in manifest.inputs}
        if archive.stale(keys):
            raise KgError(f"{directory}: software or word lists have changed since: kg build --update {directory}")
        from kg.pipeline import once

        yield once(archive.extractions(keys))


def decisions_of(directory: Path) -> tuple[Decision, ...]:
    """Those of the folder's own table."""
    path = directory / DECISIONS
    return read_decisions(path) if path.exists() else ()


def _decisions(run: _Run) -> tuple[Decision, ...]:
    """The user's decisions: of the table of the order, else of the folder."""
    given = run.order.decisions
    return read_decisions(Path(given)) if given else decisions_of(run.directory)


@contextmanager
def _opened(directory: Path) -> Iterator[Archive]:
    """The archive of the folder, locked; where nothing was ever built or read here it goes again."""
    path = directory / folders.HIDDEN / _ARCHIVE
    with folders.writing(directory):
        empty = False
        try:
            with Archive(path, reading_version()) as archive:
                try:
                    yield archive
                finally:
                    empty = archive.is_empty()
        finally:
            if empty and not (directory / MANIFEST).exists():
                path.unlink()


def _resumed(archive: Archive, order: Order, kind: Kind) -> Order:
    """The order; without documents that of the run that was interrupted."""
    if not order.resume:
        return order
    request = archive.unfinished()
    if request is not None:
        if order.sources and kind == "build":
            order = replace(order, tagger=order.options().tagger)
        order = _going_on(order, request.get("tagger", True), "the interrupted run read", "leave out --resume")
    if order.sources:
        return order
    if request is None:
        raise KgError("no run was interrupted here; name the documents to build")
    if request["kind"] != kind:
        raise KgError("an update was interrupted: go on with kg build --update DIR --resume" if kind == "build"
                      else "a build was interrupted, no update: go on with kg build -o DIR --resume")
    if STDIN in request["sources"]:
        raise KgError("the interrupted run read standard input, which is gone; name the documents again")
    return Order(
        sources=request["sources"], columns=request["columns"], region=request["region"],
        evidence=cast("Profile | None", request["evidence"]), decisions=request.get("decisions", ""),
        replace=request["replace"], resume=True, pages=order.pages and request.get("pages", True), tagger=order.tagger,
    )


def _going_on(order: Order, tagger: bool, what: str, otherwise: str) -> Order:
    """The order, with the tagger or without as what it goes on with.  Raises KgError where it asks for the other."""
    if order.tagger not in (None, tagger):
        how, remedy = ("with", "leave out --without-tagger") if tagger else ("without", "give --without-tagger")
        raise KgError(f"{what} {how} the tagger: {remedy}, or {otherwise}")
    return replace(order, tagger=tagger)


def _begin(run: _Run, kind: Kind) -> None:
    order = run.order
    if not order.resume and run.archive.unfinished() is not None:
        run.watcher.note(f"a run in {run.directory} was interrupted; --resume would have gone on with it")
    sources = [source if source == STDIN else os.path.abspath(source) for source in order.sources]
    run.archive.begin(
        {"kind": kind, "sources": sources, "columns": dict(order.columns), "region": order.region,
         "evidence": order.evidence, "replace": order.replace, "pages": order.pages,
         "tagger": order.options().tagger,
         "decisions": order.decisions and os.path.abspath(order.decisions)}, afresh=not order.resume,
    )


def _read(run: _Run) -> tuple[list[Input], list[InputError]]:
    """All documents of the order, each kept in the archive as soon as it is read."""
    order = run.order
    read_with = options_told(order.options())
    kept: dict[str, Kept] = {}
    problems: list[InputError] = []
    with run.workers or Workers(run.limits) as workers:
        _prepare()
        for content, found in workers.read(_contents(run, kept, problems), order.options()):
            texts, troubles = _keep(run, workers, found)
            if not any(isinstance(trouble, TransientError) for trouble in troubles):
                run.archive.keep_file(_key(run, content), [text.key for text in texts], troubles)
            kept |= {text.key: text for text in texts}
            problems += troubles
            run.watcher.read(content.name)
    return [Input(kept=one, read_with=read_with) for one in kept.values()], problems


def _prepare() -> None:
    """Load what writing needs while the first worker starts: half a second of each."""
    for module in ("kg.export", "kg.graph.validation", "kg.pipeline"):
        import_module(module)


def _contents(run: _Run, kept: dict[str, Kept], problems: list[InputError]) -> Iterator[FileContent]:
    """The files to read; what an interrupted run had read goes to ``kept`` and ``problems`` at once."""
    for path in find(run.order.sources):
        try:
            if isinstance(path, InputError):
                raise path
            content = load(path, run.order.options().max_bytes)
        except InputError as error:
            problems.append(error)
            continue
        known = run.archive.file(_key(run, content)) if run.order.resume else None
        if known is None:
            yield content
        else:
            kept |= {text.key: text for text in known[0]}
            problems += known[1]


def _keep(
    run: _Run, workers: Workers, found: Sequence[Extracted | PackedText | InputError]
) -> tuple[list[Kept], list[InputError]]:
    """What a file gave, kept; the rows of a table are extracted now, but for those that are known."""
    known = {
        one.key: before for one in found if isinstance(one, PackedText)
        if run.order.resume and (before := run.archive.kept(one.key))
    }
    rows = (one for one in found if isinstance(one, PackedText) and one.key not in known)
    kept = list(known.values())
    problems = [one for one in found if isinstance(one, InputError)]
    for one in (*(one for one in found if isinstance(one, Extracted)), *workers.extract(rows, run.order.options())):
        if isinstance(one, InputError):
            problems.append(one)
        else:
            kept.append(run.archive.keep(one))
            if len(found) > 1:
                run.watcher.read(one.text.source)
    return kept, problems


def _key(run: _Run, content: FileContent) -> str:
    """The name of a file's content together with how it is read."""
    order = run.order
    told = [run.archive.version, content.name, content.digest, sorted(order.columns.items()), order.region]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()[:32]


def _publish(run: _Run, manifest: Manifest) -> Revision:
    """The graph of all inputs, written; the archive keeps what it was made of."""
    manifest = _refreshed(run, manifest)
    keys = {one.kept.key for one in manifest.inputs}
    if not keys:
        run.archive.end(keys)
        raise KgError("no document could be read, nothing was written"
                      + "".join(f"\n  {problem}" for problem in manifest.left_out))
    run.archive.flush()
    with _made(run, manifest) as made:
        table = {DECISIONS: written_decisions(manifest.decisions)} if run.order.decisions else {}
        folders.publish(run.directory, {**made.files, **table}, stale=(*FILES.values(), *_PAGES))
    # What an interrupted run had read stays for it, where this was another one that read nothing.
    if run.order.sources or run.archive.unfinished() is None:
        run.archive.end(keys)
    return Revision(overview=made.overview, findings=made.findings, problems=manifest.left_out, files=tuple(made.files))


@contextmanager
def _made(run: _Run, manifest: Manifest) -> Iterator[publication.Publication]:
    pages = manifest.pages
    if not publication.streamed(manifest, pages=pages):
        yield publication.in_memory(run.archive, manifest, pages=pages)
        return
    if pages:
        run.watcher.note(f"over {publication.MOST} characters: written without pages; kg serve shows the graph")
    with folders.scratch(run.directory) as folder:
        yield publication.through_files(run.archive, manifest, folder, run.limits.workers)


def _refreshed(run: _Run, manifest: Manifest) -> Manifest:
    """The manifest with all texts extracted by this version of the software and its lists."""
    old = run.archive.stale([one.kept.key for one in manifest.inputs])
    if not old:
        return replace(manifest, left_out=each_once(manifest.left_out))
    run.watcher.note(f"{len(old)} kept texts are read again: software or word lists have changed since")
    lost: dict[str, InputError] = {}
    renewed: dict[str, Kept] = {}
    with Workers(run.limits) as workers:
        for text, found in zip(old, workers.extract(old, ReadingOptions(tagger=manifest.tagger)), strict=True):
            if isinstance(found, TransientError):
                raise found
            if isinstance(found, InputError):
                lost[text.key] = found
            else:
                renewed[text.key] = run.archive.keep(found)
                run.watcher.read(text.source)
    return replace(
        manifest, left_out=each_once((*manifest.left_out, *lost.values())),
        inputs=tuple(replace(one, kept=renewed.get(one.kept.key, one.kept)) for one in manifest.inputs
                     if one.kept.key not in lost),
    )
