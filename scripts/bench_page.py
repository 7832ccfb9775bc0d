"""How the pages behave in a browser at several sizes: explorer.html, plain pyvis and a WebGL renderer (sigma).

    python scripts/bench_page.py 200 1000 5000 20000 50000 --markdown figures.md

For each: size of the file, CPU seconds of the browser and seconds on the clock to the first drawn frame, frames a
second while panning and while zooming, memory of the page.  The graphs are made by chance with a fixed seed:
regions, industries and companies, about two relations a node, one sentence of its own for each relation.  sigma is
fetched from npm where npm is here; a page that has drawn nothing after ``--patience`` seconds is given up,
at larger sizes too.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import Error as BrowserError

from kg.datamodel import Document, Entity, EntityType, Evidence, KnowledgeGraph, Relation, Statement, digest
from kg.explorer import explorer_page

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--enable-precise-memory-info"]
# sigma draws nothing without WebGL; this gives it one in software, as browsers without a graphics card do.
SOFTWARE_GL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SIGMA = ("sigma@3.0.3", "graphology@0.26.0")
SECONDS = 3.0
_SURFACES = "海城鞍山锦州阜新盘锦营口辽阳铁岭朝阳丹东本溪抚顺金华宏盛通达恒泰永兴瑞丰嘉禾中科创新远东星火长江"
_TRADES = ("菱镁", "钢铁", "轴承", "机床", "电缆", "纺织", "医药", "种业", "锂电", "光伏", "风电", "航空", "化工")


@dataclass(frozen=True, slots=True)
class Figures:
    """None where the page had drawn nothing in time."""

    page: str
    nodes: int
    megabytes: float
    cpu: float | None = None
    clock: float | None = None
    pan: float | None = None
    zoom: float | None = None
    memory: float | None = None
    search: float | None = None


def made_graph(count: int) -> KnowledgeGraph:
    """``count`` nodes, about twice as many relations, each with a sentence of its own."""
    chance = random.Random(count)
    counties = max(8, count // 60)
    regions = [Entity(id="region/1", type="Region", name=_name(chance, "省"), aliases=(), mentions=(), code="1")]
    cities = max(2, counties // 10)
    for number in range(cities + counties):
        parent = "region/1" if number < cities else f"region/{2 + number % cities}"
        regions.append(Entity(
            id=f"region/{number + 2}", type="Region", name=_name(chance, "市" if number < cities else "县"), aliases=(),
            mentions=(), code=str(number + 2), parent=parent))
    industries = [_entity("Industry", _name(chance, chance.choice(_TRADES)), n) for n in range(max(10, count // 30))]
    companies = [
        _entity("Company", _name(chance, f"{chance.choice(_TRADES)}有限公司"), n)
        for n in range(count - len(regions) - len(industries))
    ]
    texts, statements, at = [], [], 0
    for company in companies:
        ends: tuple[tuple[Relation, Entity], ...] = (
            ("locatedIn", chance.choice(regions[cities + 1 :])), ("inIndustry", chance.choice(industries)))
        for relation, end in ends:
            money, project = chance.randint(1, 9999), _name(chance, "项目")
            text = f"{company.name}今年在{end.name}投资{money}万元建设{project},已经开工。\n"
            evidence = Evidence(document_id="made", start=at, end=at + len(text) - 1, quote=text[:-1], rule="made")
            texts.append(text)
            at += len(text)
            statements.append(Statement(
                subject=company.id, predicate=relation, object=end.id, datatype="entity", evidence=(evidence,)))
    document = Document(id="made", title="made", text="".join(texts), source="made.txt", digest="made")
    return KnowledgeGraph(documents=(document,), entities=(*regions, *industries, *companies),
                          statements=tuple(statements), components=(), observations=())


def _name(chance: random.Random, ending: str) -> str:
    return "".join(chance.choices(_SURFACES, k=4)) + ending


def _entity(kind: EntityType, name: str, number: int) -> Entity:
    return Entity(id=f"{kind.lower()}/{digest(name, str(number))}", type=kind, name=name, aliases=(), mentions=())


def pyvis_page(graph: KnowledgeGraph) -> bytes:
    """What pyvis writes by itself, in one file."""
    from pyvis.network import Network

    network = Network(directed=True, cdn_resources="in_line", height="760px")
    # add_node looks through all nodes before; the lists are filled directly, or 50,000 nodes would take an hour.
    network.nodes = [
        {"id": entity.id, "label": entity.name, "shape": "dot", "color": "#97c2fc"} for entity in graph.entities
    ]
    network.edges = [{"from": row.subject, "to": row.object, "arrows": "to"} for row in graph.statements]
    return str(network.generate_html()).encode("utf-8")


def sigma_page(graph: KnowledgeGraph, scripts: str) -> bytes:
    """The same graph for sigma, at random places, as plain as it goes."""
    chance = random.Random(1)
    data = {"nodes": [[row.id, row.name, chance.random(), chance.random()] for row in graph.entities],
            "edges": [[row.subject, row.object] for row in graph.statements]}
    return f"""<!DOCTYPE html><meta charset="utf-8"><div id="stage" style="width:1200px;height:760px"></div>
<script>{scripts}</script><script>const data = {json.dumps(data, ensure_ascii=False)};
const graph = new graphology.MultiGraph();
for (const [id, label, x, y] of data.nodes) graph.addNode(id, {{ label, x, y, size: 3, color: "#4c86b8" }});
for (const [from, to] of data.edges) graph.addEdge(from, to);
new Sigma(graph, document.getElementById("stage"));
requestAnimationFrame(() => {{ window.drawn = true; }});</script>""".encode()


def sigma_scripts() -> str:
    """The published builds from npm, empty where they can't be had."""
    npm = shutil.which("npm")
    if not npm:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for package in SIGMA:
            packed = subprocess.run([npm, "pack", package], cwd=folder, capture_output=True, text=True, check=False)
            if packed.returncode:
                return ""
            shutil.unpack_archive(Path(folder) / packed.stdout.split()[-1], folder)
            build = "sigma.min.js" if package.startswith("sigma") else "graphology.umd.min.js"
            found.append((Path(folder) / "package" / "dist" / build).read_text(encoding="utf-8"))
        return ";\n".join(found)


_DRAWN = {
    "sigma": "() => window.drawn === true",
    "pyvis": """() => { const canvas = document.querySelector('canvas'); if (!canvas || !canvas.width) return false;
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        for (let at = 3; at < data.length; at += 4) if (data[at]) return true; return false; }""",
}


@contextmanager
def fresh(browser_path: str, kind: str) -> Iterator[Browser]:
    flags = [*FLAGS, *(SOFTWARE_GL if kind == "sigma" else ["--disable-gpu"])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=flags)
        yield browser
        browser.close()


def measured(browser_path: str, path: Path, kind: str, nodes: int, patience: float) -> Figures:
    """One page in a browser of its own."""
    size = path.stat().st_size / 1e6
    name = path.stem
    with fresh(browser_path, kind) as browser:
        context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=True)
        page = context.new_page()
        page.set_default_timeout(1000 * patience)
        before, begun = _cpu(browser), time.monotonic()
        try:
            page.goto(path.as_uri() + ("#open=all" if name.startswith("explorer-all") else ""), wait_until="commit")
            if kind == "explorer":  # its policy lets nobody evaluate text, which the other way of waiting does
                page.wait_for_selector("body[data-drawn]")
            else:
                page.wait_for_function(_DRAWN[kind], polling=50)
            cpu, clock = _cpu(browser) - before, time.monotonic() - begun
            return Figures(name, nodes, size, cpu, clock, _rate(page, _drag), _rate(page, _wheel), _memory(page),
                           _search(page) if kind == "explorer" else None)
        except BrowserError:
            return Figures(name, nodes, size)


def middle(runs: list[Figures]) -> Figures:
    """The run with the middle CPU time: other work on the machine only adds to it."""
    drawn = sorted((run for run in runs if run.cpu is not None), key=lambda run: run.cpu or 0)
    return drawn[(len(drawn) - 1) // 2] if drawn else runs[0]


def _cpu(browser: Browser) -> float:
    """CPU seconds of all processes of the browser so far."""
    processes = browser.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    return float(sum(process["cpuTime"] for process in processes))


def _rate(page: Page, act: Callable[[Page, int], None]) -> float:
    """Frames a second while the mouse acts."""
    page.mouse.move(560, 420)
    page.evaluate("""() => { const counting = window.frames_ !== undefined; window.frames_ = 0;
        const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
        if (!counting) requestAnimationFrame(count); }""")
    begun, step = time.monotonic(), 0
    while time.monotonic() - begun < SECONDS:
        act(page, step)
        step += 1
    return float(page.evaluate("window.frames_")) / (time.monotonic() - begun)


def _drag(page: Page, step: int) -> None:
    if step == 0:
        page.mouse.move(330, 720)
        page.mouse.down()
    page.mouse.move(330 + (step * 7) % 200, 720 - (step * 5) % 150)


def _wheel(page: Page, step: int) -> None:
    if step == 0:
        page.mouse.up()
    page.mouse.wheel(0, -60 if step % 40 < 20 else 60)


def _search(page: Page) -> float:
    """Milliseconds of the slowest of some searches: from the letter typed to the list shown."""
    took = []
    for text in ("海城", "hc", "anshan", "有限公司", "zzzz"):
        page.fill("#search", text)
        took.append(float(page.locator("#search").get_attribute("data-took") or "nan"))
    return max(took)


def _memory(page: Page) -> float:
    return float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6


def table(rows: list[Figures]) -> str:
    def cell(value: float | None, digits: int) -> str:
        return "none" if value is None else f"{value:.{digits}f}"

    titles = ("page", "nodes", "MB", "CPU s to first frame", "s to first frame", "frames/s panning",
              "frames/s zooming", "heap MB", "ms to answer a search")
    lines = [f"| {' | '.join(titles)} |", f"|{'---|' * len(titles)}"]
    lines += [
        f"| {row.page.rstrip('0123456789-')} | {row.nodes:,} | {row.megabytes:.2f} | {cell(row.cpu, 1)} | "
        f"{cell(row.clock, 1)} | {cell(row.pan, 0)} | {cell(row.zoom, 0)} | {cell(row.memory, 0)} | "
        f"{cell(row.search, 0) if row.search is not None else ''} |" for row in rows
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[200, 1000, 5000, 20000, 50000])
    parser.add_argument("--chromium", default=shutil.which("chromium") or "chromium")
    parser.add_argument("--patience", type=float, default=120, help="seconds until a page is given up (120)")
    parser.add_argument("--runs", type=int, default=3, help="times each page is measured, pyvis once (3)")
    parser.add_argument("--pages", default="explorer,explorer-all,pyvis,sigma", help="which pages, by commas")
    parser.add_argument("--markdown", type=Path, help="file for the table")
    args = parser.parse_args()
    wanted = args.pages.split(",")
    scripts = sigma_scripts() if "sigma" in wanted else ""
    rows: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder:
        for nodes in args.sizes:
            graph = made_graph(nodes)
            for name in wanted:
                if name == "sigma" and not scripts:
                    continue
                kind = name.split("-")[0]
                path = Path(folder) / f"{name}-{nodes}.html"
                makers: dict[str, Callable[[KnowledgeGraph], bytes]] = {
                    "explorer": explorer_page, "pyvis": pyvis_page, "sigma": lambda one: sigma_page(one, scripts)}
                path.write_bytes(makers[kind](graph))
                lost = any(row.cpu is None for row in rows if row.page.rstrip("0123456789-") == name)
                rows.append(Figures(path.stem, nodes, path.stat().st_size / 1e6) if lost
                            else middle([measured(args.chromium, path, kind, nodes, args.patience)
                                         for _ in range(1 if kind == "pyvis" else args.runs)]))
                print(rows[-1], flush=True)
    print(table(rows))
    if args.markdown:
        args.markdown.write_text(table(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
