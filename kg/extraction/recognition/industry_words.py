"""The vocabulary of industries and where a text uses it: text → runs of adjoining words with their strength.

“发展现代物流及蔬菜加工” has the run 现代物流及蔬菜加工, strong, because attribute and sector, product and head
make names; 物流 alone is a sector word, 蔬菜 alone a product.
"""

from __future__ import annotations

import daachorse
import regex

from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

Span = tuple[int, int]
Run = tuple[int, int, int]  # left, right, strength

_PATTERNS = load_patterns("industries")
_VAGUE = _PATTERNS.regex["only_vague"]
_RANK = _PATTERNS.regex["rank_before"]
_UNFIT = _PATTERNS.regex["unfit"]
_CLASS_END = _PATTERNS.regex["class_end"]
_ACTION = _PATTERNS.regex["action_at"]

# A tag each: N name, S sector word, W product word of the lexicon; M modifier, L setting, H head, X noise,
# K sector word that is a head too.
_TAG_OF_STATUS = {"name": "N", "short": "S", "weak": "W"}
_TAG_OF_LIST = {"noise": "X", "head": "H", "setting": "L", "modifier": "M"}
_RUN = regex.compile(r"[MLSWK]*N(?:[ML]*[NSWHK])*|L*M[ML]*[SWK]*[SHK]|[LSW]*[SWK][HK][SHK]*|[LSW]*[SWK]")
_LATIN = regex.compile(r"[A-Za-z\d]{2}")
_HEADS, _WEAK_TAGS = frozenset("HK"), frozenset("LW")
STRONG, SHORT, WEAK = 3, 2, 1
_LONGEST_NAME = 14
_JOINER = frozenset(_PATTERNS.words["joiner"])


def _vocabulary() -> tuple[list[str], list[str], dict[str, str]]:
    """Words, the tag of each, and the concept of those that share one with others."""
    tags = {word: tag for kind, tag in _TAG_OF_LIST.items() for word in _PATTERNS.words[kind]}
    concepts: dict[str, list[str]] = {}
    for row in load_rows("Industry"):
        if len(row["surface"]) > 1:
            tag = _TAG_OF_STATUS[row["status"]]
            tags[row["surface"]] = "K" if tag == "S" and tags.get(row["surface"]) == "H" else tag
        concepts.setdefault(row["id"], []).append(row["surface"])
    words = sorted(tags)
    shared = {surface: concept for concept, group in concepts.items() if len(group) > 1 for surface in group}
    return words, [tags[word] for word in words], shared


_WORDS, _TAGS, CONCEPTS = _vocabulary()
NAMES = frozenset(word for word, tag in zip(_WORDS, _TAGS, strict=True) if tag == "N")
WORDS = frozenset(_WORDS)
_KNOWN = NAMES | frozenset(word for word, tag in zip(_WORDS, _TAGS, strict=True) if tag in "SK")
SINGLE = frozenset(row["surface"] for row in load_rows("Industry") if len(row["surface"]) == 1)
_AUTOMATON = daachorse.CharwiseDoubleArrayAhoCorasick(_WORDS, daachorse.MATCH_KIND_LEFTMOST_LONGEST)


def find_runs(text: str) -> list[Run]:
    """Stretches of adjoining vocabulary that can be a name: left, right, strength."""
    tokens = [token for token in _AUTOMATON.find(text) if not _cuts_latin(text, *token[:2])]
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


def _cuts_latin(text: str, left: int, right: int) -> bool:
    """Whether a border lies within letters and digits: the 6G of 106GW."""
    return any(0 < at < len(text) and _LATIN.match(text, at - 1) for at in (left, right))


def _joined(text: str, end: int, start: int) -> bool:
    return start == end or (start == end + 1 and text[end] in _JOINER)


def _strength(tags: str) -> int:
    if "N" in tags or tags.strip("L")[0] == "M" or not _HEADS.isdisjoint(tags[1:]):
        return STRONG
    return WEAK if set(tags) <= _WEAK_TAGS else SHORT


def fit(text: str, left: int, right: int) -> Span | None:
    """The span without ranks before it, or None where it is vague, too long or no name at all."""
    if rank := _RANK.match(text[left:right]):
        left += rank.end()
    if action := _ACTION.search(text, left, right):
        right = action.start()
    if trailing := _CLASS_END.search(text[left:right]):
        right = left + trailing.start()
    name = text[left:right]
    if name in _KNOWN:
        return left, right
    if not 0 < len(name) <= _LONGEST_NAME or _UNFIT.search(name) or _VAGUE.match(name):
        return None
    return left, right


def is_vague(text: str) -> bool:
    """Whether the text is made of class words alone: 传统, 战略性新兴."""
    return bool(_VAGUE.match(text))
