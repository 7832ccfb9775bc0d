"""What people decided on names → tags on terms: 鞍钢 and 鞍钢集团 one, 高新区 (210300) and 高新区 (210900) two.

A name means every term that the documents call so; with codes behind it only those in one of the regions, and with
ids of documents, where no place is known, only those of the documents.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import regex

from kg.datamodel import Decision, EntityType, Match, Outcome
from kg.resolution.terms import Term

_LABEL = regex.compile(r"(?P<name>.+?) \((?P<codes>[0-9a-f]{6,16}(?:, [0-9a-f]{6,16})*)\)")
_APART = "told apart by a person"


class Tag(NamedTuple):
    """One side of the decision with this number."""

    number: int
    side: int
    differs: bool

    @property
    def turned(self) -> Tag:
        return self._replace(side=1 - self.side)


class Label(NamedTuple):
    """A name as people and judgements give it: 高新区 (210300) is 高新区 in 210300, 海城三鱼 that name anywhere."""

    name: str
    codes: frozenset[str]

    def fits(self, term: Term) -> bool:
        """Whether a term with the name is in one of the places or documents."""
        return not self.codes or not self.codes.isdisjoint(term.where) or any(
            mention.document_id in self.codes for mention in term.mentions)


def label(text: str) -> Label:
    found = _LABEL.fullmatch(text)
    return Label(found["name"], frozenset(found["codes"].split(", "))) if found else Label(text, frozenset())


class Decisions:
    """Decisions by the names that they speak of."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._all = sorted(decisions, key=lambda d: (d.type, d.left, d.right, d.verdict))
        self._named: dict[tuple[EntityType, str], list[tuple[Tag, Label]]] = {}
        for number, decision in enumerate(self._all):
            for side, text in enumerate((decision.left, decision.right)):
                named, tag = label(text), Tag(number, side, decision.verdict == "different")
                self._named.setdefault((decision.type, named.name), []).append((tag, named))

    def __bool__(self) -> bool:
        return bool(self._named)

    def tags(self, terms: Sequence[Term]) -> list[frozenset[Tag]]:
        """What was decided on each term."""
        return [frozenset(self._tags(term)) if self else frozenset() for term in terms]

    def _tags(self, term: Term) -> Iterable[Tag]:
        for surface in {mention.surface for mention in term.mentions}:
            for tag, named in self._named.get((term.type, surface), ()):
                if named.fits(term):
                    yield tag

    def told_apart(self, type: EntityType, surface: str) -> frozenset[object]:
        """What keeps the surface from being one with others in a document, whatever they refer to."""
        return frozenset(tag for tag, named in self._named.get((type, surface), ()) if tag.differs and not named.codes)

    def decided(self, type: EntityType, left: str, right: str) -> Decision | None:
        """The decision that speaks of both, labels as in ``Match``."""
        one, other = (
            {tag for tag, named in self._named.get((type, told.name), ())
             if not named.codes or not told.codes or named.codes & told.codes}
            for told in map(label, (left, right))
        )
        found = min((tag for tag in one if tag.turned in other), default=None)
        return self._all[found.number] if found else None

    def outcomes(self, terms: Sequence[Term]) -> list[Outcome]:
        """What became, in these terms of which each is one thing, of the decisions on names that they have."""
        sides: dict[int, set[int]] = {}
        together: set[int] = set()
        for tagged in self.tags(terms):
            for tag in tagged:
                sides.setdefault(tag.number, set()).add(tag.side)
                if tag.turned in tagged:
                    together.add(tag.number)
        found = []
        for number in sorted(number for number, both in sides.items() if len(both) == 2):
            decision = self._all[number]
            followed = (number in together) == (decision.verdict == "same")
            found.append(Outcome(decision=decision, state="followed" if followed else "impossible"))
        return found

    def all_outcomes(self, found: Iterable[Outcome]) -> tuple[Outcome, ...]:
        """What became of every decision, from what ``outcomes`` found in groups of tied terms."""
        known = {outcome.decision: outcome for outcome in found}
        return tuple(known.get(decision) or Outcome(decision=decision, state="unnamed") for decision in self._all)

    def settled(self, matches: Iterable[Match], outcomes: Iterable[Outcome]) -> set[Match]:
        """The judgements, but for those on names that a person told apart: of them only that."""
        open_ones = {match for match in matches if match.verdict == "same" or not self
                     or not self.decided(match.type, match.left, match.right)}
        return open_ones | {
            Match(left=d.left, right=d.right, type=d.type, verdict="different", score=0.0, reasons=(_APART,))
            for d in (outcome.decision for outcome in outcomes if outcome.state == "followed")
            if d.verdict == "different"
        }
