"""Named documents → things, step by step: ``add`` every document, ``settle`` the things of every group, then ask.

The driver's side of identity: names lie in a file, here are their numbers, and the things without their mentions.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kg.datamodel import Entity, EntityType, Match, Outcome, Resolution
from kg.resolution import resolution
from kg.resolution.decisions import Decisions
from kg.resolution.features import Pair
from kg.resolution.matching import alike
from kg.resolution.slips import near_spellings
from kg.scaling.grouping import Grouping
from kg.scaling.naming import NamedDocument, Thing, Things, term_of
from kg.scaling.spool import Records
from kg.scaling.telling import Called


class Identity:
    def __init__(self, folder: Path) -> None:
        self._grouping = Grouping()
        self._terms = Records(folder / "terms")
        self._owners = Records(folder / "owners")
        self._mentions = array("I")
        self._thing = array("I")
        self._entities: list[Entity] = []
        self._sizes = array("Q")
        self._spelled: list[Thing] = []
        self._named: Counter[EntityType] = Counter()
        self._matches: set[Match] = set()
        self._outcomes: list[Outcome] = []

    def add(self, document: NamedDocument) -> None:
        """The next document; its terms get the next numbers."""
        first = len(self._grouping)
        for term in document.terms:
            self._grouping.add(term.ties)
            self._terms.add(term.content)
            self._mentions.append(term.mentions)
            self._named[term.type] += 1
        self._owners.add(array("I", (first + owner for owner in document.owners)).tobytes())
        self._matches.update(document.matches)

    def groups(self) -> Iterator[list[tuple[int, bytes]]]:
        """Terms with their numbers; those that are tied to each other come together."""
        for batch in self._grouping.batches():
            yield [(number, self._terms.read(number)) for number in sorted(batch)]

    def settle(self, found: Things) -> None:
        """What some of the groups are."""
        if not self._thing:
            self._thing = array("I", bytes(4 * len(self._grouping)))
        for thing in found.things:
            for member in thing.members:
                self._thing[member] = len(self._entities)
            self._entities.append(thing.entity)
            self._sizes.append(sum(self._mentions[member] for member in thing.members))
            if thing.spellings:
                self._spelled.append(thing)
        self._matches.update(found.matches)
        self._outcomes += found.outcomes

    def resolution(self, decided: Decisions) -> Resolution:
        """The entities, without mentions, and the judgements."""
        spelled, self._spelled = self._spelled, []
        matches = self._matches | slips(spelled)
        return settled(self._entities, matches, self._named, decided, self._outcomes)

    def called(self, document: int) -> tuple[list[Called], list[int]]:
        """The things that a document names, and for each of its mentions which of them."""
        terms = array("I", self._owners.read(document))
        places: dict[int, int] = {}
        owners = [places.setdefault(self._thing[term], len(places)) for term in terms]
        return [_called(self._entities[thing]) for thing in places], owners

    def example(self) -> str:
        """The id of the thing with the most mentions; of several the last one."""
        sizes = zip(self._sizes, self._entities, strict=True)
        return max(((size, entity.id) for size, entity in sizes), default=(0, ""))[1]

    def close(self) -> None:
        self._terms.close()
        self._owners.close()


def _called(entity: Entity) -> Called:
    return Called(entity.id, entity.type, entity.name)


def slips(spelled: Iterable[Thing]) -> set[Match]:
    """What is to be said of things with names nearly alike, among all that have such names."""
    things = sorted(spelled, key=lambda thing: (thing.entity.type, thing.anchor))
    pairs = near_spellings((thing.entity.type, thing.spellings) for thing in things)
    return set(alike(Pair(term_of(things[left]), term_of(things[right])) for left, right in pairs))


def settled(
    entities: Sequence[Entity], matches: set[Match], named: Counter[EntityType], decided: Decisions,
    outcomes: Iterable[Outcome],
) -> Resolution:
    """What became of all groups together."""
    told = decided.all_outcomes(list(outcomes))
    return replace(resolution(entities, decided.settled(matches, told), named), outcomes=told)
