"""The pages of kg serve in a browser: the editor runs a query, nothing is blocked by a policy, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from client import Client
from playwright.sync_api import Page, sync_playwright


@pytest.fixture(scope="module")
def page(chromium: str) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        yield browser.new_page()
        browser.close()


@pytest.fixture
def told(page: Page) -> list[str]:
    """What the page complains of, and where it calls."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda request: found.append(request.url) if "//127.0.0.1:" not in request.url
            and not request.url.startswith(("data:", "blob:")) else None)
    return found


def test_the_editor_runs_a_query(page: Page, client: Client, told: list[str]) -> None:
    page.goto(f"http://127.0.0.1:{client.port}/query")
    page.fill("#query", "SELECT ?region ?name { ?region a kg:Region ; rdfs:label ?name }")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result table")
    assert "海城市" in page.inner_text("#result")
    page.click("#result a >> nth=0")
    page.wait_for_selector("h1")
    assert "/id/region/" in page.url
    assert told == []


def test_the_editor_tells_the_place_of_an_error(page: Page, client: Client) -> None:
    page.goto(f"http://127.0.0.1:{client.port}/query")
    page.fill("#query", "SELECT * {\n  ?x kg:undertake ?y }")
    page.click("form button:not(li button)")
    page.wait_for_selector("#result .message")
    assert "did you mean kg:undertakes" in page.inner_text("#result")
    assert page.evaluate("document.getElementById('query').selectionStart") == len("SELECT * {\n  ?x ")


def test_the_editor_offers_terms(page: Page, client: Client) -> None:
    page.goto(f"http://127.0.0.1:{client.port}/query")
    page.wait_for_load_state("networkidle")
    page.fill("#query", "SELECT * { ?x kg:under")
    page.click("#terms button >> nth=0")
    assert "kg:under" in page.input_value("#query")
    assert page.input_value("#query").endswith(" ")
    page.select_option("#examples", "companies")
    assert "kg:locatedIn" in page.input_value("#query")


@pytest.mark.parametrize("path", ["/", "/graph.html", "/explorer.html", "/ontology", "/questions/companies"])
def test_no_page_is_blocked_or_calls_out(page: Page, client: Client, told: list[str], path: str) -> None:
    page.goto(f"http://127.0.0.1:{client.port}{path}")
    page.wait_for_timeout(500)
    assert told == []
