"""Document → mentions of administrative divisions, each with its code.

“鞍山海城市” gives 鞍山 (210300) and 海城市 (210381), “海城” later the second again.  Short forms that are
ordinary words count only beside their parent or in a list of places; a name that several places share is
settled by the places around it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate
from operator import itemgetter

import rjieba
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.datamodel import Document, Mention
from kg.extraction.recognition import townships
from kg.extraction.recognition.boundaries import segment
from kg.resources import gazetteer
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("regions")
# Weight of a place that the title or the source names; more than mentions beyond doubt can add up to by chance.
_TITLED = 1000
_DISTRICT = _PATTERNS.words["district"]
_COMMON = frozenset(_PATTERNS.words["common"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form at ``left`` to ``right`` of the text, the codes that it may mean and the one chosen."""

    left: int
    right: int
    form: str
    codes: tuple[str, ...]
    code: str = ""

    @property
    def full(self) -> bool:
        """Whether the form is a whole name, with its suffix, and no common word."""
        return self.form in gazetteer.full_forms() and self.form not in _COMMON

    @property
    def common(self) -> bool:
        return self.form in _COMMON


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    """The regions of a document; townships where their county is named or is the document's own."""
    text = "\n".join(sentence.text for sentence in document.sentences)
    candidates = _standing(_settle(_candidates(text), document, text), text)
    spans = [
        (candidate.left, candidate.right, candidate.code, "region-name" if candidate.full else "region-short")
        for candidate in candidates
    ]
    spans += [(*town, "region-town") for town in townships.find(text, candidates)]
    starts = [0]
    for sentence in document.sentences:
        starts.append(starts[-1] + len(sentence.text) + 1)
    for left, right, code, rule in sorted(spans):
        sentence = document.sentences[bisect_right(starts, left) - 1]
        start = starts[sentence.index]
        yield document.mention(sentence, (left - start, right - start), "Region", rule, refers=code)


@cache
def _automaton() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    forms = tuple(sorted(gazetteer.codes_by_form()))
    return CharwiseDoubleArrayAhoCorasick(list(forms), MATCH_KIND_LEFTMOST_LONGEST), forms


def _candidates(text: str) -> list[Candidate]:
    """The forms in the text that their surroundings do not make parts of other words."""
    automaton, forms = _automaton()
    lines = text.split("\n")
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    found = []
    for left, right, index in automaton.find(text):
        candidate = _trimmed(text, Candidate(left, right, forms[index], gazetteer.codes_by_form()[forms[index]]))
        index = bisect_right(starts, left) - 1
        if candidate and not _inside_word(candidate, lines[index], starts[index]):
            found.append(candidate)
    return found


def _trimmed(text: str, candidate: Candidate) -> Candidate | None:
    """The candidate, without its last character where that begins the next word; None where it is no region."""
    after_district, after_short = _PATTERNS.regex["after_district"], _PATTERNS.regex["after_short"]
    form, right = candidate.form, candidate.right
    if _PATTERNS.regex["colours"].match(text, right) or _PATTERNS.regex["not_before"].search(
            text, max(0, candidate.left - 3), candidate.left):
        return None
    if candidate.full:
        if not after_district.match(text, right):
            return candidate
        form, right = form[:-1], right - 1
        if form not in gazetteer.codes_by_form():
            return None
    if after_short.match(text, right):
        return None
    return replace(candidate, form=form, right=right, codes=gazetteer.codes_by_form()[form])


def _inside_word(candidate: Candidate, line: str, start: int) -> bool:
    """Whether a word of the dictionary crosses a border of the candidate or holds it as a part of another thing.

    ``start`` is where the candidate's line begins in the text.
    """
    words = segment(line)
    index = bisect_right(words, candidate.left - start, key=itemgetter(0)) - 1
    while index < len(words) and words[index].left + start < candidate.right:
        left, right = words[index].left + start, words[index].right + start
        word = line[left - start:right - start]
        crosses = left < candidate.left or right > candidate.right
        if candidate.full:
            crosses = left < candidate.left and right <= candidate.right
        if crosses and rjieba.has_word(word) and not (left == candidate.left and _names_body(word)):
            return True
        index += 1
    return False


def _names_body(word: str) -> bool:
    """Whether a word is the name of an organisation: 兰州大学 stands in Lanzhou, 中山路 is a road anywhere."""
    return bool(_PATTERNS.regex["body"].search(word))


def _settle(candidates: Sequence[Candidate], document: Document, text: str) -> list[Candidate]:
    """The candidates that the document supports, each with its code."""
    support = _support(candidates, document, text)
    home = _home_province(support)
    chosen: list[Candidate] = []
    for candidate in candidates:
        parent = _parent(candidates, chosen, text)
        chosen.append(replace(candidate, code=_choose(candidate, parent, home, support)))
    headed = _headed(document.title)
    plain = [_plain(candidate, home, support) or (candidate.code in headed and candidate.code[:2] == home)
             for candidate in chosen]
    sure = [plain[index] or _beside(chosen, plain, index, text) for index in range(len(chosen))]
    named = {(one.form, one.code) for one, stands in zip(chosen, sure, strict=True) if stands}
    return [
        candidate for candidate, stands in zip(chosen, sure, strict=True)
        if stands or ((candidate.form, candidate.code) in named and _opens_clause(candidate, text))
    ]


def _opens_clause(candidate: Candidate, text: str) -> bool:
    """Whether the candidate begins a clause or follows 在, where a place named elsewhere as one is likely meant."""
    return _PATTERNS.regex["opens_clause"].search(text, max(0, candidate.left - 2), candidate.left) is not None


def _headed(title: str) -> frozenset[str]:
    """The divisions that a title may speak of: 永安 of “永安：链上开花”."""
    found = next(iter(_automaton()[0].find(title)), None)
    if not found or found[0] or not _PATTERNS.regex["speaks_of"].match(title, found[1]):
        return frozenset()
    return frozenset(gazetteer.codes_by_form()[title[:found[1]]])


def _parent(candidates: Sequence[Candidate], chosen: Sequence[Candidate], text: str) -> str:
    """The code of the place to which the text gives the next candidate: just before it, or by a word between them."""
    candidate = candidates[len(chosen)]
    before = chosen[-1] if chosen else None
    if before and (before.right == candidate.left
                   or _PATTERNS.regex["holds"].match(text[before.right:candidate.left])):
        return before.code
    after = next(iter(candidates[len(chosen) + 1:len(chosen) + 2]), None)
    if after and len(after.codes) == 1 and _PATTERNS.regex["lies_in"].match(text[candidate.right:after.left]):
        return after.codes[0]
    return ""


def _standing(candidates: Sequence[Candidate], text: str) -> list[Candidate]:
    """The candidates without the provinces that only begin names of companies, parks and bases.

    In “四川锂源新材料有限公司落户蓬溪县” the text speaks of 蓬溪县; another province tells where a company is from.
    """
    named, colouring = set(), set()
    home = _home_province(Counter(candidate.code for candidate in candidates if not candidate.code.endswith("0000")))
    for index, candidate in enumerate(candidates):
        if candidate.code.endswith("0000"):
            longer = candidates[index + 1:index + 2]
            from_there = home not in ("", candidate.code[:2]) and _begins_full_name(candidate, text)
            if not (candidate.full or from_there) and _begins_name(candidate, longer[0] if longer else None, text):
                colouring.add(candidate)
            else:
                named.add(candidate.code)
    return [candidate for candidate in candidates if candidate not in colouring or candidate.code in named]


def _begins_full_name(province: Candidate, text: str) -> bool:
    return _PATTERNS.regex["in_full_name"].match(text, province.right) is not None


def _begins_name(province: Candidate, after: Candidate | None, text: str) -> bool:
    """Whether the province only begins the name of a company or, before a place of its own, of a park or base."""
    if after and after.left == province.right and province.code in gazetteer.ancestors(after.code):
        return bool(_PATTERNS.regex["in_longer_name"].match(text, after.right))
    return bool(_PATTERNS.regex["in_name"].match(text, province.right))


def _support(candidates: Sequence[Candidate], document: Document, text: str) -> Counter[str]:
    """How often the document names a division or one inside it, by what is beyond doubt."""
    support: Counter[str] = Counter()
    for form in (document.region, document.title):
        for left, right, _ in _automaton()[0].find(form):
            codes = gazetteer.codes_by_form()[form[left:right]]
            if left == 0 and len(codes) > 1 and _PATTERNS.regex["headline"].match(form, right):
                codes = tuple(code for code in codes if not _is_district(code)) or codes
            if len(codes) == 1 or codes[0].endswith("00"):
                support[codes[0]] += _TITLED + 1
    for candidate in candidates:
        codes = candidate.codes
        if candidate.full and len(codes) == 1:
            support.update((codes[0], *gazetteer.ancestors(codes[0])))
        elif codes[0].endswith("00") and not candidate.common:
            support[codes[0]] += 1
        elif not candidate.common and _PATTERNS.regex["heads_name"].match(text, candidate.right):
            codes = tuple(code for code in codes if not _is_district(code)) or codes
            support.update(codes if len(codes) == 1 else ())
    return support


def _is_district(code: str) -> bool:
    """Whether the division is a district of a city: its bare name rarely heads a text."""
    found = gazetteer.division(code)
    return found is not None and found.level == "county" and found.name.endswith(_DISTRICT)


def _home_province(support: Counter[str]) -> str:
    """The first two digits of the province that the document is most about."""
    provinces: Counter[str] = Counter()
    for code, weight in support.items():
        provinces[code[:2]] += weight
    return min(provinces, key=lambda province: (-provinces[province], province), default="")


def _choose(candidate: Candidate, parent: str, home: str, support: Counter[str]) -> str:
    """The code meant: a child of the place just before, else the best supported, else a prefecture; "" where open.

    A short form that names a province or prefecture too means that, unless the document's own province has
    another prefecture of the name (海南 in 青海).
    """
    codes = candidate.codes
    if len(codes) == 1:
        return codes[0]
    for code in codes:
        if parent and parent in gazetteer.ancestors(code):
            return code
    if codes[0].endswith("00") and not candidate.full:
        own = [code for code in codes if code.endswith("00") and code[:2] == home]
        return own[0] if own else codes[0]
    weights = [_weight(code, support) for code in codes]
    best = max(weights)
    return codes[weights.index(best)] if best or codes[0].endswith("00") else ""


def _weight(code: str, support: Counter[str]) -> int:
    """How much of the document speaks for a code: itself most, its parent more than what holds that."""
    return support[code] * 4 + sum(support[other] * (2 - at) for at, other in enumerate(gazetteer.ancestors(code)[:2]))


def _plain(candidate: Candidate, home: str, support: Counter[str]) -> bool:
    """Whether the candidate is a region without the help of its neighbours.

    The short form of a county needs its own province or prefecture in the document, a common word more than that.
    """
    if candidate.full:
        return True
    if not candidate.code:
        return False
    above = candidate.code.endswith("00")
    titled = support[candidate.code] > _TITLED
    if candidate.common:
        return above and (titled or candidate.code[:2] == home)
    parent = candidate.code[:4] + "00"
    return above or titled or support[candidate.code] > 0 or candidate.code[:2] == home or support[parent] > 0


def _beside(chosen: Sequence[Candidate], plain: Sequence[bool], index: int, text: str) -> bool:
    """Whether the neighbour on either side is a region of the same kind, or the parent just before."""
    between = _PATTERNS.regex["between"]
    candidate = chosen[index]
    for other in (index - 1, index + 1):
        if not 0 <= other < len(chosen) or not plain[other]:
            continue
        first, second = sorted((chosen[other], candidate), key=lambda entry: entry.left)
        gap = text[first.right:second.left]
        above = gazetteer.ancestors(candidate.code)[: 1 if candidate.common else None]
        if not gap and other < index and chosen[other].code in above:
            return True
        siblings = gazetteer.ancestors(chosen[other].code)[:1] == gazetteer.ancestors(candidate.code)[:1]
        ends = chosen[other].code[:2] == candidate.code[:2] and _PATTERNS.regex["line"].match(gap)
        if gap and (ends or (siblings and between.match(gap))):
            return True
    return False
