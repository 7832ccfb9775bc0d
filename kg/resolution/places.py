"""A name → the place that it begins with, bare, and the rest: 海城市三鱼泵业 is 海城 and 三鱼泵业."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from kg.resolution.spelling import words
from kg.resources.gazetteer import codes_by_form

_LONGEST_PLACE = 12


@lru_cache(maxsize=1 << 14)
def bare(place: str) -> str:
    """The place without its suffix: 海城 for 海城市."""
    ending = next((s for s in words().words["region_suffix"] if place.endswith(s) and len(place) - len(s) >= 2), "")
    return place[: -len(ending)] if ending else place


def split_place(name: str, known: Collection[str]) -> tuple[str, str]:
    """The longest place that the name begins with, without its suffix, and the rest; at least two characters stay."""
    forms = codes_by_form()
    for length in range(min(_LONGEST_PLACE, len(name) - 2), 1, -1):
        head = name[:length]
        if head in known or head in forms:
            rest = name[length:]
            suffix = next((s for s in words().words["region_suffix"] if rest.startswith(s)), "")
            if suffix and len(rest) - len(suffix) >= 2 and bare(head) == head:
                rest = rest[len(suffix) :]
            return bare(head), rest
    return "", name


def codes(place: str) -> tuple[str, ...]:
    """The codes that a bare place may mean."""
    return codes_by_form().get(place, ())
