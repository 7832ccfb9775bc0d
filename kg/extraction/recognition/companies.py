"""Named companies: full names, their short forms, known groups, and short names that the context shows.

In: a document and its mentions so far.  Out: Company mentions; a short form refers to the full name.
“辽宁众辉生物科技有限公司…众辉、龙田等农药企业” gives the full name, 众辉 (refers to it) and 龙田 (an item of a list).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex
import rjieba

from kg.datamodel import Document, Mention, Sentence
from kg.extraction.recognition.boundaries import Span, region_spans
from kg.extraction.recognition.company_cells import celled
from kg.extraction.recognition.company_contexts import is_ware, lined, parties, supported
from kg.extraction.recognition.company_heads import daughter
from kg.extraction.recognition.company_lists import in_company_list, listed, project_heads
from kg.extraction.recognition.company_names import FullName, full_names, placed_forms, short_forms, short_name
from kg.extraction.recognition.company_roles import actors
from kg.extraction.recognition.company_rows import neighbours
from kg.extraction.recognition.known_names import known_names
from kg.resources.gazetteer import codes_by_form
from kg.resources.patterns import alternation, load_patterns

_SURE_RULES = ("company.full", "company.known")
_AGAIN = "company.again"
_HEAD = "company.head"
_ROW = "company.row"
_CELL = "company.cell"
_CONTEXT_RULES = ("company.line", "company.list", _HEAD, "company.party", "company.role", _ROW, _CELL)
_READERS = (
    ("company.line", lined), ("company.list", listed), (_HEAD, project_heads), ("company.party", parties),
    ("company.role", actors),
)
_PARENT_ENDS = load_patterns("companies").words["needs_trade_name"]
_ZONE_ENDS = load_patterns("companies").words["zone_end"]
_LINES = load_patterns("companies").words["strong_line"]
_LONG = 4
_PLANT = load_patterns("companies").regex["plant"]
_ENDING = load_patterns("companies").regex["ending"]
_OTHER_WORD = load_patterns("companies").regex["other_word"]
_OTHER_BEFORE = load_patterns("companies").regex["other_before"]
_PROJECT_WORD = load_patterns("companies").regex["project_word"]
_COMMON_TAGS = ("n", "v", "vn", "a", "ad", "d", "s", "t", "i", "l", "ns", "b", "an", "j")


@dataclass(frozen=True, slots=True)
class Found:
    """A company at ``text[left:right]`` of a sentence; ``spreads`` where its surface counts elsewhere too."""

    sentence: Sentence
    span: Span
    rule: str
    full: str
    name: FullName
    spreads: bool = True

    @property
    def surface(self) -> str:
        return self.sentence.text[slice(*self.span)]


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    """The companies of a document; the regions among ``known`` place them."""
    regions = region_spans(document, known)
    others: dict[int, list[Mention]] = {}
    for mention in known:
        if mention.type in ("Organisation", "Park"):
            others.setdefault(mention.sentence, []).append(mention)
    zones = " ".join(sorted({mention.surface for mention in known
                             if mention.type == "Park" and mention.surface.endswith(_ZONE_ENDS)}))
    found = []
    for sentence in document.sentences:
        here = [hit for hit in _found(sentence, regions[sentence.index]) if not _inside(hit, others)
                and not _is_ware(hit) and not (hit.rule == _HEAD and hit.surface in zones)]
        here.extend(hit for hit in _cells(document, sentence, here, regions[sentence.index])
                    if not _inside(hit, others))
        here.extend(hit for hit in _rows(sentence, here, regions[sentence.index]) if not _inside(hit, others))
        found.extend(here)
    refers = _references([hit.name for hit in found if hit.rule == "company.full"],
                         [hit.name for hit in found if hit.rule in _CONTEXT_RULES])
    found += (hit for hit in _spread(document, found, refers) if not _inside(hit, others) and not _is_ware(hit))
    for hit in _settled(found):
        name = refers.get(hit.surface, hit.full)
        yield document.mention(hit.sentence, hit.span, "Company", hit.rule, refers="" if name == hit.surface else name)


def _is_ware(hit: Found) -> bool:
    return hit.rule != "company.full" and is_ware(hit.sentence.text, hit.span)


def _inside(hit: Found, others: Mapping[int, Sequence[Mention]]) -> bool:
    """Whether another name holds or crosses the hit: 经开区半导体, 北京大学 in a list of companies."""
    left, right = hit.span
    return any(left < other.right and other.left < right and not (
               hit.rule == "company.full" and left <= other.left and other.right <= right and hit.span != (
                   other.left, other.right))
               and not (other.type == "Park" and hit.rule in _SURE_RULES and other.left <= left and right < other.right)
               for other in others.get(hit.sentence.index, ()))


def _references(full: Sequence[FullName], short: Sequence[FullName]) -> dict[str, str]:
    """The fullest name that each form of the document stands for; forms of full names go before those of short ones."""
    refers: dict[str, str] = {}
    for names in (full, short):
        for name in sorted(names, key=lambda name: (-len(name.surface), name.surface)):
            fullest = refers.setdefault(name.surface, name.surface)
            for form in (*short_forms(name), *filter(None, [name.alias])):
                refers.setdefault(form, fullest)
    return refers


def _found(sentence: Sentence, regions: Sequence[Span]) -> Iterator[Found]:
    text = sentence.text
    for name in full_names(text, regions):
        yield Found(sentence, (name.left, name.right), "company.full", name.surface, name)
    for span, full, weak in known_names("Company", text):
        if _OTHER_WORD.match(text, span[1]) or _OTHER_BEFORE.search(text, max(0, span[0] - 6), span[0]):
            continue
        ending = _ENDING.match(text, span[1])
        if ending:
            span, weak = (span[0], ending.end()), False
        plant = _plant(text, span, regions) or daughter(text, span)
        if plant:
            yield Found(sentence, plant, "company.plant", text[slice(*plant)],
                        FullName(text, span[0], span[0], plant[1], plant[1]))
        shown = not weak or supported(text, span) or in_company_list(text, span) or _heads_project(text, span, regions)
        if span not in regions and shown:
            yield Found(sentence, span, "company.weak" if weak else "company.known", full,
                        FullName(text, span[0], span[0], span[1], span[1]), not weak)
    for rule, reader in _READERS:
        for span in reader(text, regions):
            yield _short(sentence, span, rule, regions)


def _short(sentence: Sentence, span: Span, rule: str, regions: Sequence[Span]) -> Found:
    return Found(sentence, span, rule, sentence.text[slice(*span)], short_name(sentence.text, span, regions))


def _cells(
    document: Document, sentence: Sentence, found: Sequence[Found], regions: Sequence[Span]
) -> Iterator[Found]:
    """The companies in cells that nothing else found."""
    for left, right in celled(document, sentence):
        if not any(hit.span[0] < right and left < hit.span[1] for hit in found):
            yield _short(sentence, (left, right), _CELL, regions)


def _rows(sentence: Sentence, found: Sequence[Found], regions: Sequence[Span]) -> Iterator[Found]:
    """The neighbours of the companies found in the rows of a sentence."""
    for span in neighbours(sentence.text, [hit.span for hit in found], regions):
        yield _short(sentence, span, _ROW, regions)


def _plant(text: str, known: Span, regions: Sequence[Span]) -> Span | None:
    """The plant of a known company at a place: 中海油|惠州|石化."""
    for start, stop in regions:
        found = _PLANT.match(text, stop) if start == known[1] else None
        if found:
            return known[0], found.end()
    return None


def _heads_project(text: str, span: Span, regions: Sequence[Span]) -> bool:
    """Whether a weak name opens a project: 国能|哈密煤制油项目."""
    return any(start == span[1] for start, _ in regions) and _PROJECT_WORD.search(text, span[1]) is not None


def _spread(document: Document, found: Sequence[Found], refers: dict[str, str]) -> Iterator[Found]:
    """The other places of the names found, and of the short forms of full names."""
    sure = {hit.surface for hit in found if hit.rule in _SURE_RULES} | {hit.name.alias for hit in found}
    sure.update(form for hit in found if hit.rule == "company.full" for form in placed_forms(hit.name))
    names = {hit.surface: hit.full for hit in found if hit.spreads and len(hit.surface) > 1} | refers
    forms = [form for form in names if (form in sure or not _is_common(form)) and form not in codes_by_form()]
    if not forms:
        return
    pattern = regex.compile(alternation(forms))
    for sentence in document.sentences:
        for hit in pattern.finditer(sentence.text):
            left, right = hit.span()
            yield Found(sentence, (left, right), _AGAIN, names[hit[0]],
                        FullName(sentence.text, left, left, right, right))


@cache
def _is_common(form: str) -> bool:
    """Whether a form consists of words of the language rather than of a name with a line of business."""
    if len(form) >= _LONG and form.endswith(_LINES):
        return False
    return all(rjieba.has_word(word) and tag in _COMMON_TAGS for word, tag in rjieba.tag(form))


def _preference(hit: Found) -> tuple[int, int, Span, bool, str]:
    return hit.span[0] - hit.span[1], hit.sentence.index, hit.span, hit.rule == _AGAIN, hit.rule


def _settled(found: Sequence[Found]) -> Iterator[Found]:
    """The longest of hits that overlap; a parent that opens a longer name stays."""
    kept: dict[int, list[Found]] = {}
    for hit in sorted(found, key=_preference):
        others = kept.setdefault(hit.sentence.index, [])
        clash = [other for other in others if other.span[0] < hit.span[1] and hit.span[0] < other.span[1]]
        parent = hit.surface.endswith(_PARENT_ENDS) and all(other.span[0] == hit.span[0] != other.span[1]
                                                            and other.span != hit.span for other in clash)
        if not clash or parent:
            others.append(hit)
            yield hit
