"""Industries: Document, known mentions → mentions of named industries, sectors, clusters and chains.

“大力发展低空经济，做强沙棘、水泵等优势产业” gives 低空经济 (a name by itself), 沙棘 and 水泵 (members of a list
that is headed by 产业).  A word that also names a product counts only with support: followed by 产业, 行业 or
业, with an attribute or head that makes it a sector (现代物流, 蔬菜加工), or in a list of industries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import daachorse
import regex

from kg.datamodel import Document, Mention, Sentence
from kg.extraction.enumerations import Enumeration, enumerate_items
from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

Span = tuple[int, int]
Run = tuple[int, int, int]  # left, right, strength

_PATTERNS = load_patterns("industries")
_LEFT = load_patterns("enumerations").regex["left"]
_SUFFIX = _PATTERNS.regex["suffix_at"]
_SECTOR = _PATTERNS.regex["sector_at"]
_NOT_AT = _PATTERNS.regex["not_at"]
_OPEN = _PATTERNS.regex["open"]
_VAGUE = _PATTERNS.regex["only_vague"]
_RANK = _PATTERNS.regex["rank_before"]
_UNFIT = _PATTERNS.regex["unfit"]
_SUFFIX_END = _PATTERNS.regex["suffix_end"]
_CLASS_END = _PATTERNS.regex["class_end"]
_ACTION = _PATTERNS.regex["action_at"]
_LISTED = _PATTERNS.regex["listed"]
_COMPLAINED = _PATTERNS.regex["complained"]
_APPLIED = _PATTERNS.regex["applied"]
_QUALIFIED = _PATTERNS.regex["qualified"]
_ALONE = _PATTERNS.regex["alone"]
_COORDINATED = regex.compile("[、和与及]")
_SHARE = _PATTERNS.regex["share"]
_NO_LIST = _PATTERNS.regex["no_list"]
_NARROW = _PATTERNS.regex["narrow"]
_SOFT = _PATTERNS.regex["soft"]

# A tag each: N name, S sector word, W product word of the lexicon; M modifier, L setting, H head, T tail, X noise.
_TAG_OF_STATUS = {"name": "N", "short": "S", "weak": "W"}
_TAG_OF_LIST = {"noise": "X", "tail": "T", "head": "H", "setting": "L", "modifier": "M"}
_RUN = regex.compile(r"[MLSW]*N(?:[ML]*[NSWHT])*|L*M[ML]*[SW]*[SH][SHT]*|[LSW]*[SW]H[SHT]*|[LSW]*[SW][HT]*")
_STRONG, _SHORT, _WEAK = 3, 2, 1
_NONE, _WORDS_ONLY, _ANY = 0, 1, 2
_LONGEST_ITEM = 14
_JOINER, _CHAIN, _LINKS = "及", "链", "与和及同跟"


def _vocabulary() -> tuple[list[str], list[str], dict[str, str]]:
    """Words, the tag of each, and the concept of those that share one with others."""
    tags = {word: tag for kind, tag in _TAG_OF_LIST.items() for word in _PATTERNS.words[kind]}
    concepts: dict[str, list[str]] = {}
    for row in load_rows("Industry"):
        if len(row["surface"]) > 1 and not (row["status"] == "short" and row["surface"] in tags):
            tags[row["surface"]] = _TAG_OF_STATUS[row["status"]]
        concepts.setdefault(row["id"], []).append(row["surface"])
    words = sorted(tags)
    shared = {surface: concept for concept, group in concepts.items() if len(group) > 1 for surface in group}
    return words, [tags[word] for word in words], shared


_WORDS, _TAGS, _CONCEPTS = _vocabulary()
_NAMES = frozenset(word for word, tag in zip(_WORDS, _TAGS, strict=True) if tag == "N")
_SINGLE = frozenset(row["surface"] for row in load_rows("Industry") if len(row["surface"]) == 1)
_AUTOMATON = daachorse.CharwiseDoubleArrayAhoCorasick(_WORDS, daachorse.MATCH_KIND_LEFTMOST_LONGEST)


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    """The industries that each sentence names, outside the names known so far (programmes' names excepted)."""
    taken: dict[int, list[Mention]] = {}
    for mention in known:
        taken.setdefault(mention.sentence, []).append(mention)
    found = [
        mention for sentence in document.sentences if sentence.kind != "byline"
        for mention in _sentence(document, sentence, taken.get(sentence.index, ()))
    ]
    yield from _tied(found)
    yield from _echoes(document, {mention.surface for mention in found})


def _tied(found: Sequence[Mention]) -> Iterator[Mention]:
    """The mentions, those with an idle attribute tied to the bare name: 现代菱镁 to 菱镁."""
    surfaces = {mention.surface for mention in found}
    for mention in found:
        attribute = _QUALIFIED.match(mention.surface)
        bare = mention.surface[attribute.end() :] if attribute else ""
        if bare in surfaces and mention.surface not in _NAMES and not mention.refers:
            mention = replace(mention, refers=bare)
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
    runs = _runs(text)
    if not runs and "产业" not in text:
        return
    closed = [(m.left, m.right) for m in known if m.type in ("Company", "Park", "Organisation")]
    projects = [(m.left, m.right) for m in known if m.type == "Project"]
    regions = [(m.left, m.right) for m in known if m.type == "Region"]
    found: dict[Span, str] = {}
    barred: set[Span] = set()
    for enumeration in enumerate_items(text, closed) if _COORDINATED.search(text) else ():
        if _is_barred(text, enumeration):
            barred.update(run[:2] for run in runs if enumeration.start <= run[0] and run[1] <= enumeration.end)
            continue
        for span in _listed(text, enumeration, runs, regions):
            found.setdefault(span, "industries.list")
    for left, right, strength in runs:
        if (left, right) not in barred and _supported(text, left, right, strength):
            found.setdefault(_with_suffix(text, left, right), "industries.lexicon")
    for span in _named_before_suffix(text, runs, regions):
        found.setdefault(span, "industries.suffix")
    for span in _single(text):
        found.setdefault(span, "industries.suffix")
    for span, rule in _outermost(found):
        if not _crosses(span, closed) and (not _crosses(span, projects) or _SUFFIX.match(text, span[1])):
            surface = text[slice(*span)]
            yield document.mention(sentence, span, "Industry", rule, refers=_CONCEPTS.get(surface, ""))


def _runs(text: str) -> list[Run]:
    """Stretches of adjoining vocabulary that can be a name: left, right, strength."""
    tokens = _AUTOMATON.find(text)
    runs: list[Run] = []
    index = 0
    while index < len(tokens):
        last = index
        while last + 1 < len(tokens) and _joined(text, tokens[last][1], tokens[last + 1][0]):
            last += 1
        group = tokens[index : last + 1]
        tags = "".join(_TAGS[token[2]] for token in group)
        for found in _RUN.finditer(tags):
            left, right = group[found.start()][0], group[found.end() - 1][1]
            runs.append((left, right, _strength(found[0])))
        index = last + 1
    return runs


def _joined(text: str, end: int, start: int) -> bool:
    return start == end or (start == end + 1 and text[end] in _JOINER)


def _strength(tags: str) -> int:
    if "N" in tags or tags.strip("L")[0] == "M" or "H" in tags[1:]:
        return _STRONG
    return _SHORT if "S" in tags else _WEAK


def _supported(text: str, left: int, right: int, strength: int) -> bool:
    """Whether the run is an industry where it stands."""
    if _SUFFIX.match(text, right) or _SECTOR.match(text, right):
        return strength == _STRONG or not _VAGUE.match(text[left:right])
    if strength < _STRONG:
        return False
    return not _NOT_AT.match(text, right)


def _with_suffix(text: str, left: int, right: int) -> Span:
    """The span with 业 where it goes on so, with 产业 where one character alone would stand."""
    if _SECTOR.match(text, right):
        return left, right + 1
    if right - left == 1 and (suffix := _SUFFIX.match(text, right)):
        return left, suffix.end()
    return left, right


def _named_before_suffix(text: str, runs: Sequence[Run], regions: Sequence[Span]) -> Iterator[Span]:
    """Any noun phrase between a verb of promotion and 产业, 产业链, 产业集群 that is no vague class: 发展沙棘产业."""
    for found in _OPEN.finditer(text, overlapped=True):
        left, right = found.span("name")
        left = _cut(text, left, right, regions)
        if any(run[0] < right and left < run[1] for run in runs):
            continue
        span = _fit(text, left, right)
        if span and (span[1] - span[0] > 1 or text[span[0] : span[1]] in _SINGLE):
            yield _with_suffix(text, *span)


def _single(text: str) -> Iterator[Span]:
    """One character of the lexicon before 产业 at the beginning of a phrase: 锂产业."""
    for found in _ALONE.finditer(text):
        if found["name"] in _SINGLE:
            yield found.span()


def _cut(text: str, left: int, right: int, regions: Sequence[Span]) -> int:
    """Where the noun phrase that ends at ``right`` begins: behind the last verb or place before it."""
    for verb in _LEFT.finditer(text, left, right):
        left = verb.end()
    return max([left, *(end for _, end in regions if left < end <= right)])


def _fit(text: str, left: int, right: int) -> Span | None:
    """The span without ranks before it, or None where it is vague, too long or no name at all."""
    if rank := _RANK.match(text[left:right]):
        left += rank.end()
    if action := _ACTION.search(text, left, right):
        right = action.start()
    if trailing := _CLASS_END.search(text[left:right]):
        right = left + trailing.start()
    name = text[left:right]
    if name in _NAMES:
        return left, right
    if not 0 < len(name) <= _LONGEST_ITEM or _UNFIT.search(name) or _VAGUE.match(name):
        return None
    return left, right


def _listed(
    text: str, enumeration: Enumeration, runs: Sequence[Run], regions: Sequence[Span]
) -> Iterator[Span]:
    """The items of an enumeration that are industries because of its head or of each other."""
    items = [_item(text, item, regions) for item in enumeration.items]
    inside = [_best(runs, item) for item in items]
    head = text[slice(*enumeration.head)] if enumeration.head else ""
    if not head and enumeration.count and text[enumeration.end - 1 : enumeration.end] == _CHAIN:
        head = _CHAIN
    elif not enumeration.open and enumeration.count is None and _SHARE.match(head):
        head = ""
    grade = _grade(head, inside, enumeration.count)
    if grade == _NONE:
        return
    for item, run in zip(items, inside, strict=True):
        if item in regions:
            continue
        if grade == _ANY and (span := _fit(text, *item)):
            yield span
        elif grade == _WORDS_ONLY and run is not None:
            yield run[:2]


def _is_barred(text: str, enumeration: Enumeration) -> bool:
    """Whether the list names fields with troubles or fields where something is used."""
    end = enumeration.items[-1][1]
    before = text[: enumeration.items[0][0]]
    return bool(_COMPLAINED.match(text[end : end + _LONGEST_ITEM * 2]) or _APPLIED.search(before))


def _grade(head: str, inside: Sequence[Run | None], count: int | None) -> int:
    """Which items of a list are industries: any, those of the vocabulary, none."""
    if _NO_LIST.search(head):
        return _NONE
    if _LISTED.search(head):
        return _ANY
    strong = sum(run is not None and run[2] == _STRONG for run in inside)
    if not head and count == len(inside) and strong * 5 >= len(inside) * 3:
        return _ANY
    if (not head or _SOFT.search(head)) and strong > 1 and strong * 2 >= len(inside):
        return _WORDS_ONLY
    if _NARROW.search(head) and count == len(inside) and strong * 2 >= len(inside):
        return _ANY
    if _NARROW.search(head) and strong and all(run is not None for run in inside):
        return _WORDS_ONLY
    return _NONE


def _item(text: str, item: Span, regions: Sequence[Span]) -> Span:
    left, right = item
    left += text[left] in _LINKS
    if suffix := _SUFFIX_END.search(text[left:right]):
        right = left + suffix.start()
    return max([left, *(end for start, end in regions if start == left and end < right)]), right


def _best(runs: Sequence[Run], item: Span) -> Run | None:
    return max((run for run in runs if item[0] <= run[0] and run[1] <= item[1]), key=lambda r: r[2], default=None)


def _outermost(found: dict[Span, str]) -> Iterator[tuple[Span, str]]:
    """The spans that lie in no other one, in order."""
    end = -1
    for span, rule in sorted(found.items(), key=lambda entry: (entry[0][0], -entry[0][1])):
        if span[1] > end:
            yield span, rule
            end = span[1]


def _crosses(span: Span, closed: Sequence[Span]) -> bool:
    return any(left < span[1] and span[0] < right for left, right in closed)
