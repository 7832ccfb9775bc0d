"""The notation of a programme → its symbols.

“4+4+3+N” gives 4, 4, 3, N; “21152” all the ways to cut it (2|1|1|5|2, 21|152 …), for only the text tells which is
meant; “一枢纽、两中心” the symbols 一枢纽 (1 枢纽) and 两中心 (2 中心).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from kg.extraction.enumerations import count_of
from kg.resources.patterns import load_patterns

_RE = load_patterns("notations").regex
_OPEN = "NnXxＮ"
_MARKS = regex.compile("[“”‘’\"'「」『』]")
_BRACKETS = regex.compile(r"[（(][^（）()]*[)）]")
_LONGEST = 3
_CHAINED = regex.compile("[1-9]{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """``text`` as written, ``count`` its number (None for N and X), ``noun`` what a word form counts.

    ``doubled`` marks 双高 and the like, which count only where the text names the two.
    """

    text: str
    count: int | None
    noun: str = ""
    doubled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notation:
    """One reading of a code: ``render`` gives the code back."""

    symbols: tuple[Symbol, ...]
    joiner: str

    def render(self) -> str:
        return self.joiner.join(symbol.text for symbol in self.symbols)


def parse_code(code: str) -> tuple[Notation, ...]:
    """All readings of a numeric code, none where it is no code.

    Of digits in a row the reading with most symbols comes first, of a code with + the one as written: 1+1388 is also
    1+1+3+8+8.
    """
    plain = _MARKS.sub("", code).replace("＋", "+")
    if _RE["code"].search(plain):
        written = Notation(symbols=tuple(map(_digit_symbol, plain.split("+"))), joiner="+")
        chained = _CHAINED.sub(lambda found: "+".join(found[0]), plain)
        apart = Notation(symbols=tuple(map(_digit_symbol, chained.split("+"))), joiner="+")
        return (written,) if apart == written else (written, apart)
    if not _RE["digit_string"].search(plain):
        return ()
    letter = plain[-1:] if plain[-1] in _OPEN else ""
    cuts = sorted(_cut(plain.removesuffix(letter)), key=lambda cut: (-len(cut), cut))
    cuts = [cut for cut in cuts if len(cut) > 1 or letter]
    return tuple(
        Notation(symbols=tuple(map(_digit_symbol, (*cut, letter) if letter else cut)), joiner="") for cut in cuts
    )


def _digit_symbol(text: str) -> Symbol:
    return Symbol(text=text, count=None if text in _OPEN else int(text))


def _cut(digits: str) -> Iterator[tuple[str, ...]]:
    """The ways to cut digits into numbers of at most three digits without a leading zero."""
    if not digits:
        yield ()
    for length in range(1, min(_LONGEST, len(digits)) + 1):
        if digits[0] != "0":
            yield from ((digits[:length], *rest) for rest in _cut(digits[length:]))


def parse_words(name: str) -> tuple[Symbol, ...]:
    """The symbols of a word form, or of the number that a longer name holds; none where it has none."""
    plain = _BRACKETS.sub("", _MARKS.sub("", name))
    if _RE["doubles"].search(plain):
        return ()
    if (rest := _RE["word_code"].fullmatch(plain)) and (parts := parse_words(rest["words"])):
        return (*parts, Symbol(text=rest["open"].upper(), count=None))
    if _RE["several"].search(plain) or _RE["several_measured"].search(plain):
        return tuple(_part(found) for found in _RE["part"].finditer(plain))
    if _RE["several_among"].search(plain):
        return tuple(_part(found) for piece in plain.split("、") if (found := _RE["part"].match(piece)))
    if found := _RE["whole"].search(plain):
        return (_symbol(found["symbol"], found),)
    for rule in ("behind_quotes", "paired", "measured", "layered", "inside_bare", "fashion"):
        if found := _RE[rule].search(name):
            return (_symbol(found["symbol"], found),)
    if found := _RE["bare"].search(plain):
        return (_symbol(found[0], found),)
    if found := _RE["twofold"].search(plain):
        return (Symbol(text=found["symbol"], count=2, noun=found["noun"], doubled=True),)
    return ()


def _part(found: regex.Match[str]) -> Symbol:
    """A part without what follows its noun: 一主 of 一主引领, 三区 of 三区并进."""
    symbol = _symbol(found[0].rstrip("、，,"), found)
    rest = _RE["part_rest"].search(symbol.noun, 1)
    if rest is None:
        return symbol
    length = len(rest[0])
    return Symbol(text=symbol.text[:-length], count=symbol.count, noun=symbol.noun[:-length])


def _symbol(text: str, found: regex.Match[str]) -> Symbol:
    number = "两" if found["number"] == "双" else found["number"]
    return Symbol(text=text, count=count_of(number), noun=_MARKS.sub("", found["noun"]))
