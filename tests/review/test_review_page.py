"""The page of names in doubt: harmless whatever the names are, and in a browser it makes a table that reads back."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from kg.datamodel import Decision
from kg.resources.decisions import read_decisions
from kg.review import Context, Doubt, Side, review_page

HOSTILE = ("<img src=x onerror=alert(1)>", '"><script>document.title="broken"</script>', "=cmd|' /C calc'!A1",
           "{{table}}", "海城\t三鱼\"泵业", "</textarea><b>", "\u202e倒")


def side(name: str) -> Side:
    context = Context(document=name, source="a.txt", published="2024", before=name, name=name, after=name)
    return Side(label=name, entity=f"{name}（海城市）", documents=1, facts=3, contexts=(context,))


def doubts(*names: str) -> list[Doubt]:
    return [Doubt(type="Company", left=side(name), right=side("海城三鱼泵业有限公司"), score=0.6, reasons=(name,))
            for name in names]


def test_names_are_text() -> None:
    page = review_page(doubts(*HOSTILE), [], HOSTILE[1]).decode()
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert page.count("</textarea>") == 1
    assert "connect-src 'none'" in page
    assert "://" not in page


def test_judged_in_a_browser(chromium: str, tmp_path: Path) -> None:
    before = Decision(left="荣光", right="荣华", type="Company", verdict="same", why="=1\n2")
    (tmp_path / "review.html").write_bytes(review_page(doubts(*HOSTILE), [before], "王芳"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        page = browser.new_context(offline=True).new_page()
        problems: list[str] = []
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.goto((tmp_path / "review.html").as_uri())
        page.keyboard.press("a")
        for key in "rsru":
            page.keyboard.press(key)
        for number, name in enumerate(HOSTILE[3:], 3):
            article = page.locator("article").nth(number)
            article.get_by_role("button", name="Different").click()
            article.get_by_label("Why").fill(name.replace("\t", " "))
        with page.expect_download() as download:
            page.get_by_role("button", name="Save").click()
        download.value.save_as(tmp_path / "decisions.tsv")
        assert page.title() == "存疑的名称 Names in doubt"
        browser.close()
    assert not problems
    made = read_decisions(tmp_path / "decisions.tsv")
    assert made[0] == before
    assert [(one.left, one.verdict) for one in made[1:]] == [
        (name, "same" if name == HOSTILE[0] else "different") for name in HOSTILE if name != HOSTILE[2]]
    assert {one.who for one in made[1:]} == {"王芳"}
    assert made[-1].why == HOSTILE[-1]
