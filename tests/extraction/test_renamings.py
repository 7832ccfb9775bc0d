"""What a text says was renamed, upgraded or replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.datamodel import Extraction, Mention
from kg.extraction import extract
from kg.pipeline import assemble
from kg.reading.documents import read_file


def read(folder: Path, text: str) -> Extraction:
    path = folder / "text.txt"
    path.write_text(f"北川市快讯\n\n{text}\n", encoding="utf-8")
    return extract(read_file(path))


def told(extraction: Extraction) -> list[tuple[str, str, bool]]:
    return [
        (r.former.surface if isinstance(r.former, Mention) else r.former, r.current.surface, r.replaced)
        for r in extraction.renamings
    ]


@pytest.mark.parametrize(("text", "expected"), [
    ("辽宁宏远新材料科技（集团）有限公司（原海城市宏远矿业有限公司）签约。",
     ("海城市宏远矿业有限公司", "辽宁宏远新材料科技（集团）有限公司", False)),
    ("海城市宏远矿业有限公司于2019年正式更名为辽宁宏远新材料有限公司。",
     ("海城市宏远矿业有限公司", "辽宁宏远新材料有限公司", False)),
    ("海城市远大泵业有限公司的前身是海城市水泵厂。", ("海城市水泵厂", "海城市远大泵业有限公司", False)),
    ("鞍山师范学院更名为鞍山师范大学。", ("鞍山师范学院", "鞍山师范大学", False)),
    ("海城市工业倍增计划升级为“21152”工业倍增计划。", ("工业倍增计划", "“21152”工业倍增计划", False)),
    ("海城市的“5+2+1”产业体系调整为“3+3+3”产业体系。", ("“5+2+1”产业体系", "“3+3+3”产业体系", True)),
])
def test_former_names(tmp_path: Path, text: str, expected: tuple[str, str, bool]) -> None:
    assert told(read(tmp_path, text)) == [expected]


@pytest.mark.parametrize("text", [
    "推动鞍山师范学院更名为鞍山师范大学。",
    "海城市远大泵业有限公司和海城市宏远矿业有限公司签约。",
    "海城市远大泵业有限公司升级改造，海城市宏远矿业有限公司投产。",
])
def test_what_is_to_come_and_what_is_no_renaming(tmp_path: Path, text: str) -> None:
    assert told(read(tmp_path, text)) == []


def test_an_upgraded_programme_is_one_with_its_history_and_a_supplanted_one_stays_apart(tmp_path: Path) -> None:
    graph = assemble([read(tmp_path, (
        "海城市工业倍增计划升级为“21152”工业倍增计划。\n海城市的“5+2+1”产业体系调整为“3+3+3”产业体系。"))])
    names = {entity.id: entity.name for entity in graph.entities if entity.type == "Programme"}
    said = [(names[s.subject], s.predicate, names.get(s.object, s.object)) for s in graph.statements
            if s.predicate in ("replaces", "formerName")]
    assert sorted(names.values()) == ["“21152”工业倍增计划", "“3+3+3”产业体系", "“5+2+1”产业体系"]
    assert sorted(said) == [("“21152”工业倍增计划", "formerName", "工业倍增计划"),
                            ("“3+3+3”产业体系", "replaces", "“5+2+1”产业体系")]


def test_a_former_name_joins_documents_and_gives_way_to_the_present_one(tmp_path: Path) -> None:
    extractions = []
    texts = ("海城市宏远矿业有限公司投产。海城市宏远矿业有限公司扩建。",
             "辽宁宏远新材料有限公司（原海城市宏远矿业有限公司）签约。", "辽宁宏远新材料有限公司投产。")
    for number, text in enumerate(texts):
        (tmp_path / str(number)).mkdir()
        extractions.append(read(tmp_path / str(number), text))
    (firm,) = (entity for entity in assemble(extractions).entities if entity.type == "Company")
    assert firm.name == "辽宁宏远新材料有限公司"
    assert "海城市宏远矿业有限公司" in firm.aliases
    assert len({mention.document_id for mention in firm.mentions}) == 3
