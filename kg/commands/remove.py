"""``kg remove``: documents go from a built folder, and all that they alone said.

``kg remove outputs/mine 锦州.txt`` gives the folder that a build without 锦州.txt would have given.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.arguments import add_limits, limits_of
from kg.commands.summary import tell

if TYPE_CHECKING:
    from kg.commands.arguments import Commands


def add(commands: Commands) -> None:
    remove = commands.add_parser(
        "remove", help="take documents away from a built graph",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  kg remove outputs/mine page.txt\n  kg remove outputs/mine news.csv#17 report.pdf"
               "\n\nThe name of a table stands for all of its rows. build.json lists the documents with their ids.",
    )
    remove.add_argument("directory", type=Path, metavar="DIR", help="folder that kg build wrote")
    remove.add_argument("documents", nargs="+", metavar="DOCUMENT", help="its file name, its id or its IRI")
    remove.add_argument("--quiet", action="store_true", help="no summary")
    add_limits(remove)
    remove.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg import revisions

    return tell(args.directory, revisions.remove(args.directory, args.documents, limits_of(args)), quiet=args.quiet)
