"""Serialise, load and ask at several sizes: as kg build, kg query and kg serve do it, against plain rdflib.

    python scripts/bench_rdf.py [--sizes 10000 100000 1000000] [--json FILE]

The graph is the sample with its evidence, repeated under other ids until it has so many triples.  Each side runs in a
process of its own, so that its memory is its own; figures of CPU time, ratios are what to read.  A step of rdflib that
takes more than --limit seconds is stopped, and its ratio is a lower bound (≥).  On disk, "load" is what the first
query makes once.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILES = ("graph.ttl", "evidence.ttl")
KINDS = "company|project|programme|park|organisation|document|component|observation|claim|evidence|match"
RENAMED = re.compile(rf"\b({KINDS}):(\w+)")
PREFIXES = "".join(f"PREFIX {name}: <{space}>\n" for name, space in {
    "kg": "https://w3id.org/regional-kg/ontology#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
}.items())
QUERIES = {
    "kinds": "SELECT ?kind (COUNT(?s) AS ?n) { ?s a ?kind } GROUP BY ?kind",
    "join": "SELECT ?c ?r { ?c a kg:Company ; kg:locatedIn ?r . ?r a kg:Region ; kg:develops ?i }",
    "path": 'SELECT ?c { ?c kg:locatedIn ?at . ?at kg:partOf* ?top . ?top rdfs:label "辽宁省" }',
    "contains": 'SELECT ?s { ?s rdfs:label ?name FILTER(CONTAINS(?name, "海城")) }',
    "group": "SELECT ?r (COUNT(DISTINCT ?i) AS ?n) { ?r kg:develops ?i } GROUP BY ?r ORDER BY DESC(?n)",
    "optional": "SELECT ?p ?s ?y { ?p a kg:Project OPTIONAL { ?p kg:stage ?s } OPTIONAL { ?p kg:totalInvestment ?y } }",
    "figures": "SELECT ?m (AVG(?v) AS ?a) { ?o kg:value ?v ; kg:measure ?m } GROUP BY ?m",
    "not exists": "SELECT ?c { ?c a kg:Company FILTER NOT EXISTS { ?c kg:locatedIn ?r } }",
    "evidence of one": """SELECT ?quote { region:210381 kg:hasClaim ?claim . ?claim rdf:predicate kg:develops ;
        kg:supportedBy/kg:quote ?quote }""".replace("region:210381", "<https://w3id.org/regional-kg/id/region/210381>"),
    "evidence": """SELECT ?s ?quote { ?claim rdf:predicate kg:locatedIn ; rdf:subject ?s ; rdf:object ?o ;
        kg:supportedBy ?e . ?e kg:quote ?quote ; kg:document ?d . ?s kg:locatedIn ?o ; a kg:Company }""",
}


def make(source: Path, size: int, folder: Path) -> None:
    """A built folder, graph.ttl and evidence.ttl, of about so many triples."""
    from pyoxigraph import RdfFormat, parse

    folder.mkdir()
    texts = {name: (source / name).read_text(encoding="utf-8") for name in FILES}
    one = sum(1 for text in texts.values() for _ in parse(text.encode(), format=RdfFormat.TURTLE))
    for name, text in texts.items():
        head, body = text[: text.index("\n\n")], text[text.index("\n\n") :]
        with (folder / name).open("w", encoding="utf-8") as file:
            file.write(head)
            for number in range(max(1, round(size / one))):
                file.write(RENAMED.sub(rf"\1:\2x{number}", body))


class TooLongError(Exception):
    """A step was stopped."""


def timed(step: Callable[[], object], limit: int) -> tuple[float, Any]:
    """CPU seconds and the result; the limit with None where the step took longer."""

    def stop(*_: object) -> None:
        raise TooLongError

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(limit)
    began = time.process_time()
    try:
        result = step()
    except TooLongError:
        return float(limit), None
    finally:
        signal.alarm(0)
    return time.process_time() - began, result


def asked(query: Callable[..., Any], limit: int) -> tuple[dict[str, float], dict[str, int | None]]:
    """Seconds and rows of each query."""
    seconds, rows = {}, {}
    for name, text in QUERIES.items():
        seconds[name], rows[name] = timed(lambda: len(list(query(PREFIXES + text))), limit)  # noqa: B023
    return seconds, rows


def memory(folder: Path, limit: int) -> dict[str, object]:
    """What kg query does with a small folder, and kg export with any."""
    from kg.query import open_store

    load, store = timed(lambda: open_store(folder), limit)
    seconds, rows = asked(store.query, limit)
    return {"triples": len(store), "seconds": {"load": load, **seconds}, "rows": rows, "megabytes": megabytes()}


def making(folder: Path, limit: int) -> dict[str, object]:
    """The store on disk, as the first query makes it."""
    from kg.query.cache import store_on_disk

    load, _ = timed(lambda: store_on_disk(folder, folder / ".store"), limit)
    return {"seconds": {"load": load}, "rows": {}, "megabytes": megabytes()}


def disk(folder: Path, limit: int) -> dict[str, object]:
    """What kg query and kg serve do with a large folder: the store on disk is there."""
    from kg.query.cache import open_quickly

    store = open_quickly(folder)
    seconds, rows = asked(store.query, limit)
    return {"seconds": seconds, "rows": rows, "megabytes": megabytes()}


def writing(folder: Path, limit: int) -> dict[str, object]:
    """What kg build does: the sorted Turtle of its facts; and what Oxigraph's own serialiser takes."""
    from pyoxigraph import RdfFormat, Store, parse

    from kg.graph.turtle import facts_of

    quads = [quad for name in FILES for quad in parse(path=str(folder / name), format=RdfFormat.TURTLE)]
    facts, store = facts_of(quads), Store()
    store.bulk_extend(quads)
    ours, text = timed(facts.turtle, limit)
    assert len(text) > 100 * len(facts)
    oxigraph, _ = timed(lambda: store.dump(
        str(folder / "out.ttl"), RdfFormat.TURTLE, from_graph=next(iter(store)).graph_name), limit)
    return {"seconds": {"serialise": ours, "by Oxigraph": oxigraph}, "rows": {}, "megabytes": 0}


def plain(folder: Path, limit: int) -> dict[str, object]:
    """rdflib by itself."""
    import rdflib

    graph = rdflib.Graph()
    load = sum(timed(lambda: graph.parse(folder / name, format="turtle"), limit)[0] for name in FILES)  # noqa: B023
    seconds, rows = asked(graph.query, limit)
    size = megabytes()
    write = timed(lambda: graph.serialize(format="turtle"), limit)[0]
    return {"triples": len(graph), "rows": rows, "megabytes": size,
            "seconds": {"load": load, "serialise": write, "by Oxigraph": write, **seconds}}


def megabytes() -> int:
    """The most memory that this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


SIDES = {"memory": memory, "making": making, "disk": disk, "writing": writing, "plain": plain}


def measure(side: str, folder: Path, limit: int) -> dict[str, Any]:
    """One side in a process of its own."""
    command = [sys.executable, __file__, "--side", side, "--folder", str(folder), "--limit", str(limit)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def compare(size: int, source: Path, folder: Path, limit: int) -> dict[str, Any]:
    make(source, size, folder)
    found = {side: measure(side, folder, limit) for side in SIDES}
    slow = found["plain"]
    for name, count in slow["rows"].items():
        for side in ("memory", "disk"):
            if count is not None and count != found[side]["rows"][name]:
                sys.exit(f"{name}: {count} rows by rdflib, {found[side]['rows'][name]} in {side}")
    print(f"\n{found['memory']['triples']:,} triples\n\n"
          "| step | in memory, s | on disk, s | rdflib, s | ratio in memory | ratio on disk |\n|" + "---|" * 6)
    in_memory = {**found["memory"]["seconds"], **found["writing"]["seconds"]}
    on_disk = {**found["making"]["seconds"], **found["disk"]["seconds"]}
    for name, other in slow["seconds"].items():
        row(name, in_memory[name], on_disk.get(name), other, "≥ " if other >= limit else "")
    kept = max(found[side]["megabytes"] for side in ("making", "disk"))
    print(f"| most memory, MB | {found['memory']['megabytes']} | {kept} (to ask {found['disk']['megabytes']}) | "
          f"{slow['megabytes']} | {slow['megabytes'] / found['memory']['megabytes']:.1f} | "
          f"{slow['megabytes'] / kept:.1f} (to ask {slow['megabytes'] / found['disk']['megabytes']:.1f}) |", flush=True)
    return found


def row(name: str, in_memory: float, on_disk: float | None, other: float, bound: str) -> None:
    def ratio(seconds: float | None) -> str:
        return "" if seconds is None else f"{bound}{other / max(seconds, 1e-5):,.1f}"

    print(f"| {name} | {in_memory:.4f} | {'' if on_disk is None else f'{on_disk:.4f}'} | {other:.3f} | "
          f"{ratio(in_memory)} | {ratio(on_disk)} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--limit", type=int, default=120, help="seconds for a step")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--side", choices=SIDES, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.side:
        print(json.dumps(SIDES[args.side](args.folder, args.limit)))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "kg", "build", "--sample", "-o", str(folder / "sample"), "--quiet"]
        subprocess.run(command, cwd=ROOT, check=True)
        results = {str(size): compare(size, folder / "sample", folder / str(size), args.limit) for size in args.sizes}
    if args.json:
        args.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
