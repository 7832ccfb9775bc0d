"""Judged pairs → groups, so that no chain leads from one thing to another.

Pairs judged the same are joined, the surest first, unless the groups that they stand in hold a pair that was doubted
or names that a person told apart: 荣光 that may be 海城荣光泵业 or 阜新荣光化工 joins neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.resolution.decisions import Tag


class Groups:
    """Numbers in groups; ``tags`` tells for each number what people decided on it."""

    def __init__(self, tags: Sequence[frozenset[Tag]]) -> None:
        self._root = list(range(len(tags)))
        self._tags = {index: set(tag) for index, tag in enumerate(tags) if tag}
        self._doubted: dict[int, set[int]] = {}

    def root(self, index: int) -> int:
        while self._root[index] != index:
            self._root[index] = self._root[self._root[index]]
            index = self._root[index]
        return index

    def doubt(self, left: int, right: int) -> None:
        """Keep the groups of the two apart from now on."""
        one, other = self.root(left), self.root(right)
        if one != other:
            self._doubted.setdefault(one, set()).add(other)
            self._doubted.setdefault(other, set()).add(one)

    def apart(self, left: int, right: int) -> bool:
        """Whether a doubt or a person keeps the groups of the two apart."""
        one, other = self.root(left), self.root(right)
        if other in self._doubted.get(one, ()):
            return True
        told, others = self._tags.get(one, ()), self._tags.get(other, ())
        return any(tag.turned in others for tag in told if tag.differs)

    def join(self, left: int, right: int) -> bool:
        """Join the groups of the two; False where they must stay apart."""
        one, other = sorted((self.root(left), self.root(right)))
        if one == other:
            return True
        if self.apart(one, other):
            return False
        self._root[other] = one
        for doubted in self._doubted.pop(other, ()):
            self._doubted[doubted].discard(other)
            self._doubted[doubted].add(one)
            self._doubted.setdefault(one, set()).add(doubted)
        if other in self._tags:
            self._tags.setdefault(one, set()).update(self._tags.pop(other))
        return True

    def groups(self) -> Iterable[list[int]]:
        found: dict[int, list[int]] = {}
        for index in range(len(self._root)):
            found.setdefault(self.root(index), []).append(index)
        return found.values()
