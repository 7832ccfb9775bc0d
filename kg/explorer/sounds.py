"""Names → how they sound, so that “hyjt” and “houying” find 后英集团.

Most characters have one reading, so a table of characters serves all names; only names in which a character reads
otherwise, as 重 in 重庆, carry their own syllables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, partial
from importlib.metadata import version
from typing import NamedTuple

import msgspec

from kg.resources import cache as records


def sounds(names: Sequence[str]) -> dict[str, object]:
    """``chars`` and ``syllables`` are the table, ``odd`` maps the numbers of names to syllables of their own."""
    readings = [_syllables(name) for name in names]
    tally: dict[str, Counter[str]] = {}
    for name, reading in zip(names, readings, strict=True):
        for character, syllable in zip(name, reading, strict=True):
            if syllable != character:
                tally.setdefault(character, Counter())[syllable] += 1
    table = {character: min(count, key=lambda s: (-count[s], s)) for character, count in sorted(tally.items())}
    odd = {
        str(number): " ".join(reading)
        for number, (name, reading) in enumerate(zip(names, readings, strict=True))
        if any(table.get(character, character) != syllable for character, syllable in zip(name, reading, strict=True))
    }
    return {"chars": "".join(table), "syllables": " ".join(table.values()), "odd": odd}


def _syllables(name: str) -> list[str]:
    """One syllable a character; characters without a reading stand for themselves.

    As pypinyin segments: the longest phrase that begins at a place is read as one.
    """
    words = _readings()
    found: list[str] = []
    while len(found) < len(name):
        at = len(found)
        for end in range(min(len(name), at + words.longest), at + 1, -1):
            if name[at:end] in words.phrases:
                odd = words.odd.get(name[at:end])
                found += odd.split(" ") if odd else [words.characters[sign] for sign in name[at:end]]
                break
        else:
            found.append(words.characters.get(name[at], name[at]))
    return found


class _Readings(NamedTuple):
    """``odd`` are the readings of phrases in which a character reads otherwise than alone."""

    phrases: frozenset[str]
    odd: dict[str, str]
    characters: dict[str, str]
    longest: int


class _Words(msgspec.Struct, array_like=True, frozen=True):
    """What pypinyin knows; loading it takes 0.2 s, this a tenth of that."""

    phrases: list[str]
    odd: dict[str, str]
    characters: str
    syllables: str


@cache
def _readings() -> _Readings:
    source = version("pypinyin").encode()
    words = records.read("syllables", source, _Words)
    if words is None:
        words = _words()
        records.write("syllables", source, lambda: words)
    characters = dict(zip(words.characters, words.syllables.split(" "), strict=True))
    return _Readings(frozenset(words.phrases), words.odd, characters, max(map(len, words.phrases)))


def _words() -> _Words:
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.contrib.tone_convert import to_normal

    normal = cache(partial(to_normal, v_to_u=False))
    characters = {chr(code): normal(told.partition(",")[0]) for code, told in PINYIN_DICT.items()}
    odd = {}
    for phrase, told in PHRASES_DICT.items():
        syllables = [normal(readings[0]) for readings in told]
        if syllables != [characters.get(sign) for sign in phrase]:
            odd[phrase] = " ".join(syllables)
    return _Words([*PHRASES_DICT], odd, "".join(characters), " ".join(characters.values()))
