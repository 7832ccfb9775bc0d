"""Text → the same text for matching: one character for one, so that offsets hold.

Traditional characters are read as simplified ones (“產業園區” as “产业园区”) in the lines that are written in
traditional script; a single 乾 in 乾县 stays.  All marks of a new line are read as one.
"""

from __future__ import annotations

import re
from functools import cache

import opencc

from kg.resources.patterns import load_patterns

_BREAKS = re.compile("[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LINES = re.compile("[^\n]+")
_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
# Share of characters that the conversion changes: 0.2 to 0.4 in traditional text, below 0.02 in simplified text.
_TRADITIONAL_SHARE = 0.08


def simplified(text: str) -> str:
    """The text as the rules see it, of the same length."""
    if _BREAKS.search(text):
        text = _BREAKS.sub("\n", text)
    if not _trigger().search(text):
        return text
    return _LINES.sub(lambda line: _simplified_line(line[0]), text)


def _simplified_line(line: str) -> str:
    converted = line.translate(_table())
    changed = sum(a != b for a, b in zip(line, converted, strict=True))
    return converted if changed > _TRADITIONAL_SHARE * len(line) else line


@cache
def _trigger() -> re.Pattern[str]:
    return re.compile("[" + "".join(load_patterns("layout").words["traditional"]) + "]")


@cache
def _table() -> dict[int, str]:
    """Built on the first traditional text only: it takes 45 ms."""
    convert = opencc.OpenCC("t2s").convert
    kept = load_patterns("layout").words["unconverted"]
    characters = [chr(code) for first, last in _HAN for code in range(first, last)]
    return {
        ord(character): simple
        for character in characters
        if character not in kept and (simple := convert(character)) != character and len(simple) == 1
    }
