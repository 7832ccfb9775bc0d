"""A surface → its spelling: width, case, quotes, spaces, dashes, and for each type the endings that say nothing.

“４＋４＋３＋Ｎ”产业格局 is 4+4+3+n产业格局; 菱镁产业链 is 菱镁; 天津滨海—中关村科技园 is 天津滨海-中关村科技园.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

import regex

from kg.datamodel import EntityType
from kg.resources.patterns import Patterns, alternation, load_patterns

_QUOTES = {ord(sign): None for sign in "“”\"'‘’《》〈〉「」『』 \t\n\r\u3000"}
_SIGNS = {ord(sign): "-" for sign in "—–－―‐‑"} | {ord(sign): "·" for sign in "•・‧"}
_SUFFIX: Mapping[EntityType, str] = {"Industry": "industry_suffix", "Project": "project_suffix"}
_KINDS: Mapping[EntityType, str] = {
    "Park": "park_kind", "Organisation": "organisation_kind", "Programme": "programme_kind",
    "Industry": "industry_kind",
}


def words() -> Patterns:
    """The lists and patterns of ``ontology/patterns/names.yaml``."""
    return load_patterns("names")


@lru_cache(maxsize=1 << 16)
def plain(surface: str) -> str:
    """The surface in one width and case, without quotes and spaces."""
    return unicodedata.normalize("NFKC", surface).lower().translate(_QUOTES).translate(_SIGNS)


@lru_cache(maxsize=1 << 16)
def fold(surface: str, type: EntityType) -> str:
    """The spelling of a name of this type."""
    text = plain(surface)
    if type in _KINDS:
        text = _kinds(type).sub(lambda found: _spelled(type)[found[0]], text)
    suffixes = words().words[_SUFFIX[type]] if type in _SUFFIX else ()
    while True:
        ending = next((s for s in suffixes if text.endswith(s) and len(text) - len(s) >= _least(s)), "")
        if not ending:
            return text
        text = text[: -len(ending)]


def _least(suffix: str) -> int:
    """How much must stay before a suffix: 锂 of 锂产业, but 农业 is no 农."""
    return 1 if suffix.startswith("产业") else 2


@cache
def _spelled(type: EntityType) -> Mapping[str, str]:
    return words().maps[_KINDS[type]]


@cache
def _kinds(type: EntityType) -> regex.Pattern[str]:
    return regex.compile(alternation(_spelled(type)))
