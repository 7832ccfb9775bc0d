"""Regular expressions, compiled when they are first used, and passed over in sentences where they can't match.

``Expression("签约.{0,4}项目")`` is used like a compiled pattern.  ``survey`` is told the sentences of a document: from
then on ``search`` and ``finditer`` answer at once, without trying, where a sentence holds no 签约.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from sys import maxsize
from typing import Any, TypeVar, cast

import msgspec
import regex
from daachorse import CharwiseDoubleArrayAhoCorasick

from kg.errors import ResourceError
from kg.resources.compiled import Compiled, by_re, by_regex, thawed
from kg.resources.literals import Words, required

# Repeats that give nothing back are right in `re` from Python 3.11.4 on only; the others it does not have.
_OF_REGEX = re.compile(r"[+*?}]\+|\(\?>|\\[pPG]")
_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")
# The words that expressions need are looked for once so many sentences were read, ...
_SENTENCES = 1000
# ... and of use where they leave out a good part of the sentences.
_SHARE = 0.6
_Found = re.Match[str]
Made = TypeVar("Made")


class Kept(msgspec.Struct, array_like=True, frozen=True):
    """An expression compiled, empty where that form can't be kept, and the words of which a match holds one."""

    compiled: bytes
    needed: list[str]


class Expression:
    """A regular expression for the library ``regex``, run by ``re`` where that reads it in the same way: its calls
    and its compiling take half the time.  ``where`` tells errors where the expression stands."""

    __slots__ = ("_compiled", "_kept", "_where", "findall", "finditer", "fullmatch", "match", "pattern", "search",
                 "split", "sub", "subn")

    search: Callable[..., _Found | None]
    finditer: Callable[..., Iterator[_Found]]

    def __init__(self, pattern: str, where: str = "", kept: Kept | None = None) -> None:
        self.pattern = pattern
        self._where = where
        self._kept = kept
        self._compiled: Compiled | None = None

    def __getattr__(self, name: str) -> Any:
        """A method that was not used yet."""
        if name not in _METHODS:
            return getattr(self._compile(), name)
        compiled = self._compile()
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        if isinstance(compiled, re.Pattern):
            self.finditer = self._finditer
        _used.append(self)
        return getattr(self, name)

    def _compile(self) -> Compiled:
        if self._compiled is None:
            content = self._kept.compiled if self._kept else b""
            if content:
                self._compiled = thawed(content)
            else:
                self._compiled = _made(self.pattern, self._where, _by_re, _by_regex)
        return self._compiled

    def needed(self) -> Words:
        """Words of which every match holds at least one."""
        return frozenset(self._kept.needed) if self._kept else required(self.pattern)

    def keep(self) -> Kept:
        """What an equal expression may begin with."""
        try:
            self._compiled, content = _made(self.pattern, self._where, by_re, by_regex)
        except ResourceError:
            content = b""
        return Kept(compiled=content, needed=sorted(required(self.pattern)))

    def _finditer(self, text: str, pos: int = 0, endpos: int = maxsize, overlapped: bool = False) -> Iterator[_Found]:
        if overlapped:
            return cast(Iterator[_Found], regex.compile(self.pattern).finditer(text, pos, endpos, overlapped=True))
        return cast(Iterator[_Found], self._compile().finditer(text, pos, endpos))

    def pass_over(self, signs: dict[str, set[int]], number: int) -> None:
        """Answer at once from here on for texts whose ``signs`` lack ``number``."""
        find, finds, told = self.search, self.finditer, signs.get

        def search(text: str, pos: int = 0, endpos: int = maxsize) -> _Found | None:
            held = told(text)
            return find(text, pos, endpos) if held is None or number in held else None

        def finditer(text: str, pos: int = 0, endpos: int = maxsize, **how: bool) -> Iterator[_Found]:
            held = told(text)
            return finds(text, pos, endpos, **how) if held is None or number in held else iter(())

        self.search, self.finditer = search, finditer


_used: list[Expression] = []


def _by_re(pattern: str) -> Compiled:
    return re.compile(pattern)


def _by_regex(pattern: str) -> Compiled:
    return regex.compile(pattern)


def _made(
    pattern: str, where: str, by_re: Callable[[str], Made], by_regex: Callable[[str], Made]
) -> Made:
    """What one of two libraries makes of a pattern."""
    if not _OF_REGEX.search(pattern):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                return by_re(pattern)
        except (re.error, FutureWarning):
            pass
    try:
        return by_regex(pattern)
    except regex.error as error:
        raise ResourceError(f"{where or pattern}: {error}") from error


class _Survey:
    """Which expressions may match in which sentences: those one of whose words stands there."""

    def __init__(self) -> None:
        self.signs: dict[str, set[int]] = {}
        self._early: list[str] = []
        self._words: CharwiseDoubleArrayAhoCorasick | None = None
        self._numbers: Sequence[frozenset[int]] = ()

    def tell(self, sentences: Iterable[str]) -> None:
        """The sentences of the next document."""
        if self._words is None:
            self._early += sentences
            if len(self._early) >= _SENTENCES:
                self._begin()
            return
        self.signs.clear()
        for sentence in sentences:
            self.signs[sentence] = self._signs(sentence)

    def _signs(self, sentence: str) -> set[int]:
        numbers = self._numbers
        assert self._words is not None
        return set().union(*[numbers[word] for _, _, word in self._words.find_overlapping(sentence)])

    def _begin(self) -> None:
        """Choose the expressions that are passed over often."""
        needs = {number: words for number, one in enumerate(_used) if (words := one.needed())}
        self._look_for(needs)
        counts = dict.fromkeys(needs, 0)
        for sentence in self._early:
            for number in self._signs(sentence):
                counts[number] += 1
        most = _SHARE * len(self._early)
        self._look_for({number: words for number, words in needs.items() if counts[number] < most})
        for number in needs:
            if counts[number] < most:
                _used[number].pass_over(self.signs, number)
        self._early.clear()

    def _look_for(self, needs: dict[int, Words]) -> None:
        numbers: dict[str, set[int]] = {}
        for number, words in needs.items():
            for word in words:
                numbers.setdefault(word, set()).add(number)
        self._words = CharwiseDoubleArrayAhoCorasick(sorted(numbers) or [" "])
        self._numbers = [frozenset(numbers[word]) for word in sorted(numbers)] or [frozenset()]


survey = _Survey().tell
