"""Named development zones, industrial parks, science parks and new areas.

In: a document and its regions.  Out: Park mentions; a short form refers to the fullest form of the document.
“在鞍山腾鳌经济开发区,一家企业…” gives 鞍山腾鳌经济开发区, “各类园区” and “打造现代农业产业园” give nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import regex
import rjieba

from kg.datamodel import Document, Mention
from kg.extraction.recognition.boundaries import STOPS, Span, is_area, is_proper, left_boundary, region_spans, segment
from kg.extraction.recognition.company_heads import head, is_known
from kg.extraction.recognition.known_names import full_names_by_form, known_names
from kg.extraction.recognition.triggers import Trigger
from kg.resources.patterns import alternation, load_patterns

_PATTERNS = load_patterns("parks")
_WORDS = {name: frozenset(words) for name, words in _PATTERNS.words.items()}
_ZONES = _WORDS["zone"] | _WORDS["valley"]
_KIND = Trigger(
    (word for kind in ("zone", "estate", "base", "valley") for word in _PATTERNS.words[kind]), _PATTERNS.regex["kind"])
_CONTINUES = _PATTERNS.regex["kind_continues"]
_LISTED = _PATTERNS.regex["listed"]
_LISTED_ITEM = _PATTERNS.regex["listed_item"]
_DIRECTED = _PATTERNS.regex["directed"]
_NO_PARK = _PATTERNS.regex["no_park"]
_SUBPARK = _PATTERNS.regex["subpark"]
_COUNTED = _PATTERNS.regex["counted"]
_OTHER_WORD = _PATTERNS.regex["other_word"]
_NOUN_TAGS = "njsgz"
_PLACE_AFTER = _PATTERNS.regex["place_after"]
_PROJECT_AFTER = _PATTERNS.regex["project_after"]
_PLURAL_BEFORE = _PATTERNS.regex["plural_before"]
_PLACE_BEFORE = _PATTERNS.words["place_before"]
_PLAN_BEFORE = _PATTERNS.words["plan_before"]
_PROJECT_CLAUSE = _PATTERNS.regex["project_clause"]
_GROUNDS = _PATTERNS.words["grounds"]
_CLAUSE_MARKS = "，,。；;：:！？"
_NEXT_CLAUSE = 16
_LONGEST_PART = 12
_CLASS = _PATTERNS.maps["class"]
_WIDER = frozenset(tuple(pair.split("|")) for pair in _PATTERNS.words["wider_class"])
_CLASS_WORDS = _PATTERNS.words["class_words"]
_STRIVEN = _PATTERNS.words["striven"]
_NOT_BARE = _PATTERNS.words["not_bare"]
_BARE = regex.compile(alternation(_PATTERNS.words["bare"]))


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    """The parks of a document; the regions among ``known`` place them."""
    regions = region_spans(document, known)
    named = [document.mention(sentence, span, "Park", rule) for sentence in document.sentences
             for rule, span in _named(sentence.text, regions[sentence.index])]
    full = _full_names(sorted({mention.surface for mention in named}, key=lambda surface: (-len(surface), surface)))
    for mention in named:
        name = full[mention.surface]
        yield mention if name == mention.surface else replace(mention, refers=name)
    yield from _bare(document, (known, named), full)


def _named(text: str, regions: Sequence[Span]) -> Iterator[tuple[str, Span]]:
    taken: list[Span] = []
    for found in _KIND.finditer(text):
        start, end = found.span()
        left = _listed_left(text, left_boundary(text, start, regions), end, regions)
        zone = next((span for span in reversed(taken) if left < span[1] <= start), None)
        if zone and _lies_in_zone(text, zone, found):
            taken.append((zone[0], end))
            yield "park.part", (zone[0], end)
            yield "park.inner", (zone[1], end)
        if (left, end) in regions or zone or _CONTINUES.match(text, end):
            continue
        if _COUNTED.match(text, end) and not is_proper(text, left, start) and not any(a == left for a, _ in regions):
            continue
        if _cuts_word(text, start, end) or not _is_named(text, left, found, regions):
            continue
        part = _part(text, end)
        if part > end:
            taken.append((left, part))
            yield "park.part", (left, part)
        taken.append((left, end))
        yield "park.kind", (left, end)
        inner = _without_regions(left, regions)
        if inner > left and start - inner > 1 and _may_open(text, inner) and _is_name(text, inner, found):
            yield "park.inner", (inner, end)
    for span in _listed(text):
        if not any(left < span[1] and span[0] < right for left, right in taken):
            taken.append(span)
            yield "park.list", span
    for span, _, _ in known_names("Park", text):
        if span not in regions and not _OTHER_WORD.match(text, span[1]) and not any(
                left <= span[0] and span[1] <= right for left, right in taken):
            yield "park.listed", span


def _part(text: str, end: int) -> int:
    """Where the part of a zone ends whose name goes on behind it: 甲经开区|北部工业园区, 甲经开区|星光坝园区."""
    if found := _DIRECTED.match(text, end):
        return found.end()
    found = _SUBPARK.match(text, end)
    words = [word for word in segment(text) if found and word.left < found.end() and word.right > end]
    named = found and all(word.tag[0] in _NOUN_TAGS and text[word.left:word.right] not in STOPS for word in words)
    return found.end() if found and named else end


def _lies_in_zone(text: str, zone: Span, kind: regex.Match[str]) -> bool:
    """Whether an estate is named right behind the zone that it lies in: 甲高新区|新材料产业园."""
    between = text[zone[1]:kind.start()]
    return (
        text[zone[0]:zone[1]].endswith(tuple(_ZONES)) and kind[0] not in _ZONES and between.isalnum()
        and 1 < len(between) < _LONGEST_PART and not _PROJECT_AFTER.match(text, kind.end())
        and not _CONTINUES.match(text, kind.end()) and not _NO_PARK.search(text, zone[1], kind.start())
    )


def _may_open(text: str, at: int) -> bool:
    """Whether a name may begin behind a region there: not with 湾 of 台州湾."""
    return text[at].isalnum() and text[at] not in _WORDS["water"]


def _listed(text: str) -> Iterator[Span]:
    """The items of a list that ends in 等…园区."""
    for close in _LISTED.finditer(text):
        begin = 1 + max(text.rfind(mark, 0, close.start()) for mark in "，,。；;：:！？、")
        left = left_boundary(text, close.start())
        item = (max(begin, left), close.start())
        if item[0] < item[1] and _LISTED_ITEM.match(text[slice(*item)]) and not text.endswith(_CLASS_WORDS, *item):
            yield item


def _cuts_word(text: str, start: int, end: int) -> bool:
    """Whether the name would end inside a word (登陆港交所); a word of place (区内) or an unknown one is none."""
    return text[end:end + 1] not in _WORDS["inside"] and any(
        word.left < end < word.right and (end - start < 3 or rjieba.has_word(text[word.left:word.right]))
        for word in segment(text))


def _listed_left(text: str, left: int, end: int, regions: Sequence[Span]) -> int:
    """Where a zone of the lexicon begins that ends the name, when what stands before it is no region."""
    if any(start == left for start, _ in regions):
        return left
    forms = full_names_by_form("Park")
    return next((at for at in range(left, end - 2) if text[at:end] in forms), left)


def _without_regions(left: int, regions: Sequence[Span]) -> int:
    """The end of the regions that open at ``left`` and follow each other."""
    for start, end in regions:
        if start == left:
            left = end
    return left


def _is_named(text: str, left: int, kind: regex.Match[str], regions: Sequence[Span]) -> bool:
    """Whether what stands between ``left`` and the kind makes it one place."""
    start, end = kind.span()
    plural = _PLURAL_BEFORE.search(text, max(0, left - 6), left)
    if left == start or text.endswith(_CLASS_WORDS, left, start) or plural or _NO_PARK.search(text, left, start):
        return False
    placed = any(left <= a and b <= start for a, b in regions)
    words = [text[max(left, word.left):min(start, word.right)] for word in segment(text)
             if word.left < start and word.right > left]
    if words[0] in _WORDS["level"] and not placed:
        return False
    if kind[0].endswith(_GROUNDS) and _is_companys(text, (left, start, end), regions):
        return False
    if kind[0] in _ZONES:
        coined = start - left <= 4 and not any(word in _WORDS["level"] for word in words)
        return not text.endswith(_STRIVEN, 0, left) and (
            placed or is_proper(text, left, start) or is_area(text[left:start])
            or (coined and kind[0] in _WORDS["coined"]))
    planned = text.endswith(_PLAN_BEFORE, 0, left)
    if _owned(text, left, start) or (planned and not placed):
        return False
    here = text.endswith(_PLACE_BEFORE, 0, left) or _PLACE_AFTER.match(text, end) is not None
    if kind[0] in _WORDS["base"]:
        return placed and here and not planned
    return not _PROJECT_AFTER.match(text, end) and (
        placed or here or not all(word in _WORDS["level"] for word in words))


def _is_name(text: str, left: int, kind: regex.Match[str]) -> bool:
    """Whether the name stands without its region: 汤河子产业园, 锂电产业园; not 高新区."""
    words = [word for word in segment(text) if left <= word.left < kind.start()]
    if kind[0] in _ZONES:
        return is_proper(text, left, kind.start())
    return not all(text[word.left:word.right] in _WORDS["level"] for word in words)


def _owned(text: str, left: int, start: int) -> bool:
    """Whether a company's name stands in the name or right before it: 正威|广西玉林新材料产业城."""
    raw = left_boundary(text, start)
    return (
        any(owner in text[left:start] for owner in _WORDS["owner"])
        or (raw < left and is_proper(text, raw, left))
        or any(left <= a < start and not weak for (a, _), _, weak in known_names("Company", text))
    )


def _is_companys(text: str, name: tuple[int, int, int], regions: Sequence[Span]) -> bool:
    """Whether a company opens the name before goods, and the clause tells of a project: 荣钲|智能制造产业园."""
    left, start, end = name
    opening = head(text, (left, end), regions)
    if opening is None or (opening[1] >= start and not is_known(text, opening[0])):
        return False
    begin = max(text.rfind(mark, 0, left) for mark in _CLAUSE_MARKS)
    return is_known(text, opening[0]) or _PROJECT_CLAUSE.search(text, begin + 1, end + _NEXT_CLAUSE) is not None


def _class_of(surface: str) -> tuple[str, str]:
    kind = next((kind for kind in _CLASS if surface.endswith(kind)), "")
    return surface.removesuffix(kind), _CLASS.get(kind, "")


def _stands_for(name: str, before: str, kind: str) -> bool:
    """Whether a name of the same class begins or ends alike: 大龙开发区 for 贵州大龙经济开发区."""
    proper, other = _class_of(name)
    same = other == kind or (kind, other) in _WIDER
    return same and (name.startswith(before) or (len(before) > 1 and proper.endswith(before)))


def _full_names(surfaces: Sequence[str]) -> dict[str, str]:
    """The name that each surface stands for, of the surfaces with the longest first or of the lexicon."""
    listed = full_names_by_form("Park")
    full: dict[str, str] = {}
    for surface in surfaces:
        before, kind = _class_of(surface)
        full[surface] = next(
            (name for name in full
             if name.endswith(surface) or (kind and before and _stands_for(name, before, kind))),
            listed.get(surface, surface))
    return full


def _bare(
    document: Document, mentions: tuple[Sequence[Mention], Sequence[Mention]], full: Mapping[str, str]
) -> Iterator[Mention]:
    """The zone that goes by its kind alone (高新区): the only one of its class in the document, or a city's own."""
    by_class: dict[str, set[str]] = {}
    for name in set(full.values()):
        by_class.setdefault(_class_of(name)[1], set()).add(name)
    known, named = mentions
    taken = {(mention.sentence, mention.right) for mention in named}
    local = _is_local(known)
    for sentence in document.sentences:
        for found in _BARE.finditer(sentence.text):
            names = by_class.get(found[0], set())
            if len(names) > 1 or not (names or local) or (sentence.index, found.end()) in taken:
                continue
            if not _stands_alone(sentence.text, found):
                continue
            yield document.mention(sentence, found.span(), "Park", "park.bare", refers=next(iter(names), found[0]))


def _is_local(known: Sequence[Mention]) -> bool:
    """Whether the region named most often is a city or a county."""
    counts = Counter(mention.refers for mention in known if mention.type == "Region")
    return not counts or not max(counts, key=lambda code: (counts[code], code)).endswith("0000")


def _stands_alone(text: str, found: regex.Match[str]) -> bool:
    start, end = found.span()
    return (
        left_boundary(text, start) == start
        and not _PLURAL_BEFORE.search(text, max(0, start - 6), start)
        and not _CONTINUES.match(text, end)
        and not text.endswith(_NOT_BARE, 0, start)
    )
