"""The explorer in a real browser: offline, every feature by clicks and keys, judged by what is on the screen."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from explorer_graphs import changing, classed, large, small
from playwright.sync_api import Browser, Page, expect, sync_playwright

from kg.datamodel import KnowledgeGraph
from kg.explorer import explorer_page

HOSTILE = [
    "<script>document.title='broken'</script>", "</script><img src=x onerror=alert(1)>", "javascript:alert(1)",
    "{{title}}", "\u202eevil", "--><!--", "=HYPERLINK(\"http://example.org\")", "\u2028line", "&lt;b&gt;",
]
AXE = "axe-core@4.10.3"
AXE_SHA256 = "880970c081707360e64f34cea25ff91892f5bc95675b0776925b9709dd8a68bb"
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@dataclasses.dataclass
class Opened:
    page: Page
    requests: list[str]
    problems: list[str]

    def text(self, selector: str) -> str:
        return self.page.locator(selector).first.inner_text()

    def hash(self) -> str:
        return str(self.page.evaluate("decodeURIComponent(location.hash)"))

    def place(self, name: str) -> tuple[float, float]:
        """Where a node is drawn."""
        x, y = self.page.evaluate(
            """(name) => { const { net } = explorer; const node = net.graph.names.indexOf(name);
            const box = net.canvas.getBoundingClientRect();
            return [box.x + net.scene.x[node] * net.camera.k + net.camera.x,
                    box.y + net.scene.y[node] * net.camera.k + net.camera.y]; }""", name)
        return float(x), float(y)

    def drawn(self) -> int:
        self.page.wait_for_timeout(250)
        return int(self.page.locator("#canvas").get_attribute("data-nodes") or 0)

    def find(self, text: str) -> None:
        self.page.fill("#search", text)
        self.page.keyboard.press("Enter")


Open = Callable[..., Opened]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    contexts = []

    def open_page(graph: KnowledgeGraph, address: str = "", **options: object) -> Opened:
        context = browser.new_context(**{"viewport": WIDE, "offline": True, **options})  # type: ignore[arg-type]
        contexts.append(context)
        seen = Opened(context.new_page(), [], [])
        seen.page.on("request", lambda request: seen.requests.append(request.url))
        seen.page.on("console", lambda said: seen.problems.append(said.text) if said.type == "error" else None)
        seen.page.on("pageerror", lambda error: seen.problems.append(str(error)))
        path = tmp_path / "explorer.html"
        path.write_bytes(explorer_page(graph))
        seen.page.goto(path.as_uri() + address)
        seen.page.wait_for_selector("body[data-drawn][data-ready]")
        return seen

    yield open_page
    for context in contexts:
        context.close()


def test_opens_without_a_request_or_an_error(opened: Open) -> None:
    seen = opened(small())
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert len(seen.requests) == 1
    assert seen.problems == []
    assert "“4+4+3+N”" in seen.text("#panel")
    assert "56亿元" in seen.text("#panel")


def test_labels_do_not_overlap(opened: Open) -> None:
    seen = opened(small())
    boxes = seen.page.evaluate("""explorer.net.look.placed.map((one) => [one.left, one.top,
        one.left + one.text.length * one.size * 0.5, one.top + one.size])""")
    assert len(boxes) > 8
    for number, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[number + 1:]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


@pytest.mark.parametrize(("typed", "wanted"), [
    ("后英", "后英集团"), ("houying", "后英集团"), ("hyjt", "后英集团"), ("hqjt", "后英集团"), ("4+4+3", "“4+4+3+N”"),
    ("443n", "“4+4+3+N”"), ("210381", "海城市"), ("低空", "低空经济"), ("dkjj", "低空经济"),
])
def test_search(opened: Open, typed: str, wanted: str) -> None:
    seen = opened(small())
    seen.find(typed)
    assert seen.text("#panel h2") == wanted


def test_search_by_arrow_keys_and_nothing_found(opened: Open) -> None:
    seen = opened(small())
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("市")
    seen.page.keyboard.press("ArrowDown")
    seen.page.keyboard.press("ArrowDown")
    second = seen.page.locator("#found [role=option]").nth(1)
    assert second.get_attribute("aria-selected") == "true"
    name = second.locator("bdi").inner_text()
    seen.page.keyboard.press("Enter")
    assert seen.text("#panel h2") == name
    seen.page.fill("#search", "没有这个名称")
    assert seen.text("#found") == "没有找到"


def test_a_click_shows_facts_and_evidence_and_back_returns(opened: Open) -> None:
    seen = opened(small())
    seen.page.mouse.click(*seen.place("高性能镁基合金项目"))
    assert seen.text("#panel h2") == "高性能镁基合金项目"
    assert "56亿元" in seen.text("#panel")
    assert seen.text(".stages .now").split() == ["开工", "2024-08"]
    seen.page.locator("#panel .line", has_text="56亿元").locator(".why").click()
    quote = seen.page.locator("#panel blockquote").first
    assert "后英集团位于海城市,投资建设高性能镁基合金项目,总投资约56亿元,已经开工。" in quote.inner_text()
    assert "2024-08-01" in quote.inner_text()
    assert {"高性能镁基合金项目", "56亿"} <= set(quote.locator("mark").all_inner_texts())
    seen.page.locator("#panel a.entity", has_text="后英集团").click()
    assert seen.text("#panel h2") == "后英集团"
    seen.page.go_back()
    assert seen.text("#panel h2") == "高性能镁基合金项目"


def test_a_life_has_dates_and_what_contradicts_itself_is_told(opened: Open) -> None:
    seen = opened(changing())
    seen.find("智能水泵")
    assert [at.split() for at in seen.page.locator(".stages .now").all_inner_texts()] == [
        ["签约", "2024-03"], ["投产", "2025-06"]]
    assert seen.text("#panel .warning") == "各文件所说的总投资不一致"
    amounts = seen.page.locator("#panel .line", has_text="亿元").all_inner_texts()
    assert [("56亿元" in text, "2024-03-01" in text) for text in amounts] == [(True, True), (False, False)]


def test_former_names_former_ids_and_exchange_codes(opened: Open) -> None:
    seen = opened(changing(), "#id=company/old")
    assert seen.text("#panel h2") == "后英集团"
    assert "600000.SH" in seen.text("#panel")
    assert "曾用名 海城县镁矿" in seen.text("#panel")
    for typed in ("海城县镁矿", "600000"):
        seen.page.keyboard.press("Escape")
        seen.find(typed)
        assert seen.text("#panel h2") == "后英集团"
    seen.find("4+3")
    seen.page.locator("#panel h3", has_text="取代").wait_for()
    seen.page.click("#panel .actions button:has-text('逐个符号看')")
    assert "“3+2”体系" in seen.page.locator(".programmes .chips", has_text="3+2").inner_text()


def test_figures_of_several_years_are_a_chart(opened: Open) -> None:
    seen = opened(small(), "#id=region/210381")
    label = seen.page.locator("#panel svg.chart").get_attribute("aria-label")
    assert label == "地区生产总值: 2023 641.6亿元, 2024 680亿元"
    assert seen.page.locator("#panel svg.chart .bar").count() == 2


def test_the_legend_filters_and_the_address_keeps_it(opened: Open) -> None:
    seen = opened(small())
    before = seen.drawn()
    button = seen.page.locator("#filters button", has_text="产业").first
    button.click()
    assert seen.page.locator("#filters button", has_text="产业").first.get_attribute("aria-pressed") == "false"
    assert seen.drawn() < before
    assert "hide=Industry" in seen.hash()
    seen.page.reload()
    seen.page.wait_for_selector("body[data-drawn][data-ready]")
    assert seen.drawn() < before
    seen.page.locator("#filters button", has_text="清除筛选").click()
    assert seen.drawn() == before
    seen.page.locator("#filters button", has_text="企业").first.click(modifiers=["Alt"])
    assert seen.drawn() == 2


@pytest.mark.parametrize(("filter", "value", "shown", "hidden"), [
    ("region", "region/210381", "后英集团", "长江药业有限公司"), ("region", "region/210000", "鞍山市", "宜昌市"),
    ("amount", "10000000000", "后英集团", "高性能镁基合金项目"), ("since", "2025", "生物医药", "菱镁"),
    ("until", "2024-08", "菱镁", "生物医药"), ("document", "yichang.txt", "长江药业有限公司", "后英集团"),
    ("industry", "菱镁", "海城市", "长江药业有限公司"), ("programme", "“4+4+3+N”", "钢铁", "长江药业有限公司"),
])
def test_filters(opened: Open, filter: str, value: str, shown: str, hidden: str) -> None:
    graph = small()
    seen = opened(graph)
    seen.page.locator("details.more-filters summary").click()
    control = seen.page.locator(f'#filters [data-key="{filter}"]')
    if filter in {"since", "until"}:
        control.fill(value)
        control.press("Tab")
    elif "/" in value or value.isdigit():
        control.select_option(value)
    else:
        named = {entity.name: entity.id for entity in graph.entities}
        named |= {document.source: document.id for document in graph.documents}
        control.select_option(named[value])
    visible = """(name) => Boolean(explorer.net.shown.node[explorer.net.graph.names.indexOf(name)])"""
    assert seen.page.evaluate(visible, shown)
    assert not seen.page.evaluate(visible, hidden)
    assert f"{filter}=" in seen.hash()
    assert seen.problems == []


def test_confidence_filter_hides_relations(opened: Open) -> None:
    seen = opened(small())
    seen.page.locator("details.more-filters summary").click()
    seen.page.locator('#filters [data-key="sure"]').select_option("0.9")
    assert "显示" in seen.text("#visible")
    assert seen.page.evaluate("explorer.net.shown.edge.reduce((a, b) => a + b, 0)") < 6


def test_focus_by_double_click_and_steps(opened: Open) -> None:
    seen = opened(small())
    whole = seen.drawn()
    seen.page.mouse.dblclick(*seen.place("后英集团"))
    assert "聚焦 后英集团" in seen.text("#bar")
    assert seen.drawn() == 3
    seen.page.locator("#bar button", has_text="2 步").click()
    two = seen.drawn()
    assert 3 < two < whole
    seen.page.go_back()
    assert seen.drawn() == 3
    seen.page.locator("#bar button", has_text="退出").click()
    assert seen.drawn() == whole


def test_shortest_path_between_two_nodes(opened: Open) -> None:
    seen = opened(small())
    seen.find("后英集团")
    seen.page.locator("#panel button", has_text="从这里找路径").click()
    seen.find("长江药业")
    seen.page.locator("#panel button", has_text="到这里的路径").click()
    assert seen.text("#panel h2") == "后英集团 — 长江药业有限公司"
    names = seen.page.locator("#panel ol.path").first.locator("bdi").all_inner_texts()
    assert names == ["后英集团", "海城市", "低空经济", "宜昌市", "长江药业有限公司"]
    assert seen.drawn() == 5
    seen.page.locator("#panel ol.path .why").first.click()
    assert "海城市" in seen.text("#panel blockquote")


def test_keys_move_on_the_canvas(opened: Open) -> None:
    seen = opened(small())
    seen.page.focus("#canvas")
    seen.page.keyboard.press("ArrowRight")
    first = seen.text("#panel h2")
    seen.page.keyboard.press("ArrowRight")
    second = seen.text("#panel h2")
    assert first != second
    assert second in seen.text("#spoken")
    seen.page.keyboard.press("f")
    assert f"聚焦 {second}" in seen.text("#bar")
    seen.page.keyboard.press("Escape")
    assert "聚焦" not in seen.page.locator("#bar").inner_text()
    before = seen.page.evaluate("explorer.net.camera.k")
    seen.page.keyboard.press("+")
    assert seen.page.evaluate("explorer.net.camera.k") > before
    seen.page.keyboard.press("Enter")
    assert seen.page.evaluate("document.activeElement.id") == "panel"


def test_wheel_and_drag_move_the_view_and_the_address_keeps_it(opened: Open) -> None:
    seen = opened(small())
    seen.page.mouse.move(600, 400)
    seen.page.mouse.wheel(0, -400)
    seen.page.mouse.down()
    seen.page.mouse.move(500, 450, steps=4)
    seen.page.mouse.up()
    seen.page.wait_for_timeout(400)
    camera = seen.page.evaluate("explorer.net.camera")
    assert "at=" in seen.hash()
    seen.page.reload()
    seen.page.wait_for_selector("body[data-drawn][data-ready]")
    again = seen.page.evaluate("explorer.net.camera")
    assert abs(again["x"] - camera["x"]) < 3
    assert abs(again["k"] - camera["k"]) < 0.01


def test_a_code_is_drawn_symbol_by_symbol(opened: Open) -> None:
    seen = opened(small())
    seen.page.locator("#views a", has_text="代号").click()
    symbols = [text.strip() for text in seen.page.locator(".glyph").all_inner_texts()]
    assert symbols == ["4", "4", "3", "N"]
    first = seen.page.locator(".symbol").first
    assert "4 个 传统产业" in first.inner_text()
    for member in ("菱镁", "钢铁", "纺织", "食品"):
        assert member in first.inner_text()
    assert "另有 3 个文件没有列出" in seen.page.locator(".symbol").nth(1).inner_text()
    assert "文件没有列出成员" in seen.page.locator(".symbol").nth(2).inner_text()
    first.locator(".members .why").first.click()
    assert "高性能镁基合金项目" in first.inner_text()
    assert "56亿元" in first.inner_text()
    seen.page.locator(".symbol a.entity", has_text="钢铁").click()
    assert seen.text("#panel h2") == "钢铁"
    assert seen.page.locator(".glyph").count() == 4


def test_table_sorts_filters_and_downloads(opened: Open) -> None:
    seen = opened(small())
    seen.page.locator("#views a", has_text="表格").click()
    assert "高性能镁基合金项目" in seen.text("table")
    assert "56亿元" in seen.text("table")
    seen.page.select_option("#tablekind", "Industry")
    rows = seen.page.locator("tbody tr td:first-child")
    assert rows.count() == 4
    seen.page.locator("th button", has_text="名称").click()
    ascending = rows.all_inner_texts()
    seen.page.locator("th button", has_text="名称").click()
    assert rows.all_inner_texts() == ascending[::-1]
    assert seen.page.locator("th[aria-sort=descending]").count() == 1
    seen.page.fill("#rowfilter", "医药")
    assert rows.all_inner_texts() == ["生物医药"]
    with seen.page.expect_download() as saved:
        seen.page.locator(".toolrow button", has_text="CSV").click()
    content = Path(saved.value.path()).read_text(encoding="utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(content))] == ["名称", "生物医药"]
    seen.page.select_option("#tablekind", "figure")
    assert rows.count() == 3
    seen.page.select_option("#tablekind", "relation")
    assert rows.count() > 10
    seen.page.locator(".toolrow button", has_text="复制").click()
    expect(seen.page.locator("#spoken")).to_have_text("已复制")


def test_region_profile(opened: Open) -> None:
    seen = opened(small(), "#id=region/210381")
    seen.page.locator("#panel button", has_text="地区概况").click()
    text = seen.text(".profile")
    for part in ("菱镁", "高性能镁基合金项目", "56亿元", "开工", "后英集团", "“4+4+3+N”", "680亿元"):
        assert part in text
    assert seen.page.locator(".profile svg.chart").count() == 1
    seen.page.select_option("#profileregion", "region/210300")
    assert "后英集团" in seen.text(".profile"), "a city has what its county has"


def test_comparison_of_two_regions(opened: Open) -> None:
    seen = opened(small())
    seen.page.locator("#views a", has_text="比较").click()
    seen.page.select_option("#firstregion", "region/210381")
    seen.page.select_option("#secondregion", "region/420500")
    left, both, right = seen.page.locator(".three section").all_inner_texts()
    assert "菱镁" in left
    assert "低空经济" in both
    assert "生物医药" in right
    row = seen.page.locator("tr", has_text="地区生产总值").inner_text()
    assert "680亿元" in row
    assert "6,191亿元" in row


def test_matrix_shows_evidence(opened: Open) -> None:
    seen = opened(small())
    seen.page.locator("#views a", has_text="矩阵").click()
    seen.page.get_by_label("宜昌市 发展 生物医药").click()
    assert "宜昌市重点发展生物医药产业" in seen.text("#cell blockquote")


def test_english_and_dark(opened: Open) -> None:
    seen = opened(small(), "#id=region/210381")
    seen.page.locator("#language").click()
    assert seen.text("h1") == "Regional knowledge graph"
    assert "develops" in seen.text("#panel")
    assert seen.page.evaluate("document.documentElement.lang") == "en"
    light = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
    seen.page.locator("#theme").click()
    assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert seen.problems == []


def test_downloads(opened: Open) -> None:
    seen = opened(small())
    found = {}
    for name in ("PNG", "SVG", "CSV", "JSON"):
        seen.page.locator("#take summary").click() if not seen.page.locator("#take[open]").count() else None
        with seen.page.expect_download() as saved:
            seen.page.locator("#take .item", has_text=name).click()
        found[name] = Path(saved.value.path()).read_bytes()
    assert found["PNG"][:4] == b"\x89PNG"
    assert "海城市" in found["SVG"].decode()
    assert "后英集团" in found["CSV"].decode()
    content = json.loads(found["JSON"])
    assert {"from": "region/420500", "relation": "develops"}.items() <= next(
        edge for edge in content["edges"] if edge["evidence"] == ["宜昌市重点发展生物医药产业和低空经济产业。"]).items()


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_are_text(opened: Open, name: str) -> None:
    graph = small()
    renamed = [
        dataclasses.replace(entity, name=name) if entity.name == "后英集团" else entity for entity in graph.entities
    ]
    documents = [dataclasses.replace(document, title=name) for document in graph.documents]
    seen = opened(dataclasses.replace(graph, entities=tuple(renamed), documents=tuple(documents)))
    seen.find("海城市")
    seen.page.locator("#panel a.entity").filter(has=seen.page.locator("svg")).first.wait_for()
    seen.page.evaluate("""() => [...document.querySelectorAll('#panel a.entity')]
        .find((one) => one.href.includes('company/')).click()""")
    assert seen.page.locator("#panel h2").text_content() == name
    for view in ("代号", "地区", "比较", "矩阵", "表格"):
        seen.page.locator("#views a", has_text=view).click()
    seen.page.select_option("#tablekind", "Company")
    assert name in (seen.page.locator("tbody").text_content() or "")
    with seen.page.expect_download() as saved:
        seen.page.locator(".toolrow button", has_text="CSV").click()
    assert not re.search(r'(?m)^"?=', Path(saved.value.path()).read_text(encoding="utf-8-sig"))
    assert seen.page.title() == "区域发展知识图谱 Regional knowledge graph"
    assert seen.page.locator("img, iframe, object").count() == 0
    assert seen.problems == []


def test_a_large_graph_opens_on_an_overview(opened: Open) -> None:
    seen = opened(large(4000))
    canvas = seen.page.locator("#canvas")
    assert seen.drawn() < 200
    supers = int(canvas.get_attribute("data-supers") or 0)
    assert supers > 0
    seen.page.evaluate("""() => { const { net } = explorer; const one = net.scene.supers[0];
        const box = net.canvas.getBoundingClientRect();
        window.at = [box.x + one.x * net.camera.k + net.camera.x, box.y + one.y * net.camera.k + net.camera.y]; }""")
    x, y = seen.page.evaluate("window.at")
    before = seen.drawn()
    seen.page.mouse.dblclick(x, y)
    assert seen.drawn() != before
    assert seen.page.evaluate("explorer.net.camera.k") > 0
    seen.find("第777号企业")
    seen.page.wait_for_timeout(300)
    assert seen.page.evaluate("explorer.net.scene.drawn[explorer.net.graph.names.indexOf('第777号企业')]") == 1
    seen.page.locator("#bar button", has_text="全部展开").click()
    assert seen.drawn() == 4000
    assert seen.problems == []


SUPERS = """explorer.net.scene.supers.map((one) =>
    [one.region < 0 ? "" : explorer.net.graph.names[one.region], one.wide])"""
LINKS = """explorer.net.scene.links.map(({ ends, weight }) => [...ends.map((end) => {
    const { graph } = explorer.net; const node = end < graph.count ? end : graph.disks[end - graph.count].region;
    return node < 0 ? "" : graph.names[node]; }), weight])"""
AT = """(name) => { const { net } = explorer; const one = net.scene.supers.find((found) =>
    found.region >= 0 && net.graph.names[found.region] === name); const box = net.canvas.getBoundingClientRect();
    return [box.x + one.x * net.camera.k + net.camera.x, box.y + one.y * net.camera.k + net.camera.y]; }"""


def test_the_overview_has_regions_and_classes_of_industries(opened: Open) -> None:
    seen = opened(classed())
    assert seen.drawn() == 0, "nothing but closed disks"
    supers = dict(seen.page.evaluate(SUPERS))
    assert {name for name, wide in supers.items() if wide} == {f"第{number}类产业" for number in range(4)}
    assert "第0号省" in supers
    links = {tuple(sorted(ends)): weight for *ends, weight in seen.page.evaluate(LINKS)}
    assert links["第0号省", "第1类产业"] > links["第0号省", "第0类产业"], "this one is not developed there"
    labels = seen.page.evaluate("explorer.net.look.placed.map((one) => one.text).join('')")
    assert "第1类产业" in labels
    seen.page.mouse.click(*seen.page.evaluate(AT, "第1类产业"))
    assert seen.text("#panel h2") == "第1类产业"
    assert "下位产业" in seen.text("#panel")
    assert seen.drawn() == 0, "a click chooses, it opens nothing"
    seen.page.mouse.dblclick(*seen.page.evaluate(AT, "第1类产业"))
    assert seen.drawn() >= 20
    assert "第1类产业" not in dict(seen.page.evaluate(SUPERS))
    assert seen.problems == []


def test_keys_walk_the_overview(opened: Open) -> None:
    seen = opened(classed())
    seen.page.locator("#canvas").focus()
    visited = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp", "ArrowUp", "ArrowRight"):
        seen.page.keyboard.press(key)
        visited.add(seen.text("#panel h2"))
    assert len(visited) > 2
    assert seen.drawn() == 0
    with seen.page.expect_download() as saved:
        seen.page.locator("#take summary").click()
        seen.page.locator("#take .item", has_text="SVG").click()
    svg = Path(saved.value.path()).read_text(encoding="utf-8")
    assert svg.count("<rect") >= 5, "classes of industries are squares"
    assert "stroke-dasharray" in svg, "regions are rings of their types"


def test_fifty_thousand_nodes_answer_a_search_at_once(opened: Open) -> None:
    seen = opened(large(50_000))
    seen.page.wait_for_timeout(1000)
    for text in ("第4877号", "d4877hqy", "qiye"):
        took = []
        for _ in range(5):
            seen.page.fill("#search", "")
            seen.page.fill("#search", text)
            took.append(float(seen.page.locator("#search").get_attribute("data-took") or 1e9))
            assert seen.page.locator("#found [role=option]").count() > 0
        assert min(took) < 500, "scripts/bench_page.py has figures: under 100"


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The published build of axe-core, checked by its hash."""
    npm = shutil.which("npm")
    if not npm:
        pytest.skip("npm is not here to fetch axe-core")
    folder = tmp_path_factory.mktemp("axe")
    try:
        subprocess.run([npm, "pack", AXE], cwd=folder, check=True, capture_output=True, timeout=60)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        pytest.skip("axe-core can't be fetched")
    shutil.unpack_archive(next(folder.glob("*.tgz")), folder)
    script = (folder / "package" / "axe.min.js").read_bytes()
    assert sha256(script).hexdigest() == AXE_SHA256
    return script.decode()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("address", [
    "", "#id=region/210381", "#view=programme", "#view=region&of=region/210381", "#view=compare", "#view=matrix",
    "#view=table", "#lang=en&theme=dark&id=region/210381", "#focus=region/210381", "#theme=dark",
])
def test_axe_finds_nothing_serious(opened: Open, axe: str, address: str, size: dict[str, int]) -> None:
    seen = opened(small(), address, viewport=size, bypass_csp=True)
    for button in seen.page.locator("#panel .why").all()[:3]:
        button.click()
    seen.page.evaluate(axe)
    found = seen.page.evaluate("axe.run()")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_screenshots(opened: Open, tmp_path: Path, size: dict[str, int], scheme: str) -> None:
    folder = Path(os.environ.get("REGIONAL_KG_SCREENSHOTS", tmp_path))
    folder.mkdir(parents=True, exist_ok=True)
    for name, address in (("network", ""), ("entity", "#id=region/210381"), ("programme", "#view=programme")):
        seen = opened(small(), address, viewport=size, color_scheme=scheme)
        picture = folder / f"{name}-{size['width']}x{size['height']}-{scheme}.png"
        seen.page.screenshot(path=picture)
        assert picture.stat().st_size > 10_000
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        assert seen.problems == []


def test_print_leaves_the_controls_out(opened: Open) -> None:
    seen = opened(small(), "#id=region/210381")
    seen.page.emulate_media(media="print")
    assert not seen.page.locator("#filters").is_visible()
    assert seen.page.locator("#panel h2").is_visible()
