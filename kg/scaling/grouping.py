"""Ties of numbered terms → groups of terms that identity looks at together.

Terms 0 and 2 that share a tie, and 2 and 5 that share another, are one group.  Numbers and hashes only: a million
terms take about 300 MB.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator

# So many terms go to a process at once, where their groups are small; of few terms this part of them.
_BATCH = 2000
_PART = 8


class Grouping:
    def __init__(self) -> None:
        self._first: dict[int, int] = {}
        self._root = array("q")

    def __len__(self) -> int:
        return len(self._root)

    def add(self, ties: Iterable[int]) -> int:
        """The number of the next term, which has these ties."""
        number = len(self._root)
        self._root.append(number)
        for tie in ties:
            other = self._first.setdefault(tie, number)
            if other != number:
                self._join(other, number)
        return number

    def _join(self, left: int, right: int) -> None:
        one, other = sorted((self._find(left), self._find(right)))
        self._root[other] = one

    def _find(self, number: int) -> int:
        root = self._root
        while root[number] != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    def batches(self) -> Iterator[list[int]]:
        """The numbers of whole groups, some groups together, in the order of their first terms."""
        self._first.clear()
        groups: dict[int, list[int]] = {}
        for number in range(len(self._root)):
            groups.setdefault(self._find(number), []).append(number)
        most = min(_BATCH, len(self._root) // _PART)
        batch: list[int] = []
        for group in groups.values():
            batch += group
            if len(batch) >= most:
                yield batch
                batch = []
        if batch:
            yield batch
