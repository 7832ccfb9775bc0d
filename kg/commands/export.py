"""``kg export``: a built graph in another format.

``kg export outputs/mine --format gexf`` writes ``outputs/mine/export/gexf/graph.gexf``.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.commands.arguments import Commands


def add(commands: Commands) -> None:
    export = commands.add_parser(
        "export", help="write a built graph in another format",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="formats: ttl nt nq trig jsonld rdfxml (RDF), graphml gexf (Gephi, Cytoscape), neo4j cypher (graph\n"
               "databases), csv (a table a kind, for Excel), parquet (needs regional-kg[parquet])\n\n"
               "examples:\n  kg export outputs/mine --format gexf\n  kg export outputs/mine --format neo4j -o import/"
               "\n  kg export outputs/mine --evidence n10s",
    )
    export.add_argument("directory", type=Path, metavar="DIR", help="folder that kg build wrote")
    export.add_argument("--format", metavar="FORMAT", help="see below")
    export.add_argument("--evidence", metavar="PROFILE",
                        help="the RDF with its evidence as claims, none, graphs, rdf12 or n10s (see kg build --help)")
    export.add_argument("-o", "--output", type=Path, metavar="DIR",
                        help="folder for the files (DIR/export/FORMAT or PROFILE)")
    export.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg import folders
    from kg.export.formats import FORMATS
    from kg.export.rdf_formats import with_evidence
    from kg.graph.profiles import PROFILES
    from kg.query import open_store

    name, known = (args.evidence, PROFILES) if args.evidence else (args.format, tuple(FORMATS))
    if bool(args.evidence) == bool(args.format) or name not in known:
        what = "--evidence" if args.evidence else "--format"
        raise KgError(f"{what} {name!r}: name one --format or one --evidence; known: {', '.join(known)}")
    folders.settle(args.directory)
    store = open_store(args.directory)
    written = with_evidence(args.directory, args.evidence) if args.evidence else FORMATS[name](args.directory, store)
    target = args.output or args.directory / "export" / name
    folders.write_files(target, written)
    print(f"wrote {target}: {' '.join(sorted(written))}", file=sys.stderr)
    return 0
