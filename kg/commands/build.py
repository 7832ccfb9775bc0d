"""``kg build``: documents in, the files of the graph out.

``kg build 海城.txt -o outputs/haicheng`` writes graph, evidence, page, report and build.json.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.arguments import pairs
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.commands.arguments import Commands
    from kg.datamodel import Document


def add(commands: Commands) -> None:
    build = commands.add_parser(
        "build", help="read documents and write graph, evidence, page and report",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  kg build my-documents/ -o outputs/mine\n  kg build 'reports/*.pdf' news.csv -o outputs/mix"
               "\n  cat page.txt | kg build - -o outputs/page\n  kg build --sample -o outputs/demo",
    )
    build.add_argument("documents", nargs="*", metavar="DOCUMENT",
                       help="file, folder or glob (.txt .md .html .pdf .docx .csv .jsonl), or - for stdin")
    build.add_argument("--sample", action="store_true", help="build the bundled sample documents")
    build.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="folder for the outputs")
    build.add_argument("--column", action="append", default=[], metavar="FIELD=NAME",
                       help="column of a .csv or .jsonl that holds id, title, published, region or text")
    build.add_argument("--region", default="", metavar="NAME", help="region of the documents, where they do not say")
    build.add_argument("--evidence", default="claims", metavar="PROFILE",
                       help="how the evidence is written: claims (reified statements, evidence.ttl), none, graphs (a "
                            "named graph a document), rdf12 (triple terms), n10s (for Neo4j with neosemantics)")
    build.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (1)")
    build.add_argument("--quiet", action="store_true", help="no progress and no summary")
    build.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from importlib.metadata import version

    from kg import export, pipeline
    from kg.graph.profiles import FILES, PROFILES
    from kg.graph.validation import conforms, validate
    from kg.reading.documents import ReadingOptions
    from kg.resources.location import SAMPLE

    if args.evidence not in PROFILES:
        raise KgError(f"no evidence profile {args.evidence!r}; known: {', '.join(PROFILES)}")
    if bool(args.documents) == args.sample:
        raise KgError("name documents to build, or take the bundled ones with --sample")
    sources = [str(SAMPLE)] if args.sample else args.documents
    columns = pairs(args.column, "--column")
    options = ReadingOptions(columns=columns, region=args.region)
    with _progress(not args.quiet) as progress:
        built = pipeline.run(sources, options=options, jobs=args.jobs, progress=progress)
    for problem in built.problems:
        print(f"kg: {problem}", file=sys.stderr)
    if not built.graph.documents:
        raise KgError("no document could be read, nothing was written")
    findings = validate(built.graph.to_rdf())
    description = {"software": f"regional-kg {version('regional-kg')}", "columns": columns, "region": args.region}
    files = export.outputs(built.graph, built.problems, findings, description, args.evidence)
    export.write_files(args.output, files, stale=FILES.values())
    if not args.quiet:
        graph = built.graph
        print(
            f"{len(graph.documents)} documents, {len(graph.entities)} entities, {len(graph.statements)} statements, "
            f"{len(graph.observations)} figures; shapes: {'conform' if conforms(findings) else 'violated'}\n"
            f"wrote {args.output}: {' '.join(files)}",
            file=sys.stderr,
        )
    return 0 if conforms(findings) and not built.problems else 1


@contextmanager
def _progress(wanted: bool) -> Iterator[Callable[[Document], None] | None]:
    """A line that counts documents, on a terminal only."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} documents"), TimeElapsedColumn(),
               TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda document: bar.update(task, advance=1, description=document.title[:40])
