"""A regular expression → words of which every match holds at least one.

“签约.{0,4}项目” can only match where 签约 and 项目 stand; ``required`` gives the rarer: {签约}.  The expression is read
by the parser of Python's own ``re``; for what that does not know (\\p{Han}, \\G) stand-ins that match more go in first.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import regex

# Of more alternatives an expression needs no word in particular.
_MOST = 2000
# Characters of the text that stand where a stretch of Chinese may begin with any, roughly.
_COMMON, _RARE = 0.35, 0.02
_UNKNOWN = (
    (regex.compile(r"\\G"), ""), (regex.compile(r"\\[pP]\{\w+\}"), r"\\S"), (regex.compile(r"\(\?r\)"), ""),
    (regex.compile(r"\?P<\w+>"), "?:"),
)

Words = frozenset[str]


class _Read(NamedTuple):
    """``exact`` are all strings that a part matches, None where they are too many; ``needed`` are sets of words, one
    of each of which every match holds or stands beside."""

    exact: Words | None
    needed: tuple[Words, ...] = ()


_EMPTY = _Read(frozenset(("",)))
_ANYTHING = _Read(None)


def required(source: str) -> Words:
    """The rarest set of words, one of which every text with a match holds; empty where there is none.

    Nothing is known of expressions that ignore case or that only the library ``regex`` reads.
    """
    for unknown, stand_in in _UNKNOWN:
        source = unknown.sub(stand_in, source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = parser.parse(source)
    except (parser.error, RecursionError, OverflowError):
        return frozenset()
    if parsed.state.flags & (parser.SRE_FLAG_IGNORECASE | parser.SRE_FLAG_VERBOSE):
        return frozenset()
    found = _sequence(parsed)
    best = min((*found.needed, *_useful(found.exact)), key=_chance, default=frozenset[str]())
    return _shortest(best) if _chance(best) < 1 else frozenset()


def _shortest(words: Words) -> Words:
    """The words without those that hold another one."""
    kept: set[str] = set()
    for word in sorted(words, key=len):
        inner = (word[start:end] for start in range(len(word)) for end in range(start + 1, len(word) + 1))
        if kept.isdisjoint(inner):
            kept.add(word)
    return frozenset(kept)


def _chance(words: Words) -> float:
    """Roughly how likely a sentence holds one of the words."""
    return sum((_RARE if word.isalpha() else _COMMON) ** len(word) * 10 for word in words) if words else 1.0


def _sequence(parts: Iterable[tuple[Any, Any]]) -> _Read:
    """What follows one after the other: words that touch are one."""
    exact: Words | None = frozenset(("",))
    needed: list[Words] = []
    whole = True
    for part in parts:
        found = _part(*part)
        needed += found.needed
        joined = _product(exact, found.exact)
        if joined is None:
            whole = False
            needed += _useful(exact)
            exact = found.exact
            if exact is None:
                exact = frozenset(("",))
        else:
            exact = joined
    return _Read(exact, tuple(needed)) if whole else _Read(None, (*needed, *_useful(exact)))


def _useful(words: Words | None) -> Iterator[Words]:
    if words and "" not in words:
        yield words


def _product(left: Words | None, right: Words | None) -> Words | None:
    if left is None or right is None or len(left) * len(right) > _MOST:
        return None
    return frozenset(one + other for one in left for other in right)


def _part(kind: Any, value: Any) -> _Read:
    """What one part of a parsed expression matches."""
    if kind is codes.LITERAL:
        return _Read(frozenset((chr(value),)))
    if kind is codes.IN:
        return _set(value)
    if kind is codes.BRANCH:
        return _branch([_sequence(option) for option in value[1]])
    if kind is codes.SUBPATTERN:
        return _ANYTHING if value[1] else _sequence(value[3])
    if kind is codes.ATOMIC_GROUP:
        return _sequence(value)
    if kind in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        return _repeat(*value)
    if kind is codes.ASSERT:
        found = _sequence(value[1])
        return _Read(_EMPTY.exact, (*found.needed, *_useful(found.exact)))
    if kind in (codes.ASSERT_NOT, codes.AT):
        return _EMPTY
    return _ANYTHING


def _set(options: Sequence[tuple[Any, Any]]) -> _Read:
    """A set of characters, if it lists them."""
    characters: set[str] = set()
    for kind, value in options:
        if kind is codes.LITERAL:
            characters.add(chr(value))
        elif kind is codes.RANGE and value[1] - value[0] < _MOST:
            characters.update(map(chr, range(value[0], value[1] + 1)))
        else:
            return _ANYTHING
    return _Read(frozenset(characters))


def _branch(options: Sequence[_Read]) -> _Read:
    """One of several: exact if all are, else one of the rarest words of each."""
    if all(option.exact is not None for option in options):
        exact = frozenset[str]().union(*(option.exact or () for option in options))
        return _Read(exact if len(exact) <= _MOST else None, tuple(_useful(exact)))
    chosen: list[Words] = []
    for option in options:
        sets = [*option.needed, *_useful(option.exact)]
        if not sets:
            return _ANYTHING
        chosen.append(min(sets, key=_chance))
    return _Read(None, (frozenset[str]().union(*chosen),))


def _repeat(least: int, most: Any, content: Any) -> _Read:
    found = _sequence(content)
    if least == 0:
        optional = found.exact | {""} if found.exact is not None and most == 1 else None
        return _Read(optional)
    if least == most == 1:
        return found
    return _Read(None, (*found.needed, *_useful(found.exact)))
