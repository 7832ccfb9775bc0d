from __future__ import annotations

import math
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kg.page.layout import SPACING, arrange, pack, radius


@given(st.lists(st.floats(10, 500), max_size=15))
def test_packed_circles_do_not_overlap(radii: list[float]) -> None:
    circles = list(zip(pack(radii), radii, strict=True))
    for ((x1, y1), r1), ((x2, y2), r2) in combinations(circles, 2):
        assert math.hypot(x1 - x2, y1 - y2) >= r1 + r2 - 1e-3


def test_every_node_has_its_place_apart_from_the_others() -> None:
    groups = {"a": [f"a{k}" for k in range(40)], "b": [f"b{k}" for k in range(7)], "c": ["c0"]}
    shared = {f"s{k}": ["a", "b"] for k in range(30)} | {"lone": []}
    places = arrange(groups, shared)
    assert places.keys() == {"a", "b", "c", *groups["a"], *groups["b"], *groups["c"], *shared}
    assert min(math.dist(p, q) for p, q in combinations(places.values(), 2)) > SPACING / 3


def test_members_stand_in_the_disk_of_their_centre() -> None:
    groups = {"a": [f"a{k}" for k in range(40)], "b": [f"b{k}" for k in range(7)]}
    places = arrange(groups, {})
    for centre, members in groups.items():
        assert max(math.dist(places[centre], places[member]) for member in members) <= radius(len(members) + 1)


def test_nothing_gives_nothing() -> None:
    assert arrange({}, {}) == {}
