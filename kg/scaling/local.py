"""The steps of ``kg.scaling`` in processes of this machine, over the archive of a folder.

``assemble`` names the documents, groups and identifies the names, lets each batch of documents tell what it says into
files, and merges these into Turtle.  In memory stay numbers of names, things without their mentions, and what the
report tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kg.archive import Kept, extractions
from kg.datamodel import Decision, Extraction, KnowledgeGraph, Match, Resolution
from kg.graph.dataset import About, Content, Counts, dataset_facts
from kg.graph.evidence import evidence_facts
from kg.graph.lives import Life, Tellings, lives
from kg.graph.overview import Overview, Totals
from kg.graph.rdf import facts
from kg.graph.turtle import Facts, curie, turtle_header
from kg.graph.validation import Finding, ordered
from kg.pipeline import rank
from kg.resolution.decisions import Decisions
from kg.scaling.identity import Identity
from kg.scaling.naming import NamedDocument, identified, named
from kg.scaling.parts import Piece, figure_facts, graph_piece, piece
from kg.scaling.processes import Spread
from kg.scaling.spool import Part, Run, tasks, write_run
from kg.scaling.telling import Called, Leftover, Row, told, told_together

# Characters of documents, and things or judgements, that are worked on at once; of few documents this part of them, so
# that several processes have work.
_CHARACTERS = 300_000
_PART = 8
_THINGS = 20_000
# Below so many characters one digit of the names of things tells parts apart, above two.
_MANY = 3_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """An archive with the version of the software that read its texts."""

    archive: Path
    version: str
    decisions: tuple[Decision, ...] = ()

    def read(self, keys: Iterable[str]) -> Iterator[Extraction]:
        return extractions(self.archive, self.version, keys)


@dataclass(frozen=True, slots=True)
class Assembled:
    """The files of RDF by their names, and what is told of the whole."""

    files: Mapping[str, Path]
    overview: Overview
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder for files, and how many digits of the names of things tell their parts apart."""

    folder: Path
    digits: int


@dataclass(frozen=True, slots=True)
class _Runs:
    graph: Run
    evidence: Run
    figures: Run


@dataclass(frozen=True, slots=True)
class _Documents:
    """A batch of documents to tell: their keys, the things that each names, and for each of its mentions which."""

    name: str
    keys: Sequence[str]
    called: Sequence[tuple[Sequence[Called], Sequence[int]]]


@dataclass(frozen=True, slots=True)
class _Told:
    runs: _Runs
    rows: tuple[Row, ...]
    leftovers: tuple[Leftover, ...]
    tellings: Tellings


class _Whole(NamedTuple):
    """The files of all batches, the rows of their documents, and what documents tell together."""

    runs: list[_Runs]
    rows: Sequence[Row]
    together: KnowledgeGraph
    lives: Sequence[Life]


@dataclass(slots=True)
class _Merged:
    content: Content = field(default_factory=lambda: Content.of(b""))
    counts: Counts = field(default_factory=Counts)
    totals: Totals = field(default_factory=Totals)
    findings: list[Finding] = field(default_factory=list)

    def add(self, part: Piece) -> None:
        self.counts.update(part.counts)
        self.totals.update(part.totals)
        self.findings += part.findings


def assemble(
    source: Source, kept: Sequence[Kept], folder: Path, run: Mapping[str, object], spread: Spread
) -> Assembled:
    """The texts of the archive that are kept, as Turtle in the folder; ``run`` tells of the build as in build.json."""
    characters = sum(one.characters for one in kept)
    at = _Place(folder, 2 if characters > _MANY else 1)
    batches = list(_batches(_once(source, kept), min(_CHARACTERS, characters // _PART)))
    identity, resolved = _identify(source, batches, folder, spread)
    told = _together(spread(partial(_tell, source, at), _to_tell(identity, batches)))
    example = identity.example()
    identity.close()
    del identity
    together, runs = told.together, told.runs
    runs += [_write(at, f"rest-{number}", *part) for number, part in enumerate(rest(together, resolved))]

    owners = {curie(one.id): curie(one.programme) for one in together.components}
    merge = partial(_merge, folder, spread)
    merged = {"graph": merge("graph.ttl", partial(graph_piece, owners), [each.graph for each in runs])}
    if run["evidence"] != "none":
        merged["evidence"] = merge("evidence.ttl", piece, [each.evidence for each in runs])
    about = About(
        documents=[row.document for row in told.rows], entities=len(resolved.entities), example=example,
        counts={name: one.counts for name, one in merged.items()},
        files={f"{name}.ttl": one.content for name, one in merged.items()},
    )
    merge("dataset.ttl", piece, _described(at, dataset_facts(about, run), [each.figures for each in runs]))
    return Assembled(
        files={name: folder / name for name in (*about.files, "dataset.ttl")},
        overview=Overview(
            documents=[row.row for row in told.rows], entities=resolved.entities, components=together.components,
            matches=resolved.matches, named=dict(resolved.named), totals=merged["graph"].totals,
            lives=told.lives, outcomes=resolved.outcomes,
        ),
        findings=ordered(merged["graph"].findings),
    )


def _together(batches: Iterable[_Told]) -> _Whole:
    """What the batches tell, together; what only that needed goes."""
    runs: list[_Runs] = []
    rows: list[Row] = []
    leftovers: list[Leftover] = []
    found: Tellings = {}
    for each in batches:
        runs.append(each.runs)
        rows += each.rows
        leftovers += each.leftovers
        for key, tellings in each.tellings.items():
            found.setdefault(key, set()).update(tellings)
    return _Whole(runs, rows, told_together(leftovers), lives(found))


def _once(source: Source, kept: Iterable[Kept]) -> Iterator[Kept]:
    """The texts by the ids of their documents; of several that are one document the first by its source."""
    for _, group in groupby(sorted(kept, key=lambda one: (one.document, one.key)), lambda one: one.document):
        same = list(group)
        if len(same) > 1:
            ranked = [(rank(each.document), one) for each, one in zip(
                source.read(one.key for one in same), same, strict=True)]
            yield min(ranked, key=lambda pair: pair[0])[1]
        else:
            yield same[0]


def _batches(documents: Iterable[Kept], most: int) -> Iterator[list[str]]:
    batch: list[str] = []
    characters = 0
    for document in documents:
        batch.append(document.key)
        characters += document.characters
        if characters > most:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _identify(
    source: Source, batches: Sequence[Sequence[str]], folder: Path, spread: Spread
) -> tuple[Identity, Resolution]:
    identity, decided = Identity(folder), Decisions(source.decisions)
    for documents in spread(partial(_name, source), batches):
        for document in documents:
            identity.add(document)
    for things in spread(partial(identified, decided=decided), identity.groups()):
        identity.settle(things)
    return identity, identity.resolution(decided)


def _name(source: Source, keys: Sequence[str]) -> list[NamedDocument]:
    decided = Decisions(source.decisions)
    return [named(extraction, decided) for extraction in source.read(keys)]


def _to_tell(identity: Identity, batches: Iterable[Sequence[str]]) -> Iterator[_Documents]:
    number = 0
    for at, keys in enumerate(batches):
        yield _Documents(f"told-{at}", keys, [identity.called(number + place) for place in range(len(keys))])
        number += len(keys)


def _tell(source: Source, at: _Place, batch: _Documents) -> _Told:
    found = told(
        (extraction, [things[owner] for owner in owners])
        for extraction, (things, owners) in zip(source.read(batch.keys), batch.called, strict=True)
    )
    return _Told(_write(at, batch.name, found.graph, found.evidence, found.figures), found.rows, found.leftovers,
                 found.tellings)


def _write(at: _Place, name: str, *parts: Facts) -> _Runs:
    """Facts of the graph, of its evidence and of its figures."""
    return _Runs(*(
        write_run(at.folder / f"{name}-{kind}", part, at.digits)
        for kind, part in zip(("graph", "evidence", "figures"), parts, strict=True)
    ))


def rest(together: KnowledgeGraph, resolved: Resolution) -> Iterator[tuple[Facts, Facts, Facts]]:
    """What no document says alone, some of it at a time: shared statements, what things are called, judgements."""
    yield facts(together), evidence_facts(together), Facts()
    empty = replace(together, documents=(), statements=(), components=(), observations=())
    for first in range(0, len(resolved.entities), _THINGS):
        yield facts(replace(empty, entities=resolved.entities[first:first + _THINGS])), Facts(), Facts()
    for matches in _some(resolved.matches):
        yield Facts(), evidence_facts(replace(empty, entities=resolved.entities, matches=matches)), Facts()


def _some(matches: Iterable[Match]) -> Iterator[tuple[Match, ...]]:
    """Judgements in lots; those on one name stay together."""
    lot: list[Match] = []
    for _, group in groupby(matches, lambda match: (match.type, match.left)):
        lot += group
        if len(lot) > _THINGS:
            yield tuple(lot)
            lot = []
    if lot:
        yield tuple(lot)


def _merge(
    folder: Path, spread: Spread, name: str, work: Callable[[Sequence[Part]], Piece], runs: Sequence[Run]
) -> _Merged:
    """The facts of all runs as one file of Turtle."""
    found, hashed = _Merged(), sha256()
    with (folder / name).open("wb") as file:
        def put(content: bytes) -> None:
            hashed.update(content)
            file.write(content)

        put(turtle_header().encode())
        for part in spread(work, tasks(runs)):
            put(part.content)
            found.add(part)
        found.content = Content(file.tell(), hashed.hexdigest())
    for run in runs:
        run.path.unlink()
    return found


def _described(at: _Place, description: Facts, runs: Sequence[Run]) -> list[Run]:
    """The description of the data set and its figures."""
    found = [write_run(at.folder / "described", description, at.digits)]
    for number, task in enumerate(tasks(runs)):
        figures = Facts()
        for part in figure_facts(task):
            figures.update(part)
        found.append(write_run(at.folder / f"figures-{number}", figures, at.digits))
    for run in runs:
        run.path.unlink()
    return found
