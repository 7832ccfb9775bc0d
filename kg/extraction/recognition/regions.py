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

import rjieba
from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.datamodel import Document, Mention
from kg.extraction.recognition import townships
from kg.resources import gazetteer
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("regions")
# Weight of a place that the title or the source names; more than mentions beyond doubt can add up to by chance.
_TITLED = 1000
_COMMON = frozenset(_PATTERNS.words["common"])


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form at ``left`` to ``right`` of the text, the codes that it may mean and the one chosen.

    ``word`` says whether the dictionary knows it as a word of its own.
    """

    left: int
    right: int
    form: str
    codes: tuple[str, ...]
    code: str = ""
    word: bool = False

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
    candidates = _settle(_candidates(text), document, text)
    candidates = sorted(
        (*candidates, *townships.find(text, candidates)), key=lambda candidate: (candidate.left, candidate.right)
    )
    starts = [0]
    for sentence in document.sentences:
        starts.append(starts[-1] + len(sentence.text) + 1)
    for candidate in candidates:
        sentence = document.sentences[bisect_right(starts, candidate.left) - 1]
        span = (candidate.left - starts[sentence.index], candidate.right - starts[sentence.index])
        rule = "region-name" if candidate.full else "region-short"
        yield document.mention(sentence, span, "Region", rule, refers=candidate.code)


@cache
def _automaton() -> tuple[CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    forms = tuple(sorted(gazetteer.codes_by_form()))
    return CharwiseDoubleArrayAhoCorasick(list(forms), MATCH_KIND_LEFTMOST_LONGEST), forms


def _candidates(text: str) -> list[Candidate]:
    """The forms in the text that their surroundings do not make parts of other words."""
    automaton, forms = _automaton()
    tokens = rjieba.tokenize(text)
    begins = [token[1] for token in tokens]
    found = []
    for left, right, index in automaton.find(text):
        candidate = _trimmed(text, Candidate(left, right, forms[index], gazetteer.codes_by_form()[forms[index]]))
        if candidate and (candidate.full or not _inside_word(candidate, tokens, begins)):
            word = tokens[bisect_right(begins, left) - 1]
            found.append(replace(candidate, word=word[1:] == (left, right) and rjieba.has_word(word[0])))
    return found


def _trimmed(text: str, candidate: Candidate) -> Candidate | None:
    """The candidate, without its last character where that begins the next word; None where it is no region."""
    after_district, after_short = _PATTERNS.regex["after_district"], _PATTERNS.regex["after_short"]
    form, right = candidate.form, candidate.right
    if candidate.full:
        if not after_district.match(text, right):
            return candidate
        form, right = form[:-1], right - 1
        if form not in gazetteer.codes_by_form():
            return None
    if after_short.match(text, right):
        return None
    return replace(candidate, form=form, right=right, codes=gazetteer.codes_by_form()[form])


def _inside_word(candidate: Candidate, tokens: Sequence[tuple[str, int, int]], begins: Sequence[int]) -> bool:
    """Whether a word of the dictionary crosses a border of the candidate or holds it as a part of another thing."""
    index = bisect_right(begins, candidate.left) - 1
    while index < len(tokens) and begins[index] < candidate.right:
        word, left, right = tokens[index]
        crosses = left < candidate.left or right > candidate.right
        if crosses and rjieba.has_word(word) and not (left == candidate.left and _names_body(word)):
            return True
        index += 1
    return False


def _names_body(word: str) -> bool:
    """Whether a word is the name of an organisation: 兰州大学 stands in Lanzhou, 中山路 is a road anywhere."""
    return bool(_PATTERNS.regex["body"].search(word))


def _settle(candidates: Sequence[Candidate], document: Document, text: str) -> list[Candidate]:
    """The candidates that the document supports, each with its code."""
    support = _support(candidates, document)
    chosen: list[Candidate] = []
    for candidate in candidates:
        before = chosen[-1] if chosen else None
        parent = before.code if before and before.right == candidate.left else ""
        chosen.append(replace(candidate, code=_choose(candidate, parent, support)))
    plain = [_plain(candidate, support) for candidate in chosen]
    return [
        candidate for index, candidate in enumerate(chosen)
        if plain[index] or _beside(chosen, plain, index, text)
    ]


def _support(candidates: Sequence[Candidate], document: Document) -> Counter[str]:
    """How often the document names a division or one inside it, by what is beyond doubt."""
    support: Counter[str] = Counter()
    for form in (document.region, document.title):
        for left, right, index in _automaton()[0].find(form):
            codes = gazetteer.codes_by_form()[form[left:right]]
            if len(codes) == 1 or codes[0].endswith("00"):
                support[codes[0]] += _TITLED + 1
    for candidate in candidates:
        codes = candidate.codes
        if len(codes) == 1 and (candidate.full or not candidate.common):
            support.update((codes[0], *gazetteer.ancestors(codes[0])) if candidate.full else codes[:1])
        elif len(codes) > 1 and codes[0].endswith("00") and not candidate.common:
            support[codes[0]] += 1
    return support


def _choose(candidate: Candidate, parent: str, support: Counter[str]) -> str:
    """The code meant: a child of the place just before, else the best supported, else the highest; "" if open."""
    codes = candidate.codes
    if len(codes) == 1:
        return codes[0]
    if parent:
        for code in codes:
            if parent in gazetteer.ancestors(code):
                return code
    weights = [_weight(code, support) for code in codes]
    best = weights.index(max(weights))
    if codes[0].endswith("00") and not candidate.full and (support[codes[0]] or not weights[best]):
        return codes[0]
    return codes[best] if weights[best] else ""


def _weight(code: str, support: Counter[str]) -> int:
    """How much of the document speaks for a code: itself most, its parent more than what holds that."""
    return support[code] * 4 + sum(support[other] * (2 - at) for at, other in enumerate(gazetteer.ancestors(code)[:2]))


def _plain(candidate: Candidate, support: Counter[str]) -> bool:
    """Whether the candidate is a region without the help of its neighbours."""
    found = gazetteer.division(candidate.code)
    if candidate.full:
        return True
    if found is None:
        return False
    ancestors = gazetteer.ancestors(candidate.code)
    backed = any(support[code] for code in ancestors) or support[candidate.code] > _TITLED
    if candidate.common:
        return found.level != "county" and backed
    return found.level != "county" or backed or (candidate.word and len(candidate.form) > 2)


def _beside(chosen: Sequence[Candidate], plain: Sequence[bool], index: int, text: str) -> bool:
    """Whether the neighbour on either side is a region of the same kind, or the parent just before."""
    between = _PATTERNS.regex["between"]
    candidate = chosen[index]
    for other in (index - 1, index + 1):
        if not 0 <= other < len(chosen) or not plain[other]:
            continue
        first, second = sorted((chosen[other], candidate), key=lambda entry: entry.left)
        gap = text[first.right:second.left]
        if not gap and other < index and chosen[other].code in gazetteer.ancestors(candidate.code):
            return True
        siblings = gazetteer.ancestors(chosen[other].code)[:1] == gazetteer.ancestors(candidate.code)[:1]
        if gap and siblings and between.match(gap):
            return True
    return False
