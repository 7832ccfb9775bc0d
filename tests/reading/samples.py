"""Files made for the tests: small PDFs written by hand, so that no font or library is needed to make them."""

from __future__ import annotations

ARTICLE = (
    "云川新区项目建设提速\n\n本报讯 记者李明报道 8月1日，云川市远山泵业有限公司的水泵项目开工，总投资5亿元。\n\n"
    "项目建成后，年产水泵30万台；带动就业200人。\n"
)
TRADITIONAL = "雲川新區項目建設提速\n\n雲川市遠山泵業有限公司的水泵項目開工，總投資5億元，帶動產業發展。\n"


def pdf(lines: list[str], *, encrypted: bool = False) -> bytes:
    """A PDF of one page whose font has no glyphs but a map to Unicode; without lines it holds no text."""
    codes: dict[str, int] = {}
    shown = []
    for number, line in enumerate(lines):
        code = "".join(f"{codes.setdefault(character, len(codes) + 1):04X}" for character in line)
        shown.append(f"BT /F1 12 Tf 60 {760 - 16 * number} Td <{code}> Tj ET")
    pairs = [f"<{code:04X}> <{ord(character):04X}>" for character, code in codes.items()]
    blocks = [pairs[at : at + 100] for at in range(0, len(pairs), 100)]
    unicode_map = "\n".join(
        [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks),
            "endcmap end end",
        ]
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        _stream("\n".join(shown)),
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [6 0 R]"
        " /ToUnicode 7 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /DW 1000 /FontDescriptor 8 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(unicode_map),
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
        " /Descent -200 /CapHeight 700 /StemV 80 >>",
    ]
    trailer = f"/Size {len(objects) + 1} /Root 1 0 R"
    if encrypted:
        zeros = "00" * 32
        trailer += (
            f" /ID [<{'11' * 16}> <{'11' * 16}>]"
            f" /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44 /O <{zeros}> /U <{zeros}> >>"
        )
    return _file(objects, trailer)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _file(objects: list[str], trailer: str) -> bytes:
    content = "%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(content))
        content += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    start = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< {trailer} >>\n"
    return f"{content}startxref\n{start}\n%%EOF\n".encode("ascii")
