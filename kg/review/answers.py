"""A person's answers on the pairs in doubt → rows of the table of decisions, each kept as soon as it is given.

“a 同一厂址” to 三鱼泵业 and 海城三鱼泵业有限公司 is the row: same, because of 同一厂址.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from kg import folders
from kg.datamodel import Decision
from kg.resources.decisions import written_decisions
from kg.review.doubts import Doubt

_VERDICTS: dict[str, Literal["same", "different"]] = {"a": "same", "r": "different"}


def answered(
    doubts: Sequence[Doubt], ask: Callable[[int, Doubt], str], known: list[Decision], book: tuple[Path, str]
) -> int:
    """Ask for each pair, and again where the answer says nothing; how many decisions were made.

    ``known`` are those of the table before, and gets those that are made; ``book`` is the table and who decides.
    """
    at, made, before = 0, [], len(known)
    while at < len(doubts):
        answer = ask(at + 1, doubts[at])
        letter, why = answer.strip()[:1].lower(), answer.strip()[1:].strip()
        if letter in _VERDICTS:
            doubt = doubts[at]
            known.append(Decision(
                left=doubt.left.label, right=doubt.right.label, type=doubt.type, verdict=_VERDICTS[letter],
                who=book[1], when=date.today().isoformat(), why=why,
            ))
            made.append(at)
            _keep(book[0], known)
        elif letter == "u" and made:
            at = made.pop()
            known.pop()
            _keep(book[0], known)
            continue
        if letter == "q" or not answer:
            break
        at += letter in (*_VERDICTS, "s")
    return len(known) - before


def _keep(table: Path, decisions: Sequence[Decision]) -> None:
    folders.write_files(table.parent, {table.name: written_decisions(decisions)})
