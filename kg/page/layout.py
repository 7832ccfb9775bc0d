"""Where the nodes of the page stand: a disk for each region, shared things in a ring around them.

A force layout of such a graph is a hairball from a thousand nodes on.  Here every node that belongs to one
region stands in that region's disk, sorted by type so that each type is one patch, and the disks are packed
around the largest; a node that several regions share (an industry, a national programme) stands in an outer
ring, at the mean angle of its regions.  海城市 is the centre of a disk with 后英集团 in it; 低空经济, which Jiangxi
and Liaoning develop, stands between them in the ring.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)
Point = tuple[float, float]

SPACING = 44.0
_GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))
_AROUND = [(math.cos(k * math.pi / 18), math.sin(k * math.pi / 18)) for k in range(36)]


def disk(count: int) -> list[Point]:
    """``count`` points filling a disk evenly from its centre (a sunflower: Vogel 1979), ``SPACING`` apart."""
    return [
        (SPACING * math.sqrt(k) * math.cos(k * _GOLDEN_ANGLE), SPACING * math.sqrt(k) * math.sin(k * _GOLDEN_ANGLE))
        for k in range(count)
    ]


def radius(count: int) -> float:
    """The radius of the disk of ``count`` points with its margin."""
    return SPACING * (math.sqrt(max(count, 1)) + 1.2)


def pack(radii: Sequence[float], flatness: float = 0.75) -> list[Point]:
    """Centres of circles that do not overlap: each at the free place nearest to the middle, in the given order.

    ``flatness`` is the height of the whole over its width.
    """
    placed: list[tuple[float, float, float]] = []
    for r in radii:
        spots = [(0.0, 0.0)] if not placed else []
        for x, y, other in placed:
            reach = other + r
            spots += [(x + reach * cos, y + reach * sin) for cos, sin in _AROUND]
        nearest = sorted((math.hypot(x * flatness, y), x, y) for x, y in spots)
        _, x, y = next(spot for spot in nearest if _free(spot, r, placed))
        placed.append((x, y, r))
    return [(x, y) for x, y, _ in placed]


def _free(spot: tuple[float, float, float], r: float, placed: Sequence[tuple[float, float, float]]) -> bool:
    _, x, y = spot
    return all(math.hypot(x - px, y - py) >= r + pr - 1e-6 for px, py, pr in placed)


def arrange(groups: Mapping[Node, Sequence[Node]], shared: Mapping[Node, Sequence[Node]]) -> dict[Node, Point]:
    """Positions of all nodes.

    ``groups`` maps the centre of each disk to its members in the order wanted (from the middle outwards by
    type sectors), ``shared`` a node of the ring to the centres that share it.
    """
    centres = sorted(groups, key=lambda centre: (-len(groups[centre]), str(centre)))
    middles = dict(zip(centres, pack([radius(len(groups[centre]) + 1) for centre in centres]), strict=True))
    positions: dict[Node, Point] = {}
    for centre in centres:
        x, y = middles[centre]
        positions[centre] = (x, y)
        for member, (dx, dy) in zip(groups[centre], sectors(len(groups[centre])), strict=True):
            positions[member] = (x + dx, y + dy)
    positions.update(_ring(shared, middles, max((math.hypot(*p) for p in positions.values()), default=0.0)))
    return positions


def sectors(count: int) -> list[Point]:
    """The points of a disk without its centre, sorted by angle, so that neighbours in a list stand together."""
    return sorted(disk(count + 1)[1:], key=lambda point: (math.atan2(point[1], point[0]), point))


def _ring(shared: Mapping[Node, Sequence[Node]], middles: Mapping[Node, Point], inner: float) -> dict[Node, Point]:
    if not shared:
        return {}

    def angle(node: Node) -> float:
        points = [middles[centre] for centre in shared[node] if centre in middles]
        return math.atan2(sum(y for _, y in points), sum(x for x, _ in points))

    order = sorted(shared, key=lambda node: (angle(node), str(node)))
    rows = max(1, math.ceil(len(order) * SPACING * 1.6 / (2 * math.pi * (inner + 3 * SPACING))))
    step = 2 * math.pi / len(order)
    first = angle(order[0])
    return {
        node: (
            (inner + (3 + 1.4 * (k % rows)) * SPACING) * math.cos(first + k * step),
            (inner + (3 + 1.4 * (k % rows)) * SPACING) * math.sin(first + k * step),
        )
        for k, node in enumerate(order)
    }
