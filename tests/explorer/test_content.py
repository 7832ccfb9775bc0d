"""The columns, the joined script, pinyin and places, without a browser."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from importlib.resources import files
from itertools import combinations, pairwise

import pytest
from explorer_graphs import large, small

from kg.explorer import explorer_page, packed
from kg.explorer.content import content
from kg.explorer.joining import joined, ordered
from kg.explorer.places import Homes, disks
from kg.explorer.sounds import sounds


def lists(columns: dict[str, list[int]]) -> list[list[int]]:
    ends = [0]
    for count in columns["n"]:
        ends.append(ends[-1] + count)
    return [columns["v"][start:end] for start, end in pairwise(ends)]


def test_columns_say_what_the_graph_says() -> None:
    graph = small()
    found = json.loads(json.dumps(content(graph)))
    nodes, edges = found["nodes"], found["edges"]
    at, ends = 0, []
    for step, relation, to, references in zip(
        edges["from"], edges["relation"], edges["to"], lists(edges["references"]), strict=True
    ):
        at += step
        quoted = [found["sentences"]["text"][found["references"]["sentence"][one]] for one in references]
        ends.append((nodes["name"][at], found["words"]["relations"][relation][0], nodes["name"][to], quoted))
    assert ("宜昌市", "develops", "低空经济", ["宜昌市重点发展生物医药产业和低空经济产业。"]) in ends
    assert ("海城市", "partOf", "鞍山市", []) in ends
    said = sum(statement.datatype == "entity" for statement in graph.statements)
    assert sum(bool(quoted) for *_, quoted in ends) == said
    assert nodes["name"][0] == "海城市", "the most connected comes first"


def test_lists_of_all_columns_have_one_entry_a_row() -> None:
    found = content(small())
    for name in ("facts", "components", "observations"):
        columns = found[name]
        assert isinstance(columns, dict)
        rows = len(columns["node"])
        for key, column in columns.items():
            if key not in {"indicator", "unit", "period"}:
                assert len(column["n"] if isinstance(column, dict) else column) == rows, (name, key)


def test_same_graph_same_bytes_in_any_order() -> None:
    graph = small()
    turned = dataclasses.replace(graph, entities=graph.entities[::-1])
    assert explorer_page(graph) == explorer_page(small())
    assert content(graph)["edges"] == content(turned)["edges"]


def test_large_columns_are_compressed_and_small_ones_are_not() -> None:
    assert packed({"a": "b"}) == ("json", '{"a":"b"}')
    form, text = packed({"a": [*range(60000)]})
    assert form == "gzip"
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", text)


def test_size_stays_within_its_budget() -> None:
    for count in (1000, 5000):
        assert len(explorer_page(large(count))) < 200_000 + 130 * count


def test_policy_names_the_only_script_and_style() -> None:
    page = explorer_page(small()).decode()
    assert page.count("<script>") == 1
    assert page.count("<style>") == 1
    assert "unsafe" not in re.search(r'Content-Security-Policy" content="([^"]+)"', page)[1]  # type: ignore[index]
    assert not re.search(r"""\son\w+\s*=\s*["']|javascript:|https?://""", page.split("<script type")[0])


def test_modules_come_after_what_they_import() -> None:
    modules = {"main.js": 'import { a } from "./one.js";\na();\n', "one.js": "export const a = () => 1;\n"}
    assert ordered(modules) == ["one.js", "main.js"]
    assert "import" not in joined(modules)
    assert "export" not in joined(modules)


@pytest.mark.parametrize(("other", "problem"), [
    ('import { b } from "./main.js";\nexport const a = 1;\n', "circle"),
    ("export const a = 1;\nconst here = 2;\n", "declared"),
    ("export default 1;\n", "another form"),
])
def test_modules_that_can_not_be_joined(other: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        joined({"main.js": 'import { a } from "./one.js";\nconst here = a;\n', "one.js": other})


def test_every_module_is_used_and_every_string_has_both_languages() -> None:
    folder = files("kg.explorer") / "page"
    modules = {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".js")}
    assert sorted(ordered(modules)) == sorted(modules)
    strings = json.loads((folder / "strings.json").read_text(encoding="utf-8"))
    assert strings["zh"].keys() == strings["en"].keys()
    said = set(re.findall(r'\bsay\("([\w-]+)"', "".join(modules.values())))
    assert said <= strings["zh"].keys()
    for name in strings["zh"]:
        assert set(re.findall(r"\{\d\}", strings["zh"][name])) == set(re.findall(r"\{\d\}", strings["en"][name])), name


def test_modules_put_nothing_into_the_page_as_markup() -> None:
    for path in (files("kg.explorer") / "page").iterdir():
        if path.name.endswith(".js"):
            text = path.read_text(encoding="utf-8")
            assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text)
            assert len(text.splitlines()) <= 300, path.name


def test_readings_of_a_name_as_a_whole() -> None:
    found = sounds(["重庆", "重点", "重工", "A1重"])
    chars, syllables = str(found["chars"]), str(found["syllables"]).split()
    table = dict(zip(chars, syllables, strict=True))
    assert table["重"] == "zhong"
    assert found["odd"] == {"0": "chong qing"}


def test_homes_are_the_closest_common_region() -> None:
    graph = small()
    homes = Homes(graph).all
    named = {entity.name: homes[entity.id] for entity in graph.entities if entity.type != "Region"}
    assert named["菱镁"] == "region/210381"
    assert named["钢铁"] == "region/210300"
    assert named["低空经济"] == ""


@pytest.mark.parametrize("count", [200, 3000])
def test_disks_hold_all_and_do_not_overlap(count: int) -> None:
    graph = large(count)
    found = disks(graph, Homes(graph))
    members = [name for place in found for name in place.members]
    centres = [place.name for place in found if place.name.startswith("region/")]
    assert sorted(members + centres) == sorted(entity.id for entity in graph.entities)
    for one, other in combinations([place for place in found if place.parent == ""], 2):
        apart = math.hypot(one.x + one.dx - other.x - other.dx, one.y + one.dy - other.y - other.dy)
        assert apart >= one.r + other.r - 1
