"""Whatever bytes a file has, it gives documents that hold together, or a word on why not; nothing else."""

from __future__ import annotations

import hashlib
import json
from functools import cache

import hostile
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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
from kg.resources.location import ONTOLOGY

KINDS = ("txt", "md", "html", "pdf", "docx", "csv", "jsonl", "")
WORDS = (
    "海城市", "三鱼泵业有限公司", "投资5亿元", "增长12.5%", "“4+4+3+N”", "2024年8月", "产业", "项目", "，", "。", "\n",
    "\n\n", "<p>", "</td>", "<table>", "&lt;", "|", "#", ",", '"', "\t", "\u3000", "\x00", "\ud800", "\U0001f600",
)
# The same examples on every run; scripts/fuzz.py looks for others.
some = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def documents(data: bytes, kind: str) -> list[Document]:
    """Those of the file; each is what the records promise."""
    file = FileContent(name=f"a.{kind}", data=data, digest=hashlib.sha256(data).hexdigest())
    found = []
    for raw in texts(file, ReadingOptions(max_characters=50_000)):
        document = raw if isinstance(raw, InputError) else assemble(raw, 50_000)
        if isinstance(document, InputError):
            assert document.problem
            assert document.remedy
        else:
            check(document)
            found.append(document)
    return found


def check(document: Document) -> None:
    assert document.text.encode()
    assert document.sentences
    for number, sentence in enumerate(document.sentences):
        assert sentence.index == number
        assert sentence.text.strip()
        assert 0 <= sentence.start < sentence.end <= len(document.text)
        assert -1 <= sentence.heading < number


def check_extraction(extraction: Extraction) -> None:
    text, known = extraction.document.text, set(extraction.mentions)
    for mention in extraction.mentions:
        assert text[mention.start : mention.end] == mention.text
    for said in (*extraction.relations, *extraction.attributes, *extraction.observations, *extraction.components):
        assert said.evidence.quote
        assert text[said.evidence.start : said.evidence.end] == said.evidence.quote
    for relation in extraction.relations:
        assert {relation.subject, relation.object} <= known


@some
@given(st.binary(min_size=1, max_size=400), st.sampled_from(KINDS))
def test_any_bytes(data: bytes, kind: str) -> None:
    documents(data, kind)


@some
@given(st.lists(st.sampled_from(WORDS), max_size=60).map("".join), st.sampled_from(KINDS),
       st.sampled_from(["utf-8", "gb18030", "utf-16", "big5", "utf-8-sig"]))
def test_any_text(text: str, kind: str, encoding: str) -> None:
    documents(text.encode(encoding, "replace") or b" ", kind)


@cache
def whole() -> list[tuple[str, bytes]]:
    """A good file of each kind that has a form of its own."""
    sentence = hostile.SENTENCE
    return [
        ("docx", hostile.word(f"<w:p><w:r><w:t>{sentence}</w:t></w:r></w:p>")),
        ("pdf", hostile.pdf(b"BT /F1 12 Tf 60 700 Td (hello world) Tj ET")),
        ("html", f"<html><head><meta charset=utf-8></head><body><table><tr><td>{sentence}</table>".encode()),
        ("csv", f"编号,标题,日期,正文\n1,海城,2024-08,{sentence}\n".encode()),
        ("jsonl", json.dumps({"id": 1, "title": "海城", "text": sentence}).encode() + b"\n"),
    ]


@some
@given(st.integers(0, 4), st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8),
       st.integers(0, 400))
def test_any_damage(which: int, changes: list[tuple[int, int]], cut: int) -> None:
    kind, data = whole()[which]
    damaged = bytearray(data)
    for place, byte in changes:
        damaged[place % len(damaged)] = byte
    documents(bytes(damaged[: len(damaged) - cut if cut < 100 else None]), kind)


_CELLS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20),
                   st.lists(st.text(max_size=3), max_size=3), st.dictionaries(st.text(max_size=3), st.none()))


@some
@given(st.lists(st.dictionaries(st.sampled_from(["id", "title", "text", "正文", "date", "x"]), _CELLS), max_size=6))
def test_any_rows(rows: list[dict[str, object]]) -> None:
    documents("\n".join(map(json.dumps, rows)).encode() or b" ", "jsonl")
    lines = [[str(row.get(name, "")) for name in ("id", "title", "text")] for row in rows]
    text = "id,title,text\n" + "\n".join(",".join(line) for line in lines)
    documents(text.encode("utf-8", "replace"), "csv")


@cache
def phrases() -> list[str]:
    """The examples of all patterns: whatever some rule looks for."""
    found = {example for path in (ONTOLOGY / "patterns").glob("*.yaml")
             for entry in (yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).get("patterns") or {}).values()
             for example in map(str, entry["match"])}
    return sorted(found)


@some
@given(st.lists(st.one_of(st.integers(0, 1 << 20), st.sampled_from(WORDS)), min_size=1, max_size=25))
def test_any_order_of_what_rules_look_for(parts: list[int | str]) -> None:
    """All the way to Turtle, which is read again."""
    known = phrases()
    text = "".join(known[part % len(known)] if isinstance(part, int) else part for part in parts)
    extractions = [extract(document) for document in documents(text.encode("utf-8", "replace"), "txt")]
    for extraction in extractions:
        check_extraction(extraction)
    graph = together(extractions)
    assert bool(list(parse(graph_turtle(graph), format=RdfFormat.TURTLE))) == bool(extractions)
    assert all(quad.subject for quad in parse(evidence_turtle(graph), format=RdfFormat.TURTLE))
