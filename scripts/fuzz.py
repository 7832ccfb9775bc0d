"""Fuzzing by coverage, from documents to Turtle: what ends the program, breaks a rule of its records or takes too long.

    pip install atheris                     (Linux, macOS)
    python scripts/fuzz.py --seconds 600 --findings findings/

Inputs are files of every kind in raw bytes, and texts put together from the words and examples of ontology/, which
reach deeper. Each finding is told once for each place in the program, and its input is kept as a file in the folder;
``python scripts/fuzz.py --again FILE…`` runs such files alone. Exit code 1 where something was found.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

try:
    import atheris
except ImportError:
    sys.exit("scripts/fuzz.py needs atheris: pip install atheris")

with atheris.instrument_imports(include=["kg"], enable_loader_override=False):
    import yaml
    from pyoxigraph import RdfFormat, parse

    from kg.datamodel import Document, Extraction
    from kg.errors import InputError
    from kg.extraction import extract
    from kg.graph.evidence import evidence_turtle
    from kg.graph.rdf import graph_turtle
    from kg.pipeline import assemble as together
    from kg.reading.assembly import assemble
    from kg.reading.documents import ReadingOptions, texts
    from kg.reading.files import FileContent
    from kg.resources.location import ONTOLOGY, SAMPLE

KINDS = ("txt", "md", "html", "pdf", "docx", "csv", "jsonl", "")
SIGNS = "，。、；：！？“”（）《》()[]\"'\n \t·—-~%‰#|*+=0123456789０１两百千万亿"
MARKS = [*SIGNS, "\n\n", "\r\n", "\u3000", "\x0c", "\ufeff"]
LONGEST = 1200
# A text of so few characters takes milliseconds; a loaded machine is slower.
SLOW = 10.0
_BASE = "https://w3id.org/regional-kg/id/"


class BrokenRuleError(AssertionError):
    """A record that says what its documentation rules out."""


class SlowInputError(AssertionError):
    """An input that takes longer than its length explains."""


def words() -> list[str]:
    """The examples of all patterns, words of their lists, and sentences of the sample."""
    found: list[str] = []
    for path in sorted((ONTOLOGY / "patterns").glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for group in (content.get("words") or {}).values():
            found += map(str, group[:40])
        for entry in (content.get("patterns") or {}).values():
            found += map(str, entry["match"])
    for path in sorted(SAMPLE.glob("*.txt")):
        found += path.read_text(encoding="utf-8", errors="ignore").splitlines()
    return sorted({word for word in found if word.strip()}) + MARKS * 8


WORDS = words()


def content(data: bytes) -> FileContent:
    """The file that some bytes of the fuzzer stand for."""
    given = atheris.FuzzedDataProvider(data)
    kind = KINDS[given.ConsumeIntInRange(0, 255) % len(KINDS)]
    raw = given.ConsumeBytes(LONGEST) if given.ConsumeBool() else composed(given).encode("utf-8", "replace")
    return FileContent(name=f"fuzz.{kind}", data=raw, digest=hashlib.sha256(raw).hexdigest())


def composed(given: atheris.FuzzedDataProvider) -> str:
    """Words, pieces of words and signs, one after the other."""
    parts: list[str] = []
    while given.remaining_bytes() > 2 and sum(map(len, parts)) < LONGEST:
        word = WORDS[given.ConsumeIntInRange(0, 65535) % len(WORDS)]
        cut = given.ConsumeIntInRange(0, 255)
        parts.append(word if cut < 200 else word[: cut % (len(word) + 1)])
    return "".join(parts)


def check(file: FileContent) -> None:
    """The whole way, and what must hold on it."""
    begun = time.process_time()
    extractions = [extract(document) for document in documents(file)]
    for extraction in extractions:
        check_extraction(extraction)
    if extractions:
        graph = together(extractions)
        for written in (graph_turtle(graph), evidence_turtle(graph)):
            if not all(str(quad.subject).startswith(f"<{_BASE}") for quad in parse(
                    written, format=RdfFormat.TURTLE) if "/id/" in str(quad.subject)):
                raise BrokenRuleError("a subject of the Turtle lies elsewhere")
    if time.process_time() - begun > SLOW:
        raise SlowInputError(f"{len(file.data)} bytes")


def documents(file: FileContent) -> Iterator[Document]:
    for raw in texts(file, ReadingOptions(max_characters=100_000)):
        document = raw if isinstance(raw, InputError) else assemble(raw, 100_000)
        if isinstance(document, Document):
            yield document


def check_extraction(extraction: Extraction) -> None:
    document = extraction.document
    known = set(extraction.mentions)
    for mention in extraction.mentions:
        if document.text[mention.start : mention.end] != mention.text or not mention.surface:
            raise BrokenRuleError(f"a mention that the text does not have at its place: {mention.rule}")
    said = (*extraction.relations, *extraction.attributes, *extraction.observations, *extraction.components)
    for each in said:
        if not each.evidence.quote or document.text[each.evidence.start : each.evidence.end] != each.evidence.quote:
            raise BrokenRuleError(f"evidence that the text does not have at its place: {each.evidence.rule}")
    for relation in extraction.relations:
        if not {relation.subject, relation.object} <= known:
            raise BrokenRuleError(f"a relation of names that are no mentions: {relation.evidence.rule}")


class Findings:
    """Each once for the place where it arose."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.seen: set[str] = set()

    def run(self, data: bytes, name: str = "") -> None:
        file = content(data)
        try:
            check(file)
        # Whatever else ends a build is a finding.
        except (Exception, RecursionError, MemoryError) as error:  # noqa: BLE001
            frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "/kg/" in frame.filename]
            place = f"{frames[-1].filename.rpartition('/kg/')[2]}:{frames[-1].lineno}" if frames else "scripts/fuzz.py"
            key = f"{type(error).__name__} at {place}" + (f" ({error})" if isinstance(error, AssertionError) else "")
            if key not in self.seen:
                self.seen.add(key)
                kept = name or str(self.folder / hashlib.sha256(data).hexdigest()[:12])
                if not name:
                    Path(kept).write_bytes(data)
                    Path(f"{kept}.{file.name.rpartition('.')[2]}").write_bytes(file.data)
                print(f"FOUND {key}: {error!s:.200} in {kept}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Fuzz the way from documents to Turtle.")
    parser.add_argument("--seconds", type=int, default=600, help="how long (600)")
    parser.add_argument("--findings", type=Path, default=Path("findings"), help="folder for the inputs found")
    parser.add_argument("--again", nargs="+", type=Path, default=(), metavar="FILE", help="run these inputs alone")
    args = parser.parse_args()
    findings = Findings(args.findings)
    if args.again:
        for path in args.again:
            findings.run(path.read_bytes(), str(path))
        return bool(findings.seen)
    corpus = args.findings / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, path in enumerate(sorted(SAMPLE.iterdir())):
        kind = path.suffix.lstrip(".")
        if kind in KINDS:
            begin = path.read_bytes()[: LONGEST - 2]
            (corpus / f"sample-{number}").write_bytes(begin + b"\1" + bytes([KINDS.index(kind)]))
    done = {"inputs": 0}
    until = time.monotonic() + args.seconds

    def one(data: bytes) -> None:
        done["inputs"] += 1
        findings.run(data)
        if time.monotonic() > until:
            # libFuzzer ends by ending the process; what was found has been told.
            print(f"{done['inputs']} inputs in {args.seconds} s, {len(findings.seen)} findings", file=sys.stderr,
                  flush=True)
            os._exit(bool(findings.seen))

    atheris.Setup([sys.argv[0], f"-max_len={LONGEST}", "-timeout=600", "-rss_limit_mb=4096", str(corpus)], one)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
