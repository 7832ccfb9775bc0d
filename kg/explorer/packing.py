"""Shapes → places close together: each shape is the hull of circles, put on a grid where it covers no other.

海城市 and 鞍山市 are circles; 辽宁省 is the hull around its cities, and moves as one piece.  Circles around such pieces
would leave half of the page empty.  A row of the grid is one integer, a bit a cell, so that “is it free?” is an “and”.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

Circle = tuple[float, float, float]
Point = tuple[float, float]
Spot = tuple[int, int]

_SIDES = 16
_AROUND = [(math.cos(2 * math.pi * k / _SIDES), math.sin(2 * math.pi * k / _SIDES)) for k in range(_SIDES)]
# Cells across a square that would just hold all shapes (more are slower and pack little closer), and how far from the
# middle places are looked for.
_CELLS, _REACH = 60, 180


def hull(circles: Sequence[Circle]) -> list[Point]:
    """The corners of the convex polygon around circles, counterclockwise (Andrew's monotone chain)."""
    reach = 1 / math.cos(math.pi / _SIDES)
    points = sorted({(x + r * reach * cos, y + r * reach * sin) for x, y, r in circles for cos, sin in _AROUND})

    def half(ordered: Sequence[Point]) -> list[Point]:
        found: list[Point] = []
        for point in ordered:
            while len(found) > 1 and _turn(found[-2], found[-1], point) <= 0:
                found.pop()
            found.append(point)
        return found[:-1]

    return half(points) + half(points[::-1])


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


@dataclass
class _Mask:
    """The cells of a shape: ``rows[k]`` are those of row ``top + k``, the lowest bit in column ``left``.

    ``likely`` are the same with their numbers, those in the middle first, which are the widest and seldom free.
    """

    rows: list[int]
    top: int
    left: int
    likely: list[tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        self.likely = sorted(enumerate(self.rows), key=lambda row: abs(2 * row[0] - len(self.rows)))


def pack(shapes: Sequence[Sequence[Circle]], gap: float, flatness: float = 1.0) -> list[Point]:
    """How far each shape is moved: the first into the middle, each next one to the free place nearest to it.

    ``flatness`` is the height of the whole over its width.
    """
    hulls = [hull([(x, y, r + gap / 2) for x, y, r in circles]) for circles in shapes]
    middles = [_middle(corners) for corners in hulls]
    cell = math.sqrt(sum(map(_area, hulls))) / _CELLS or 1.0
    masks = [_mask([(x - mx, y - my) for x, y in corners], cell)
             for corners, (mx, my) in zip(hulls, middles, strict=True)]
    taken: dict[int, int] = {}
    moves: list[Point] = []
    for mask in masks:
        dx, dy = next(spot for spot in _spots(flatness) if _free(mask, spot, taken)) if moves else (0, 0)
        for k, row in enumerate(mask.rows):
            at = mask.top + k + dy
            taken[at] = taken.get(at, 0) | row << (mask.left + dx + 2 * _REACH)
        moves.append((dx * cell, dy * cell))
    return [(x - mx, y - my) for (x, y), (mx, my) in zip(moves, middles, strict=True)]


def _middle(corners: Sequence[Point]) -> Point:
    """The middle of the box around the corners."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def _free(mask: _Mask, spot: tuple[int, int], taken: dict[int, int]) -> bool:
    shift, down = mask.left + spot[0] + 2 * _REACH, mask.top + spot[1]
    if shift < 0:
        return False
    return all(not taken.get(down + k, 0) & row << shift for k, row in mask.likely)


def _spots(flatness: float) -> Iterator[Spot]:
    """All moves, the shortest first; rings that nobody asks for are not sorted."""
    return chain.from_iterable(_ring(flatness, number) for number in range(2 * _REACH))


@cache
def _ring(flatness: float, number: int) -> list[Spot]:
    """The moves that are as long as the number, or up to one longer, the shortest first."""
    found: list[tuple[float, Spot]] = []
    inner, outer = number**2, (number + 1) ** 2
    for x in range(-_REACH, _REACH + 1):
        wide = (x * flatness) ** 2
        if wide < outer:
            least, most = math.isqrt(max(0, int(inner - wide))), min(math.isqrt(int(outer - wide)) + 1, _REACH)
            heights = (*range(-most, 1 - least), *range(max(least, 1), most + 1))
            found += [(wide + y**2, (x, y)) for y in heights if inner <= wide + y**2 < outer]
    return [spot for _, spot in sorted(found)]


def _area(corners: Sequence[Point]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(corners, [*corners[1:], corners[0]], strict=True)) / 2


def _mask(corners: Sequence[Point], cell: float) -> _Mask:
    """The cells that a convex polygon touches."""
    sides = list(zip(corners, [*corners[1:], corners[0]], strict=True))
    top, bottom = (math.floor(pick(y for _, y in corners) / cell) for pick in (min, max))
    left = math.floor(min(x for x, _ in corners) / cell)
    rows = []
    for row in range(top, bottom + 1):
        crossed = [x for a, b in sides for x in _crossing(a, b, row * cell, (row + 1) * cell)]
        first, last = math.floor(min(crossed) / cell), math.floor(max(crossed) / cell)
        rows.append(((1 << (last - first + 1)) - 1) << (first - left))
    return _Mask(rows, top, left)


def _crossing(a: Point, b: Point, low: float, high: float) -> list[float]:
    """Where the part of a side between two heights begins and ends; nothing where it lies outside."""
    (ax, ay), (bx, by) = sorted((a, b), key=lambda point: point[1])
    if by < low or ay > high:
        return []
    if by == ay:
        return [ax, bx]
    return [ax + (bx - ax) * (min(max(y, ay), by) - ay) / (by - ay) for y in (low, high)]
