from __future__ import annotations

from made import Made, anshan, document, haicheng

from kg.errors import InputError
from kg.graph.fusion import fuse
from kg.graph.overview import overview
from kg.graph.report import report
from kg.graph.validation import Finding
from kg.resolution import resolve


def test_report_tells_what_was_read_and_what_is_open() -> None:
    lost = Made(document("阜新市实施“1+3”行动。\n<b>甲|乙</b>公司投产。", "fuxin|.txt"))
    lost.name("Programme", "“1+3”行动", "1+3")
    lost.name("Company", "<b>甲|乙</b>公司")
    extractions = [haicheng(), anshan(), lost.done()]
    problem = InputError("scan.pdf", "no text layer", "run OCR first")
    finding = Finding(
        severity="violation", node="https://example.org/x", path="", value="", shape="", message_zh="改",
        message_en="mend",
    )
    text = report(overview(fuse(extractions, resolve(extractions))), [problem], [finding])
    for part in (
        "3 份文件", "| haicheng.txt |", "| scan.pdf | no text layer | run OCR first |", "企业 kg:Company | 2 |",
        "企业 kg:Company | 3 | 2 |",
        "| “2+N”产业体系 | 海城市 | 2 N |", "菱镁", "| “1+3”行动 | fuxin&#124;.txt |", "改 mend", "1 处违规",
    ):
        assert part in text
    assert "<b>" not in text


def test_an_empty_graph_has_a_report() -> None:
    assert "0 份文件" in report(overview(fuse([], resolve([]))))
