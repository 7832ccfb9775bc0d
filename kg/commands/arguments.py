"""What several commands need of their arguments: NAME=VALUE pairs, the type of the parser of commands.

``--column text=正文`` is the pair text, 正文.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from kg.errors import KgError

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]


def pairs(arguments: Sequence[str], what: str) -> dict[str, str]:
    """NAME=VALUE arguments as a dictionary; KgError where one has another form."""
    found = dict(argument.partition("=")[::2] for argument in arguments)
    for argument in arguments:
        if "=" not in argument:
            raise KgError(f"{what} {argument!r} has not the form NAME=VALUE")
    return found
