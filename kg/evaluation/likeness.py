"""When two names or two numbers count as the same: 菱镁产业 and 菱镁 do, 56亿元 and 5600000000 do.

Names are folded (width, case, quotes, spaces, the idle ending of their type) and compared by Dice's coefficient of
their character bigrams (Dice, Ecology 26, 1945).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from kg.datamodel import EntityType
from kg.resources.patterns import load_patterns

_RESOURCE = "evaluation"
_IDLE: dict[EntityType, str] = {"Industry": "industry", "Project": "project"}


@lru_cache(maxsize=1 << 14)
def fold(text: str, type: EntityType | None = None) -> str:
    """One spelling of a name; of industries and projects without the ending that says nothing."""
    patterns = load_patterns(_RESOURCE)
    text = patterns.regex["idle_sign"].sub("", unicodedata.normalize("NFKC", text).lower())
    for ending in patterns.words[_IDLE[type]] if type in _IDLE else ():
        if text.endswith(ending) and len(text) > len(ending) + 1:
            return text[: -len(ending)]
    return text


def dice(one: str, other: str) -> float:
    """Twice the bigrams that both have, by all they have: between 0 and 1."""
    if one == other:
        return 1.0
    left, right = _bigrams(one), _bigrams(other)
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


@lru_cache(maxsize=1 << 14)
def _bigrams(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))


def number(text: str) -> float | None:
    """The first number of a text with its multiplier, None without digits."""
    patterns = load_patterns(_RESOURCE)
    found = patterns.regex["number"].search(unicodedata.normalize("NFKC", text).replace(",", ""))
    if not found:
        return None
    return float(found["number"]) * float(patterns.maps["multiplier"].get(found["multiplier"] or "", "1"))


def same_number(one: float | None, other: float | None) -> bool:
    """Equal to the sixth digit."""
    return one is not None and other is not None and abs(one - other) <= 1e-6 * max(1.0, abs(one), abs(other))
