"""Names → how they sound, so that “hyjt” and “houying” find 后英集团.

Most characters have one reading, so a table of characters serves all names; only names in which a character reads
otherwise, as 重 in 重庆, carry their own syllables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pypinyin import lazy_pinyin


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
    """One syllable a character; characters without a reading stand for themselves."""
    found: list[str] = []
    for part in lazy_pinyin(name):
        found += [*part] if name.startswith(part, len(found)) else [part]
    return found if len(found) == len(name) else [*name]
