"""``kg explain``: why something is in a graph, and why its names are one.

``kg explain outputs/mine 三鱼泵业``
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.terminal import show

if TYPE_CHECKING:
    from kg.commands.arguments import Commands

_SENTENCES = 3


def add(commands: Commands) -> None:
    explain = commands.add_parser(
        "explain", help="tell why something is in a built graph: names, rules, sentences",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  kg explain outputs/mine 三鱼泵业\n  kg explain outputs/mine region:210381 --all"
               "\n\nBefore each sentence stand the rule that read it and how often that rule is right on the gold.",
    )
    explain.add_argument("directory", type=Path, metavar="DIR", help="folder that kg build wrote")
    explain.add_argument("name", metavar="NAME", help="a name of it, or its IRI, in full or with prefix")
    explain.add_argument("--all", action="store_true", help=f"all sentences, not the first {_SENTENCES}")
    explain.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg import folders
    from kg.query import open_store
    from kg.query.explanation import explain, tell

    folders.settle(args.directory)
    found = explain(open_store(args.directory), args.name)
    show("\n".join(tell(explanation, 0 if args.all else _SENTENCES) for explanation in found))
    return 0
