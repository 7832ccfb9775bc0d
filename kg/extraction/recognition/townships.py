"""Text and its regions → the towns, townships, street offices and villages in it.

In a text that names 海城市, “西柳镇” and “西柳” are the town 210381112.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.extraction.recognition.regions import Candidate


def find(text: str, regions: Sequence[Candidate]) -> Iterable[Candidate]:
    return ()
