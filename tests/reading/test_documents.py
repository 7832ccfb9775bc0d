"""Every format, every encoding and every kind of bad input, from files made here."""

from __future__ import annotations

import io
import json
import os
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from samples import ARTICLE, TRADITIONAL, pdf

from kg.datamodel import Document
from kg.errors import InputError
from kg.reading.documents import ReadingOptions, read_documents, read_file

COMPANY = "云川市远山泵业有限公司"
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>项目建设提速_云川市人民政府</title>
<meta name="PubDate" content="2024-08-01 10:00"></head><body><div class="nav"><a href="/">首页</a></div>
<h1>云川新区项目建设提速</h1><div id="zoom"><h2>一、总体情况</h2><p>8月1日，{COMPANY}的水泵项目开工，总投资5亿元，
建设周期两年，达产后年产水泵30万台。</p>
<p>云川市各部门靠前服务，组建专班，为项目解决用工、融资、用地等问题，推动项目早开工、早投产、早见效，为全市高质量发展注入动能。</p>
<table><tr><th>指标</th><th>数值</th></tr><tr><td>总投资</td><td>5亿元</td></tr></table></div></body></html>"""


def read(*sources: Path | str, **options: object) -> list[Document | InputError]:
    return list(read_documents([str(source) for source in sources], ReadingOptions(**options)))  # type: ignore[arg-type]


def documents(*sources: Path | str, **options: object) -> list[Document]:
    found = read(*sources, **options)
    assert all(isinstance(document, Document) for document in found), found
    return [document for document in found if isinstance(document, Document)]


def words(document: Document) -> str:
    return "".join(sentence.text for sentence in document.sentences)


def problem(path: Path | str, **options: object) -> InputError:
    (found,) = read(path, **options)
    assert isinstance(found, InputError)
    assert found.source
    assert found.remedy
    assert found.problem in str(found)
    return found


def save(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def word_file(*, table: bool = True) -> bytes:
    document = docx.Document()
    document.add_paragraph("云川新区项目建设提速")
    document.add_paragraph(f"8月1日，{COMPANY}的水泵项目开工。")
    if table:
        cells = document.add_table(rows=2, cols=2).rows
        cells[0].cells[0].text, cells[0].cells[1].text = "指标", "数值"
        cells[1].cells[0].text, cells[1].cells[1].text = "总投资", "5亿元"
    document.add_paragraph("年底投产。")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", ARTICLE.encode()),
        ("a.md", f"# {ARTICLE}".encode()),
        ("a.html", PAGE.encode()),
        ("a.htm", PAGE.encode()),
        ("a.pdf", pdf(ARTICLE.split("\n"))),
        ("a.docx", word_file()),
    ],
)
def test_formats(tmp_path: Path, name: str, content: bytes) -> None:
    document = read_file(save(tmp_path / name, content))
    assert document.title == "云川新区项目建设提速"
    assert document.source == name
    assert COMPANY in words(document)
    assert COMPANY in document.text


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("gb18030", b""),
        ("gbk", b""),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, mark: bytes) -> None:
    document = read_file(save(tmp_path / "a.txt", mark + ARTICLE.encode(encoding)))
    assert document.text == ARTICLE


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gb18030", "utf-8"])
def test_traditional_script(tmp_path: Path, encoding: str) -> None:
    document = read_file(save(tmp_path / "a.txt", TRADITIONAL.encode(encoding)))
    assert document.text == TRADITIONAL
    assert COMPANY in words(document)


def test_the_encoding_can_be_told(tmp_path: Path) -> None:
    path = save(tmp_path / "a.txt", "短。".encode("big5"))
    assert documents(path, encoding="big5")[0].text == "短。"
    assert "decoded" in problem(path, encoding="utf-8").problem


def test_the_id_depends_on_the_content_alone(tmp_path: Path) -> None:
    one = read_file(save(tmp_path / "a.txt", ARTICLE))
    other = read_file(save(tmp_path / "b.txt", ARTICLE.encode("gb18030")))
    assert one.id == other.id
    assert one.digest != other.digest
    assert one.id != read_file(save(tmp_path / "c.txt", ARTICLE + "完。")).id


def test_a_page_with_its_metadata(tmp_path: Path) -> None:
    document = read_file(save(tmp_path / "a.html", PAGE.replace("utf-8", "gb2312").encode("gb18030")))
    assert str(document.published) == "2024-08-01"
    assert ("heading", "一、总体情况") in [(s.kind, s.text) for s in document.sentences]
    assert "总投资 | 5亿元" in words(document)
    assert "首页" not in document.text


def test_tables_of_a_word_file_are_rows(tmp_path: Path) -> None:
    document = read_file(save(tmp_path / "a.docx", word_file()))
    assert [s.text for s in document.sentences if s.kind == "row"] == ["指标 | 数值", "总投资 | 5亿元"]
    assert document.sentences[-1].text == "年底投产。"


def test_csv(tmp_path: Path) -> None:
    content = (
        '编号,标题,发布时间,地区,正文\n7,云川提速,2024-08-01,云川市,"项目开工，\n总投资5亿元。"\n'
        "8,乙县提速,2024年9月,乙县,项目投产。\n"
    )
    first, second = documents(save(tmp_path / "a.csv", b"\xef\xbb\xbf" + content.encode()))
    assert (first.title, str(first.published), first.region) == ("云川提速", "2024-08-01", "云川市")
    assert first.sentences[-1].text == "项目开工，总投资5亿元。"
    assert (second.source, str(second.published)) == ("a.csv#8", "2024-09")
    assert first.id != second.id


def test_columns_can_be_told(tmp_path: Path) -> None:
    path = save(tmp_path / "a.csv", "甲\t乙\n云川提速\t项目开工。\n")
    assert "text" in problem(path).remedy
    (document,) = documents(path, columns={"text": "乙", "title": "甲"})
    assert (document.title, document.text) == ("云川提速", "项目开工。")
    assert "丙" in problem(path, columns={"text": "丙"}).problem
    assert "author" in problem(path, columns={"author": "甲"}).problem


def test_jsonl(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": 1, "title": "云川提速", "content": "项目开工。"}, ensure_ascii=False),
        "{broken",
        "[1]",
        '{"content": ""}',
        json.dumps({"content": "项目\ud800投产。"}),
    ]
    found = read(save(tmp_path / "a.jsonl", "\n".join(lines)))
    assert [type(item) for item in found] == [Document, InputError, InputError, InputError, Document]
    assert isinstance(found[0], Document)
    assert (found[0].source, found[0].title) == ("a.jsonl#1", "云川提速")
    assert isinstance(found[4], Document)
    assert found[4].text == "项目\ufffd投产。"


def test_a_row_has_its_own_id_and_digest(tmp_path: Path) -> None:
    row = '{"id": "%s", "text": "项目开工。"}\n'
    one, other = documents(save(tmp_path / "a.jsonl", row % "a" + row % "b"))
    assert one.id != other.id
    assert one.digest != other.digest


def test_folders_globs_and_names_given_twice(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden/d.txt", ".e.txt"):
        save(tmp_path / name, ARTICLE + name)
    assert [document.source for document in documents(tmp_path)] == ["a.txt", "b.txt", "c.txt"]
    assert [document.source for document in documents(tmp_path / "*.txt")] == ["a.txt", "b.txt"]
    assert len(documents(tmp_path, tmp_path / "a.txt", tmp_path / "**/*.txt")) == 3


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    (document,) = documents("-")
    assert document.source == "stdin"
    assert COMPANY in words(document)


def test_line_ends_of_other_systems(tmp_path: Path) -> None:
    document = read_file(save(tmp_path / "a.txt", ARTICLE.replace("\n", "\r\n")))
    assert document.text == ARTICLE


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 40_000_000)
    return file.getvalue()


def archive_without_document() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w:document")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n ", "empty"),
        ("a.txt", "　\n".encode(), "no text"),
        ("a.txt", "下载\n打印\n".encode(), "no sentence"),
        ("a.txt", b"\x00\x01\x02\x03" * 500, "binary"),
        ("a.txt", bytes(range(256)) * 20, "decoded"),
        ("a.txt", pdf(["云川"]), "PDF"),
        ("a.txt", PAGE.encode(), "HTML"),
        ("a.txt", b"\x89PNG\r\n\x1a\n0000", "image"),
        ("a.pdf", ARTICLE.encode(), "holds text"),
        ("a.pdf", pdf([]), "without text"),
        ("a.pdf", pdf(["云川"], encrypted=True), "encrypted"),
        ("a.pdf", b"%PDF-1.7\nbroken", "damaged"),
        ("a.docx", ARTICLE.encode(), "holds text"),
        ("a.docx", word_file()[:2000] + b"word/document.xml", "damaged"),
        ("a.docx", archive_without_document(), "damaged"),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "encrypted"),
        ("a.docx", bomb(), "unpacks"),
        ("a.html", b"<html></html>", "no text"),
        ("a.html", b"<html><body>" + b"<div>" * 100_000, "no text"),
        ("a.csv", "标题,正文\n".encode(), "no row"),
        ("a.csv", "标题,作者\n甲,乙\n".encode(), "column"),
        ("a.jsonl", b"no json\n", "JSON"),
        ("a.xlsx", b"PK\x03\x04rest", "not read"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "not read"),
        ("a", b"\x1f\x8b\x08", "not read"),
    ],
)
def test_bad_input(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    assert told in problem(save(tmp_path / name, content)).problem


def test_missing_empty_and_locked(tmp_path: Path) -> None:
    assert "exist" in problem(tmp_path / "none.txt").problem
    assert "exist" in problem(tmp_path / "*.txt").problem
    assert "empty" in problem(tmp_path).problem
    locked = save(tmp_path / "a.txt", ARTICLE)
    locked.chmod(0)
    if not os.access(locked, os.R_OK):
        assert "read" in problem(locked).problem


def test_limits(tmp_path: Path) -> None:
    path = save(tmp_path / "a.txt", ARTICLE)
    assert "bytes" in problem(path, max_bytes=10).problem
    assert "characters" in problem(path, max_characters=10).problem


def test_the_others_go_on(tmp_path: Path) -> None:
    save(tmp_path / "a.txt", b"")
    save(tmp_path / "b.txt", ARTICLE)
    found = read(tmp_path / "none.txt", tmp_path)
    assert [type(item) for item in found] == [InputError, InputError, Document]


def test_read_file_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="empty"):
        read_file(save(tmp_path / "a.txt", b""))
    with pytest.raises(InputError, match="2 documents"):
        read_file(save(tmp_path / "a.jsonl", '{"text": "甲。"}\n{"text": "乙。"}\n'))


def test_a_row_without_text_does_not_stop_the_others(tmp_path: Path) -> None:
    found = read(save(tmp_path / "a.csv", "标题,正文\n甲,\n乙,项目开工。\n"))
    assert [type(item) for item in found] == [InputError, Document]
