"""Where the nodes of the explorer stand: disks of regions inside the disks of the regions that hold them.

A county's disk lies in its city's, the city's in its province's; what several regions share stands with the
closest region that holds them all, and what no region holds in the middle of the page.  海城市 and what belongs to
it alone fill one disk in that of 鞍山市; 低空经济, which Jiangxi and Liaoning develop, stands between the provinces.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.datamodel import ENTITY_TYPES, Entity, KnowledgeGraph
from kg.page.layout import Point, disk, pack, radius, sectors

SHARED, ELSEWHERE = "", "?"
_CLOSEST = ("locatedIn", "implementedBy", "develops")
_GAP = 20.0
# Disks of fewer nodes than _SMALL join the one around them; one of up to _FEW in all has no disks in it.
_SMALL, _FEW = 6, 16
# The part in the middle, for what all share, reaches this far into the whole.
_MIDDLE = 0.34
_STEPS = 200


@dataclass
class Disk:
    """A region's circle; ``name`` is its entity id, or SHARED or ELSEWHERE; ``members`` are ids of entities.

    ``x`` and ``y`` are the middle of the part that holds its own members, ``dx`` and ``dy`` lead from there to the
    middle of the whole circle, ``r`` is its radius.
    """

    name: str
    parent: str | None
    members: list[str] = field(default_factory=list)
    parts: list[Disk] = field(default_factory=list)
    x: float = 0.0
    y: float = 0.0
    dx: float = 0.0
    dy: float = 0.0
    r: float = 0.0


class Homes:
    """Which region each entity belongs to: “” for what several regions without a common one share."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.entities = {entity.id: entity for entity in graph.entities}
        self.near: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for statement in graph.statements:
            if statement.datatype == "entity":
                self.near[statement.subject][statement.predicate].append(statement.object)
                self.near[statement.object][statement.predicate].append(statement.subject)

    @cached_property
    def all(self) -> dict[str, str]:
        """The home of every entity that is no region; ELSEWHERE where nothing ties it to one."""
        own = {name: self._regions(name) for name, entity in self.entities.items() if entity.type != "Region"}
        homes = {name: self._shared(regions) for name, regions in own.items() if regions}
        for name in own:
            if name not in homes:
                around = Counter(
                    homes[other] for others in self.near[name].values() for other in others if homes.get(other)
                )
                homes[name] = min(around, key=lambda region: (-around[region], region)) if around else ELSEWHERE
        return homes

    def _regions(self, name: str) -> list[str]:
        relations = self.near[name]
        for relation in (*_CLOSEST, *sorted(relations)):
            found = [other for other in relations.get(relation, ()) if self._is_region(other)]
            if found:
                return found
        return []

    def _is_region(self, name: str) -> bool:
        return name in self.entities and self.entities[name].type == "Region"

    def weight(self, name: str) -> int:
        """How many relations an entity has."""
        return sum(map(len, self.near[name].values()))

    def chain(self, region: str) -> list[str]:
        """The region and those that hold it, widest first."""
        found = [region]
        while (parent := self._parent(found[-1])) and parent not in found:
            found.append(parent)
        return found[::-1]

    def _parent(self, region: str) -> str:
        parent = self.entities[region].parent if region in self.entities else ""
        return parent if parent in self.entities else ""

    def _shared(self, regions: Sequence[str]) -> str:
        chains = [self.chain(region) for region in dict.fromkeys(regions)]
        common = SHARED
        for level in zip(*chains, strict=False):
            if len(set(level)) > 1:
                break
            common = level[0]
        return common


def disks(graph: KnowledgeGraph, homes: Homes) -> list[Disk]:
    """All disks with their places, the outermost first; the first one is SHARED and holds the others."""
    found = {SHARED: Disk(SHARED, None), ELSEWHERE: Disk(ELSEWHERE, SHARED)}
    holding = {home for home in homes.all.values() if homes.entities.get(home)}
    holding |= {above for home in holding for above in homes.chain(home)}
    for name in sorted(holding):
        found[name] = Disk(name, homes.chain(name)[-2] if len(homes.chain(name)) > 1 else SHARED)
    order = {kind: rank for rank, kind in enumerate(ENTITY_TYPES)}

    def key(entity: Entity) -> tuple[int, str, str]:
        return order[entity.type], entity.parent, entity.id

    for entity in sorted(graph.entities, key=key):
        if entity.type == "Region" and entity.id not in holding:
            found[entity.parent if entity.parent in holding else ELSEWHERE].members.append(entity.id)
        elif entity.type != "Region":
            found[homes.all[entity.id]].members.append(entity.id)
    found[SHARED].members.sort(key=lambda name: (-homes.weight(name), name))
    if not found[ELSEWHERE].members:
        del found[ELSEWHERE]
    for part in found.values():
        if part.parent is not None:
            found[part.parent].parts.append(part)
    _gather(found[SHARED])
    _size(found[SHARED])
    return _placed(found[SHARED])


def _gather(place: Disk) -> None:
    """Small disks give their members to the disk around them: circles around two nodes take room and tell little."""
    for part in place.parts:
        _gather(part)
    if place.name in (SHARED, ELSEWHERE):
        return
    alone = len(place.parts) == 1 and not place.members
    few = _total(place) <= _FEW
    for part in [*place.parts]:
        if alone or few or _total(part) < _SMALL:
            place.members += [part.name, *part.members]
            place.parts.remove(part)
            place.parts += part.parts


def _total(place: Disk) -> int:
    return 1 + len(place.members) + sum(map(_total, place.parts))


def own_points(place: Disk) -> list[Point]:
    """Where the members stand around the middle of the disk's own part, which is the origin."""
    count = len(place.members)
    if place.name != SHARED:
        return sectors(count) if place.name != ELSEWHERE else disk(count)
    wider = own_radius(place) / radius(count + 1)
    return [(x * wider, y * wider) for x, y in disk(count)]


def own_radius(place: Disk) -> float:
    """The radius of the part that holds the disk's own members."""
    if place.name == SHARED:
        whole = math.sqrt(sum(part.r**2 for part in place.parts))
        return max(radius(len(place.members) + 1), _MIDDLE * whole) if place.members else 0.0
    return radius(len(place.members) + 1)


def _size(place: Disk) -> None:
    """Radii from the inside out, and places of parts relative to the own part's middle."""
    for part in place.parts:
        _size(part)
        part.parent = place.name
    place.parts.sort(key=lambda part: (part.name == ELSEWHERE, -part.r, part.name))
    radii = [own_radius(place), *(part.r + _GAP for part in place.parts)]
    spots = pack(radii, 0.9 if place.parent is None else 1.0)
    circles = [(x, y, r) for (x, y), r in zip(spots, radii, strict=True)]
    place.dx, place.dy, place.r = _around(circles)
    place.r += _GAP if place.parts else 0
    for part, (x, y) in zip(place.parts, spots[1:], strict=True):
        part.x, part.y = x - part.dx, y - part.dy


def _around(circles: Sequence[tuple[float, float, float]]) -> tuple[float, float, float]:
    """A circle around circles, near the smallest: the middle goes ever smaller steps to the farthest one
    (Bădoiu and Clarkson 2003)."""
    x, y, _ = circles[0]

    def reach(circle: tuple[float, float, float]) -> float:
        return math.hypot(circle[0] - x, circle[1] - y) + circle[2]

    for step in range(1, _STEPS if len(circles) > 1 else 0):
        far = max(circles, key=reach)
        away = math.hypot(far[0] - x, far[1] - y) or 1.0
        share = (away + far[2]) / away / (step + 1)
        x, y = x + (far[0] - x) * share, y + (far[1] - y) * share
    return x, y, max(map(reach, circles))


def _placed(root: Disk) -> list[Disk]:
    """All disks, each after the one that holds it, with their places on the page."""
    found = [root]
    for place in found:
        for part in place.parts:
            part.x += place.x
            part.y += place.y
            found.append(part)
    return found
