"""Industries: Document, known mentions → mentions of named industries, sectors, clusters and chains.

“大力发展低空经济，做强沙棘、水泵等优势产业” gives 低空经济 (a name by itself), 沙棘 and 水泵 (members of a list
that is headed by 产业).  A word that also names a product counts only with support: followed by 产业, 行业 or
业, with an attribute or head that makes it a sector (现代物流, 蔬菜加工), or in a list of industries.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import daachorse
import regex

from kg.datamodel import Document, Mention, Sentence
from kg.extraction.enumerations import enumerate_items
from kg.extraction.recognition.boundaries import segment
from kg.extraction.recognition.industry_frames import is_coordinate, is_framed, is_public
from kg.extraction.recognition.industry_lists import is_barred, listed, lists_companies
from kg.extraction.recognition.industry_words import (
    CONCEPTS,
    NAMES,
    SINGLE,
    STRONG,
    WORDS,
    Run,
    Span,
    find_runs,
    fit,
    is_vague,
)
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("industries")
_LEFT = load_patterns("enumerations").regex["left"]
_SUFFIX = _PATTERNS.regex["suffix_at"]
_SUFFIX_END = _PATTERNS.regex["suffix_end"]
_SECTOR = _PATTERNS.regex["sector_at"]
_NOT_AT = _PATTERNS.regex["not_at"]
_ASIDE = _PATTERNS.regex["aside_at"]
_OPEN = _PATTERNS.regex["open"]
_QUALIFIED = _PATTERNS.regex["qualified"]
_FORMATIONS = tuple(_PATTERNS.regex[name] for name in ("typed", "blended", "based", "processed", "reused", "quoted"))
_JOINED = _PATTERNS.regex["joined"]
_PLUS = _PATTERNS.words["plus"]
_CHAINED = _PATTERNS.regex["chained"]
_GROWN = _PATTERNS.regex["grown"]
_ALONE = _PATTERNS.regex["alone"]
_COORDINATED = _PATTERNS.regex["coordinated"]
_MARKS = frozenset(("、", *_PATTERNS.words["link"]))
_CLASS = _PATTERNS.words["class_word"][0]
_SIGNS = _PATTERNS.words["sign"]

# Tags of the segmenter that the first word of a name does not have: adverbs, numbers and function words.
_UNFIT_TAGS = frozenset(("d", "ad", "m", "p", "c", "r", "f"))
# How many characters an unknown attribute and the known word behind it may have: 循环 and 环保 of 循环环保产业.
_LONGEST_FRONT = 4
_LONGEST_KNOWN = 2
_LEXICON = "industries.lexicon"
# Names that no industry stands in or crosses.
_BARRING = frozenset(("Company", "Park", "Organisation", "Project"))


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    """The industries that each sentence names, outside the names known so far (programmes' names excepted)."""
    taken: dict[int, list[Mention]] = {}
    for mention in known:
        taken.setdefault(mention.sentence, []).append(mention)
    found = [
        mention for sentence in document.sentences if sentence.kind != "byline"
        for mention in _sentence(document, sentence, taken.get(sentence.index, ()))
    ]
    found = list(_again(document, found, taken))
    yield from _tied(document, found)
    yield from _echoes(document, {mention.surface for mention in found})


def _again(
    document: Document, found: Sequence[Mention], taken: Mapping[int, Sequence[Mention]]
) -> Iterator[Mention]:
    """The mentions, and open names wherever else the document has them: 文旅用品 of a list in “文旅用品企业24家”."""
    named = sorted({m.surface for m in found if len(m.surface) > 2 and m.surface not in WORDS and m.rule != _LEXICON})
    if not named:
        yield from found
        return
    automaton = daachorse.CharwiseDoubleArrayAhoCorasick(named, daachorse.MATCH_KIND_LEFTMOST_LONGEST)
    before: dict[int, list[Mention]] = {}
    for mention in found:
        before.setdefault(mention.sentence, []).append(mention)
    for sentence in document.sentences:
        here = before.get(sentence.index, [])
        bars = [(m.left, m.right) for m in (*here, *taken.get(sentence.index, ())) if m.type in _BARRING]
        new = [
            document.mention(sentence, (left, right), "Industry", "industries.again")
            for left, right, _ in automaton.find(sentence.text)
            if not _NOT_AT.match(sentence.text, right) and not _crosses((left, right), bars)
            and not any(m.left <= left and right <= m.right for m in here)
        ]
        yield from (m for m in here if not any(other.covers(m) for other in new))
        yield from new


def _tied(document: Document, found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, those with an idle attribute tied to the bare name, asides to the full one.

    现代菱镁 goes with 菱镁, and 有色 of “有色这一头，” with 有色金属.
    """
    surfaces = {mention.surface for mention in found}
    for mention in found:
        attribute = _QUALIFIED.match(mention.surface)
        bare = mention.surface[attribute.end() :] if attribute else ""
        if bare in surfaces and mention.surface not in NAMES and not mention.refers:
            mention = replace(mention, refers=bare)
        elif _ASIDE.match(document.sentences[mention.sentence].text, mention.right):
            fuller = (name for name in surfaces if len(name) > len(mention.surface))
            full = [name for name in fuller if name.startswith(mention.surface) or name.endswith(mention.surface)]
            mention = replace(mention, refers=min(full, key=lambda name: (-len(name), name), default=mention.refers))
        yield mention


def _echoes(document: Document, surfaces: set[str]) -> Iterator[Mention]:
    """One character between marks that is short for an industry of the document: 锂 where it names 锂产业."""
    short = {surface[0]: surface for surface in sorted(surfaces) if _SUFFIX.fullmatch(surface, 1)}
    if not short:
        return
    lone = regex.compile(rf"(?<!\p{{Han}})[{''.join(short)}](?!\p{{Han}})")
    for sentence in document.sentences:
        for found in lone.finditer(sentence.text):
            yield document.mention(sentence, found.span(), "Industry", "industries.echo", refers=short[found[0]])


def _sentence(document: Document, sentence: Sentence, known: Sequence[Mention]) -> Iterator[Mention]:
    text = sentence.text
    runs = find_runs(text)
    if not runs and not any(trigger in text for trigger in (_CLASS, *_SIGNS)):
        return
    closed = [(m.left, m.right) for m in known if m.type in ("Company", "Park", "Organisation")]
    companies = [(m.left, m.right) for m in known if m.type == "Company"]
    projects = [(m.left, m.right) for m in known if m.type == "Project"]
    regions = [(m.left, m.right) for m in known if m.type == "Region"]
    found: dict[Span, str] = {}
    barred: set[Span] = set()
    for enumeration in enumerate_items(text, closed) if _COORDINATED.search(text) else ():
        if lists_companies(enumeration, companies):
            continue
        if is_barred(text, enumeration):
            barred.update(run[:2] for run in runs if enumeration.start <= run[0] and run[1] <= enumeration.end)
            continue
        for span in listed(text, enumeration, runs, regions):
            found.setdefault(span, "industries.list")
    for left, right in _accepted(text, runs):
        if (left, right) not in barred:
            found.setdefault(_with_suffix(text, left, right), _LEXICON)
    for span in _named_before_suffix(text, runs, (*regions, *closed)):
        found.setdefault(span, "industries.suffix")
    for span in (*_single(text), *_formed(text), *_chained(text, runs), *_grown(text, (*regions, *closed))):
        found.setdefault(span, "industries.suffix")
    for span, rule in _outermost(found):
        if _crosses(span, closed) or (_crosses(span, projects) and not _classed(text, *span)):
            continue
        surface = text[slice(*span)]
        yield document.mention(sentence, span, "Industry", rule, refers=CONCEPTS.get(surface, ""))


def _accepted(text: str, runs: Sequence[Run]) -> Iterator[Span]:
    """The runs that are industries where they stand, and those joined to one that a frame holds: 重点抓辣椒和白酒."""
    framed = -1
    for left, right, strength in runs:
        joined = left == framed + 1 and text[framed] in _MARKS and is_coordinate(text, left, right)
        if joined or _supported(text, left, right, strength):
            yield left, right
            framed = right if joined or is_framed(text, left, right) else -1


def _supported(text: str, left: int, right: int, strength: int) -> bool:
    """Whether the run is an industry where it stands."""
    if _SUFFIX.match(text, right) or _SECTOR.match(text, right):
        return strength == STRONG or not is_vague(text[left:right])
    if strength == STRONG:
        return not _NOT_AT.match(text, right)
    return is_framed(text, left, right)


def _with_suffix(text: str, left: int, right: int) -> Span:
    """The span with 业 where it goes on so, with 产业 where one character alone would stand."""
    if _SECTOR.match(text, right):
        return left, right + 1
    if right - left == 1 and (suffix := _SUFFIX.match(text, right)):
        return left, suffix.end()
    return left, right


def _named_before_suffix(text: str, runs: Sequence[Run], regions: Sequence[Span]) -> Iterator[Span]:
    """Any noun phrase between a verb of promotion and 产业, 产业链, 产业集群 that is no vague class: 发展沙棘产业."""
    if _CLASS not in text:
        return
    for found in _OPEN.finditer(text, overlapped=True):
        left, right = found.span("name")
        left = _cut(text, left, right, regions)
        before = bisect_left(runs, (right,)) - 1
        run = runs[before] if before >= 0 and left < runs[before][1] else None
        if run and (run[0] <= left or run[0] - left > _LONGEST_FRONT or right - run[0] > _LONGEST_KNOWN):
            continue
        if run is None and found.start() == found.start("name"):
            continue
        span = fit(text, left, right)
        if run and span and span[0] >= run[0]:
            continue
        if span and (span[1] - span[0] > 1 or text[span[0] : span[1]] in SINGLE):
            yield _with_suffix(text, *span)


def _single(text: str) -> Iterator[Span]:
    """One character of the lexicon before 产业 at the beginning of a phrase: 锂产业."""
    for found in _ALONE.finditer(text):
        if found["name"] in SINGLE:
            yield found.span()


def _chained(text: str, runs: Sequence[Run]) -> Iterator[Span]:
    """The links of a chain: 硅料, 硅片 and 组件 of “硅料—硅片—组件”产业链; 光伏 and 储能 of “光伏+储能”一体化."""
    for found in _CHAINED.finditer(text):
        for left, right in found.spans("link"):
            if (span := fit(text, left, right)) and (right - left > 1 or text[left:right] in SINGLE):
                yield span
    if any(plus in text for plus in _PLUS):
        known = {run[:2]: run[2] for run in runs}
        for found in _JOINED.finditer(text):
            links = found.spans("link")
            if STRONG in {known.get(link, 0) for link in links}:
                yield from (link for link in links if link in known)


def _formed(text: str) -> Iterator[Span]:
    """Names that are formed freely: 要素流通型服务业, 文体旅商, 镁质新材料."""
    for pattern, sign in zip(_FORMATIONS, _SIGNS, strict=True):
        if sign in text:
            yield from (found.span() for found in pattern.finditer(text))


def _grown(text: str, names: Sequence[Span]) -> Iterator[Span]:
    """Names that no list has, by their ending and the verb before them: 发展定制农业, 加快冷水渔业振兴."""
    for found in _GROWN.finditer(text):
        left, right = found.span("name")
        span = fit(text, _cut(text, left, right, names), right)
        if span and not is_public(text[slice(*span)]) and any(
                word.left == span[0] and word.tag not in _UNFIT_TAGS for word in segment(text)):
            yield span


def _cut(text: str, left: int, right: int, regions: Sequence[Span]) -> int:
    """Where the noun phrase that ends at ``right`` begins: behind the last verb or place before it."""
    for verb in _LEFT.finditer(text, left, right):
        left = verb.end()
    return max([left, *(end for _, end in regions if left < end <= right)])


def _outermost(found: dict[Span, str]) -> Iterator[tuple[Span, str]]:
    """The spans that lie in no other one, in order."""
    end = -1
    for span, rule in sorted(found.items(), key=lambda entry: (entry[0][0], -entry[0][1])):
        if span[1] > end:
            yield span, rule
            end = span[1]


def _classed(text: str, left: int, right: int) -> bool:
    """Whether 产业, 产业链 and the like follow or end the span."""
    return bool(_SUFFIX.match(text, right) or _SUFFIX_END.search(text[left:right]))


def _crosses(span: Span, closed: Sequence[Span]) -> bool:
    return any(left < span[1] and span[0] < right for left, right in closed)
