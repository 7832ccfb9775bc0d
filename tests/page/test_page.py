"""The page in a real browser: offline, still, safe, and it answers clicks and searches."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from kg.datamodel import KnowledgeGraph
from kg.page import embedded, graph_page

TEXT = """海城市打造“4+4+3+N”现代化产业体系

2024年8月1日

海城市加快发展菱镁、钢铁、纺织服装、农产品深加工四大传统支柱产业。今年上半年,海城市实现地区生产总值309.1亿元。
后英集团位于海城市。海城三鱼泵业有限公司位于海城市。
"""
HOSTILE = [
    "<script>document.title='broken'</script>", "</script><img src=x onerror=alert(1)>", "javascript:alert(1)",
    "{{title}}", "\u202eevil", "--><!--", "href=\"http://example.org\"",
]


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


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Callable[[KnowledgeGraph], Opened]]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    seen = Opened(page, [], [])
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda message: seen.problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: seen.problems.append(str(error)))

    def open_page(graph: KnowledgeGraph) -> Opened:
        path = tmp_path / "graph.html"
        path.write_bytes(graph_page(graph))
        page.goto(path.as_uri())
        page.wait_for_selector("body[data-drawn]")
        return seen

    yield open_page
    context.close()


def with_names(graph: KnowledgeGraph, names: list[str]) -> KnowledgeGraph:
    """The graph with its first entities renamed."""
    named = [dataclasses.replace(entity, name=name, aliases=(name,)) for entity, name in
             zip(graph.entities, names, strict=False)]
    return dataclasses.replace(graph, entities=(*named, *graph.entities[len(named):]))


def test_opens_without_a_request_or_an_error(
    graph_of: Callable[..., KnowledgeGraph], opened: Callable[[KnowledgeGraph], Opened]
) -> None:
    seen = opened(graph_of(TEXT))
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert seen.problems == []


def test_search_shows_facts_and_evidence(
    graph_of: Callable[..., KnowledgeGraph], opened: Callable[[KnowledgeGraph], Opened]
) -> None:
    page = opened(graph_of(TEXT)).page
    page.fill("#search", "海城市")
    page.keyboard.press("Enter")
    side = page.locator("#side")
    assert side.locator("h2").inner_text() == "海城市"
    side.locator("summary", has_text="309.1").click()
    assert "今年上半年,海城市实现地区生产总值309.1亿元" in side.locator("blockquote").first.inner_text()
    assert side.locator("mark").first.inner_text() == "海城市"


def test_a_click_on_a_node_shows_it(
    graph_of: Callable[..., KnowledgeGraph], opened: Callable[[KnowledgeGraph], Opened]
) -> None:
    page = opened(graph_of(TEXT)).page
    page.fill("#search", "菱镁")
    page.keyboard.press("Enter")
    page.wait_for_timeout(300)
    box = page.locator("#graph").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 5, box["y"] + 5)
    assert page.locator("#side h2").inner_text() == "知识图谱"
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert page.locator("#side h2").inner_text() == "菱镁"


def test_legend_filters(graph_of: Callable[..., KnowledgeGraph], opened: Callable[[KnowledgeGraph], Opened]) -> None:
    page = opened(graph_of(TEXT)).page
    button = page.locator("#legend button", has_text="Industry")
    before = page.locator("#graph canvas").screenshot()
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    page.wait_for_timeout(300)
    assert page.locator("#graph canvas").screenshot() != before


def test_the_page_stands_still(
    graph_of: Callable[..., KnowledgeGraph], opened: Callable[[KnowledgeGraph], Opened]
) -> None:
    page = opened(graph_of(TEXT)).page
    page.wait_for_timeout(500)
    first = page.locator("#graph canvas").screenshot()
    page.wait_for_timeout(1000)
    assert page.locator("#graph canvas").screenshot() == first


def test_hostile_names_are_shown_as_text(
    graph_of: Callable[..., KnowledgeGraph], opened: Callable[[KnowledgeGraph], Opened]
) -> None:
    graph = with_names(graph_of(TEXT), HOSTILE)
    seen = opened(graph)
    for name in HOSTILE[: len(graph.entities)]:
        seen.page.fill("#search", name)
        seen.page.keyboard.press("Enter")
        assert seen.page.locator("#side h2").text_content() == name
    assert seen.page.title() == "区域发展知识图谱 Regional knowledge graph"
    assert seen.problems == []
    assert seen.page.locator("img").count() == 0


@pytest.mark.parametrize("text", HOSTILE)
def test_embedded_json_can_not_end_its_element(text: str) -> None:
    written = embedded({"name": text})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"name": text}


def test_same_graph_same_bytes(graph_of: Callable[..., KnowledgeGraph]) -> None:
    assert graph_page(graph_of(TEXT)) == graph_page(graph_of(TEXT))


def test_a_programme_that_replaced_another_and_a_listed_company_have_their_words(
    graph_of: Callable[..., KnowledgeGraph],
) -> None:
    graph = graph_of(TEXT)
    company, other = (entity for entity in graph.entities if entity.type == "Company")
    told = dataclasses.replace(graph.statements[0], subject=company.id, predicate="replaces", object=other.id)
    listed = tuple(dataclasses.replace(entity, code="600000.SH") if entity == company else entity
                   for entity in graph.entities)
    page = graph_page(dataclasses.replace(graph, entities=listed, statements=(*graph.statements, told))).decode()
    assert '"relation":"replaces","zh":"取代"' in page
    assert '"证券代码","600000.SH"' in page
