"""How a build grows: text with other names in each copy, built; CPU by stage, memory, and jieba.posseg beside it.

    python scripts/bench_build.py DOCUMENT… --megabytes 5 50 200
    python scripts/bench_build.py DOCUMENT… --megabytes 5 --processes     # two against one, as they pass on the clock
    python scripts/bench_build.py DOCUMENT --start-up                     # CPU above the interpreter's own

Each size is built in one process, files in to Turtle, evidence and report out, without pages; jieba.posseg then cuts
the first part of the same text in a process of its own.  What varies with the machine cancels out in the ratio.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
# Characters that the peer cuts: its speed does not depend on the size.
PEER = 1_000_000
STAGES = {
    "_name": "names of documents", "identified": "identity", "_tell": "facts of documents",
    "_graph": "graph, checked by the shapes", "_turtle": "evidence and data set",
}


class Clock:
    """CPU seconds by stage."""

    def __init__(self) -> None:
        self.seconds: Counter[str] = Counter()
        self._begun = time.process_time()

    def lap(self, stage: str) -> None:
        now = time.process_time()
        self.seconds[stage] += now - self._begun
        self._begun = now

    def spread(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
        """What kg.scaling does in its steps, timed by the name of the step."""
        stage = STAGES[getattr(work, "func", work).__name__]
        for item in items:
            self.lap("the driver")
            found = work(item)
            self.lap(stage)
            yield found


def build(folder: Path, *, tagger: bool) -> dict[str, Any]:
    """One build in this process."""
    clock = Clock()
    from kg import export
    from kg.archive import Archive, Extracted, pack, pack_text, reading_version
    from kg.errors import InputError
    from kg.extraction import extract
    from kg.garbage import collect_seldom
    from kg.manifest import Input, Manifest
    from kg.reading.assembly import assemble as read
    from kg.reading.documents import ReadingOptions, texts
    from kg.reading.files import find, load
    from kg.scaling import local

    collect_seldom()
    clock.lap("start")
    options, characters, inputs = ReadingOptions(), 0, []
    with tempfile.TemporaryDirectory(dir=folder.parent) as made:
        out = Path(made)
        with Archive(out / "archive.sqlite", reading_version(tagger=tagger)) as archive:
            for path in find([str(folder)]):
                for raw in () if isinstance(path, InputError) else texts(load(path, options.max_bytes), options):
                    assert not isinstance(raw, InputError)
                    document = read(raw, options.max_characters)
                    assert not isinstance(document, InputError)
                    characters += len(document.text)
                    clock.lap("reading")
                    extraction = extract(document, tagger=tagger)
                    clock.lap("extraction")
                    kept = archive.keep(Extracted(
                        text=pack_text(raw), document=document.id, content=pack(extraction)))
                    inputs.append(Input(kept=kept))
                    clock.lap("archive")
            archive.flush()
            peak_of_reading = peak()
            run = Manifest(inputs=tuple(inputs), tagger=tagger).described()
            source = local.Source(archive.path, archive.version)
            found = local.assemble(source, [one.kept for one in inputs], out, run, clock.spread)
            export.accounts(found.overview, (), found.findings, run)
        clock.lap("the driver")
        written = {name: path.stat().st_size for name, path in found.files.items()}
    return {
        "characters": characters, "documents": len(inputs), "entities": len(found.overview.entities),
        "statements": found.overview.totals.predicates.total(), "bytes": written, "seconds": dict(clock.seconds),
        "peak": peak(), "peak of reading": peak_of_reading,
    }


def peer(folder: Path) -> dict[str, Any]:
    """Characters a second of CPU of jieba.posseg, its start left out."""
    import warnings

    warnings.simplefilter("ignore")
    import jieba
    import jieba.posseg

    jieba.setLogLevel(60)
    list(jieba.posseg.cut("海城市"))
    characters, begun = 0, time.process_time()
    for path in sorted(folder.iterdir()):
        text = path.read_text(encoding="utf-8")
        for _ in jieba.posseg.cut(text):
            pass
        characters += len(text)
        if characters > PEER:
            break
    return {"characters": characters, "seconds": time.process_time() - begun}


def peak() -> int:
    """MB of memory of this process at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def apart(what: str, folder: Path, *options: str) -> dict[str, Any]:
    """The same in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, str(folder), "--only", what, *options], capture_output=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def vary(documents: Sequence[str], megabytes: float, folder: Path) -> None:
    script = Path(__file__).with_name("vary.py")
    subprocess.run(
        [sys.executable, str(script), *documents, "--megabytes", str(megabytes), "-o", str(folder)],
        check=True, capture_output=True)


def sizes(documents: Sequence[str], wanted: Sequence[float], folder: Path, *options: str) -> None:
    """A table for each size."""
    for megabytes in wanted:
        text = folder / f"{megabytes:g}"
        vary(documents, megabytes, text)
        found, beside = apart("build", text, *options), apart("peer", text)
        characters, seconds = found["characters"], sum(found["seconds"].values())
        speed, other = characters / seconds, beside["characters"] / beside["seconds"]
        print(f"\n{megabytes:g} MB: {characters:,} characters, {found['documents']:,} documents, "
              f"{found['entities']:,} things, {found['statements']:,} statements, "
              f"{sum(found['bytes'].values()) / 1e6:,.0f} MB written")
        print(f"  {seconds:,.1f} s of CPU, {speed:,.0f} characters a second; jieba.posseg {other:,.0f}: "
              f"{speed / other:.2f} × its speed; peak {found['peak']:,} MB (reading {found['peak of reading']:,})")
        for stage, spent in sorted(found["seconds"].items(), key=lambda item: -item[1]):
            print(f"  {stage:32}{spent:9.1f} s {spent / seconds:6.1%}  {spent / characters * 1e6:8.2f} s a million")
        sys.stdout.flush()


def processes(documents: Sequence[str], megabytes: float, folder: Path) -> None:
    """How long builds with one process and with two take on the clock, in turns."""
    text = folder / "text"
    vary(documents, megabytes, text)
    taken: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(3):
        for jobs in (1, 2):
            begun = time.monotonic()
            subprocess.run(
                [sys.executable, "-m", "kg", "build", str(text), "-o", str(folder / f"out-{turn}-{jobs}"), "--no-pages",
                 "--quiet", "--jobs", str(jobs)], check=False)
            taken[jobs].append(time.monotonic() - begun)
    one, two = min(taken[1]), min(taken[2])
    print(f"{megabytes:g} MB: one process {one:.1f} s, two {two:.1f} s: {one / two:.2f} × (best of three each; "
          f"{', '.join(f'{a / b:.2f}' for a, b in zip(*taken.values(), strict=True))}); "
          f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


def start_up(document: str, folder: Path) -> None:
    """CPU of commands with all their processes, above that of an interpreter that does nothing.

    Compiled modules (.pyc) are kept as after an installation, and the cache of resources is one of its own.
    """
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: what outlives a command is waited for here
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["REGIONAL_KG_CACHE"] = "off"
    page = ["-m", "kg", "build", document, "-o", str(folder / "a")]
    spent(page)
    own = min(spent(["-c", "pass"]) for _ in range(5))
    off = min(spent(page) - own for _ in range(5))
    os.environ["REGIONAL_KG_CACHE"] = str(folder / "cache")
    first = spent(page) - own
    print(f"the interpreter {own:.3f} s\nkg build of a page without the cache {off:.3f} s above it, with an empty one "
          f"{first:.3f} s, and then:")
    for name, words in (
        ("kg --help", ["-m", "kg", "--help"]), ("kg build of a page", page), ("the same without pages",
         ["-m", "kg", "build", document, "-o", str(folder / "b"), "--no-pages"]),
    ):
        times = sorted(spent(words) - own for _ in range(5))
        print(f"{name} {times[0]:.3f} s (median {times[2]:.3f}) above it")


def spent(arguments: Sequence[str]) -> float:
    """Seconds of CPU of a Python process and all that it began."""
    silence = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_WRONLY, 0) for number in (1, 2)]
    os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ, file_actions=silence)
    total = 0.0
    while True:
        try:
            used = os.wait4(-1, 0)[2]
        except ChildProcessError:
            return total
        total += used.ru_utime + used.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("documents", nargs="+", metavar="DOCUMENT")
    parser.add_argument("--megabytes", type=float, nargs="+", default=[5.0])
    parser.add_argument("--processes", action="store_true", help="two processes against one")
    parser.add_argument("--start-up", action="store_true", help="CPU of kg --help and of one page")
    parser.add_argument("--without-tagger", action="store_true", help="names of the rules alone")
    parser.add_argument("--only", choices=("build", "peer"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.only:
        text = Path(args.documents[0])
        print(json.dumps(build(text, tagger=not args.without_tagger) if args.only == "build" else peer(text)))
        return 0
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        if args.start_up:
            start_up(args.documents[0], folder)
        elif args.processes:
            processes(args.documents, args.megabytes[0], folder)
        else:
            sizes(args.documents, args.megabytes, folder, *(["--without-tagger"] if args.without_tagger else []))
    return 0


if __name__ == "__main__":
    sys.exit(main())
