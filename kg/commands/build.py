"""``kg build``: documents in, the files of the graph out.

``kg build 海城.txt -o outputs/haicheng`` writes graph, evidence, page, report and build.json;
``kg build --update outputs/haicheng 锦州.txt`` adds a document to them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.arguments import add_limits, limits_of, pairs
from kg.commands.summary import tell
from kg.commands.terminal import printable, say
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.commands.arguments import Commands
    from kg.workers import Limits, Workers


def add(commands: Commands) -> None:
    build = commands.add_parser(
        "build", help="read documents and write graph, evidence, page and report",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  kg build my-documents/ -o outputs/mine\n  kg build 'reports/*.pdf' news.csv -o outputs/mix"
               "\n  cat page.txt | kg build - -o outputs/page\n  kg build --sample -o outputs/demo"
               "\n  kg build --update outputs/mine new/*.txt\n  kg build -o outputs/mine --resume",
    )
    build.add_argument("documents", nargs="*", metavar="DOCUMENT",
                       help="file, folder or glob (.txt .md .html .pdf .docx .csv .jsonl), or - for stdin")
    build.add_argument("--sample", action="store_true", help="build the bundled sample documents")
    target = build.add_mutually_exclusive_group(required=True)
    target.add_argument("-o", "--output", metavar="DIR", help="folder for the outputs")
    target.add_argument("--update", type=Path, metavar="DIR", help="add the documents to those of a built folder; "
                        "without documents: write it again, by the decisions of now")
    build.add_argument("--replace", action="store_true",
                       help="with --update: in place of documents with the same names")
    build.add_argument("--resume", action="store_true",
                       help="go on with a build or update that was interrupted; it knows its documents")
    build.add_argument("--column", action="append", default=[], metavar="FIELD=NAME",
                       help="column of a .csv or .jsonl that holds id, title, published, region or text")
    build.add_argument("--region", default="", metavar="NAME", help="region of the documents, where they do not say")
    build.add_argument("--evidence", metavar="PROFILE",
                       help="how the evidence is written: claims (reified statements in evidence.ttl, the default), "
                            "none, graphs (a named graph a document), rdf12 (triple terms), n10s (for Neo4j with "
                            "neosemantics)")
    build.add_argument("--no-pages", dest="pages", action="store_false",
                       help="without graph.html and explorer.html; of over 3 million characters they are never written")
    build.add_argument("--without-tagger", dest="tagger", action="store_const", const=False,
                       help="take the names of the rules alone: nearly twice as fast, more is missed")
    build.add_argument("--decisions", type=Path, metavar="FILE",
                       help="table of decisions on names (kg resolve review), in place of DIR/decisions.tsv")
    build.add_argument("--engine", choices=("local", "spark"), default="local",
                       help="processes of this machine, or Apache Spark: documents and DIR are paths of Hadoop then, "
                            "DIR gets tables, N-Quads and the report (docs/scale.md)")
    build.add_argument("--master", default="", metavar="URL",
                       help="with --engine spark: the cluster, such as spark://host:7077 or yarn")
    add_limits(build)
    build.add_argument("--quiet", action="store_true", help="no progress and no summary")
    build.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg.graph.profiles import PROFILES

    if args.evidence and args.evidence not in PROFILES:
        raise KgError(f"no evidence profile {args.evidence!r}; known: {', '.join(PROFILES)}")
    if bool(args.documents) + args.sample > 1 or not (args.documents or args.sample or args.resume or args.update):
        raise KgError("name documents to build, or take the bundled ones with --sample")
    if args.replace and not args.update:
        raise KgError("--replace is for --update: a build replaces all")
    if args.engine == "spark":
        return _on_spark(args)
    reads = bool(args.documents or args.sample or args.resume)
    with _readers(limits_of(args)) if reads else nullcontext() as workers:
        return _revise(args, workers)


def _readers(limits: Limits) -> AbstractContextManager[Workers | None]:
    """The process that reads, begun before anything is opened: a copy of this one, where that is safe.

    Several are copies of one that loads its modules while this one does, and that what follows reading needs again.
    """
    from kg.processes import COPIES, load_ahead
    from kg.workers import Workers

    if limits.workers == 1 and COPIES:
        return Workers(limits, copies=True)
    load_ahead()
    return nullcontext()


def _revise(args: argparse.Namespace, workers: Workers | None) -> int:
    from kg import revisions
    from kg.resources.location import SAMPLE

    directory = args.update or Path(args.output)
    order = revisions.Order(
        sources=[str(SAMPLE)] if args.sample else args.documents, columns=pairs(args.column, "--column"),
        region=args.region, evidence=args.evidence, replace=args.replace, resume=args.resume,
        decisions=str(args.decisions or ""), pages=args.pages, tagger=args.tagger,
    )
    revise = revisions.update if args.update else revisions.build
    with _progress(not args.quiet) as progress:
        watcher = revisions.Watcher(read=progress, note=say)
        revision = revise(directory, order, limits_of(args), watcher, workers)
    return tell(directory, revision, quiet=args.quiet)


def _on_spark(args: argparse.Namespace) -> int:
    """Documents and outputs are wherever the cluster reads and writes."""
    from kg.reading.options import ReadingOptions
    from kg.resources.decisions import read_decisions
    from kg.revisions import Revision
    from kg.scaling.spark import Job, build, resume, session

    if args.update or args.evidence or args.sample:
        raise KgError("--engine spark builds documents anew: without --update, --evidence and --sample")
    if args.resume and (args.documents or args.column or args.region or args.decisions or args.tagger is False):
        raise KgError("--resume on Spark goes on with the job as it was begun: without documents and how to read them")
    limits = replace(limits_of(args), workers=1)
    job = Job(
        sources=args.documents, output=args.output,
        decisions=read_decisions(args.decisions) if args.decisions else (),
        options=ReadingOptions(columns=pairs(args.column, "--column"), region=args.region,
                               tagger=args.tagger is not False),
        limits=limits,
    )
    with session(args.master) as cluster:
        done = resume(cluster, args.output, limits) if args.resume else build(cluster, job)
    revision = Revision(overview=done.overview, findings=done.findings, problems=done.problems, files=done.files)
    return tell(args.output, revision, quiet=args.quiet)


@contextmanager
def _progress(wanted: bool) -> Iterator[Callable[[str], None]]:
    """A line that counts documents, on a terminal only."""
    if not wanted or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:.0f} documents"), TimeElapsedColumn(),
               TextColumn("{task.description}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda source: bar.update(task, advance=1, description=printable(source[:40]))
