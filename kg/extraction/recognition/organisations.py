"""Named bodies that are no companies: government, party, universities, hospitals, laboratories, associations, media.

In: a document and its regions.  Out: Organisation mentions.  “鞍山市科技局党组书记表示,千山湾矿业实验室挂牌” gives
鞍山市科技局 (an office right of a region) and 千山湾矿业实验室 (a kind at the end, a proper name before it).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from kg.datamodel import Document, Mention, Sentence
from kg.extraction.recognition.boundaries import OPENERS, Span, is_proper, left_boundary, region_spans, segment
from kg.extraction.recognition.known_names import known_names
from kg.extraction.recognition.triggers import Trigger
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("organisations")
_WORDS = {name: frozenset(words) for name, words in _PATTERNS.words.items()}
_GOVERNMENT = _PATTERNS.regex["government"]
_KIND = Trigger(
    (word for kind in ("school", "hospital", "institute", "laboratory", "centre", "association", "press")
     for word in _PATTERNS.words[kind]), _PATTERNS.regex["kind"])
_CONTINUES = _PATTERNS.regex["kind_continues"]
_WARD = _PATTERNS.regex["ward"]
_BRANCH = _PATTERNS.regex["branch"]
_CROSSED = _PATTERNS.regex["crossed"]
_MASTHEAD = _PATTERNS.regex["masthead"]
_PARENTS = _PATTERNS.words["parent"]
_PART = _PATTERNS.regex["part"]
_PARTY_BEFORE = _PATTERNS.words["party_before"]
_CLASS_BEFORE = _PATTERNS.words["class_before"]
_BLOCKED_LEFT = _PATTERNS.words["blocked_left"]
_POSITIONS = _PATTERNS.words["position"]
_PLURAL_BEFORE = _PATTERNS.regex["plural_before"]
_SOURCE = _PATTERNS.regex["source"]
_SOURCE_WORDS = _PATTERNS.words["source_word"]
_OPENING = _PATTERNS.regex["other_name"]
_LISTING = _PATTERNS.words["listing"]
_VERB_TAGS = ("v", "d", "ad", "p", "vd", "vn")
# A line of a paper's name and day is no longer than this.
_SHORT = 40
_DOT = "·"
_OPEN_KINDS = _WORDS["school"] | _WORDS["hospital"] | _WORDS["press"]


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    """The organisations of a document; the regions among ``known`` place them."""
    regions = region_spans(document, known)
    for sentence in document.sentences:
        taken: dict[Span, tuple[str, str]] = {}
        for rule, span, refers in _candidates(sentence, regions[sentence.index]):
            if not any(left <= span[0] and span[1] <= right for left, right in taken):
                taken[span] = (rule, refers)
        other = _other_names(sentence.text, sorted(taken))
        for span, (rule, refers) in taken.items():
            yield document.mention(sentence, span, "Organisation", rule, refers=other.get(span, refers))


def _other_names(text: str, spans: Sequence[Span]) -> dict[Span, str]:
    """The name before a bracket for each name in it: 鞍山市数据局(鞍山市行政审批局) is one body."""
    names: dict[Span, str] = {}
    first = ""
    for before, span in pairwise(spans):
        between = text[before[1]:span[0]]
        if _OPENING.fullmatch(between):
            first = text[slice(*before)]
        elif not (first and between in _LISTING):
            first = ""
        if first:
            names[span] = first
    return names


def _candidates(sentence: Sentence, regions: Sequence[Span]) -> Iterator[tuple[str, Span, str]]:
    text = sentence.text
    for source in _SOURCE.finditer(text) if any(word in text for word in _SOURCE_WORDS) else ():
        for group in ("media", "media2"):
            if source[group]:
                yield "organisation.source", source.span(group), ""
    masthead = _MASTHEAD.search(text) if len(text) <= _SHORT else None
    if masthead:
        yield "organisation.source", masthead.span("media"), ""
    listed = [(span, name, _with_branch(text, span, regions)) for span, name, _ in known_names("Organisation", text)]
    for span, _, whole in listed:
        if whole != span:
            yield "organisation.kind", whole, ""
    for span in _kinds(text, regions):
        yield "organisation.kind", _with_branch(text, span, regions), ""
    for span in _offices(text, regions):
        yield "organisation.office", span, ""
        part = _PART.match(text, span[1])
        if part:
            yield "organisation.part", (span[0], part.end()), text[span[0]:span[1]]
    for span, name, _ in listed:
        yield "organisation.listed", span, name


def _with_branch(text: str, body: Span, regions: Sequence[Span]) -> Span:
    """The body with its part at a place, where its name goes on so: 中国科学院|大连|化学物理研究所."""
    left, right = body
    placed = any(start == right for start, _ in regions)
    branch = _BRANCH.match(text, right) if placed else _WARD.match(text, right) if text.endswith(
        _PARENTS, left, right) else None
    return (left, branch.end()) if branch else body


def _offices(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Bodies right of a region: 海城市 + 委宣传部; a chain of regions opens at its first."""
    for left, right in regions:
        found = _GOVERNMENT.match(text, right)
        if found and not (text[right] == text[right - 1] and right - left > 2):
            chained = left
            for start, end in reversed(regions):
                if end == chained:
                    chained = start
            if text.endswith(_PARTY_BEFORE, 0, chained):
                chained -= next(len(word) for word in _PARTY_BEFORE if text.endswith(word, 0, chained))
            yield chained, found.end()


def _kinds(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """Bodies that end in their kind, the longest of those that begin at one place."""
    longest: dict[int, int] = {}
    for found in _KIND.overlapping(text):
        start, end = found.span()
        if _CONTINUES.match(text, end):
            continue
        left = left_boundary(text, start, regions)
        left = max(left, text.rfind(_DOT, left, start) + 1)
        if not _is_named(text, left, found, regions):
            continue
        ward = _WARD.match(text, end)
        if ward:
            end = ward.end()
        longest[left] = max(longest.get(left, 0), end)
    yield from sorted(longest.items(), key=lambda span: (span[0] - span[1], span))


def _is_named(text: str, left: int, kind: regex.Match[str], regions: Sequence[Span]) -> bool:
    """Whether what stands between ``left`` and the kind makes it one body and no class of bodies."""
    start, end = kind.span()
    before = text[left:start]
    if not before or before.isascii() or before.endswith(_CLASS_BEFORE) or _CROSSED.search(before):
        return False
    words = [(max(left, word.left), min(end, word.right), word.tag) for word in segment(text)
             if word.left < end and word.right > left]
    if text.endswith(_BLOCKED_LEFT, 0, left) or _PLURAL_BEFORE.search(text, max(0, left - 6), left):
        return False
    if text.endswith(_POSITIONS, left, end):
        return False
    if any(left <= a and b <= start for a, b in regions):
        return True
    if any(tag == "nt" and a == left for a, b, tag in words):
        return True
    parts = [text[a:min(b, start)] for a, b, _ in words if a < start]
    if kind[0] in _WORDS["service"] or before in OPENERS or any(
            tag in _VERB_TAGS and (b - a == 1 or a == left) for a, b, tag in words if a < start):
        return False
    if kind[0] in _WORDS["self_kind"] and len(before) >= 2:
        return parts[0] not in _WORDS["generic_start"]
    rest = [part for part in parts if part not in _WORDS["generic_start"] and part not in _WORDS["national"]]
    if parts[0] in _WORDS["national"]:
        return kind[0] not in _WORDS["laboratory"] and kind[0] not in _OPEN_KINDS and bool(rest)
    topical = kind[0] in _WORDS["topical"] and sum(map(len, rest)) > 2
    return topical or is_proper(text, left, start)
