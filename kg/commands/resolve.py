"""``kg resolve``: people judge the names in doubt, and ask why two are one thing or not.

``kg resolve review outputs/mine`` asks for each pair, ``kg resolve explain outputs/mine 三鱼泵业 海城三鱼`` tells.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.terminal import say, show

if TYPE_CHECKING:
    from kg.commands.arguments import Commands
    from kg.datamodel import Decision
    from kg.review import Doubt, Reading


def add(commands: Commands) -> None:
    resolve = commands.add_parser("resolve", help="judge names in doubt; tell why two names are one thing or not")
    parts = resolve.add_subparsers(dest="part", metavar="PART", required=True)
    review = parts.add_parser(
        "review", help="judge the pairs of names in doubt, the most valuable first",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Shows each pair that the program left in doubt with its sentences, and takes what you answer:\n"
                    "a same, r different, s skip, u undo, q end; words behind the letter say why. Each answer is kept\n"
                    "at once in the table of decisions, which the next build or update of the folder follows.",
        epilog="examples:\n  kg resolve review outputs/mine\n  kg resolve review outputs/mine -o review.html"
               "\n  kg resolve review outputs/mine --list --type Company | less"
               "\n  kg build --update outputs/mine                     # follow the decisions",
    )
    review.add_argument("directory", type=Path, metavar="DIR", help="folder that kg build wrote")
    review.add_argument("-o", "--output", type=Path, metavar="HTML", help="write a page to judge them in a browser")
    review.add_argument("--list", action="store_true", help="print the pairs and ask nothing")
    review.add_argument("--decisions", type=Path, metavar="FILE", help="table to go on with (DIR/decisions.tsv)")
    review.add_argument("--type", action="append", metavar="TYPE", help="Company, Project, … alone")
    review.add_argument("--limit", type=int, default=0, metavar="N", help="the first N pairs (all)")
    review.add_argument("--who", default="", metavar="NAME", help="who decides (the name of the account)")
    review.set_defaults(run=run_review)
    explain = parts.add_parser(
        "explain", help="tell what joined two names or kept them apart",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  kg resolve explain outputs/mine 三鱼泵业 海城三鱼"
               "\n  kg resolve explain outputs/mine '高新区 (210300)' '高新区 (210900)'",
    )
    explain.add_argument("directory", type=Path, metavar="DIR", help="folder that kg build wrote")
    explain.add_argument("left", metavar="A", help="a name, an id or an IRI")
    explain.add_argument("right", metavar="B", help="another one")
    explain.set_defaults(run=run_explain)


def run_explain(args: argparse.Namespace) -> int:
    from kg.review import explain
    from kg.revisions import decisions_of

    show(explain(_reading(args.directory, decisions_of(args.directory)), args.left, args.right))
    return 0


def run_review(args: argparse.Namespace) -> int:
    from kg import folders
    from kg.datamodel import ENTITY_TYPES
    from kg.errors import KgError
    from kg.review import doubts, review_page
    from kg.revisions import DECISIONS

    if unknown := set(args.type or ()) - set(ENTITY_TYPES):
        raise KgError(f"no type {min(unknown)!r}; known: {', '.join(ENTITY_TYPES)}")
    table = args.decisions or args.directory / DECISIONS
    known = _known(table)
    found = doubts(_reading(args.directory, known), args.type or ENTITY_TYPES)
    found = found[: args.limit] if args.limit > 0 else found
    if args.output:
        page = review_page(found, known, _who(args))
        folders.write_files(args.output.parent, {args.output.name: page})
        say(f"wrote {args.output}: {len(found)} pairs; save its table as {table}")
    elif args.list:
        for number, doubt in enumerate(found, 1):
            show(f"{number}. {_told(doubt)}\n")
        say(f"{len(found)} pairs in doubt")
    else:
        _ask(args, table, list(known), found)
    return 0


def _reading(directory: Path, decisions: tuple[Decision, ...]) -> Reading:
    from kg.review import Reading
    from kg.revisions import opened

    with opened(directory) as extractions:
        return Reading(extractions, decisions)


def _known(table: Path) -> tuple[Decision, ...]:
    from kg.resources.decisions import read_decisions

    return read_decisions(table) if table.exists() else ()


def _who(args: argparse.Namespace) -> str:
    import getpass

    try:
        return str(args.who or getpass.getuser())
    except (KeyError, OSError):
        return ""


def _told(doubt: Doubt) -> str:
    lines = [f"{doubt.type}: {doubt.left.label} | {doubt.right.label}",
             f"   {'; '.join(doubt.reasons)} ({doubt.score:.2f}); facts {doubt.left.facts} and {doubt.right.facts}"]
    for side in (doubt.left, doubt.right):
        lines.append(f"   {side.label}" + (f" → {side.entity}" if side.entity != side.label else "")
                     + f", in {side.documents} documents")
        lines += [f"      {context.document} {context.published}: {context.before}[{context.name}]{context.after}"
                  for context in side.contexts]
    return "\n".join(lines) + "\n"


def _ask(args: argparse.Namespace, table: Path, known: list[Decision], found: list[Doubt]) -> None:
    """Each pair in turn; what is answered is in the table before the next one is shown."""
    from kg.review.answers import answered

    def ask(number: int, doubt: Doubt) -> str:
        show(f"{number}/{len(found)} {_told(doubt)}")
        sys.stdout.write("a same, r different, s skip, u undo, q end: ")
        sys.stdout.flush()
        return sys.stdin.readline()

    made = answered(found, ask, known, (table, _who(args)))
    say(f"{made} decisions made, {len(known)} in {table}; kg build --update {args.directory}"
        + (f" --decisions {table}" if args.decisions else "") + " follows them")
