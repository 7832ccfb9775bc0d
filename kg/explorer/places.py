"""Where the nodes of the explorer stand: disks of regions beside the disks of the regions that hold them.

A county's disk lies by its city's, the city's by its province's; what several regions share stands with the closest
region that holds them all, and what no region holds in the middle of the page, industries of one class in a disk.
海城市 and what belongs to it alone fill one disk beside that of 鞍山市; 低空经济, which Jiangxi and Liaoning develop,
stands between the provinces in the disk of 新能源产业.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from kg.datamodel import ENTITY_TYPES, Entity, KnowledgeGraph
from kg.explorer.packing import Circle, Point, pack
from kg.page.layout import disk, radius, sectors

# The whole page, which holds what several regions share; what nothing ties to a region; what is shared beside classes
# of industries.
SHARED, ELSEWHERE, OTHERS = "", "?", "+"
_CLOSEST = ("locatedIn", "implementedBy", "develops")
# Between disks, and around those that hold others; the page draws them with the same.
GAP = 20.0
# Disks of fewer nodes than _SMALL join the one around them; one of up to _FEW in all has no disks in it.
_SMALL, _FEW = 6, 16
# What all share fills this part of the whole; industries of a class, which many lines lead to, stand so much wider.
_MIDDLE, _WIDER = 0.34, 2.0
_STEPS = 200


@dataclass
class Disk:
    """A region's or a class of industries' circle; ``name`` is an entity's id, or SHARED or ELSEWHERE; ``members`` are
    ids of entities.

    ``x`` and ``y`` are the middle of its own members' circle, of the radius ``own``; ``dx`` and ``dy`` lead from there
    to the middle of the circle around all its parts, ``r`` is that one's radius.
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
    own: float = 0.0


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
        narrower: dict[str, list[str]] = defaultdict(list)
        for name in own:
            narrower[self.entities[name].parent].append(name)
        for name in own:
            if name not in homes:
                others = [other for found in self.near[name].values() for other in found] or narrower[name]
                around = Counter(homes[other] for other in others if homes.get(other, ELSEWHERE) != ELSEWHERE)
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

    def family(self, name: str) -> str:
        """The class that an industry belongs to: the last above it; empty where there is none."""
        found = name
        while (parent := self.entities[found].parent) in self.entities and parent != name:
            found = parent
        return found if found != name else ""

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
    families = _families(graph, homes)
    found |= {name: Disk(name, SHARED) for name in sorted(set(families.values()))}
    order = {kind: rank for rank, kind in enumerate(ENTITY_TYPES)}

    def key(entity: Entity) -> tuple[int, str, str]:
        return order[entity.type], entity.parent, entity.id

    for entity in sorted(graph.entities, key=key):
        if entity.id in found:
            continue
        if entity.type == "Region":
            found[entity.parent if entity.parent in holding else ELSEWHERE].members.append(entity.id)
        else:
            found[families.get(entity.id, homes.all[entity.id])].members.append(entity.id)
    for name in (SHARED, *set(families.values())):
        found[name].members.sort(key=lambda member: (-homes.weight(member), member))
    if families and found[SHARED].members:
        found[OTHERS] = Disk(OTHERS, SHARED, found[SHARED].members)
        found[SHARED].members = []
    if not found[ELSEWHERE].members:
        del found[ELSEWHERE]
    for part in found.values():
        if part.parent is not None:
            found[part.parent].parts.append(part)
    _gather(found[SHARED])
    _size(found[SHARED])
    return _placed(found[SHARED])


def _families(graph: KnowledgeGraph, homes: Homes) -> dict[str, str]:
    """Each industry that no region holds with its class, where enough of them are of that class."""
    of = {entity.id: homes.family(entity.id) for entity in graph.entities
          if entity.type == "Industry" and homes.all[entity.id] == SHARED}
    count = Counter(of.values())
    return {name: family for name, family in of.items() if family and count[family] >= _SMALL}


def _gather(place: Disk) -> None:
    """Small disks give their members to the disk around them: circles around two nodes take room and tell little."""
    for part in place.parts:
        _gather(part)
    if not place.name.startswith("region/"):
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
    if place.name.startswith("region/"):
        return sectors(count)
    points = disk(count + 1)[1:] if place.name.startswith("industry/") else disk(count)
    wider = place.own / radius(count + 1)
    return [(x * wider, y * wider) for x, y in points]


def _own_radius(place: Disk) -> float:
    """The radius of the part that holds the disk's own members."""
    count = len(place.members)
    if place.name == SHARED:
        whole = math.sqrt(sum(part.r**2 for part in place.parts))
        return max(radius(count + 1), _MIDDLE * whole) if count else 0.0
    return radius(count + 1) * (_WIDER if place.name.startswith("industry/") else 1.0)


def _size(place: Disk) -> list[Circle]:
    """Radii from the inside out, and places of parts relative to the own part's middle; the circles of its shape."""
    shapes = {part.name: _size(part) for part in place.parts}
    place.own = _own_radius(place)
    ranks = {OTHERS: 1, ELSEWHERE: 3}
    place.parts.sort(key=lambda part: (
        ranks.get(part.name, 2 if part.name.startswith("region/") else 0), -part.r, part.name))
    own = [[(0.0, 0.0, place.own)]] if place.own else []
    moves = pack([*own, *(shapes[part.name] for part in place.parts)], GAP, 0.9 if place.parent is None else 1.0)
    circles = [circle for shape in own for circle in shape]
    for part, (x, y) in zip(place.parts, moves[len(own) :], strict=True):
        part.parent, part.x, part.y = place.name, x, y
        circles += [(x + cx, y + cy, r) for cx, cy, r in shapes[part.name]]
    place.dx, place.dy, place.r = _around(circles or [(0.0, 0.0, 0.0)])
    return [(x, y, r + GAP) for x, y, r in circles] if place.parts else circles


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
