"""Lists of projects: clauses whose last words or whose lead say that each item is one.

“推动甲核电3号机组、乙精细化工等项目建成投产” gives two names, neither with a noun of a building in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
import rjieba

from kg.extraction.recognition.project_names import LONGEST, Scene, begin, modified, named, specific
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("projects")
_REGEX = _PATTERNS.regex
_CLOSERS = ("closer", "closer_works", "closer_verb")
_OPENING, _CLOSING = "“‘（(《", "”’）)》"
_SHORT = 4
_LONG = 6
_GUESSES = ("company.head", "company.again")

Span = tuple[int, int]
Item = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Closer:
    """The words that close a list: where they start and end, the rule that saw them, the noun they hold."""

    start: int
    end: int
    rule: str
    kind: str


def closed(scene: Scene, clause: Span) -> tuple[list[Item], int]:
    """The items of the lists in a clause that a closing word ends, and where the last of these ends."""
    items: list[Item] = []
    done = clause[0]
    while closer := _closer(scene, done, clause[1]):
        items.extend(_items(scene, (done, closer.start), closer))
        done = closer.end
    return items, done


def _closer(scene: Scene, left: int, right: int) -> Closer | None:
    """The next closing words of a list."""
    text = scene.text
    rules = [*(_CLOSERS if text.find("等", left, right) >= 0 else ())]
    if text.find("、", left, right) >= 0:
        rules.append("closer_count")
    found = [
        Closer(match.start(), match.end(), _rule(match, rule), match.groupdict().get("kind") or "")
        for rule in rules
        for match in _REGEX[rule].finditer(text, left, right)
        if not _REGEX["stop_between"].search(match.groupdict().get("between") or "")
        and not scene.splits(match.start() + 1)
        and (rule != "closer_count" or "、" in text[left:match.start()])
    ]
    return min(found, key=lambda closer: closer.start, default=None)


def _rule(match: regex.Match[str], rule: str) -> str:
    """The rule of closing words; a noun of works between 等 and 项目 closes the list too (等煤矿项目)."""
    between = match.groupdict().get("between") or ""
    return "closer_works" if _REGEX["works_between"].search(between) else rule


def _items(scene: Scene, span: Span, closer: Closer) -> Iterator[Item]:
    pieces = split(scene, span)
    if closer.rule == "closer_count" and len(pieces) < 2:
        return
    names = _named_pieces(scene, pieces, closer.rule)
    if closer.rule == "closer_verb":
        names = [span for span in names if not _REGEX["goal_words"].search(scene.text, *span)]
    if names and _concrete(scene, names, closer, span[0]):
        for left, right in names:
            yield left, right, f"project.{closer.rule.replace('closer', 'list')}"


def _concrete(scene: Scene, names: list[Span], closer: Closer, left: int) -> bool:
    """Whether a list is one of single projects, not of kinds of projects (生物制造、氢能装备等项目)."""
    text = scene.text
    if _REGEX["no_works"].match(text, closer.end):
        return False
    becomes = _REGEX["becomes"].match(text, closer.end) is not None
    site = "ends_in_site" if becomes or closer.rule != "closer_verb" else "works_end"
    if any(_REGEX[site].search(text, a, b) for a, b in names):
        return True
    if closer.rule == "closer_verb":
        return False
    if closer.rule == "closer_works" or becomes:
        return True
    kinds = _REGEX["kinds_in_front"].search(text, left, names[0][0]) is not None
    if any(_told_apart(scene, span, kinds) for span in names):
        return True
    if closer.kind != "项目":
        return False
    if _REGEX["numbered"].match(text, closer.start):
        return any(b - a >= _SHORT for a, b in names) and not any(
            _REGEX["campaign_words"].search(text, a, b) for a, b in names
        )
    return not kinds and any(b - a > _LONG for a, b in names)


def _told_apart(scene: Scene, span: Span, kinds: bool) -> bool:
    """Whether a name or a quantity tells an item from its class; a company only guessed from the list does not
    where the words in front speak of kinds of projects."""
    left, right = span
    if _REGEX["quantity"].search(scene.text, left, right):
        return True
    guessed = any(m.rule in _GUESSES and left <= m.left and m.right <= right for m in scene.known)
    return named(scene, left, right) and not (kinds and guessed)


def _named_pieces(scene: Scene, pieces: list[Span], rule: str) -> list[Span]:
    text = scene.text
    names: list[Span] = []
    for number, (left, right) in enumerate(pieces):
        start = begin(scene, left, right)
        if number and _leads(scene, left, right):
            names.clear()
        if start < right and acceptable(scene, start, right, rule == "closer_works"):
            names.append((start, _trim(text, start, right)))
    return names


def _leads(scene: Scene, left: int, right: int) -> bool:
    """Whether a piece begins with a verb, so that a new list begins with it."""
    found = _REGEX["build"].match(scene.text, left, right)
    if not found or _REGEX["noun_follows"].match(scene.text, found.end()):
        return False
    return not scene.splits(found.end())


def _trim(text: str, left: int, right: int) -> int:
    if units := _REGEX["units_behind"].search(text, left, right):
        right = units.start()
    if figures := _REGEX["figures_inside"].search(text, left, right):
        right = figures.start()
    return right - 2 if text.endswith("建设", left, right) and right - left > _SHORT else right


def acceptable(scene: Scene, left: int, right: int, short: bool = False) -> bool:
    """Whether a piece can be the name of a project: no class, no bare division, neither a word nor a clause."""
    text = scene.text
    if not 2 <= right - left <= LONGEST or not specific(scene, left, right):
        return False
    if _REGEX["counted_before"].search(text[max(0, left - 12):left]) or _REGEX["not_inside"].search(text, left, right):
        return False
    if any(m.left == left and m.right == right and m.type in ("Region", "Industry") for m in scene.known):
        return False
    if _REGEX["vague_plant"].match(text, left, right):
        return False
    if short or right - left >= _SHORT:
        return True
    return named(scene, left, right) and modified(scene, left, right)


def split(scene: Scene, span: Span) -> list[Span]:
    """The pieces between enumeration commas outside of quotes and brackets, the last one parted at 和."""
    text, (left, right) = scene.text, span
    pieces: list[Span] = []
    depth = 0
    for found in _REGEX["splitter"].finditer(text, left, right) if text.find("、", left, right) >= 0 else ():
        at = found.start()
        if found[0] in _OPENING:
            depth += 1
        elif found[0] in _CLOSING:
            depth = max(0, depth - 1)
        elif not depth and not _REGEX["phase_pair"].match(text, at):
            pieces.extend(part(scene, (left, at)))
            left = at + 1
    pieces.extend(part(scene, (left, right)))
    return [(a, b) for a, b in pieces if b - a >= 2]


def part(scene: Scene, span: Span) -> list[Span]:
    """The two halves of “甲大桥和乙隧道”, or the span as it is."""
    text, (left, right) = scene.text, span
    for found in _REGEX["conjunction"].finditer(text, left + 2, right - 2):
        if scene.splits(found.start()) or scene.splits(found.end()) or _bare_noun(scene, found.end(), right):
            continue
        words = rjieba.tokenize(text[left:right])
        if not any(token == found[0] and left + at == found.start() for token, at, _ in words):
            continue
        before = _REGEX["ends_in_building"].search(text, left, found.start()) or (
            _REGEX["renewal_end"].search(text, left, found.start())
            and _REGEX["works_end"].search(text, found.end(), right)
        )
        starts = any(m.left == found.end() and m.type in ("Company", "Park", "Region") for m in scene.known)
        if before or starts or len(found[0]) > 1:
            return [(left, found.start()), *part(scene, (found.end(), right))]
    return [span]


def _bare_noun(scene: Scene, left: int, right: int) -> bool:
    """Whether a noun without a modifier begins there, so that what stands before 及 is its modifier too."""
    return any(start == left for start, _ in scene.heads(left, right))
