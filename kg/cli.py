"""The command line: its commands, messages and exit codes; no logic.

stdout is data, stderr is progress and a summary.  Exit 0 done, 1 done with findings (a document that could not
be read, a violation of the shapes), 2 wrong input.  ``kg build 海城.txt -o outputs/haicheng``
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from kg.commands import annotate, build, diff, evaluate, explain, export, query, remove, resolve, serve, validate
from kg.commands.terminal import say, tolerate
from kg.errors import KgError
from kg.garbage import collect_seldom

COMMANDS = (build, remove, diff, resolve, query, explain, annotate, validate, export, serve, evaluate)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="kg", description="Turn documents of regional development into a knowledge graph with evidence."
    )
    top.add_argument("--version", action="store_true", help="print the version and exit")
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        command.add(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    tolerate()
    collect_seldom()
    top = parser()
    args = top.parse_args(arguments)
    try:
        if args.version:
            from importlib.metadata import version

            print(version("regional-kg"))
            return 0
        if args.command:
            return int(args.run(args))
    except KgError as error:
        say(str(error))
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        say("interrupted, nothing was written; kg build --resume goes on with what was read")
        return 130
    top.print_help(sys.stderr)
    return 2
