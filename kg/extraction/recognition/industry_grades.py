"""Grades of lists: the items of a list, its head and what stands around it → which of them are industries.

“甲、乙等支柱产业” makes industries of any names, “家底是石化、陶瓷” of words of the vocabulary, “应用于甲、乙” of none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.extraction.enumerations import count_of
from kg.extraction.recognition.industry_frames import is_public
from kg.extraction.recognition.industry_words import STRONG, Run, Span, fit
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("industries").regex
SHARE = _PATTERNS["share"]
# Which items are industries: none, those of the vocabulary, with them those that end as industries do, with them the
# sectors of public life, any.
NONE, WORDS_ONLY, INDUSTRIAL_ONLY, WITH_PUBLIC, ANY = 0, 1, 2, 3, 4
_AHEAD, _LEAD = 28, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """The spans of a list in its text, the best run of the vocabulary within each, its head, count and 等."""

    text: str
    spans: tuple[Span, ...]
    inside: tuple[Run | None, ...]
    head: str
    count: int | None
    open: bool

    @property
    def start(self) -> int:
        return self.spans[0][0]

    @property
    def end(self) -> int:
        return self.spans[-1][1]

    @property
    def before(self) -> str:
        return self.text[max(0, self.start - _AHEAD) : self.start]

    @property
    def known(self) -> Iterator[bool]:
        """For each item whether it is a word of the vocabulary."""
        return (run is not None and run[:2] == span for span, run in zip(self.spans, self.inside, strict=True))

    @property
    def strong(self) -> int:
        return sum(run is not None and run[2] == STRONG for run in self.inside)


def grade_of(items: Items) -> int:
    """Which items of a list are industries."""
    grade = max(_by_head(items), _by_place(items))
    if grade == NONE and _PATTERNS["grown_at"].match(items.text, items.end) and items.strong and all(items.known):
        grade = WORDS_ONLY
    if grade < INDUSTRIAL_ONLY and _is_developed(items):
        if _PATTERNS["serving"].search(items.head) and items.open:
            return WITH_PUBLIC
        if _mostly_industrial(items):
            return INDUSTRIAL_ONLY
    return grade


def _by_head(items: Items) -> int:
    """The grade that the head gives, or the items themselves where there is none."""
    head, number = items.head, len(items.inside)
    if _PATTERNS["no_list"].search(head):
        return NONE
    if _PATTERNS["supplied"].search(head) or (
            _PATTERNS["listed"].search(head) and not _PATTERNS["chain_head"].search(head)):
        return ANY
    if not head and _PATTERNS["named_lead"].search(items.text[max(0, items.start - _LEAD) : items.start]):
        return ANY
    if not head and items.count == number and items.strong * 5 >= number * 3:
        return ANY
    if (not head or _PATTERNS["soft"].search(head)) and items.strong > 1 and items.strong * 2 >= number:
        return WORDS_ONLY
    if not _PATTERNS["narrow"].search(head):
        return NONE
    if items.count == number and items.strong * 2 >= number:
        return ANY
    return WORDS_ONLY if items.strong and all(run is not None for run in items.inside) else NONE


def _by_place(items: Items) -> int:
    """The grade that the words before and behind a list without a head give."""
    text, before, end = items.text, items.before, items.end
    if _PATTERNS["chain_to"].search(before) or (
            _PATTERNS["chain_from"].search(before) and _PATTERNS["chain_on"].match(text, end)):
        return ANY
    if _is_counted(items) and _mostly_known(items):
        return ANY
    if items.head:
        return NONE
    alone = _PATTERNS["answer"].fullmatch(text[: items.start]) and _PATTERNS["ended_at"].match(text, end)
    if alone and len(items.spans) > 2 and _mostly_known(items):
        return ANY
    if _PATTERNS["mainstay"].search(before) or _PATTERNS["taken_up"].search(before):
        return WORDS_ONLY
    return WORDS_ONLY if _PATTERNS["placed"].search(before) and _PATTERNS["ended_at"].match(text, end) else NONE


def _is_counted(items: Items) -> bool:
    """Whether the words before a list tell its number: 两张底牌：."""
    told = _PATTERNS["counted_lead"].search(items.before)
    return told is not None and count_of(told["number"]) == len(items.spans)


def _mostly_known(items: Items) -> bool:
    """Whether three items in five are words of the vocabulary, and the last one ends as one."""
    last = items.inside[-1]
    return last is not None and last[1] == items.end and sum(items.known) * 5 >= len(items.spans) * 3


def _is_developed(items: Items) -> bool:
    """Whether a verb of promotion leads the list, or what follows it says how it is furthered."""
    if not _PATTERNS["developed_head"].search(items.head):
        return False
    if _PATTERNS["chain_head"].search(items.head) or _PATTERNS["role_at"].match(items.text, items.end):
        return True
    lead = items.text[max(0, items.start - _LEAD) : items.start]
    if _PATTERNS["turned_from"].search(lead) and _PATTERNS["turned_at"].match(items.text, items.end):
        return True
    return bool(_PATTERNS["developing_lead"].search(lead) or _PATTERNS["furthered_at"].match(items.text, items.end))


def _mostly_industrial(items: Items) -> bool:
    """Whether two items and three in five are words of the vocabulary or end as names of industries do."""
    good = 0
    for span, run in zip(items.spans, items.inside, strict=True):
        known = run is not None and run[1] == span[1] and not is_public(items.text[run[0] : run[1]])
        ends = known or _PATTERNS["industrial_end"].search(items.text[slice(*span)])
        good += bool(ends and fit(items.text, *span))
    return good > 1 and good * 5 >= len(items.spans) * 3
