"""The command line: arguments, messages and exit codes; no logic.

stdout is data, stderr is progress and a summary.  Exit 0 done, 1 done with findings (a document that could not
be read, a violation of the shapes), 2 wrong input.  ``kg build 海城.txt -o outputs/haicheng``
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, QueryError

if TYPE_CHECKING:
    from kg.datamodel import Document

FORMATS = ("table", "csv", "tsv", "json", "ttl")


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="kg", description="Turn documents of regional development into a knowledge graph with evidence."
    )
    top.add_argument("--version", action="store_true", help="print the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    _add_build(commands)
    _add_query(commands)
    return top


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
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
    build.add_argument("--jobs", type=int, default=1, metavar="N", help="processes (1)")
    build.add_argument("--quiet", action="store_true", help="no progress and no summary")


def _add_query(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    query = commands.add_parser(
        "query", help="ask a built graph in SPARQL",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog='examples:\n  kg query outputs/mine "SELECT ?name { ?p a kg:Programme ; rdfs:label ?name }"'
               "\n  kg query outputs/mine --named programme code=4+4+3+N\n  kg query --list",
    )
    query.add_argument("directory", nargs="?", type=Path, metavar="DIR", help="folder that kg build wrote")
    query.add_argument("sparql", nargs="?", metavar="SPARQL", help="the query, or - for stdin")
    query.add_argument("--named", nargs="+", metavar=("NAME", "PARAMETER=VALUE"), help="a named question instead")
    query.add_argument("--list", action="store_true", help="list the named questions")
    query.add_argument("--format", choices=FORMATS, default="table")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    top = parser()
    args = top.parse_args(arguments)
    try:
        if args.version:
            from importlib.metadata import version

            print(version("regional-kg"))
            return 0
        if args.command == "build":
            return _build(args)
        if args.command == "query":
            return _query(args)
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("kg: interrupted, nothing was written", file=sys.stderr)
        return 130
    top.print_help(sys.stderr)
    return 2


def _build(args: argparse.Namespace) -> int:
    from importlib.metadata import version

    from kg import export, pipeline
    from kg.graph.validation import conforms, validate
    from kg.reading.documents import ReadingOptions
    from kg.resources.location import SAMPLE

    if bool(args.documents) == args.sample:
        raise KgError("name documents to build, or take the bundled ones with --sample")
    sources = [str(SAMPLE)] if args.sample else args.documents
    columns = _pairs(args.column, "--column")
    options = ReadingOptions(columns=columns, region=args.region)
    with _progress(not args.quiet) as progress:
        built = pipeline.run(sources, options=options, jobs=args.jobs, progress=progress)
    for problem in built.problems:
        print(f"kg: {problem}", file=sys.stderr)
    if not built.graph.documents:
        raise KgError("no document could be read, nothing was written")
    findings = validate(built.graph.to_rdf())
    run = {"software": f"regional-kg {version('regional-kg')}", "columns": columns, "region": args.region}
    export.write_files(args.output, export.outputs(built.graph, built.problems, findings, run))
    if not args.quiet:
        graph = built.graph
        print(
            f"{len(graph.documents)} documents, {len(graph.entities)} entities, {len(graph.statements)} statements, "
            f"{len(graph.observations)} figures; shapes: {'conform' if conforms(findings) else 'violated'}\n"
            f"wrote {args.output}: graph.ttl evidence.ttl graph.html report.md build.json",
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


def _pairs(arguments: Sequence[str], what: str) -> dict[str, str]:
    """NAME=VALUE arguments as a dictionary."""
    pairs = dict(argument.partition("=")[::2] for argument in arguments)
    for argument in arguments:
        if "=" not in argument:
            raise KgError(f"{what} {argument!r} has not the form NAME=VALUE")
    return pairs


def _query(args: argparse.Namespace) -> int:
    from kg import query

    if args.list:
        for question in query.load_questions().values():
            print(f"{question.name}\t{question.title_zh} {question.title_en}")
            for parameter in question.parameters:
                print(f"\t{parameter.name}={parameter.default}\t{parameter.label_zh} {parameter.label_en}")
        return 0
    if args.directory is None:
        raise QueryError("name the folder that kg build wrote")
    if args.named:
        name, *values = args.named
        result = query.ask(args.directory, name, _pairs(values, "parameter"))
    elif args.sparql:
        result = query.run_query(args.directory, sys.stdin.read() if args.sparql == "-" else args.sparql)
    else:
        raise QueryError("give one query in quotes, - for stdin, or a question with --named (kg query --list)")
    sys.stdout.write(query.FORMATS[args.format](result))
    return 0
