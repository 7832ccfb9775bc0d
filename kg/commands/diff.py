"""``kg diff``: what came, went and changed between two built folders.

``kg diff outputs/january outputs/february`` tells “+ 锦州市 develops 新材料”; ``--format sparql`` gives the update that
brings a store from the first to the second.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.terminal import say, show

if TYPE_CHECKING:
    from kg.commands.arguments import Commands

FORMATS = ("text", "sparql", "rdfpatch")


def add(commands: Commands) -> None:
    diff = commands.add_parser(
        "diff", help="tell what came, went and changed between two built graphs",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="formats: text; sparql (an update) and rdfpatch (N-Quads with A and D before them) bring a store with\n"
               "the first graph to the second, evidence in its named graph as in kg export --format nq.\n\n"
               "examples:\n  kg diff outputs/january outputs/february"
               "\n  kg diff outputs/old outputs/new --format sparql > update.ru"
               "\n\nThe exit code is 1 where the graphs differ, 0 where they are the same.",
    )
    diff.add_argument("left", type=Path, metavar="DIR1", help="folder that kg build wrote")
    diff.add_argument("right", type=Path, metavar="DIR2", help="another one")
    diff.add_argument("--format", choices=FORMATS, default="text")
    diff.add_argument("--graph-only", action="store_true", help="a patch for a store that holds graph.ttl alone")
    diff.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg import folders

    for directory in (args.left, args.right):
        folders.settle(directory)
    return _text(args) if args.format == "text" else _patch(args)


def _text(args: argparse.Namespace) -> int:
    from kg.query.comparison import KINDS, compare, tell

    changes = compare(args.left, args.right)
    for line in tell(changes):
        show(f"{line}\n")
    counts = Counter((change.kind, change.sign) for change in changes)
    told = (f"{kind} {sign}{counts[kind, sign]}" for kind in KINDS for sign in ("+", "-", "~") if counts[kind, sign])
    say(", ".join(told) or "no difference")
    return int(bool(changes))


def _patch(args: argparse.Namespace) -> int:
    from kg.export.patches import PATCHES, patch

    changes = patch(args.left, args.right, graph_only=args.graph_only)
    sys.stdout.writelines(PATCHES[args.format](changes))
    return int(bool(changes.gone or changes.come))
