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
from made import Made, document

from kg.datamodel import Entity, PartialDate
from kg.explorer import explorer_page, packed
from kg.explorer.content import content
from kg.explorer.joining import joined, ordered
from kg.explorer.packing import pack
from kg.explorer.places import OTHERS, Homes, disks
from kg.explorer.sounds import _syllables, sounds
from kg.graph.fusion import fuse
from kg.resolution import resolve
from kg.resources.lexicon import load_rows


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


def test_names_sound_as_pypinyin_reads_them() -> None:
    from pypinyin import lazy_pinyin
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    names = [*list(PHRASES_DICT)[::9], *map(chr, list(PINYIN_DICT)[::9]),
             *(value for name in ("Company", "Industry") for row in load_rows(name)[::9] for value in row.values())]
    for name in names:
        parts = lazy_pinyin(name)
        expected = [one for part in parts for one in ([*part] if part in name else [part])]
        assert _syllables(name) == expected, name


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
    for one, other in combinations([place for place in found if place.own], 2):
        assert math.hypot(one.x - other.x, one.y - other.y) >= one.own + other.own - 1
    parents = {place.name: place for place in found}
    for place in found[1:]:
        above = parents[place.parent or ""]
        away = math.hypot(place.x - above.x - above.dx, place.y - above.y - above.dy)
        assert away + place.own <= above.r + 1, "each lies in the circle of what holds it"


def test_industries_of_a_class_stand_together() -> None:
    """Eight industries that two provinces develop, six of them of one class."""
    names = "、".join(f"第{number}号产业" for number in range(8))
    made = Made(document(f"辽宁省和江西省发展{names}。", "two.txt", PartialDate(year=2025)))
    regions = [made.name("Region", name, code) for name, code in (("辽宁省", "210000"), ("江西省", "360000"))]
    for number in range(8):
        industry = made.name("Industry", f"第{number}号产业")
        for region in regions:
            made.says(region, "develops", industry)
    extractions = [made.done()]
    graph = fuse(extractions, resolve(extractions))
    top = Entity(id="industry/class", type="Industry", name="新能源产业", aliases=(), mentions=())
    placed = [dataclasses.replace(entity, parent=top.id if "0" <= entity.name[1] < "6" else entity.parent)
              for entity in graph.entities]
    graph = dataclasses.replace(graph, entities=(*placed, top))
    found = {place.name: place for place in disks(graph, Homes(graph))}
    assert len(found[top.id].members) == 6
    assert len(found[OTHERS].members) == 2
    assert found[""].members == []


def test_shapes_are_packed_without_overlap() -> None:
    shapes = [[(0.0, 0.0, 50.0)], [(0.0, 0.0, 30.0), (90.0, 10.0, 20.0)], [(0.0, 0.0, 40.0)], [(5.0, -200.0, 10.0)]]
    moves = pack(shapes, 10.0)
    circles = [(x + dx, y + dy, r, at) for at, (shape, (dx, dy)) in enumerate(zip(shapes, moves, strict=True))
               for x, y, r in shape]
    for one, other in combinations(circles, 2):
        if one[3] != other[3]:
            assert math.hypot(one[0] - other[0], one[1] - other[1]) >= one[2] + other[2]
    assert max(math.hypot(x, y) for x, y, _, _ in circles) < 250, "they stand close together"
    assert moves == pack(shapes, 10.0)
