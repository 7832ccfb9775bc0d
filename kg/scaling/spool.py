"""Facts of many batches of documents, kept in files and merged part by part, so that no more than a part is in memory.

``write_run`` puts the facts of a batch into a file, sorted into parts by the beginning of their subjects; ``merged``
takes the stretches of all files that are one part.  Parts follow each other as their subjects do: those of company:0…
stand before those of company:1…, so that their Turtle, one after the other, is that of all facts.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import msgspec

from kg.graph.turtle import Facts

# Bytes of facts that go to a process at once; of few facts this part of them, so that several processes have work.
_TASK = 1 << 20
_PART = 4
_encode = msgspec.msgpack.Encoder().encode
_Records = list[tuple[str, dict[str, list[str]]]]
_decode = msgspec.msgpack.Decoder(_Records).decode


class Records:
    """Bytes kept in a file under the numbers 0, 1, 2…"""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb+")
        self._ends = array("Q", [0])

    def add(self, record: bytes) -> None:
        self._file.write(record)
        self._ends.append(self._ends[-1] + len(record))

    def read(self, number: int) -> bytes:
        start, end = self._ends[number], self._ends[number + 1]
        self._file.seek(start)
        return self._file.read(end - start)

    def close(self) -> None:
        self._file.close()


class Stretch(NamedTuple):
    """The bytes of a part in one file."""

    path: str
    start: int
    length: int


Part = list[Stretch]


@dataclass(frozen=True, slots=True)
class Run:
    """A file of facts: its parts by name, and where each ends."""

    path: Path
    names: list[str]
    ends: array[int]

    def part(self, name: str) -> Stretch | None:
        at = bisect_left(self.names, name)
        if at == len(self.names) or self.names[at] != name:
            return None
        start = self.ends[at - 1] if at else 0
        return Stretch(str(self.path), start, self.ends[at] - start)


def write_run(path: Path, facts: Facts, digits: int) -> Run:
    """A file with these facts; a part is a kind of things with the first ``digits`` characters of their names."""
    parts: dict[str, _Records] = {}
    for subject, predicates in facts.items():
        record = (subject, {predicate: list(values) for predicate, values in predicates.items()})
        parts.setdefault(subject[: subject.find(":") + 1 + digits], []).append(record)
    run = Run(path, sorted(parts), array("Q"))
    with path.open("wb") as file:
        for name in run.names:
            file.write(_encode(parts.pop(name)))
            run.ends.append(file.tell())
    return run


def tasks(runs: Sequence[Run]) -> Iterator[list[Part]]:
    """The parts in the order of their subjects, as many together as a process takes at once."""
    most = min(_TASK, sum(run.ends[-1] for run in runs if run.ends) // _PART)
    task: list[Part] = []
    size = 0
    for name in sorted({name for run in runs for name in run.names}):
        part = [stretch for run in runs if (stretch := run.part(name))]
        task.append(part)
        size += sum(stretch.length for stretch in part)
        if size >= most:
            yield task
            task, size = [], 0
    if task:
        yield task


def merged(part: Part) -> Facts:
    """The facts of one part, each once."""
    found = Facts()
    for stretch in part:
        for subject, predicates in _decode(_read(stretch)):
            known = found.get(subject)
            if known is None:
                found[subject] = {name: dict.fromkeys(values) for name, values in predicates.items()}
                continue
            for name, values in predicates.items():
                known.setdefault(name, {}).update(dict.fromkeys(values))
    return found


def together(parts: Sequence[Part]) -> Facts:
    """The facts of some parts."""
    found = Facts()
    for part in parts:
        found.update(merged(part))
    return found


def _read(stretch: Stretch) -> bytes:
    with open(stretch.path, "rb") as file:
        file.seek(stretch.start)
        return file.read(stretch.length)
