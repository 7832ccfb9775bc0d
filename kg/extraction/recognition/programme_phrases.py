"""Sentence → the names of programmes that stand without quotes.

“贯彻民营经济促进法，开展城市更新行动，推进公共数据授权运营试点” gives a law, a campaign and a pilot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from kg.resources.patterns import alternation, compiled, load_patterns

Span = tuple[int, int]

_PATTERNS = load_patterns("programmes")
_RE = _PATTERNS.regex
_GENERIC = compiled("generic", alternation(_PATTERNS.words["generic"]))
_BROAD = compiled("broad", alternation(_PATTERNS.words["broad"]))
_GENERIC_MECHANISM = compiled("generic-mechanism", alternation(_PATTERNS.words["generic_mechanism"]))
_WORKS = compiled("works", alternation(_PATTERNS.words["works"]))
# A name behind a list that 等 closes needs more signs of its own than others.
_WINDOW, _LONGEST, _LISTED = 40, 32, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """``span`` in the sentence; ``key`` ties the forms of one programme together; ``rule`` names what found it."""

    span: Span
    key: str
    rule: str


def phrases(text: str) -> Iterator[Name]:
    """All names without quotes, none inside another."""
    taken: list[Name] = []
    for finder in (_aims, _campaigns, _papers, _laws, _mechanisms, _packages, _pilots):
        for name in finder(text):
            if not any(one.key != name.key and _cross(one.span, name.span) for one in taken):
                taken.append(name)
                yield name


def _cross(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def boundary(text: str, end: int) -> int:
    """Where the name that ends at ``end`` begins: behind the last verb, adverb or mark before it."""
    low = max(0, end - _WINDOW)
    found = _RE["boundary"].search(text, low, end)
    start = found.end() if found else low
    stripped = _RE["strip"].match(text, start, end)
    return stripped.end() if stripped else start


def is_quoted(text: str, start: int, end: int) -> bool:
    return text[start - 1:start] in ("“", "‘") and text[end:end + 1] in ("”", "’")


def content(name: str) -> int:
    """How many signs of the name are more than generic words; two broad words count as two signs."""
    rest = _GENERIC.sub("", name)
    own = _BROAD.sub("", rest)
    return max(len(own), (len(rest) + 1) // 2)


def _campaigns(text: str) -> Iterator[Name]:
    """城市更新行动, 营商环境提升年工程, 居民小区物业管理三年行动."""
    for found in _RE["campaign_at"].finditer(text):
        after = text[found.end():found.end() + 4]
        adjective = _RE["strategy"].fullmatch(found[0]) and not _RE["strategy_after"].search(after)
        if adjective or _RE["planned"].match(text, found.end()) or _RE["campaign_stop"].search(after):
            continue
        start = boundary(text, found.start())
        if not is_quoted(text, start, found.end()) and _is_campaign(text, start, found):
            yield from _forms(text, (start, found.end()), "programmes:campaign")


def _is_campaign(text: str, start: int, found: regex.Match[str]) -> bool:
    """Whether what ends with the noun found is a name: no works, no field of engineering, no rest of a name."""
    name = text[start:found.end()]
    ahead = text[max(0, start - 1):start]
    if ahead in ("”", "》", "’") or len(name) > _LONGEST or _RE["no_campaign"].search(name):
        return False
    if _RE["works_noun"].fullmatch(found[0]) and _WORKS.search(name):
        return False
    if start < found.start() and _RE["loose_end"].search(text, start, found.start()):
        return False
    return content(name) >= (_LISTED if _RE["and_so_on"].match(ahead) else 2) and not _RE["honour"].search(text[:start])


def _papers(text: str) -> Iterator[Name]:
    """Policies that are issued or carried out: 促进民间投资发展的若干措施."""
    for found in _RE["paper_at"].finditer(text):
        start = _paper_start(text, found.start() - (text[found.start() - 1] == "的"))
        name = text[start:found.end()]
        ahead = text[max(0, start - 2 * _WINDOW):start]
        issued = _RE["issue_before"].search(ahead) or _RE["beside_paper"].search(ahead)
        if issued and 6 <= len(name) <= _LONGEST + 4 and content(name) >= 4 and ahead[-1:] not in "”》":
            yield from _forms(text, (start, found.end()), "programmes:paper")


def _paper_start(text: str, end: int) -> int:
    """Where the name of a policy begins: before the list that it sums up, before the verbs of its aim."""
    start = boundary(text, end)
    if start and _RE["and_so_on"].match(text, start - 1):
        start = boundary(text, start - 1)
    aim = _RE["aim_verb"].search(text, max(0, start - _WINDOW), start)
    return aim.start("verbs") if aim else start


def _laws(text: str) -> Iterator[Name]:
    """Laws and regulations without title marks: 民营经济促进法, 科技创新促进条例."""
    for found in _RE["law_at"].finditer(text):
        start = boundary(text, found.start())
        name = text[start:found.end()]
        known = _RE["law_name"].search(name) or _RE["issue_before"].search(text[:start])
        joined = _RE["loose_end"].search(name, 0, len(name) - 2)
        if known and 4 <= len(name) <= _LONGEST and not joined and not is_quoted(text, start, found.end()):
            yield Name(span=(start, found.end()), key=name, rule="programmes:law")


def _pilots(text: str) -> Iterator[Name]:
    """Pilots and trial zones that a place takes part in: 公共数据资源授权运营试点."""
    for found in _RE["pilot_at"].finditer(text):
        start = boundary(text, found.start())
        verb = _RE["pilot_verb"].search(text, start, found.start())
        taken = verb or _RE["pilot_before"].search(text[:start])
        start = verb.end() if verb else start
        name = text[start:found.end()]
        if taken and len(name) <= _LONGEST and content(name) >= 4 and not _RE["counted_pilots"].search(name):
            yield from _forms(text, (start, found.end()), "programmes:pilot")


def _mechanisms(text: str) -> Iterator[Name]:
    """Mechanisms that the text sets up or carries out under their own name: 逐级吹哨工作机制."""
    for found in _RE["each_one"].finditer(text) if "一" in text else ():
        yield Name(span=found.span(), key=found[0], rule="programmes:mechanism")
    for found in _RE["mechanism_at"].finditer(text):
        start = boundary(text, found.start())
        name = text[start:found.start()]
        own = _GENERIC_MECHANISM.sub("", name)
        special = own == name or len(own) >= 4 or len(own) * 5 >= len(name) >= 10
        plain = 2 <= len(name) <= _LONGEST and not _RE["loose_end"].search(name)
        if special and plain and _RE["setup_before"].search(text[:start]):
            yield Name(span=(start, found.end()), key=text[start:found.end()], rule="programmes:mechanism")


def _packages(text: str) -> Iterator[Name]:
    """Policies with the number of their items or version, counted campaigns, the matters of livelihood of a year."""
    for found in _RE["livelihood"].finditer(text):
        yield Name(span=found.span(), key=found["core"], rule="programmes:livelihood")
    for found in _RE["items_at"].finditer(text):
        start = boundary(text, found.start())
        named = _RE["issued_items"].search(text[:start]) or found["kind"]
        if named and found.start() - start >= 4 and text[start - 1:start] not in ("”", "》"):
            yield Name(span=(start, found.end()), key=text[start:found.end()], rule="programmes:package")
    for found in _RE["counted_space"].finditer(text):
        yield Name(span=found.span("name"), key=found["name"], rule="programmes:counted")
    for found in _RE["versioned_at"].finditer(text):
        start = boundary(text, found.start())
        if found.start() - start >= 2 and text[start - 1:start] not in ("”", "》"):
            yield Name(span=(start, found.end()), key=text[start:found.end()], rule="programmes:package")
    for found in _RE["counted_campaign"].finditer(text):
        if is_quoted(text, *found.span()):
            continue
        start = boundary(text, found.start())
        yield Name(span=(start, found.end()), key=text[start:found.end()], rule="programmes:counted")
        if start < found.start():
            yield Name(span=found.span(), key=text[start:found.end()], rule="programmes:counted")


def _aims(text: str) -> Iterator[Name]:
    """工业强市、产业兴市: aims in a row are one programme, each is one where the text calls them strategies."""
    for found in _RE["unquoted_aims"].finditer(text):
        row = found["row"]
        if found["strategy"]:
            for one in _RE["one_aim"].finditer(text, *found.span("row")):
                yield Name(span=one.span(), key=one[0], rule="programmes:aim")
        elif len(_RE["one_aim"].findall(row)) > 1:
            yield Name(span=found.span("row"), key=row, rule="programmes:aim")


def _forms(text: str, span: Span, rule: str) -> Iterator[Name]:
    """The name with and without 国家, 新一轮 or a year in front."""
    left, right = span
    optional = _RE["optional"].match(text, left, right)
    short = optional.end() if optional else left
    key = text[short:right]
    yield Name(span=span, key=key, rule=rule)
    if short > left and right - short >= 4:
        yield Name(span=(short, right), key=key, rule=rule)
