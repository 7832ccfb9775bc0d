"""What people decided on names → tags on terms: 鞍钢 and 鞍钢集团 one, 高新区 (210300) and 高新区 (210900) two.

A name means every term that the documents call so; with codes behind it only those in one of the regions.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from kg.datamodel import Decision, EntityType
from kg.resolution.spelling import plain
from kg.resolution.terms import Term

_LABEL = regex.compile(r"(?P<name>.+?) \((?P<codes>\d+(?:, \d+)*)\)")


class Tag(NamedTuple):
    """One side of the decision with this number."""

    number: int
    side: int
    differs: bool

    @property
    def turned(self) -> Tag:
        return self._replace(side=1 - self.side)


class _Named(NamedTuple):
    tag: Tag
    codes: frozenset[str]


class Decisions:
    """Decisions by the names that they speak of."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._named: dict[tuple[EntityType, str], list[_Named]] = {}
        for number, decision in enumerate(sorted(decisions, key=lambda d: (d.type, d.left, d.right, d.verdict))):
            for side, label in enumerate((decision.left, decision.right)):
                found = _LABEL.fullmatch(label)
                name, codes = (found["name"], found["codes"].split(", ")) if found else (label, [])
                tag = Tag(number, side, decision.verdict == "different")
                self._named.setdefault((decision.type, name), []).append(_Named(tag, frozenset(codes)))

    def __bool__(self) -> bool:
        return bool(self._named)

    def tags(self, terms: Sequence[Term]) -> list[frozenset[Tag]]:
        """What was decided on each term."""
        return [frozenset(self._tags(term)) if self else frozenset() for term in terms]

    def _tags(self, term: Term) -> Iterable[Tag]:
        for surface in {mention.surface for mention in term.mentions}:
            for tag, codes in self._named.get((term.type, surface), ()):
                if not codes or codes & term.where:
                    yield tag

    def differ(self, type: EntityType, left: str, right: str) -> bool:
        """Whether somebody told the two surfaces apart."""
        if plain(left) == plain(right) or not self:
            return False
        told = {tag for tag, _ in self._named.get((type, left), ()) if tag.differs}
        return any(tag.turned in told for tag, _ in self._named.get((type, right), ()))
