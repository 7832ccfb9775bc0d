"""``kg query``: a question to a built graph, in SPARQL or by name.

``kg query outputs/mine --named programme code=4+4+3+N`` tells what 4+4+3+N stands for.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.arguments import pairs
from kg.commands.terminal import printable
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.commands.arguments import Commands

FORMATS = ("table", "csv", "tsv", "json", "ttl")


def add(commands: Commands) -> None:
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
    query.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg import folders, query
    from kg.query.cache import open_quickly

    if args.list:
        for question in query.load_questions().values():
            print(f"{question.name}\t{question.title_zh} {question.title_en}")
            for parameter in question.parameters:
                print(f"\t{parameter.name}={parameter.default}\t{parameter.label_zh} {parameter.label_en}")
        return 0
    if args.directory is None:
        raise QueryError("name the folder that kg build wrote")
    folders.settle(args.directory)
    if args.named:
        name, *values = args.named
        result = query.ask(open_quickly(args.directory), name, pairs(values, "parameter"))
    elif args.sparql:
        result = query.run_query(open_quickly(args.directory), sys.stdin.read() if args.sparql == "-" else args.sparql)
    else:
        raise QueryError("give one query in quotes, - for stdin, or a question with --named (kg query --list)")
    text = query.FORMATS[args.format](result)
    sys.stdout.write(printable(text) if args.format == "table" else text)
    return 0
