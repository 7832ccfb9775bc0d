"""What the commands that write a folder say at their end.

“2 documents, 14 entities, …; shapes: conform”, and the exit code: 1 where something is to be looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.terminal import say

if TYPE_CHECKING:
    from kg.datamodel import Outcome
    from kg.revisions import Revision

_TOLD = 5


def tell(directory: Path | str, revision: Revision, *, quiet: bool) -> int:
    """Print the documents left out and, unless quiet, what was written; returns the exit code."""
    from kg.graph.validation import conforms

    for problem in revision.problems:
        say(str(problem))
    _tell_decisions(revision.overview.outcomes)
    well = conforms(revision.findings)
    if not quiet:
        told = revision.overview
        followed = sum(outcome.state == "followed" for outcome in told.outcomes)
        print(
            f"{len(told.documents)} documents, {len(told.entities)} entities, "
            f"{told.totals.predicates.total()} statements, {told.totals.observations} figures; "
            f"shapes: {'conform' if well else 'violated'}{f'; {followed} decisions followed' * bool(followed)}\n"
            f"wrote {directory}: {' '.join(revision.files)}",
            file=sys.stderr,
        )
    return 0 if well and not revision.problems else 1


def _tell_decisions(outcomes: Sequence[Outcome]) -> None:
    """The decisions of the user that came to nothing."""
    from kg.resources.decisions import shipped_decisions

    idle = [one for one in outcomes if one.state != "followed" and one.decision not in shipped_decisions()]
    for outcome in idle[:_TOLD]:
        say(_told(outcome))
    if len(idle) > _TOLD:
        say(f"… and {len(idle) - _TOLD} more decisions without effect; report.md has them all")


def _told(outcome: Outcome) -> str:
    decision = outcome.decision
    why = {
        "unnamed": "no document has one of the names; look for its spelling",
        "impossible": "another decision or a published code says the opposite; kg resolve explain tells more",
    }
    return (f"decision without effect: {decision.left} and {decision.right} {decision.verdict} "
            f"({decision.type}): {why[outcome.state]}")
