"""Many clients at once on kg serve: requests a second, p50 and p99, what went wrong.

    python scripts/bench_serve.py [--clients 200] [--seconds 60] [--workers 2] [DIR]

Without DIR the sample is built.  Each client sends the next request when the last is answered: eight queries and two
pages in turn, on one connection.  --heavy 0.01 makes a hundredth of them a cross product that is stopped at its limit.
"""

from __future__ import annotations

import argparse
import http.client
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
QUERIES = (
    "SELECT ?name { ?c a kg:Company ; rdfs:label ?name } LIMIT 20",
    "SELECT ?kind (COUNT(?s) AS ?n) { ?s a ?kind } GROUP BY ?kind",
    'SELECT ?c { ?c kg:locatedIn/kg:partOf* ?top . ?top rdfs:label "辽宁省" }',
    "SELECT ?q { region:210381 kg:hasClaim/kg:supportedBy/kg:quote ?q }",
    "CONSTRUCT { ?r kg:develops ?i } { ?r kg:develops ?i }",
    "ASK { ?p kg:stage kg:signed }",
    "SELECT ?i ?v { ?o kg:indicator/rdfs:label ?i ; kg:value ?v } ORDER BY DESC(?v) LIMIT 20",
    "DESCRIBE region:210381",
)
PAGES = ("/id/region/210381", "/questions/stages")
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


class Tally:
    """What the clients saw, in milliseconds and by status."""

    def __init__(self) -> None:
        self.times: list[float] = []
        self.statuses: Counter[str] = Counter()


def client(port: int, until: float, seed: int, heavy: float, tally: Tally) -> None:
    chance = random.Random(seed)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    paths = [*("/sparql?" + urlencode({"query": query}) for query in QUERIES), *PAGES]
    while time.monotonic() < until:
        is_heavy = chance.random() < heavy
        path = "/sparql?" + urlencode({"query": HEAVY}) if is_heavy else chance.choice(paths)
        began = time.monotonic()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except OSError as error:
            tally.statuses[type(error).__name__] += 1
            connection.close()
            continue
        if is_heavy:
            tally.statuses[f"heavy {answer.status}"] += 1
        else:
            tally.times.append(1000 * (time.monotonic() - began))
            tally.statuses[str(answer.status)] += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directory", nargs="?", type=Path, metavar="DIR")
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--heavy", type=float, default=0.0, help="share of queries that never end (0)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        directory = args.directory or Path(name)
        if not args.directory:
            command = [sys.executable, "-m", "kg", "build", "--sample", "-o", name, "--quiet"]
            subprocess.run(command, cwd=ROOT, check=True)
        server = subprocess.Popen(
            [sys.executable, "-m", "kg", "serve", str(directory), "--port", "0", "--workers", str(args.workers),
             "--timeout", "5"], cwd=ROOT, stderr=subprocess.PIPE, text=True,
        )
        try:
            line = server.stderr.readline() if server.stderr else ""
            port = int(re.findall(r":(\d+)/", line)[0])
            tally = run(port, args)
        finally:
            server.terminate()
            server.wait(30)
    ordered = sorted(tally.times)
    print(f"{args.clients} clients, {args.seconds:g} s, {args.workers} workers: {len(ordered) / args.seconds:.0f} "
          f"requests/s, p50 {ordered[len(ordered) // 2]:.0f} ms, p99 {ordered[len(ordered) * 99 // 100]:.0f} ms, "
          f"most {ordered[-1]:.0f} ms; {dict(sorted(tally.statuses.items()))}")
    return 0 if set(tally.statuses) <= {"200", "heavy 503"} else 1


def run(port: int, args: argparse.Namespace) -> Tally:
    tally, until = Tally(), time.monotonic() + args.seconds
    threads = [
        threading.Thread(target=client, args=(port, until, seed, args.heavy, tally)) for seed in range(args.clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


if __name__ == "__main__":
    sys.exit(main())
