"""Where a name that ends at a known suffix begins.

In: a sentence, the offset where the suffix begins, the regions of the sentence.  Out: the offset where the name
begins.  In “吸引了海城三鱼泵业有限公司” the legal form begins at 9 and the name at 3: 了 stops it, and the region 海城
opens it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

import rjieba
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.datamodel import Document, Mention
from kg.resources.gazetteer import codes_by_form
from kg.resources.patterns import load_patterns

Span = tuple[int, int]

_PATTERNS = load_patterns("boundaries")
STOPS = frozenset(_PATTERNS.words["stops"])
OPENERS = frozenset(_PATTERNS.words["openers"])
_INNER = frozenset(_PATTERNS.words["inner"])
_PARENTS = tuple(_PATTERNS.words["parents"])
_MANAGED = frozenset(_PATTERNS.words["managed"])
_MANAGING = _PATTERNS.regex["managing"]
_ORDINARY = frozenset(load_patterns("regions").words["common"])
_BREAKS = _PATTERNS.regex["breaks"]
_AREA = _PATTERNS.regex["area"]
_BRACKETED = _PATTERNS.regex["bracketed"]
# Tags of the segmenter that words of a name do not have: prepositions, conjunctions, pronouns, particles, adverbs,
# numbers, measure words, times, directions, verbs used as verbs.
_SOFT_TAGS = frozenset((
    "p", "c", "r", "u", "uj", "ul", "uz", "ud", "uv", "ug", "d", "y", "e", "o", "q", "t", "tg", "f", "m", "ad", "v",
    "vd", "vi", "vq",
))
# Tags of persons, places, bodies, other proper names and foreign words.
_GLUING_TAGS = frozenset(("nr", "nrt", "ns", "nt", "nz", "n", "v"))
_GLUED = frozenset(_PATTERNS.words["glued"])
_ALWAYS_GLUED = frozenset(_PATTERNS.words["always_glued"])
_NAME_TAGS = frozenset(("nr", "nrt", "nrfg", "ns", "nt", "nz", "eng"))
# Tags that a character of a trade name does not have.
_FUNCTION_TAGS = frozenset(("p", "c", "r", "u", "uj", "ul", "uz", "ud", "d", "m", "q", "f", "x", "y"))
_VERB_CHARACTERS = frozenset(_PATTERNS.words["verb_character"])
PLAIN = frozenset(_PATTERNS.words["plain"])
# Plain words that begin with an opener: 大数据 is not 大|数据.
_OPENED = tuple(sorted(word for word in PLAIN if len(word) > 2 and word[0] in OPENERS))
_DASHES = "—－-·•"
REACH = 32


class Word(NamedTuple):
    """A word of the segmenter: ``text[left:right]`` and its tag."""

    left: int
    right: int
    tag: str


@lru_cache(maxsize=8192)
def segment(text: str) -> tuple[Word, ...]:
    """The words of a sentence with their places and tags.

    A function word that the segmenter glues to an unknown name (将汉腾) is split off.
    """
    words, at = [], 0
    for word, tag in rjieba.tag(text):
        end = at + len(word)
        glues = word[0] in _GLUED if len(word) > 2 else len(word) == 2 and word[0] in _ALWAYS_GLUED
        if glues and (tag in _GLUING_TAGS or word[0] in _ALWAYS_GLUED) and not rjieba.has_word(word):
            words.append(Word(at, at + 1, "p"))
            at += 1
        words.append(Word(at, end, tag))
        at = end
    return tuple(words)


def region_spans(document: Document, mentions: Iterable[Mention]) -> tuple[tuple[Span, ...], ...]:
    """For each sentence the spans of regions in text order: mentions, and other words that name a division.

    “辽宁” in “辽宁众辉生物科技有限公司” opens a name even where it is no mention of its own.
    """
    spans: list[list[Span]] = [[] for _ in document.sentences]
    for mention in mentions:
        if mention.type == "Region":
            spans[mention.sentence].append((mention.left, mention.right))
    pairs = zip(document.sentences, spans, strict=True)
    return tuple(_with_places(sentence.text, tuple(found)) for sentence, found in pairs)


@lru_cache(maxsize=8192)
def _with_places(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    forms = codes_by_form()
    places = set(spans)
    if all(any(a <= start and end <= b for a, b in spans) for start, end, _ in _divisions().find(text)):
        return tuple(sorted(places))
    for word in segment(text):
        if word.tag in ("ns", "nt") and text[word.left:word.right] not in _ORDINARY:
            right = _division_end(text, word, forms)
            if right and not any(start < right and word.left < stop for start, stop in spans):
                places.add((word.left, right))
    return tuple(sorted(places))


@cache
def _divisions() -> CharwiseDoubleArrayAhoCorasick:
    return CharwiseDoubleArrayAhoCorasick(sorted(codes_by_form()), MATCH_KIND_LEFTMOST_LONGEST)


def _division_end(text: str, word: Word, forms: Container[str]) -> int:
    """Where the division ends that the word is, or that opens the body it names (辽宁省委); 0 without one."""
    ends = range(word.right, word.left + 1, -1) if word.tag == "nt" else (word.right,)
    return next((end for end in ends if text[word.left:end] in forms and text[word.left:end] not in STOPS), 0)


def is_area(piece: str) -> bool:
    """Whether a piece names an area of several divisions or two countries: 成渝, 陇东, 中荷."""
    return _AREA.search(piece) is not None


def left_boundary(text: str, end: int, regions: Sequence[Span] = (), *, reach: int = REACH) -> int:
    """Where the name begins whose suffix stands at ``end``; ``end`` itself where nothing stands before it.

    Walks left word by word to the first punctuation mark, word of ``stops`` or word with a tag that names do not
    have, then moves right to the first region in what was walked, unless a parent's name stands before it.
    """
    left = end
    while left > 0 and end - left < reach:
        step = _step(text, left, end, regions)
        if step is None:
            break
        left = step
    return _trimmed(text, _anchored(text, left, end, regions), end)


def _step(text: str, left: int, end: int, regions: Sequence[Span]) -> int | None:
    """Where the word before ``left`` begins; None where it does not belong to the name."""
    for start, stop in regions:
        if start < left <= stop:
            return start
    if text[left - 1] in ")）":
        return _opening(text, left)
    words = segment(text)
    word = words[bisect_left(words, left, key=lambda word: word.left) - 1]
    start = max([word.left, *(stop for _, stop in regions if word.left < stop < left)])
    piece = text[start:left]
    if piece in _INNER:
        return start
    if piece in _MANAGED and left < end and _MANAGING.match(text, left):
        return start
    if piece in STOPS or _BREAKS.search(piece) or piece in "(（" or piece[0].isdigit():
        return None
    if len(piece) > 1 and word.tag in _SOFT_TAGS:
        opens_trade_name = left == end or any(stop == start for _, stop in regions)
        unknown = word.tag[0] == "v" and _VERB_CHARACTERS.isdisjoint(piece) and not rjieba.has_word(piece)
        return start if unknown or (word.tag[0] == "v" and opens_trade_name) else None
    return start


def _opening(text: str, end: int) -> int | None:
    """Where the bracket opens that closes at ``end``, when it holds a few plain characters."""
    at = max(text.rfind("(", 0, end), text.rfind("（", 0, end))
    return at if at > 0 and _BRACKETED.fullmatch(text, at, end) else None


def _anchored(text: str, left: int, end: int, regions: Sequence[Span]) -> int:
    """The begin of the first region right of ``left`` that opens the name, else ``left``."""
    owned = -1
    for start, stop in regions:
        if start >= end:
            break
        if start == left:
            return left
        if start > left and stop < end and text[start - 1] not in "(（" and start != owned:
            if not text.endswith(_PARENTS, left, start):
                return start
            owned = stop
    return left


def _trimmed(text: str, left: int, end: int) -> int:
    """``left`` moved right over words and dashes that open no name, as long as something remains."""
    while left < end - 1 and text[left] in _DASHES:
        left += 1
    for word in segment(text):
        if word.left < left:
            continue
        if word.right >= end or word.left != left or text[word.left:word.right] not in OPENERS:
            break
        if any(text.startswith(plain, left) for plain in _OPENED):
            break
        left = word.right
    return left


def is_proper(text: str, left: int, right: int) -> bool:
    """Whether ``text[left:right]`` holds a word that reads like a proper name: 千山湾, 瑞麟, 三鱼.

    Such a word is tagged as a name, or is unknown to the dictionary, or falls into single characters.
    """
    if text[left:right] in PLAIN:
        return False
    singles = _singles(text, left, right)
    return any(_name_like(text, left, right)) or any(map(all, pairwise(singles)))


def is_all_proper(text: str, left: int, right: int) -> bool:
    """Whether each word of ``text[left:right]`` reads like a proper name or is a character that may belong to one."""
    marks = zip(_name_like(text, left, right), _singles(text, left, right), strict=True)
    return is_proper(text, left, right) and all(map(any, marks))


def _pieces(text: str, left: int, right: int) -> Iterator[tuple[str, str]]:
    words = segment(text)
    for index in range(max(bisect_left(words, (left + 1,)) - 1, 0), len(words)):
        begin, end, tag = words[index]
        if begin >= right:
            return
        if end > left:
            yield text[max(begin, left):min(end, right)], tag


def _name_like(text: str, left: int, right: int) -> list[bool]:
    return [
        len(piece) > 1 and not piece[0].isdigit() and not _BREAKS.search(piece)
        and not is_plain(piece) and piece not in STOPS
        and (tag in _NAME_TAGS or ((tag not in _SOFT_TAGS or _coined(piece, tag)) and not rjieba.has_word(piece)))
        for piece, tag in _pieces(text, left, right)
    ]


def is_plain(piece: str) -> bool:
    """Whether a piece is a plain word or an unknown one that opens with it: 文旅大."""
    return piece in PLAIN or (piece[:2] in PLAIN and not rjieba.has_word(piece))


def _coined(piece: str, tag: str) -> bool:
    """Whether a piece tagged as a verb is rather a coined name: 鑫昱达, 韵升."""
    return tag == "v" and len(piece) < 4 and _VERB_CHARACTERS.isdisjoint(piece)


def _singles(text: str, left: int, right: int) -> list[bool]:
    return [len(piece) == 1 and not piece.isdigit() and tag not in _FUNCTION_TAGS
            for piece, tag in _pieces(text, left, right)]
