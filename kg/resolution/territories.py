"""Division codes → how two places stand to each other.

210381 海城市 lies in 210300 鞍山市 (nested), beside 210900 阜新市 in one province, apart from 420100 武汉市.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import takewhile
from typing import Literal

Standing = Literal["same", "nested", "beside", "apart", "unknown"]
_ORDER: tuple[Standing, ...] = ("same", "nested", "beside", "apart")
_LEVELS = (9, 6, 4, 2)


@lru_cache(maxsize=1 << 14)
def trim(code: str) -> str:
    """The digits that count: 2103 of 210300, 21 of 210000."""
    while 2 < len(code) <= 6 and code.endswith("00"):
        code = code[:-2]
    return code


def territory(codes: Iterable[str]) -> str:
    """The smallest division that holds all: 2103 for 210381 and 210300, empty for places of several provinces."""
    trimmed = sorted(map(trim, codes))
    if not trimmed:
        return ""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(trimmed[0], trimmed[-1], strict=False))
    shared = "".join(digit for digit, _ in alike)
    return next((trim(shared[:length]) for length in _LEVELS if len(shared) >= length), "")


def standing(one: Collection[str], other: Collection[str]) -> Standing:
    """How the places of two things stand, by the closest two of them."""
    found = {_standing(trim(left), trim(right)) for left in one for right in other}
    return next((kind for kind in _ORDER if kind in found), "unknown")


def _standing(left: str, right: str) -> Standing:
    if left == right:
        return "same"
    if left.startswith(right) or right.startswith(left):
        return "nested"
    return "beside" if left[:2] == right[:2] else "apart"
