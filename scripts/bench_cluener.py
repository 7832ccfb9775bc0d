"""Exact spans of companies, bodies and places in the dev set of CLUENER2020, next to jieba.posseg.

    python scripts/bench_cluener.py PATH/TO/dev.json

The program is not tuned to this set, and ships nothing of it; docs/evaluation.md says what the figures mean.  The
set marks flat spans, so of nested names the outermost counts.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.datamodel import Document
from kg.evaluation.scores import Tally
from kg.extraction import annotate
from kg.reading.documents import ReadingOptions, read_documents

Span = tuple[int, int]
Marked = set[tuple[Span, str]]

# A row of the table: the labels of CLUENER, the types of this program, the tags of jieba.
ROWS = {
    "company": ({"company"}, {"Company"}, set()),
    "government, organization": ({"government", "organization"}, {"Organisation"}, set()),
    "government (recall)": ({"government"}, {"Organisation"}, set()),
    "organization (recall)": ({"organization"}, {"Organisation"}, set()),
    "company, government, organization": (
        {"company", "government", "organization"}, {"Company", "Organisation"}, {"nt"}),
    "address": ({"address"}, {"Region", "Park"}, {"ns"}),
}


def gold(row: dict) -> Marked:
    """CLUENER gives the last character of a span, here a span ends behind it."""
    return {
        ((start, end + 1), label)
        for label, names in row["label"].items() for spans in names.values() for start, end in spans
    }


def documents(rows: Iterable[dict]) -> Iterator[Document]:
    """Each sentence as a document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentences.jsonl"
        lines = (json.dumps({"id": str(n), "text": row["text"]}, ensure_ascii=False) for n, row in enumerate(rows))
        path.write_text("\n".join(lines), encoding="utf-8")
        for document in read_documents([str(path)], ReadingOptions(columns={"id": "id", "text": "text"})):
            if not isinstance(document, Document):
                raise document
            yield document


def ours(document: Document) -> Marked:
    mentions = annotate(document).mentions
    return {
        ((mention.start, mention.end), mention.type) for mention in mentions
        if not any(other.covers(mention) and not mention.covers(other) for other in mentions)
    }


def posseg(document: Document) -> Marked:
    import jieba.posseg

    jieba.setLogLevel("WARNING")
    found, at = set(), 0
    for word, tag in jieba.posseg.cut(document.text):
        found.add(((at, at + len(word)), tag))
        at += len(word)
    return found


def tally(expected: list[Marked], said: list[Marked], labels: set[str], types: set[str]) -> Tally:
    """Over all sentences; spans alone are compared, since the row says which kinds count."""
    total = Tally()
    for wanted, found in zip(expected, said, strict=True):
        right = {span for span, label in wanted if label in labels}
        spans = {span for span, type in found if type in types}
        total += Tally(len(right & spans), len(spans), len(right))
    return total


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="dev.json of CLUENER2020, one JSON object a line")
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.path.read_text(encoding="utf-8").splitlines() if line]
    read = list(documents(rows))
    if [document.text for document in read] != [row["text"] for row in rows]:
        sys.exit("the sentences were not read as they stand")
    expected = [gold(row) for row in rows]
    taggers: dict[str, Callable[[Document], Marked]] = {"regional-kg": ours, "jieba.posseg": posseg}
    print(f"{len(rows)} sentences, {sum(len(row['text']) for row in rows)} characters\n")
    print("| labels | by | found | said | marked | P | R | F1 |\n| --- | --- " + "| ---: " * 6 + "|")
    for name, tagger in taggers.items():
        said = [tagger(document) for document in read]
        for row, (labels, types, tags) in ROWS.items():
            kinds = types if name == "regional-kg" else tags
            if kinds:
                t = tally(expected, said, labels, kinds)
                figures = f"{t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f}"
                print(f"| {row} | {name} | {t.found} | {t.said} | {t.gold} | {figures} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
