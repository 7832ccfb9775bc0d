"""Where the name of a project begins, and whether it names one project or a class.

Input are a text, a span that ends with the name, and the spans of the names known already.
“总投资56亿元的国机达远零碳产业园一期项目” ends in 项目; the name begins behind 的.  “重大工业项目” names a class.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import daachorse
import rjieba

from kg.datamodel import Mention
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("projects")
_LEAD = _PATTERNS.regex["lead"]
_NOUN_FOLLOWS = _PATTERNS.regex["noun_follows"]
_PEEL = _PATTERNS.regex["lead_peel"]
_GENERIC = _PATTERNS.regex["generic_words"]
_COUNT = _PATTERNS.regex["count_end"]
_WORKS_END = _PATTERNS.regex["works_end"]
_ALL_GENERIC = _PATTERNS.regex["all_generic"]
_ALIAS = _PATTERNS.regex["alias"]
_FIGURED = _PATTERNS.regex["figured"]
_SITE_END = _PATTERNS.regex["ends_in_site"]
_DEAL = _PATTERNS.regex["deal"]
_ROUTE = _PATTERNS.regex["route"]
_GROUND_END = _PATTERNS.regex["ground_end"]
_MADE = _PATTERNS.regex["capacity_begin"]
_LED = _PATTERNS.regex["led"]
_ENUMERATION, _OF = "、", "的"
_FIGURE_REACH = 60
_MEASURES = frozenset("个项家批")
_LEAD_TOKENS = frozenset(_PATTERNS.words["lead_token"])
_PROJECT_WORDS = _PATTERNS.words["project_word"]
_DASHES = "—－-·•"
_OPENING, _CLOSING = "“‘（(《", "”’）)》"
_NAMED = ("Company", "Park", "Organisation", "Region")
LONGEST = 45
_SHORT = 4

Span = tuple[int, int]

_HEADS = daachorse.CharwiseDoubleArrayAhoCorasick(
    sorted({word for kind in ("works", "plants", "renewals", "phases") for word in _PATTERNS.words[kind]}),
    daachorse.MATCH_KIND_LEFTMOST_LONGEST,
)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence's text with the mentions known in it."""

    text: str
    known: tuple[Mention, ...]
    _heads: list[Span] = field(default_factory=list, compare=False)

    def heads(self, left: int, right: int) -> Iterator[Span]:
        """The nouns of buildings and works between the two, each with the phase or stretch behind it."""
        if not self._heads:
            self._heads.extend(_find_heads(self.text))
        return (span for span in self._heads if left <= span[0] and span[1] <= right)

    def splits(self, at: int) -> bool:
        """Whether a boundary at ``at`` would cut a known name in two."""
        return any(m.left < at < m.right and m.type in _NAMED for m in self.known)

    def holds(self, at: int) -> bool:
        """Whether the character at ``at`` is part of a known name."""
        return any(m.left <= at < m.right and m.type in _NAMED for m in self.known)

    def starts(self, left: int, right: int) -> Iterator[int]:
        """Where known names start between the two."""
        return (m.left for m in self.known if left < m.left < right and m.type in _NAMED)


def _find_heads(text: str) -> Iterator[Span]:
    at = 0
    for start, end, _ in _HEADS.find(text):
        if start >= at:
            tail = _PATTERNS.regex["head_tail"].match(text, end)
            at = tail.end() if tail else end
            yield start, at


def begin(scene: Scene, left: int, right: int) -> int:
    """The offset at which the name that ends at ``right`` begins; ``right`` where no name is left."""
    text = scene.text
    ends = _token_ends(scene, left, right)
    at = max([left, *_verbs(scene, left, right, ends), *_tokens(scene, left, right, ends)])
    at = _peel(scene, at, right)
    if right - at >= 2 and specific(scene, at, right):
        return _quote(text, at, right)
    return right


def joined(scene: Scene, pieces: list[Span], name: Span) -> int:
    """Where a name begins whose goods are several: “长河集团的风机塔筒、风电法兰锻造项目” is one project.

    ``pieces`` are the items in front of it; they belong to it where the first is led by its maker, a figure or a
    capacity, and none of them names a maker or a site of its own.
    """
    text, (start, end) = scene.text, name
    bare = end - next((len(word) for word in _PROJECT_WORDS if text.endswith(word, start, end)), 0)
    if _GROUND_END.search(text, start, bare) or any(m.left == start and m.type in _NAMED for m in scene.known):
        return start
    for left, right in reversed(pieces):
        at = begin(scene, left, right)
        if at >= right or end - at > LONGEST or text[right:start] != _ENUMERATION or _SITE_END.search(text, at, right):
            break
        led = any(m.left == at and m.type == "Company" for m in scene.known)
        if led or _MADE.match(text, at) or (text[at - 1:at] == _OF and _LED.search(text, 0, at)):
            return at
        if at > left or any(m.left == at and m.type in _NAMED for m in scene.known):
            break
        start = at
    return name[0]


def _token_ends(scene: Scene, left: int, right: int) -> dict[int, str]:
    """The words of a span by the offset at which they end; a known name always begins a word."""
    text = scene.text
    cuts = [left, *sorted(set(scene.starts(left, right))), right]
    return {
        first + stop: token
        for first, last in pairwise(cuts)
        for token, _, stop in rjieba.tokenize(text[first:last])
    }


def _verbs(scene: Scene, left: int, right: int, ends: dict[int, str]) -> Iterator[int]:
    text = scene.text
    for found in _LEAD.finditer(text, left, right, overlapped=True):
        at = found.end()
        if (
            at in ends
            and (found.start() == left or found.start() in ends or ends[at].endswith(found[0]))
            and at < right - 1
            and not scene.splits(at)
            and not scene.splits(found.start())
            and not _NOUN_FOLLOWS.match(text, at)
            and not _quoted(text, left, at, right)
        ):
            yield at


def _tokens(scene: Scene, left: int, right: int, ends: dict[int, str]) -> Iterator[int]:
    text = scene.text
    for at, token in ends.items():
        if at >= right - 1 or scene.splits(at) or scene.holds(at - 1) or _quoted(text, left, at, right):
            continue
        if token in _LEAD_TOKENS or (_COUNT.search(text[max(left, at - 6):at]) and text[at - 1] in _MEASURES):
            yield at
    for found in _ALIAS.finditer(text, left, right):
        yield found.end()


def _quoted(text: str, left: int, at: int, right: int) -> bool:
    """Whether ``at`` stands inside quotes or brackets that are closed before ``right``."""
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        start = text.rfind(opening, left, at)
        if start >= 0 and text.find(closing, start, at) < 0 <= text.find(closing, at, right):
            return True
    return False


def _peel(scene: Scene, at: int, right: int) -> int:
    found = _PEEL.match(scene.text[at:right])
    if found and found.end() < right - at - 1 and not scene.splits(at + found.end()):
        return at + int(found.end())
    return at


def _quote(text: str, at: int, right: int) -> int:
    """Past a dash and an opening quote that the name does not close."""
    while at < right and (text[at] in _CLOSING or text[at] in _DASHES or _is_open(text, at, right)):
        at += 1
    return at


def _is_open(text: str, at: int, right: int) -> bool:
    """Whether a quote or bracket opens that is not closed before ``right``."""
    return text[at] in _OPENING and text.find(_CLOSING[_OPENING.index(text[at])], at, right) < 0


def figured(text: str, left: int) -> bool:
    """Whether a figure of its own leads to a name: 总投资30亿元的."""
    return left > 0 and text[left - 1] in "的“" and _FIGURED.search(text[max(0, left - _FIGURE_REACH):left]) is not None


def specific(scene: Scene, left: int, right: int) -> bool:
    """Whether more than words of a class, verbs and divisions is left of the name."""
    text = scene.text
    if right - left >= _SHORT and (figured(text, left) or _DEAL.match(text, right)):
        return True
    for word in _PROJECT_WORDS:
        if text.endswith(word, left, right):
            right -= len(word)
    if _SITE_END.search(text, left, right) and any(m.left == left and m.right < right for m in scene.known):
        return True
    if works := _WORKS_END.search(text, left, right):
        return modified(scene, left, works.start())
    core = text[left:right]
    if _ROUTE.fullmatch(core):
        return True
    for mention in scene.known:
        if mention.type == "Region" and left <= mention.left and mention.right <= right:
            core = core.replace(mention.surface, "", 1)
    return len(_LEAD.sub("", _GENERIC.sub("", core))) >= 2


def named(scene: Scene, left: int, right: int) -> bool:
    """Whether the span holds a known name or begins with a quoted word."""
    return scene.text[left] in _OPENING or any(
        left <= m.left and m.right <= right and m.type in _NAMED for m in scene.known
    )


def modified(scene: Scene, left: int, right: int) -> bool:
    """Whether the modifier in front of a common noun tells one thing from its class; a division does."""
    if any(left <= m.left < right and m.type in _NAMED for m in scene.known):
        return True
    words = scene.text[left:right]
    if words.isascii() and words.isalnum():
        return True
    return len(words) >= 2 and not _ALL_GENERIC.match(words) and len(_LEAD.sub("", words)) >= 2
