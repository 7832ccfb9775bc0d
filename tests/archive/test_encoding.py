"""What is kept of a document comes back as it was."""

from __future__ import annotations

import zlib
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.archive import pack, pack_text, unpack, unpack_text
from kg.datamodel import Document
from kg.extraction import extract
from kg.reading.assembly import assemble
from kg.reading.documents import ReadingOptions, texts
from kg.reading.files import find, load
from kg.reading.texts import RawText, clean
from kg.resources.location import SAMPLE

TRADITIONAL = "雲川新區項目建設提速\n\n雲川市遠山泵業有限公司的水泵項\n目開工，總投資5億元，帶動產業發展。\n"


def raw_texts(*sources: Path) -> list[RawText]:
    found = [
        raw for path in find(map(str, sources)) if isinstance(path, str)
        for raw in texts(load(path, 1 << 26), ReadingOptions())
    ]
    return [raw for raw in found if isinstance(raw, RawText)]


def comes_back(raw: RawText) -> bool:
    document = assemble(raw, 10**7)
    if not isinstance(document, Document):
        return False
    extraction = extract(document)
    assert unpack_text(pack_text(raw).content) == raw
    assert unpack(pack(extraction), raw) == extraction
    return True


def test_the_sample_comes_back() -> None:
    assert sum(map(comes_back, raw_texts(SAMPLE))) == 12


def test_the_corpus_comes_back(corpus: Path) -> None:
    assert sum(map(comes_back, raw_texts(corpus / "pages", corpus / "articles"))) >= 20


@pytest.mark.parametrize("text", [TRADITIONAL, "海城\x00市加快\x0b发展菱镁\x1f产业。", "a\ud800b。"])
def test_odd_texts_come_back(text: str) -> None:
    assert comes_back(clean(RawText(source="a.txt", text=text, digest="")))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="海城市企业项目投资10亿元有限公司。，、“”\n +N4\u3000園區\x00\ud800", max_size=80))
def test_any_text_comes_back(text: str) -> None:
    comes_back(clean(RawText(source="a.txt", text=text, digest="")))


def test_the_key_depends_on_all_that_is_told() -> None:
    one = RawText(source="a.txt", text="甲。", digest="1")
    others = [
        RawText(source="b.txt", text="甲。", digest="1"), RawText(source="a.txt", text="乙。", digest="1"),
        RawText(source="a.txt", text="甲。", digest="1", region="海城市"),
    ]
    assert len({pack_text(each).key for each in (one, *others)}) == 4


@pytest.mark.parametrize("content", [b"", b"no zlib", *map(zlib.compress, (b"{}", b"\xff", b"[]"))])
def test_damaged_bytes_are_told(content: bytes) -> None:
    with pytest.raises(ValueError, match="not readable"):
        unpack_text(content)
    with pytest.raises(ValueError, match="not readable"):
        unpack(content, RawText(source="a.txt", text="甲。", digest=""))


def test_a_record_that_names_what_is_not_there_is_told() -> None:
    raw = RawText(source="a.txt", text="海城市加快发展菱镁产业。", digest="")
    document = assemble(raw, 1000)
    assert isinstance(document, Document)
    content = msgspec.json.decode(zlib.decompress(pack(extract(document))))
    content["mentions"][0][1] = 99
    with pytest.raises(ValueError, match="names what it does not hold"):
        unpack(zlib.compress(msgspec.json.encode(content)), raw)
