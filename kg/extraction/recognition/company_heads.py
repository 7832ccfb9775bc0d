"""Short names of companies that open the names of projects.

In: a sentence and its regions.  Out: spans of short names.  “布顿特种金属制品生产基地等项目” gives 布顿 (the goods
end the name), “宏昌中燃300万吨焦化项目” 宏昌中燃 (a capacity ends it), “瑞麟科技二期” 瑞麟科技 (a line of business
belongs to it).
"""

from __future__ import annotations

from collections.abc import Sequence

import rjieba

from kg.extraction.recognition.boundaries import (
    OPENERS,
    STOPS,
    Span,
    Word,
    is_all_proper,
    is_area,
    is_plain,
    is_proper,
    segment,
)
from kg.extraction.recognition.known_names import full_names_by_form
from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("companies")
_CAPACITY = _PATTERNS.regex["capacity"]
_FACTORY = _PATTERNS.regex["factory_head"]
_PLACE_HEAD = _PATTERNS.regex["place_head"]
_NO_NAME = _PATTERNS.regex["no_name"]
_CORRIDOR = _PATTERNS.regex["corridor"]
_BRACKET = _PATTERNS.regex["seat"]
_LIST_END = _PATTERNS.regex["list_end"]
_BULLET = _PATTERNS.regex["bullet"]
_AFTER_LINE = _PATTERNS.regex["after_line"]
_ATTRIBUTIVE = _PATTERNS.words["attributive"][0]
_LANDFORMS = _PATTERNS.words["landform"]
_GOODS = frozenset((*_PATTERNS.words["build_after"], *(
    row["surface"] for row in load_rows("Industry")
    if len(row["surface"]) > 1 and row["parent"] in _PATTERNS.words["goods_class"])))
_LINES = frozenset((*_PATTERNS.words["strong_line"], *_PATTERNS.words["line"]))
_ACRONYMS = frozenset(_PATTERNS.words["acronym"])
_COMMON = frozenset(_PATTERNS.words["common"])
_REGIONAL_LINES = frozenset(_PATTERNS.words["regional_line"])
_FIRM_LINES = frozenset(_PATTERNS.words["firm_line"])
_WORDS = _GOODS | _LINES
_NAME_ENDS = frozenset(_PATTERNS.words["name_end"])
_LATIN = _PATTERNS.regex["latin"]
_PLACE_ENDS = _PATTERNS.words["place_end"]
_BUILT = _PATTERNS.regex["built"]
_TRADE = _PATTERNS.words["trade"][0]
LONGEST_WORD = max(map(len, _WORDS))
# A trade name has two to five characters, or what a group's name and its daughter's make together.
_SHORTEST_NAME, _LONGEST_NAME = 2, 6
# A name of this length may have a word of the language in it: 龙源|昆宇.
_COMPOUND = 4
# The short name of a group has up to three characters: 中盐, 中广核.
_GROUP = 3
_NAME_TAGS = "njsgzhk"
_SOFT_TAGS = ("r", "t", "m", "q", "p", "c", "d", "f")
_TIMES = frozenset(_PATTERNS.words["time"])
_MARK = "x"
_OPENING_TAGS = ("v", "d", "vd", "ad")


def head(text: str, item: Span, regions: Sequence[Span]) -> Span | None:
    """The name of the company that opens an item of a list of projects, before goods, works or a capacity."""
    start, end = item
    closed = _LIST_END.search(text, start, end)
    end = closed.start() if closed else end
    begin = max(start, text.rfind(_ATTRIBUTIVE, start, end) + 1)
    opening = _opening(text, [word for word in segment(text) if begin <= word.left and word.right <= end])
    core = after_regions(opening, end, regions)
    line = _word_at(text, core, end)
    if opening < core < end and _is_regional(text, (opening, core), line, end):
        return opening, core + len(line)
    if core >= end or (line and not _is_mixed(text, core, line)):
        return None
    for right in range(core + len(line) + _SHORTEST_NAME, min(core + _LONGEST_NAME, end) + 1):
        made = _CAPACITY.match(text, right, end) is not None
        word = _word_at(text, right, end)
        plain = not word and is_plain(text[right:right + 2])
        if plain and not is_known(text, core):
            return None
        if made or word or plain or _BRACKET.match(text, right, end):
            if not _is_trade_name(text, (core, right), made, regions):
                return None
            return unplaced(text, opening, core), _with_line(text, right, end)
    return None


def _is_mixed(text: str, core: int, line: str) -> bool:
    """Whether an unknown word follows a short word for goods, so that both are the name: 航天|国轩."""
    at = core + len(line)
    noun = any(word.left == core and word.right == at and word.tag[0] == "n" for word in segment(text))
    return noun and len(line) == _SHORTEST_NAME and not is_plain(line) and line not in _COMMON and any(
        word.left == at and word.right - at == _SHORTEST_NAME and word.tag[0] == "n"
        and not rjieba.has_word(text[at:word.right]) for word in segment(text))


def _is_regional(text: str, place: Span, line: str, end: int) -> bool:
    """Whether a place and a line of business are the whole name before goods or works: 海南|炼化, 青石|药业."""
    right = place[1] + len(line)
    return line in _REGIONAL_LINES and not text.endswith(_PLACE_ENDS, *place) and bool(
        _CAPACITY.match(text, right, end) or _AFTER_LINE.match(text, right, end) or _word_at(text, right, end))


def unplaced(text: str, left: int, core: int) -> int:
    """Where a short name begins behind its place: 青石县|瑞麟, but 青石瑞麟."""
    return core if core - left > 2 and text.endswith(_PLACE_ENDS, left, core) else left


def is_goods(text: str, at: int) -> bool:
    """Whether a word for goods, no trade name, begins there."""
    return _word_at(text, at, min(len(text), at + LONGEST_WORD)) in _GOODS


def names_goods(text: str, line: Span) -> bool:
    """Whether a line of business is rather the goods of a project or an industry: 瑞麟|光伏项目, 瑞麟|锂电池."""
    left, right = line
    end = min(len(text), right + LONGEST_WORD)
    at, first = left, ""
    while at < right and (word := _word_at(text, at, end)):
        if at + len(word) > right:
            return True
        at, first = at + len(word), first or word
    if _is_firm(first) or _AFTER_LINE.match(text, right):
        return False
    return bool(_word_at(text, right, end) or _BUILT.match(text, right))


def before_goods(text: str, name: Span, end: int) -> int:
    """Where a name ends that would cut a word for goods at its right: 云岭|汽车配件, not 云岭汽车."""
    left, right = name
    return next((at for at in range(left + _SHORTEST_NAME, right) if at + len(_word_at(text, at, end)) > right), right)


def firm_end(text: str, line: Span) -> int:
    """Where a chain of lines ends that begins with firm ones: 铁建重工|智能装备."""
    left, right = line
    at, end = left, min(len(text), right + LONGEST_WORD)
    while at < right and _is_firm(word := _word_at(text, at, end)) and at + len(word) <= right:
        at += len(word)
    return right if at == left or _AFTER_LINE.match(text, right) else at


def _is_firm(line: str) -> bool:
    """Whether a line of business belongs to the name even before goods: 科技, 矿业; not 新能源."""
    return line in _FIRM_LINES or line.endswith(_TRADE)


def _word_at(text: str, at: int, end: int) -> str:
    """The longest word for goods or a line of business that begins there."""
    for stop in range(min(at + LONGEST_WORD, end), at + 1, -1):
        if text[at:stop] in _WORDS:
            return text[at:stop]
    return ""


def _with_line(text: str, right: int, end: int) -> int:
    """The end of the name with the lines of business that belong to it: 瑞麟科技, but not 瑞麟|新能源汽车."""
    start = right
    while (word := _word_at(text, right, end)) in _LINES:
        right += len(word)
        if right == start + len(word) and _is_firm(word):
            return right
    return right if _AFTER_LINE.match(text, right, end) else start


def _is_trade_name(text: str, span: Span, made: bool, regions: Sequence[Span]) -> bool:
    """Whether the characters before the goods read like a name; before a capacity one strange word is enough."""
    left, right = span
    if any(a < right and left < b for a, b in regions):
        return False
    if _NO_NAME.search(text, left, right) or is_area(text[left:right]) or (made and text[left] in _TIMES):
        return False
    if _CORRIDOR.match(text[left:right]) or (not made and (
            text.endswith(_LANDFORMS, left, right) or _PLACE_HEAD.match(text, right) or is_place(text, left, right))):
        return False
    words = [(text[max(word.left, left):min(word.right, right)], word.tag) for word in segment(text)
             if word.left < right and left < word.right]
    letters = _LATIN.match(text, left, right)
    if (letters and letters[0] in _ACRONYMS) or is_plain(text[left:left + 2]) or any(
            piece in _COMMON or (len(piece) > 1 and tag in _OPENING_TAGS and rjieba.has_word(piece))
            for piece, tag in words):
        return False
    if is_known(text, left) or _is_odd([piece for piece, _ in words]):
        return True
    if made and any(
            len(piece) > 1 and tag not in _SOFT_TAGS and not rjieba.has_word(piece) for piece, tag in words):
        return True
    return is_proper(text, left, right) if made or right - left >= _COMPOUND else is_all_proper(text, left, right)


def _is_odd(pieces: Sequence[str]) -> bool:
    """Whether words fall apart as names do: 百思|特 and 铂|能|特 with a character that ends names, 中|加特."""
    lengths = list(map(len, pieces))
    if not STOPS.isdisjoint(pieces) or pieces[0] in OPENERS:
        return False
    if lengths == [1, 2]:
        return not rjieba.has_word(pieces[1]) and not is_plain(pieces[1])
    return pieces[-1] in _NAME_ENDS and lengths in ([2, 1], [1, 1, 1])


def is_known(text: str, left: int) -> bool:
    """Whether the name of a known group opens there: 中车|时代."""
    forms = full_names_by_form("Company")
    return any(text[left:left + length] in forms for length in (4, 3, 2))


def daughter(text: str, group: Span) -> Span | None:
    """The daughter that a group's short name and unknown words right behind it name: 中盐|红四方, 首钢|京唐."""
    left, right = group
    if right - left > _GROUP:
        return None
    end = right
    for word in segment(text):
        if word.left != end or word.right - right > _COMPOUND:
            continue
        piece = text[word.left:word.right]
        if word.tag[0] not in _NAME_TAGS or piece in STOPS or piece in _COMMON or is_plain(piece) or _word_at(
                text, word.left, len(text)):
            break
        end = word.right
    name = [text[word.left:word.right] for word in segment(text) if right <= word.left and word.right <= end]
    lengths = list(map(len, name))
    odd = lengths[:1] == [1] if len(name) > 1 else lengths != [1] and bool(name) and not rjieba.has_word(name[0])
    return (left, end) if odd and not _NO_NAME.search(text, right, end) else None


def after_regions(left: int, right: int, regions: Sequence[Span]) -> int:
    """Where the regions end that open at ``left``."""
    for start, stop in regions:
        if start == left and stop <= right:
            left = stop
    return left


def is_place(text: str, left: int, right: int) -> bool:
    """Whether the span is one word that the dictionary knows as a place: 柴达木."""
    return any((word.left, word.right, word.tag) == (left, right, "ns") and rjieba.has_word(text[left:right])
               for word in segment(text))


def _opening(text: str, words: Sequence[Word]) -> int:
    """Where the item's name begins: right of the last verb, adverb or particle that opens the item."""
    at = words[0].left if words else 0
    bullet = _BULLET.match(text, at)
    if bullet:
        at = bullet.end()
        words = [word for word in words if word.left >= at]
    for word in words:
        piece = text[word.left:word.right]
        verb = word.tag in _OPENING_TAGS and len(piece) > 1 and rjieba.has_word(piece)
        if word.left == at and (piece in STOPS or verb or word.tag == _MARK):
            at = word.right
        elif word.right - at > _LONGEST_NAME:
            break
        elif len(piece) == 1 and piece in STOPS:
            at = word.right
    return at
