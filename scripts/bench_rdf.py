"""Serialise, load and ask at several sizes: Oxigraph in memory and on disk, as we use it, against plain rdflib.

    python scripts/bench_rdf.py [--sizes 10000 100000 1000000] [--json FILE]

The graph is the sample with its evidence, repeated under other ids until it has so many triples.  Each side runs in a
process of its own, so that its memory is its own; figures of CPU time, ratios are what to read.  A step of rdflib that
takes more than --limit seconds is stopped, and its ratio is a lower bound (≥).
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
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


def make(source: Path, size: int, target: Path) -> int:
    """The Turtle of so many triples; returns the number."""
    from pyoxigraph import RdfFormat, parse

    texts = [(source / name).read_text(encoding="utf-8") for name in ("graph.ttl", "evidence.ttl")]
    head = texts[0][: texts[0].index("\n\n")]
    body = "".join(text[text.index("\n\n") :] for text in texts)
    one = sum(1 for _ in parse((head + body).encode(), format=RdfFormat.TURTLE))
    with target.open("w", encoding="utf-8") as file:
        file.write(head)
        for number in range(max(1, round(size / one))):
            file.write(RENAMED.sub(rf"\1:\2x{number}", body))
    return one


class TooLongError(Exception):
    """A step was stopped."""


def timed(step: Callable[[], object], limit: int) -> tuple[float, object]:
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


def ours(path: Path, limit: int) -> dict[str, object]:
    import io

    from pyoxigraph import RdfFormat, Store

    store = Store()
    seconds = {"load": timed(lambda: store.bulk_load(path=str(path), format=RdfFormat.TURTLE), limit)[0]}
    seconds["serialise"] = timed(lambda: store.dump(
        io.BytesIO(), RdfFormat.TURTLE, from_graph=next(iter(store)).graph_name), limit)[0]
    counts = {}
    for name, query in QUERIES.items():
        seconds[name], counts[name] = timed(lambda: len(list(store.query(PREFIXES + query))), limit)  # noqa: B023
    return {"triples": len(store), "seconds": seconds, "counts": counts}


def disk(path: Path, limit: int) -> dict[str, object]:
    """The store on disk that kg query and kg serve open; it is made by another process, as on the first query."""
    from pyoxigraph import Store

    store = Store.read_only(str(path.with_suffix(".store")))
    seconds, counts = {}, {}
    for name, query in QUERIES.items():
        seconds[name], counts[name] = timed(lambda: len(list(store.query(PREFIXES + query))), limit)  # noqa: B023
    return {"seconds": seconds, "counts": counts}


def make_store(path: Path) -> float:
    """Seconds that it takes to load the file into a store on disk."""
    script = ("import sys; from pyoxigraph import RdfFormat, Store; s = Store(sys.argv[2]); "
              "s.bulk_load(path=sys.argv[1], format=RdfFormat.TURTLE); s.optimize(); s.flush()")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", script, str(path), str(path.with_suffix(".store"))], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def plain(path: Path, limit: int) -> dict[str, object]:
    import rdflib

    graph = rdflib.Graph()
    seconds = {"load": timed(lambda: graph.parse(path, format="turtle"), limit)[0]}
    seconds["serialise"] = timed(lambda: graph.serialize(format="turtle"), limit)[0]
    counts = {}
    for name, query in QUERIES.items():
        seconds[name], counts[name] = timed(lambda: len(list(graph.query(PREFIXES + query))), limit)  # noqa: B023
    return {"triples": len(graph), "seconds": seconds, "counts": counts}


def measure(side: str, path: Path, limit: int) -> dict[str, object]:
    """One side in a process of its own."""
    command = [sys.executable, __file__, "--side", side, "--file", str(path), "--limit", str(limit)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def compare(size: int, folder: Path, limit: int) -> dict[str, object]:
    path = folder / f"{size}.ttl"
    make(folder / "sample", size, path)
    made = make_store(path)
    fast, kept, slow = (measure(side, path, limit) for side in ("ours", "disk", "plain"))
    for name, count in slow["counts"].items():  # type: ignore[attr-defined]
        if count is not None and count != fast["counts"][name]:  # type: ignore[index]
            sys.exit(f"{name}: {count} rows by rdflib, {fast['counts'][name]} by Oxigraph")  # type: ignore[index]
    print(f"\n{fast['triples']} triples; store on disk made in {made:.1f} s\n"
          f"{'step':<18}{'memory s':>10}{'disk s':>10}{'rdflib s':>10}{'ratio':>10}{'ratio disk':>12}")
    for name, other in slow["seconds"].items():  # type: ignore[attr-defined]
        seconds = [side["seconds"].get(name, made) for side in (fast, kept)]  # type: ignore[attr-defined]
        ratios = [("≥" if other >= limit else "") + f"{other / max(second, 1e-5):.0f}" for second in seconds]
        shown = f"{seconds[1]:>10.4f}" if name != "serialise" else " " * 10
        print(f"{name:<18}{seconds[0]:>10.4f}{shown}{other:>10.3f}{ratios[0]:>10}"
              f"{ratios[1] if name != 'serialise' else '':>12}")
    sizes = [side["megabytes"] for side in (fast, kept, slow)]
    print(f"{'megabytes':<18}{sizes[0]:>10}{sizes[1]:>10}{sizes[2]:>10}"
          f"{sizes[2] / sizes[0]:>10.1f}{sizes[2] / sizes[1]:>12.1f}", flush=True)  # type: ignore[operator]
    return {"memory": fast, "disk": kept, "rdflib": slow}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--limit", type=int, default=120, help="seconds for a step")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--side", choices=("ours", "disk", "plain"), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.side:
        found = {"ours": ours, "disk": disk, "plain": plain}[args.side](args.file, args.limit)
        found["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(json.dumps(found))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = [sys.executable, "-m", "kg", "build", "--sample", "-o", str(folder / "sample"), "--quiet"]
        subprocess.run(command, cwd=ROOT, check=True)
        results = {str(size): compare(size, folder, args.limit) for size in args.sizes}
    if args.json:
        args.json.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
