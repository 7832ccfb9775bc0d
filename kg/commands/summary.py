"""What the commands that write a folder say at their end.

“2 documents, 14 entities, …; shapes: conform”, and the exit code: 1 where something is to be looked at.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.terminal import say

if TYPE_CHECKING:
    from kg.revisions import Revision


def tell(directory: Path, revision: Revision, *, quiet: bool) -> int:
    """Print the documents left out and, unless quiet, what was written; returns the exit code."""
    from kg.graph.validation import conforms

    for problem in revision.problems:
        say(str(problem))
    well = conforms(revision.findings)
    if not quiet:
        told = revision.overview
        print(
            f"{len(told.documents)} documents, {len(told.entities)} entities, "
            f"{told.totals.predicates.total()} statements, {told.totals.observations} figures; "
            f"shapes: {'conform' if well else 'violated'}\n"
            f"wrote {directory}: {' '.join(revision.files)}",
            file=sys.stderr,
        )
    return 0 if well and not revision.problems else 1
