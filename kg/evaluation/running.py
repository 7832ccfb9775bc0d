"""A folder of gold → the scores of its documents, each built alone.

``evaluate(Path("gold"), texts=Path("corpus"))`` builds haicheng.txt for gold/haicheng.json and compares.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg import pipeline
from kg.datamodel import KnowledgeGraph
from kg.errors import InputError
from kg.evaluation.comparison import compare
from kg.evaluation.components import components
from kg.evaluation.figures import observations
from kg.evaluation.gold import GoldDocument, gold_files, read_gold
from kg.evaluation.oracle import with_gold_names
from kg.evaluation.scores import DocumentScore
from kg.evaluation.statements import attributes, entities, relations
from kg.extraction import annotate, read
from kg.reading.documents import read_file

JUDGES = (entities, relations, components, attributes, observations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Where the texts are, which gold documents to take (all when ``only`` is empty), and whose names to use.

    ``only`` holds names of gold files without .json, or of the folders that hold the texts; names are those of the
    gold with ``oracle``, those of the rules without ``tagger``.
    """

    texts: Path | None = None
    only: Collection[str] = ()
    oracle: bool = False
    tagger: bool = True


def evaluate(folder: Path, selection: Selection) -> Iterator[DocumentScore]:
    """The score of each gold document in turn; InputError where a file or its text can't be used."""
    chosen = list(_chosen(folder, selection))
    if not chosen:
        raise InputError(str(folder), f"no gold document named {', '.join(sorted(selection.only))}", "see the folder")
    for gold, path in chosen:
        yield judge(_graph(path, gold, selection), gold, kind=path.parent.name)


def judge(graph: KnowledgeGraph, gold: GoldDocument, *, kind: str = "") -> DocumentScore:
    """All rows of one document."""
    comparison = compare(graph, gold)
    return DocumentScore(
        name=gold.name, kind=kind, digest=gold.digest, characters=len(comparison.document.text),
        parts=tuple(part for judges in JUDGES for part in judges(comparison)),
    )


def _chosen(folder: Path, selection: Selection) -> Iterator[tuple[GoldDocument, Path]]:
    for path in gold_files(folder):
        gold = read_gold(path)
        text = _text(path, gold.document, selection.texts)
        if not selection.only or {path.stem, text.parent.name} & set(selection.only):
            yield gold, text


def _text(gold: Path, name: str, texts: Path | None) -> Path:
    """The file of a gold document's text: beside it, or anywhere under ``texts``."""
    beside = gold.parent / name
    if beside.is_file():
        return beside
    found = sorted(texts.rglob(name)) if texts else []
    if not found:
        place = f"nor under {texts}" if texts else "and no other folder was named"
        raise InputError(str(gold), f"its text {name} is not beside it {place}", "name the folder with --corpus")
    return found[0]


def _graph(path: Path, gold: GoldDocument, selection: Selection) -> KnowledgeGraph:
    document = read_file(path)
    named = with_gold_names(document, gold) if selection.oracle else annotate(document, tagger=selection.tagger)
    return pipeline.assemble([read(named)])
