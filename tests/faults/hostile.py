"""Files made to do harm, each with what may be said of it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping

import docx

SENTENCE = "海城市加快发展菱镁产业。"
_LAUGHS = '<!DOCTYPE w [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(
    f'<!ENTITY {chr(98 + level)} "{("&" + chr(97 + level) + ";") * 10}">' for level in range(9)
) + "]>"
_PARAGRAPH = "<w:p><w:r><w:t>%s</w:t></w:r></w:p>"


def zipped(entries: Iterable[tuple[str, bytes | str]]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return file.getvalue()


def _parts() -> dict[str, bytes]:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    file = io.BytesIO()
    document.save(file)
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def word(body: str, head: str = "") -> bytes:
    """A Word file with this body, and this before its root."""
    parts = _parts()
    text = parts["word/document.xml"].decode()
    start, end = text.index("<w:body>") + 8, text.index("</w:body>")
    text = text[:start] + body + text[end:]
    parts["word/document.xml"] = text.replace("<w:document", f"{head}<w:document", 1).encode()
    return zipped(parts.items())


def lying_archive() -> bytes:
    """A Word file of 100 MB whose list of contents says that it is small."""
    content = zipped([*_parts().items(), ("word/media/x", b"\0" * 100_000_000)])
    return content.replace((100_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))


def pdf(content: bytes, *, kids: str = "[3 0 R]", count: int = 1, form: bytes = b"") -> bytes:
    """A PDF of one page that shows ``content``; ``kids`` and ``count`` may lie, ``form`` is an object it may use."""
    use = "<< /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >>" if form else "<< /Font << /F1 5 0 R >> >>"
    packed = zlib.compress(content, 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids {kids} /Count {count} >>".encode(),
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {use} >>".encode(),
        f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode() + packed + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", *([form] if form else []),
    ]
    written, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{offset:010} 00000 n \n".encode() for offset in offsets)
    return written + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + (
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(written)}\n%%EOF".encode())


_FORM = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 1 1] /Resources << /XObject << /X 6 0 R >> >> /Length 30 >>\n"
    b"stream\n/X Do /X Do /X Do /X Do /X Do \nendstream"
)


def files() -> Mapping[str, bytes]:
    """By name; the limits of a test are small, so that bombs need not be large."""
    text = SENTENCE.encode()
    return {
        "laughs.docx": word(_PARAGRAPH % "&j;", _LAUGHS),
        "outside.docx": word(_PARAGRAPH % f"{SENTENCE}&x;", '<!DOCTYPE w [<!ENTITY x SYSTEM "secret.txt">]>'),
        "deep-table.docx": word("<w:tbl><w:tr><w:tc>" * 3000 + _PARAGRAPH % SENTENCE + "</w:tc></w:tr></w:tbl>" * 3000),
        "span.docx": word('<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="200000000"/></w:tcPr>'
                          + _PARAGRAPH % SENTENCE + "</w:tc></w:tr></w:tbl>"),
        "lying.docx": lying_archive(),
        "loop.pdf": pdf(b"BT /F1 12 Tf 60 700 Td (hello) Tj ET", kids="[2 0 R 3 0 R]", count=2),
        "count.pdf": pdf(b"BT /F1 12 Tf 60 700 Td (hello) Tj ET", count=2_000_000_000),
        "flate.pdf": pdf(b"BT /F1 12 Tf 60 700 Td " + b"(hello world) Tj " * 3_000_000 + b"ET"),
        "form.pdf": pdf(b"/X Do " * 10, form=_FORM),
        "deep.html": b"<html><body>" + b"<div>" * 200_000 + text,
        "deep-inline.html": b"<html><body>" + b"<p><b><i>" * 20_000 + text,
        "laughs.html": f"{_LAUGHS.replace('w [', 'html [')}<html><body><p>&j;</p>{SENTENCE}</body></html>".encode(),
        "open.html": b"<html><body>" + b"<a<" * 300_000,
        "deep.jsonl": b'{"text":' + b"[" * 300_000 + b'\n{"text":"' + text + b'"}\n',
        "long-number.jsonl": b'{"id":' + b"1" * 100_000 + b',"text":"' + text + b'"}\n{"text":"' + text + b'"}\n',
        "odd-numbers.jsonl": b'{"id":1e999999,"text":"' + text + b'"}\n{"id":NaN,"text":"' + text + b'"}\n',
        "half-characters.jsonl": b'{"id":"\\ud800","title":"\\udfff","text":"' + text + b'"}\n',
        "many-columns.csv": (",".join(f"c{n}" for n in range(50_000)) + ",text\n" + "1," * 50_000).encode() + text,
        "open-quote.csv": b'title,text\n1,"' + text * 1000,
        "nul.csv": b"title,text\n1," + text + b"\0\n" + b"2,\0" * 100,
        "nul.txt": (text + b"\0\n") * 2000,
        "few-nul.txt": text * 2000 + b"\0\x1b[2J\x07",
        "cut.txt": text[:-1],
        "both.txt": text + SENTENCE.encode("gb18030"),
        "line.txt": SENTENCE.rstrip("。").encode() * 5_000,
        "brackets.txt": "（“《".encode() * 100_000 + text,
        "levels.md": b"#" * 100_000 + b" " + text,
        "table.md": b"|" * 300_000 + text,
    }
