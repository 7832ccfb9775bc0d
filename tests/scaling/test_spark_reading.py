"""What the processes of a cluster do with the documents that they are given."""

from __future__ import annotations

import pytest

from kg import workers
from kg.archive import Extracted
from kg.errors import InputError, TransientError
from kg.reading.options import ReadingOptions
from kg.scaling.spark.reading import _extract
from kg.workers import Limits

TEXT = "海城三鱼泵业有限公司与鞍钢集团合作，建设智能水泵项目，总投资5亿元。"


def extracted(limits: Limits, **files: bytes | None) -> list[tuple[str, Extracted] | InputError]:
    contents = [(f"hdfs://head/news/{name}.txt", data) for name, data in files.items()]
    return list(_extract(ReadingOptions(max_bytes=3_000_000), limits, contents))


def test_a_document_that_takes_too_long_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_BYTES_A_SECOND", 1 << 60)
    found = extracted(Limits(seconds=2), long=(TEXT * 20_000).encode(), short=TEXT.encode())
    problem, read = found
    assert isinstance(problem, TransientError)
    assert str(problem) == "long.txt: took more than 2 seconds; split it, or raise --timeout"
    assert isinstance(read, tuple)
    assert (read[1].text.source, read[1].document) == ("short.txt", read[0])


def test_a_file_that_is_too_large_or_empty_is_told_by_its_address() -> None:
    found = extracted(Limits(), unread=None, empty=b" ", whole=TEXT.encode(), large=b"a" * 3_000_001)
    assert [str(one) for one in found if isinstance(one, InputError)] == [
        "hdfs://head/news/unread.txt: has over 3,000,000 bytes; split it, or raise the limit",
        "hdfs://head/news/empty.txt: is empty; leave it out",
        "hdfs://head/news/large.txt: has over 3,000,000 bytes; split it, or raise the limit",
    ]
    assert [one[1].text.source for one in found if isinstance(one, tuple)] == ["whole.txt"]


def test_rows_of_a_table_are_documents() -> None:
    rows = f"标题,正文\n甲,{TEXT}\n乙,{TEXT}\n".encode()
    found = list(_extract(ReadingOptions(), Limits(), [("news.csv", rows)]))
    assert [one[1].text.source for one in found if isinstance(one, tuple)] == ["news.csv#1", "news.csv#2"]
