"""What several commands need of their arguments: NAME=VALUE pairs, limits, the type of the parser of commands.

``--column text=正文`` is the pair text, 正文.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import KgError

if TYPE_CHECKING:
    from kg.workers import Limits

    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]

_LEAST_MEMORY = 512


def pairs(arguments: Sequence[str], what: str) -> dict[str, str]:
    """NAME=VALUE arguments as a dictionary; KgError where one has another form."""
    found = dict(argument.partition("=")[::2] for argument in arguments)
    for argument in arguments:
        if "=" not in argument:
            raise KgError(f"{what} {argument!r} has not the form NAME=VALUE")
    return found


def add_limits(parser: argparse.ArgumentParser) -> None:
    """The options of commands that read documents."""
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="processes that read (1)")
    parser.add_argument("--timeout", type=float, default=120, metavar="SECONDS",
                        help="for a document (120, and one more for each 30 kB)")
    parser.add_argument("--memory", type=int, default=2048, metavar="MIB", help="for a process that reads (2048)")


def limits_of(args: argparse.Namespace) -> Limits:
    """Raises KgError for limits under which nothing can be read."""
    from kg.workers import Limits

    if args.jobs < 1 or args.timeout <= 0 or args.memory < _LEAST_MEMORY:
        raise KgError(f"--jobs is from 1, --timeout above 0, --memory from {_LEAST_MEMORY}")
    return Limits(seconds=args.timeout, memory=args.memory << 20, workers=args.jobs)
