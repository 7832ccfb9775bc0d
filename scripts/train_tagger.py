"""Train the tagger (kg/extraction/tagging) on texts with marked names → ontology/tagger/weights.npz.

    python scripts/train_tagger.py [--reports FOLDER] [--gold FOLDER --corpus FOLDER] [--jobs N] [--iterations N]

The texts are scripts/tagger/texts/*.txt, written for this project, with names in marks: ⟦C:龙田化工⟧; and the
names of scripts/tagger/reports.tsv, which are places in government work reports (FOLDER holds their texts; without it
they are left out).  Each text is read and goes through the rules as in a build; the tagger learns the marked names
from the words and from what the rules found.  --gold adds annotated documents (docs/evaluation.md) without what the
rules found in them, because rules were written with them in sight.  Needs python-crfsuite from PyPI.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pycrfsuite

from kg import extraction
from kg.datamodel import Document, EntityType
from kg.evaluation.gold import read_gold
from kg.evaluation.oracle import with_gold_names
from kg.extraction.tagging.features import buckets
from kg.extraction.tagging.model import INSIDE, OUT, WEIGHTS
from kg.reading.documents import read_file

TYPES: tuple[EntityType, ...] = ("Company", "Project", "Industry", "Programme", "Park", "Organisation")
MARKS: dict[str, EntityType] = dict(zip("CJIPKOR", (*TYPES, "Region"), strict=True))
LABELS = ("O", "B", "I")
HEADING = re.compile(r"^=== .*$", re.M)
SCALE = 64
FOLDER = Path(__file__).parent / "tagger"


class Example(NamedTuple):
    """A sentence: the buckets of each character and the spans of each type."""

    attributes: np.ndarray
    spans: dict[EntityType, list[tuple[int, int]]]


def unmarked(marked: str) -> tuple[str, list[tuple[EntityType, int, int]]]:
    """The text without its marks, and the names with their places in it."""
    plain: list[str] = []
    names, stack, at = [], [], 0
    while at < len(marked):
        if marked[at] == "⟦":
            stack.append((MARKS[marked[at + 1]], len(plain)))
            at += 3
        elif marked[at] == "⟧":
            names.append((*stack.pop(), len(plain)))
            at += 1
        else:
            plain.append(marked[at])
            at += 1
    return "".join(plain), names


def texts(reports: Path | None) -> Iterator[tuple[str, str, list[tuple[EntityType, int, int]]]]:
    """Name, text and names of each text."""
    for path in sorted((FOLDER / "texts").glob("*.txt")):
        for number, part in enumerate(HEADING.split(path.read_text(encoding="utf-8"))):
            if part.strip():
                yield f"{path.stem}-{number}", *unmarked(part.strip() + "\n")
    if reports:
        yield from of_reports(reports)


def of_reports(folder: Path) -> Iterator[tuple[str, str, list[tuple[EntityType, int, int]]]]:
    """The lines of the reports that were read, report by report."""
    rows = [line.split("\t") for line in (FOLDER / "reports.tsv").read_text(encoding="utf-8").splitlines()
            if not line.startswith("#")][1:]
    for name in sorted({row[0] for row in rows}):
        lines = (folder / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        here = [row for row in rows if row[0] == name]
        kept, names, length = [], [], 0
        for number in sorted({int(row[1]) for row in here}):
            line = lines[number - 1].strip()
            names += [(MARKS[row[2]], length + int(row[3]), length + int(row[4]))
                      for row in here if int(row[1]) == number and row[2]]
            kept.append(line)
            length += len(line) + 1
        yield name, "\n".join(kept) + "\n", names


def examples(named: tuple[str, str, list[tuple[EntityType, int, int]]]) -> list[Example]:
    """The sentences of a text as the program reads it, with the marked names that lie in one sentence."""
    name, text, names = named
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.txt"
        path.write_text(text, encoding="utf-8")
        document = read_file(path)
    if not text.startswith(document.text.rstrip("\n")):
        return []
    return list(_examples(document, names))


def of_gold(path: Path, corpus: Path) -> list[Example]:
    """The sentences of an annotated document, with the regions of the rules alone."""
    gold = read_gold(path)
    document = read_file(next(corpus.rglob(gold.document)))
    named = with_gold_names(document, gold)
    regions: dict[int, dict[EntityType, list[tuple[int, int]]]] = {}
    for mention in extraction.recognize(document):
        if mention.type == "Region":
            regions.setdefault(mention.sentence, {}).setdefault("Region", []).append((mention.left, mention.right))
    return [
        Example(buckets([sentence.text], [regions.get(sentence.index, {})]).T,
                {kind: [(mention.left, mention.right) for mention in named.in_sentence(sentence.index, kind)]
                 for kind in TYPES})
        for sentence in document.sentences if sentence.text
    ]


def _examples(document: Document, names: Sequence[tuple[EntityType, int, int]]) -> Iterator[Example]:
    found: dict[int, dict[EntityType, list[tuple[int, int]]]] = {}
    for mention in extraction.recognize(document):
        found.setdefault(mention.sentence, {}).setdefault(mention.type, []).append((mention.left, mention.right))
    for sentence in document.sentences:
        if not sentence.text:
            continue
        local = {sentence.locate(at): at for at in range(len(sentence.text))}
        spans: dict[EntityType, list[tuple[int, int]]] = {}
        for kind, start, end in names:
            if start in local and end - 1 in local:
                spans.setdefault(kind, []).append((local[start], local[end - 1] + 1))
        yield Example(buckets([sentence.text], [found.get(sentence.index, {})]).T, spans)


def labels(length: int, spans: Sequence[tuple[int, int]]) -> list[str]:
    given = ["O"] * length
    for left, right in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        if all(label == "O" for label in given[left:right]):
            given[left:right] = ["B", *"I" * (right - left - 1)]
    return given


def fit(kind: EntityType, data: Sequence[Example], iterations: int) -> tuple[dict[int, np.ndarray], np.ndarray]:
    """The weights of each bucket and the transitions, in nats."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for example in data:
        items = [[str(bucket) for bucket in row] for row in example.attributes.tolist()]
        trainer.append(pycrfsuite.ItemSequence(items), labels(len(items), example.spans.get(kind, ())))
    trainer.set_params({"c1": 0.1, "c2": 0.02, "max_iterations": iterations, "feature.minfreq": 2})
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        told = tagger.info()
        tagger.close()
    weights: dict[int, np.ndarray] = {}
    for (bucket, label), weight in told.state_features.items():
        weights.setdefault(int(bucket), np.zeros(3))[LABELS.index(label)] = weight
    transitions = np.zeros((3, 3))
    for (before, after), weight in told.transitions.items():
        transitions[LABELS.index(before), LABELS.index(after)] = weight
    transitions[OUT, INSIDE] = -1e4
    print(f"{kind}: {len(weights)} buckets", flush=True)
    return weights, transitions


def store(path: Path, fitted: Sequence[tuple[dict[int, np.ndarray], np.ndarray]]) -> None:
    """The weights of all types in one table, rounded to 1/64 nat."""
    rounded: dict[int, np.ndarray] = {}
    for number, (weights, _) in enumerate(fitted):
        for bucket, row in weights.items():
            whole = np.rint(row * SCALE).astype(int)
            # Only differences between labels count: the label O gets 0.
            whole = np.clip(whole - whole[OUT], -32768, 32767)
            if whole.any():
                rounded.setdefault(bucket, np.zeros((len(fitted), 3), np.int16))[number] = whole
    known = sorted(rounded)
    rows = np.stack([rounded[bucket] for bucket in known])
    np.savez_compressed(
        path, types=np.array(TYPES), scale=SCALE, buckets=np.array(known, np.uint32), rows=rows,
        transitions=np.stack([np.rint(transitions * SCALE) for _, transitions in fitted]).astype(np.int32))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=Path, metavar="FOLDER", help="texts of the government work reports")
    parser.add_argument("--gold", type=Path, metavar="FOLDER", help="annotated documents")
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="where their texts are")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--iterations", type=int, default=100)
    parser.add_argument("-o", "--output", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    with ProcessPoolExecutor(args.jobs) as pool:
        data = [example for found in pool.map(examples, texts(args.reports), chunksize=8) for example in found]
        paths = sorted(args.gold.glob("*.json")) if args.gold else []
        data += [example for path in paths for example in of_gold(path, args.corpus or args.gold)]
        print(f"{len(data)} sentences, {sum(len(example.attributes) for example in data)} characters", flush=True)
        fitted = list(pool.map(fit, TYPES, [data] * len(TYPES), [args.iterations] * len(TYPES)))
    store(args.output, fitted)


if __name__ == "__main__":
    main()
