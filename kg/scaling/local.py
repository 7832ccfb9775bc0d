"""The steps of ``kg.scaling`` in processes of this machine, over the archive of a folder.

``assemble`` names the documents, groups and identifies the names, lets each batch of documents tell what it says into
files, and merges these into Turtle.  In memory stay numbers of names, things without their mentions, and what the
report tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from kg.archive import Kept, extractions
from kg.datamodel import Decision, Extraction, KnowledgeGraph, Match, Resolution
from kg.graph.dataset import Content, dataset_facts, input_facts
from kg.graph.evidence import evidence_facts
from kg.graph.lives import Life, Tellings, lives
from kg.graph.overview import DocumentRow, Overview
from kg.graph.rdf import facts
from kg.graph.turtle import Facts, turtle_header
from kg.graph.validation import Finding
from kg.pipeline import rank
from kg.resolution.decisions import Decisions
from kg.scaling.identity import Identity
from kg.scaling.naming import NamedDocument, identified, named
from kg.scaling.parts import Merged, Piece, cube, graph_piece, piece
from kg.scaling.processes import Spread
from kg.scaling.spool import Part, Run, tasks, together, write_run
from kg.scaling.telling import Called, Leftover, told, told_together
from kg.scaling.whole import Whole, owners

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
    rows: tuple[DocumentRow, ...]
    leftovers: tuple[Leftover, ...]
    tellings: Tellings


class _Together(NamedTuple):
    """The files of all batches, the rows of their documents, and what documents tell together."""

    runs: list[_Runs]
    rows: list[DocumentRow]
    shared: KnowledgeGraph
    lives: Sequence[Life]


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
    runs = [*told.runs, *(_write(at, f"rest-{number}", *part)
                          for number, part in enumerate(rest(told.shared, resolved)))]

    merge = partial(_merge, folder, spread)
    merged = {"graph": merge("graph.ttl", partial(_graph, owners(told.shared)), [each.graph for each in runs])}
    if run["evidence"] != "none":
        merged["evidence"] = merge("evidence.ttl", _turtle, [each.evidence for each in runs])
    whole = Whole(
        documents=told.rows, resolved=resolved, together=told.shared, lives=told.lives, example=example, merged=merged,
    )
    about = whole.about()
    description = dataset_facts(about, run)
    description.update(input_facts(about.documents))
    merge("dataset.ttl", _turtle, _described(at, description, [each.figures for each in runs]))
    return Assembled(
        files={name: folder / name for name in (*about.files, "dataset.ttl")}, overview=whole.overview(),
        findings=whole.findings(),
    )


def _together(batches: Iterable[_Told]) -> _Together:
    """What the batches tell, together; what only that needed goes."""
    runs: list[_Runs] = []
    rows: list[DocumentRow] = []
    leftovers: list[Leftover] = []
    found: Tellings = {}
    for each in batches:
        runs.append(each.runs)
        rows += each.rows
        leftovers += each.leftovers
        for key, tellings in each.tellings.items():
            found.setdefault(key, set()).update(tellings)
    return _Together(runs, rows, told_together(leftovers), lives(found))


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


def rest(shared: KnowledgeGraph, resolved: Resolution) -> Iterator[tuple[Facts, Facts, Facts]]:
    """What no document says alone, some of it at a time: shared statements, what things are called, judgements."""
    yield facts(shared), evidence_facts(shared), Facts()
    empty = replace(shared, documents=(), statements=(), components=(), observations=())
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
) -> Merged:
    """The facts of all runs as one file of Turtle."""
    found, hashed = Merged(), sha256()
    with (folder / name).open("wb") as file:
        def put(content: bytes) -> None:
            hashed.update(content)
            file.write(content)

        put(turtle_header().encode())
        for part in spread(work, tasks(runs)):
            put(part.content)
            found.add(part)
        found.files[name] = Content(file.tell(), hashed.hexdigest())
    for run in runs:
        run.path.unlink()
    return found


def _turtle(parts: Sequence[Part]) -> Piece:
    return piece(together(parts))


def _graph(programme_of: Mapping[str, str], parts: Sequence[Part]) -> Piece:
    return graph_piece(programme_of, together(parts))


def _described(at: _Place, description: Facts, runs: Sequence[Run]) -> list[Run]:
    """The description of the data set and its figures."""
    found = [write_run(at.folder / "described", description, at.digits)]
    for number, task in enumerate(tasks(runs)):
        found.append(write_run(at.folder / f"figures-{number}", cube(together(task)), at.digits))
    for run in runs:
        run.path.unlink()
    return found
