"""One surface → how it is spelled in one way, its parts, and the shorter forms that may stand for it.

海城市三鱼泵业有限公司 has the place 海城, the core 三鱼泵业 and the form 有限公司; 三鱼泵业, 三鱼, 海城三鱼泵业 and
海城三鱼 may stand for it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import regex

from kg.datamodel import EntityType
from kg.resources.gazetteer import codes_by_form
from kg.resources.patterns import Patterns, alternation, load_patterns

_QUOTES = {ord(sign): None for sign in "“”\"'‘’《》〈〉「」『』 \t\n\r\u3000"}
_SUFFIX: dict[EntityType, str] = {"Industry": "industry_suffix", "Project": "project_suffix"}
_LONGEST_PLACE = 12


class Parts(NamedTuple):
    """``place`` is the leading place without suffix, ``form`` the legal form; both may be empty."""

    place: str
    core: str
    form: str

    @property
    def whole(self) -> str:
        return self.place + self.core + self.form


class Form(NamedTuple):
    """A shorter name for something, how sure it is that it stands for it, and why."""

    name: str
    score: float
    reason: str


Known = frozenset[str]

# A code of digits in quotes names the programme as surely as its name does.
CODE_SCORE = 0.95


def words() -> Patterns:
    return load_patterns("names")


@cache
def _business() -> regex.Pattern[str]:
    """One or more lines of business: 泵业, 新材料科技."""
    companies = load_patterns("companies").words
    lines = (*companies["strong_line"], *companies["line"], *words().words["business"])
    return regex.compile(f"(?:{alternation(lines)})++")


@lru_cache(maxsize=1 << 16)
def fold(surface: str, type: EntityType) -> str:
    """The surface in one spelling: width, case, quotes, spaces, the endings that say nothing for its type."""
    text = unicodedata.normalize("NFKC", surface).lower().translate(_QUOTES)
    suffixes = words().words[_SUFFIX[type]] if type in _SUFFIX else ()
    while True:
        ending = next((s for s in suffixes if text.endswith(s) and len(text) - len(s) >= 2), "")
        if not ending:
            return text
        text = text[: -len(ending)]


@lru_cache(maxsize=1 << 14)
def bare(place: str) -> str:
    """The place without its suffix: 海城 for 海城市."""
    ending = next((s for s in words().words["region_suffix"] if place.endswith(s) and len(place) - len(s) >= 2), "")
    return place[: -len(ending)] if ending else place


def split_place(name: str, known: Known) -> tuple[str, str]:
    """The longest place that the name begins with, without its suffix, and the rest; at least two characters stay."""
    forms = codes_by_form()
    for length in range(min(_LONGEST_PLACE, len(name) - 2), 1, -1):
        head = name[:length]
        if head in known or head in forms:
            rest = name[length:]
            suffix = next((s for s in words().words["region_suffix"] if rest.startswith(s)), "")
            if suffix and len(rest) - len(suffix) >= 2 and bare(head) == head:
                rest = rest[len(suffix) :]
            return bare(head), rest
    return "", name


def parse(surface: str, type: EntityType, known: Known) -> Parts:
    """The parts of a name; only companies, parks, organisations and projects have a leading place of their own."""
    text = fold(surface, type)
    if type in ("Industry", "Programme", "Region"):
        return Parts("", text, "")
    if type == "Organisation":
        prefix = next((s for s in words().words["organisation_prefix"] if text.startswith(s)), "")
        text = text[len(prefix) :]
    place, core = split_place(text, known)
    form = ""
    if type == "Company":
        endings = (*words().words["branch"], *words().words["legal_form"])
        form = next((s for s in endings if core.endswith(s) and len(core) - len(s) >= 2), "")
        core = core[: len(core) - len(form)]
    return Parts(place, core, form)


def short_forms(surface: str, type: EntityType, known: Known, owners: Known) -> tuple[Form, ...]:
    """The shorter names that may stand for this one; ``owners`` are names that a project's name may begin with."""
    parts = parse(surface, type, known)
    if type == "Company":
        found: Iterator[Form] = chain(_company_forms(parts), _below_group(parts, known))
    elif type == "Project":
        found = _project_forms(fold(surface, type), owners)
    elif type == "Programme":
        found = _programme_forms(surface, known)
    elif type == "Region":
        found = iter([Form(bare(parts.core), 0.9, "the name without its suffix")])
    else:
        found = _place_forms(parts)
    best: dict[str, Form] = {}
    for form in found:
        known_score = best[form.name].score if form.name in best else 0.0
        if len(form.name) >= 2 and form.name != parts.whole and form.score > known_score:
            best[form.name] = form
    return tuple(best.values())


def _company_forms(parts: Parts) -> Iterator[Form]:
    """The beginnings of the core, with and without the place."""
    for length in range(2, len(parts.core) + 1):
        score, reason = _beginning(parts, length)
        if score:
            yield Form(parts.core[:length], score, reason)
            if parts.place:
                yield Form(parts.place + parts.core[:length], score, reason)


def _below_group(parts: Parts, known: Known) -> Iterator[Form]:
    """The company behind its group: 海城市胜辉耐火材料制造有限公司 in 后英集团海城市胜辉耐火材料制造有限公司."""
    group = words().words["group"][0]
    _, found, rest = (parts.core + parts.form).partition(group)
    if found and parts.form in words().words["legal_form"]:
        own = parse(rest, "Company", known)
        if own.place and own.form and own.core:
            yield Form(own.whole, 0.85, "the name without its group")


def _beginning(parts: Parts, length: int) -> tuple[float, str]:
    """Whether the first characters of a company's core may stand for the company."""
    head, rest = parts.core[:length], parts.core[length:]
    group = words().words["group"][0]
    if _business().fullmatch(head) or head in codes_by_form():
        return 0.0, ""
    if not rest:
        return 0.95, "the name without place and legal form"
    if parts.form in words().words["branch"]:
        return 0.0, ""
    if rest in words().words["holding"]:
        return 0.9, "the name of the group"
    if group in rest[:-1] or head.endswith(group) or words().regex["place_inside"].search(rest):
        return 0.0, ""
    if _business().fullmatch(rest):
        return 0.85, "the name without its line of business"
    return (0.75, "the beginning of the name") if length > 2 else (0.0, "")


def _project_forms(text: str, owners: Known) -> Iterator[Form]:
    for length in range(2, len(text) - 3):
        if text[:length] in owners:
            yield Form(text[length:], 0.85, "the name without its developer or place")


def _programme_forms(surface: str, known: Known) -> Iterator[Form]:
    quoted = words().regex["quoted"].findall(surface)
    text = fold(surface, "Programme")
    if len(quoted) == 1:
        core = fold(quoted[0], "Programme")
        yield Form(core, CODE_SCORE if is_digit_code(core) else 0.85, "the part in quotes")
    place, rest = split_place(text, known)
    if place:
        yield Form(rest, 0.85, "the name without its place")
    for ending in words().words["programme_suffix"]:
        if text.endswith(ending) and len(text) - len(ending) >= 4:
            yield Form(text[: -len(ending)], 0.85, "the name without its kind")


def is_digit_code(name: str) -> bool:
    """Whether a folded name is a bare code: 4+4+3+n, 21152."""
    return words().regex["digit_code"].search(name) is not None


def _place_forms(parts: Parts) -> Iterator[Form]:
    if parts.place and len(parts.core) >= 3:
        yield Form(parts.core, 0.85, "the name without its place")


