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
               "examples:\n  kg export outputs/mine --format gexf\n  kg export outputs/mine --format neo4j -o import/",
    )
    export.add_argument("directory", type=Path, metavar="DIR", help="folder that kg build wrote")
    export.add_argument("--format", required=True, metavar="FORMAT", help="see below")
    export.add_argument("-o", "--output", type=Path, metavar="DIR", help="folder for the files (DIR/export/FORMAT)")
    export.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg.export import write_files
    from kg.export.formats import FORMATS
    from kg.query import open_store

    if args.format not in FORMATS:
        raise KgError(f"no format {args.format!r}; known: {', '.join(FORMATS)}")
    written = FORMATS[args.format](args.directory, open_store(args.directory))
    target = args.output or args.directory / "export" / args.format
    write_files(target, written)
    print(f"wrote {target}: {' '.join(sorted(written))}", file=sys.stderr)
    return 0
