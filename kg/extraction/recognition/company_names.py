"""Full names of companies, and the short forms that they make possible.

In: a sentence and its regions.  Out: spans of full names with their parts; for a name the short forms in use.
“海城市三鱼泵业有限公司” is the region 海城市, the trade name 三鱼, the line 泵业 and the form 有限公司; its short forms
are 海城市三鱼泵业, 海城三鱼泵业, 三鱼泵业, 三鱼.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extraction.recognition.boundaries import STOPS, Span, is_proper, left_boundary, segment
from kg.extraction.recognition.known_names import known_names
from kg.resources.patterns import alternation, compiled, load_patterns

_PATTERNS = load_patterns("companies")
_TRIGGER = _PATTERNS.regex["trigger"]
_FORM = _PATTERNS.regex["form"]
_BUREAU = _PATTERNS.regex["bureau"]
_BRANCH = _PATTERNS.regex["branch"]
_INTRODUCED = _PATTERNS.regex["introduced"]
_NEEDS_TRADE_NAME = _PATTERNS.words["needs_trade_name"]
_BRANCH_FORMS = _PATTERNS.words["branch_form"]
_LOOSE = frozenset(_PATTERNS.words["loose_form"])
_REGIONAL = _PATTERNS.words["regional_form"]
_COMMON = frozenset(_PATTERNS.words["common"])
LINES = frozenset(
    (*_PATTERNS.words["strong_line"], *_PATTERNS.words["line"], *_PATTERNS.words["line_in_name"])
)
_DETERMINERS = _PATTERNS.words["determiner"]
# So many characters between a region and the part of the name that was found.
_BRIDGE = 4
_LINE_WORD = compiled("lines-of-business", alternation(sorted(LINES)))
_CLASS_BEFORE = _PATTERNS.words["class_before_form"]
_PROVINCIAL = _PATTERNS.words["provincial"]
_DIVISION_ENDS = _PATTERNS.words["division_end"]


@dataclass(frozen=True, slots=True)
class FullName:
    """A full name ``text[left:right]`` whose form begins at ``form``; ``start`` is where its regions end."""

    text: str
    left: int
    start: int
    form: int
    right: int
    alias: str = ""

    @property
    def surface(self) -> str:
        return self.text[self.left:self.right]

    @property
    def trade_name(self) -> str:
        """What stands between the regions and the first word of a line of business."""
        line = _LINE_WORD.search(self.text, self.start + 2, self.form)
        return self.text[self.start:line.start() if line else self.form]


def full_names(text: str, regions: Sequence[Span]) -> Iterator[FullName]:
    """The full names of a sentence; a name that goes on (总公司 + 鞍山分公司) is given whole, a parent besides."""
    for bureau in _BUREAU.finditer(text):
        left, right = bureau.span()
        yield FullName(text, left, left, right, right)
    if not _TRIGGER.search(text):
        return
    begun: dict[int, FullName] = {}
    parents: list[FullName] = []
    for found in _FORM.finditer(text):
        form, right = found.span()
        left = _from_region(text, left_boundary(text, form, regions), form, regions)
        start = _trade_name_start(left, form, regions)
        if left == form or not _is_named(text, (left, start, form), found[0], regions):
            continue
        shorter = begun.get(left)
        if shorter and form - shorter.right > 1:
            parents.append(shorter)
        branch = _BRANCH.match(text, right)
        if branch and left_boundary(text, branch.start("kind"), regions) <= right:
            right = branch.end()
        introduced = _INTRODUCED.match(text, right)
        begun[left] = FullName(text, left, start, form, right, introduced["alias"] if introduced else "")
    yield from parents
    yield from begun.values()


def _from_region(text: str, left: int, form: int, regions: Sequence[Span]) -> int:
    """The begin of a region shortly before ``left`` that opens the name over a word such as 全新 or 高新."""
    if any(start == left for start, _ in regions):
        return left
    if text.startswith(_NEEDS_TRADE_NAME, left):
        return next((start for (start, stop), _, _ in known_names("Company", text) if start < left <= stop), left)
    for start, stop in reversed(regions):
        if stop <= left:
            between = [text[word.left:word.right] for word in segment(text) if stop <= word.left and word.right <= left]
            near = left - stop <= _BRIDGE and "".join(between) == text[stop:left]
            return start if near and form - stop > 1 and not any(map(_parts, between)) else left
    return left


def _parts(piece: str) -> bool:
    return piece in STOPS or not piece.isalnum()


def _trade_name_start(left: int, form: int, regions: Sequence[Span]) -> int:
    """Where the regions end that open a name; the last of several is the trade name where nothing else is."""
    start = before = left
    for span in regions:
        if span[0] == start and span[1] <= form:
            before, start = start, span[1]
    return before if start == form else start


def _is_named(text: str, place: tuple[int, int, int], form: str, regions: Sequence[Span]) -> bool:
    left, start, end = place
    trade = text[start:end]
    if text.endswith(_CLASS_BEFORE, left, end) or text.startswith(_DETERMINERS, left):
        return False
    if trade in _COMMON and start == left:
        return False
    if (left, end) in regions and form in (*_NEEDS_TRADE_NAME, *_BRANCH_FORMS) and not (
            form == _REGIONAL[0] and not text.endswith(_DIVISION_ENDS, left, end)):
        return False
    words = [text[max(word.left, start):min(word.right, end)] for word in segment(text)
             if word.right > start and word.left < end]
    generic = all(word in _COMMON or word in LINES for word in words)
    if form not in _LOOSE:
        return start > left or not generic
    if generic:
        own = text.startswith(_PROVINCIAL, left) and form == _REGIONAL[0] and len(words) > 1
        return (start > left or own) and form in _REGIONAL and end - left > 2
    return start > left or is_proper(text, start, end) or any(left <= a < end for a, _ in regions) or (
        form == _REGIONAL[0] and len(trade) <= 4 and len(words) <= 2)


def short_name(text: str, span: Span, regions: Sequence[Span]) -> FullName:
    """A short name without a form (龙田化工) in the same parts."""
    start = span[0]
    for left, right in regions:
        if left == start and right < span[1]:
            start = right
    return FullName(text, span[0], start, span[1], span[1])


def placed_forms(name: FullName) -> Iterator[str]:
    """The region and the trade name, which name the company even where both are common words: 四川时代."""
    trade = name.trade_name
    region = name.text[name.left:name.start]
    if region and len(trade) > 1 and trade not in _COMMON and trade not in LINES:
        yield from (region + trade, "".join(_short_regions(region)) + trade)


def short_forms(name: FullName) -> list[str]:
    """The short forms of a full name, the longest first."""
    trade = name.trade_name
    region = name.text[name.left:name.start]
    end = name.start + len(trade)
    rest = name.text[end:name.form]
    bodies = [trade, trade + rest, *(trade + rest[:at] for at in range(2, len(rest)) if rest[:at] in LINES)]
    bodies += [name.text[name.start:name.right], *(trade + form for form in _NEEDS_TRADE_NAME)]
    prefixes = [region, "".join(_short_regions(region)), ""] if region else [""]
    found = {prefix + body for prefix in prefixes for body in bodies if len(body) > 1}
    return sorted(found - {name.surface}, key=lambda form: (-len(form), form))


def _short_regions(region: str) -> Iterator[str]:
    yield region[:-1] if len(region) > 2 and region.endswith(_DIVISION_ENDS) else region
