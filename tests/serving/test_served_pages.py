"""The pages of kg serve in a browser: the editor runs a query, nothing is blocked by a policy, nothing is fetched."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from client import Client
from playwright.sync_api import Browser, Page, expect, sync_playwright

import kg.serving

STATIC = Path(kg.serving.__file__).parent / "static"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that remembers nothing of others: the editor keeps its tabs in the browser."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def told(page: Page) -> list[str]:
    """What the page complains of, and where it calls."""
    found: list[str] = []
    page.on("console", lambda message: found.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("request", lambda request: found.append(request.url) if "//127.0.0.1:" not in request.url
            and not request.url.startswith(("data:", "blob:")) else None)
    return found


def write(page: Page, query: str) -> None:
    """Put the query into the editor."""
    page.wait_for_selector(".CodeMirror")
    page.evaluate("query => yasgui.getTab().getYasqe().setValue(query)", query)
    page.click(".CodeMirror-lines")


def ask(page: Page, query: str) -> None:
    """Put the query into the editor and run it by the key."""
    write(page, query)
    page.keyboard.press("Control+Enter")


def test_the_editor_runs_a_query(page: Page, client: Client, told: list[str]) -> None:
    page.goto(f"http://127.0.0.1:{client.port}/query")
    ask(page, "SELECT ?region ?name { ?region a kg:Region ; rdfs:label ?name }")
    page.wait_for_selector(".yasr table")
    assert "海城市" in page.inner_text(".yasr")
    page.click("a.iri >> nth=0")
    page.wait_for_selector("h1")
    assert "/id/region/" in page.url
    assert told == []


def test_a_query_in_the_address_runs_at_once(page: Page, client: Client, told: list[str]) -> None:
    page.goto(f"http://127.0.0.1:{client.port}/query?query=DESCRIBE%20region%3A210381")
    page.wait_for_selector(".yasr table")
    assert "海城市" in page.inner_text(".yasr")
    assert not page.is_visible(".controlbar"), "no other endpoint is offered"
    assert told == []


def test_the_editor_tells_the_place_of_an_error(page: Page, client: Client) -> None:
    page.goto(f"http://127.0.0.1:{client.port}/query")
    ask(page, "SELECT * {\n  ?x kg:undertake ?y }")
    page.wait_for_selector(".errorResult")
    assert "did you mean kg:undertakes" in page.inner_text(".errorResult")
    cursor = page.evaluate("yasgui.getTab().getYasqe().getDoc().getCursor()")
    assert (cursor["line"], cursor["ch"]) == (1, 5)


@pytest.mark.parametrize("typed", ["kg:undert", "承担"])
def test_the_editor_offers_terms(page: Page, client: Client, typed: str) -> None:
    page.goto(f"http://127.0.0.1:{client.port}/query")
    write(page, "SELECT * { ?x ")
    page.keyboard.press("Control+End")
    page.keyboard.type(typed)
    # The list is there from the first letters on and narrows with each.
    expect(page.locator(".CodeMirror-hint").first).to_have_text("kg:undertakes 承担", timeout=30_000)
    page.keyboard.press("Enter")
    assert page.evaluate("yasgui.getTab().getYasqe().getValue()").endswith("SELECT * { ?x kg:undertakes")


def test_named_questions_are_in_the_menu(page: Page, client: Client, told: list[str]) -> None:
    page.goto(f"http://127.0.0.1:{client.port}/query")
    page.wait_for_selector(".CodeMirror")
    page.select_option("#examples", "companies")
    page.wait_for_selector(".yasr table >> text=海城市")
    assert told == []


def test_what_a_result_says_is_text(page: Page, client: Client) -> None:
    """YASR puts an IRI into the page as it is; the policy keeps what it may hold from running."""
    page.goto(f"http://127.0.0.1:{client.port}/query")
    ask(page, """SELECT (IRI("https://w3id.org/regional-kg/id/x'/onmouseover='window.hit=1") AS ?iri)
        (IRI("javascript:window.hit=1") AS ?link) ("<img src=x onerror=window.hit=1>" AS ?text) { }""")
    page.wait_for_selector(".yasr table")
    page.hover("a.iri >> nth=0")
    page.click("a.iri >> text=javascript")
    page.wait_for_timeout(200)
    assert "<img" in page.inner_text(".yasr")
    assert page.evaluate("window.hit") is None


def test_vendored_scripts_are_the_published_builds() -> None:
    table = (STATIC / "LICENCES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+\.min\.\w+) \|.*\| ([0-9.]+) \| (\S+) \| ([0-9a-f]{64}) \|$", table, re.MULTILINE)
    assert {row[0] for row in rows} == {path.name for path in STATIC.glob("*.min.*")}
    for name, version, licence, expected in rows:
        assert f"-{version}-{licence}." in name
        assert hashlib.sha256((STATIC / name).read_bytes()).hexdigest() == expected


@pytest.mark.parametrize("path", ["/", "/query", "/graph.html", "/explorer.html", "/ontology", "/questions/companies"])
def test_no_page_is_blocked_or_calls_out(page: Page, client: Client, told: list[str], path: str) -> None:
    page.goto(f"http://127.0.0.1:{client.port}{path}")
    page.wait_for_timeout(500)
    assert told == []
