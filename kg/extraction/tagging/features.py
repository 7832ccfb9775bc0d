"""What the tagger looks at: for each character of the sentences of a document one number for each template.

In: sentences and the mentions that the rules found in them.  Out: an array (templates, characters) of bucket numbers
below 2**BITS: characters, words, their tags, kinds of characters and the rules' mentions around the place, hashed
(feature hashing, Weinberger et al. 2009).  In “龙田化工投产” the template of two characters at 化 hashes 化工.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from kg.datamodel import EntityType
from kg.extraction.recognition.boundaries import Span, segment

BITS = 20
Integers = NDArray[np.uint64]
Rules = Mapping[EntityType, Sequence[Span]]
_GAP = 4
_SHIFT = np.uint64(64 - BITS)
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)
_FOLD = np.uint64(29)
_FNV_BASIS, _FNV_PRIME, _FNV_MASK = 0x811C9DC5, 0x01000193, (1 << 48) - 1
_WIDTHS = {**{0xFF01 + k: 0x21 + k for k in range(94)}, 0x3000: 0x20}
_HAN = (0x4E00, 0xA000)
_TYPES: tuple[EntityType, ...] = get_args(EntityType)


class Column:
    """One number for each character, with a margin around each sentence, so that neighbours can be asked for."""

    def __init__(self, values: Integers, places: NDArray[np.int64], length: int) -> None:
        self._places = places
        self._all = np.zeros(length, np.uint64)
        self._all[places] = values

    def at(self, offset: int) -> Integers:
        return self._all[self._places + offset]


def buckets(sentences: Sequence[str], rules: Sequence[Rules]) -> NDArray[np.int64]:
    """The bucket of each template (rows) for each character of the sentences in a row (columns)."""
    texts = [text.translate(_WIDTHS) for text in sentences]
    lengths = [len(text) for text in texts]
    starts = np.cumsum([_GAP, *(length + _GAP for length in lengths)])
    firsts = np.cumsum([0, *lengths])
    places = np.arange(firsts[-1]) + np.repeat(starts[:-1] - firsts[:-1], lengths)
    total = int(starts[-1]) + _GAP
    signs = np.frombuffer("".join(texts).encode("utf-32-le"), np.uint32).astype(np.uint64)
    columns = [Column(values, places, total) for values in (signs, _kinds(signs), *_words(texts))]
    found = {type_: Column(_begun(type_, rules, firsts), places, total) for type_ in _TYPES}
    with np.errstate(over="ignore"):
        return np.stack([_hashed(number, parts) for number, parts in enumerate(_templates(columns, found), 1)])


def _templates(columns: Sequence[Column], rules: Mapping[EntityType, Column]) -> Iterator[tuple[Integers, ...]]:
    sign, kind, part, tag, word, before, behind = columns
    yield (np.zeros_like(sign.at(0)),)
    for offset in range(-4, 5):
        yield (sign.at(offset),)
    for offset in range(-3, 3):
        yield sign.at(offset), sign.at(offset + 1)
    for offset in (-2, -1, 0):
        yield sign.at(offset), sign.at(offset + 1), sign.at(offset + 2)
    for offset in range(-2, 3):
        yield part.at(offset), tag.at(offset)
    for offset in (-1, 0):
        yield part.at(offset), tag.at(offset), part.at(offset + 1), tag.at(offset + 1)
    yield (word.at(0),)
    yield (before.at(0),)
    yield (behind.at(0),)
    yield before.at(0), word.at(0)
    yield word.at(0), behind.at(0)
    yield before.at(0), tag.at(0)
    yield tuple(kind.at(offset) for offset in range(-2, 3))
    region = rules["Region"]
    yield region.at(-1), region.at(0), sign.at(0)
    yield region.at(-1), region.at(0), part.at(0), tag.at(0)
    for column in rules.values():
        for offset in (-1, 0, 1):
            yield (column.at(offset),)
        yield column.at(0), sign.at(0)
        yield column.at(-1), column.at(0), column.at(1)


def _hashed(number: int, parts: Sequence[Integers]) -> NDArray[np.int64]:
    """A multiplicative hash of the numbers of a template."""
    state = np.full(parts[0].shape, number * 7919, np.uint64)
    for part in parts:
        state = (state ^ part) * _MULTIPLIER
        state ^= state >> _FOLD
    return (state >> _SHIFT).astype(np.int64)


def _words(texts: Sequence[str]) -> Iterator[Integers]:
    """For each character: its part in its word (1 begin, 2 middle, 3 end, 4 whole), the tag, this, last, next word."""
    sizes: list[int] = []
    parts: list[int] = []
    rows: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
    for text in texts:
        words = segment(text)
        names = [1, *[_word(text[left:right]) for left, right, _ in words], 2]
        for left, right, _ in words:
            sizes.append(right - left)
            parts += _PARTS[right - left] if right - left < len(_PARTS) else _parts(right - left)
        for row, values in zip(rows, ([_tag(tag) for _, _, tag in words], names[1:-1], names[:-2], names[2:]),
                               strict=True):
            row += values
    yield np.asarray(parts, np.uint64)
    for row in rows:
        yield np.repeat(np.asarray(row, np.uint64), sizes)


def _parts(size: int) -> tuple[int, ...]:
    return (4,) if size == 1 else (1, *(2,) * (size - 2), 3)


_PARTS = [(), *map(_parts, range(1, 8))]


@cache
def _tag(tag: str) -> int:
    return int.from_bytes(tag[:3].encode(), "little")


@lru_cache(maxsize=1 << 16)
def _word(word: str) -> int:
    state = _FNV_BASIS
    for sign in word:
        state = ((state ^ ord(sign)) * _FNV_PRIME) & _FNV_MASK
    return state


def _kinds(signs: Integers) -> Integers:
    known, places = np.unique(signs, return_inverse=True)
    return np.asarray([_kind(chr(sign)) for sign in known.tolist()], np.uint64)[places]


def _kind(sign: str) -> int:
    return (1 if _HAN[0] <= ord(sign) < _HAN[1] else 2 if sign.isdigit() else 3 if sign.isascii() and sign.isalpha()
            else 4)


def _begun(type_: EntityType, rules: Sequence[Rules], firsts: NDArray[np.int64]) -> Integers:
    """1 where a span begins, 2 inside, 0 outside; of nested spans the longest."""
    column = np.zeros(firsts[-1], np.uint64)
    for here, first in zip(rules, firsts.tolist(), strict=False):
        spans = here.get(type_, ())
        for left, right in sorted(spans, key=lambda span: (span[0] - span[1], span[0])) if spans else ():
            if not column[first + left:first + right].any():
                column[first + left] = 1
                column[first + left + 1:first + right] = 2
    return column
