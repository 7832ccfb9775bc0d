"""One surface → its parts, and the shorter forms that may stand for it.

海城市三鱼泵业有限公司 has the place 海城, the core 三鱼泵业 and the form 有限公司; 三鱼泵业, 三鱼, 海城三鱼泵业 and
海城三鱼 may stand for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kg.datamodel import EntityType
from kg.resolution.companies import company_forms, company_name
from kg.resolution.linking import concepts, industries, national_programmes, of_nation
from kg.resolution.places import bare, split_place
from kg.resolution.spelling import fold, words


class Form(NamedTuple):
    """A shorter name for something, how sure it is that it stands for it, and why."""

    name: str
    score: float
    reason: str


Known = frozenset[str]

# A code of digits in quotes names the programme as surely as its name does.
CODE_SCORE = 0.95


def spelled(surface: str, type: EntityType, known: Known) -> str:
    """The name as others spell it too: the place bare, no legal form; of an industry its main name."""
    text = fold(surface, type)
    if type == "Industry":
        return concept(text)
    if type == "Programme":
        return of_nation(text)
    if type == "Region":
        return text
    if type == "Company":
        return company_name(text, known).whole
    if type == "Park" and (found := words().regex["bracketed_place"].match(text)):
        text = found["place"] + text[found.end() :]
    if type == "Organisation":
        prefix = next((s for s in words().words["organisation_prefix"] if text.startswith(s)), "")
        text = text[len(prefix) :]
    place, core = split_place(text, known)
    return place + core


@lru_cache(maxsize=1 << 14)
def concept(text: str) -> str:
    """The main name of a spelled industry: 电商 for 电子商务, 冰雪游 for 特色冰雪游."""
    if text in concepts():
        return concepts()[text]
    for ending, whole in words().maps["industry_ending"].items():
        if text.endswith(ending) and not text.endswith(whole) and len(text) > len(whole):
            return concept(text[: -len(ending)] + whole)
    idle = next((word for word in words().words["idle_attribute"] if text.startswith(word)), "")
    rest = text[len(idle) :]
    return concept(rest) if idle and len(rest) > 1 and text not in industries() else text


def short_forms(surface: str, type: EntityType, known: Known, owners: Known) -> tuple[Form, ...]:
    """The shorter names that may stand for this one; ``owners`` are names that a project's name may begin with."""
    whole = spelled(surface, type, known)
    if type == "Company":
        found: Iterator[Form] = (Form(*form) for form in company_forms(company_name(fold(surface, type), known)))
    elif type == "Project":
        found = _project_forms(fold(surface, type), owners)
    elif type == "Programme":
        found = _programme_forms(surface, known)
    elif type == "Region":
        found = iter([Form(bare(whole), 0.9, "the name without its suffix")])
    elif type == "Industry":
        found = iter(())
    else:
        found = _place_forms(whole, known)
    best: dict[str, Form] = {}
    for form in found:
        known_score = best[form.name].score if form.name in best else 0.0
        if len(form.name) >= 2 and form.name != whole and form.score > known_score:
            best[form.name] = form
    return tuple(best.values())


def _project_forms(text: str, owners: Known) -> Iterator[Form]:
    for length in range(2, len(text) - 3):
        if text[:length] in owners:
            yield Form(text[length:], 0.85, "the name without its developer or place")
    for route in words().words["route"]:
        if text.endswith(route) and len(text) - len(route) > 1:
            yield Form(text[: -len(route)], 0.85, "the route without its kind")


# What stands before the quotes in “某市推进‘甲’建设三年行动方案”, a plan about 甲, is longer than in “工业‘甲’方案”.
_LEAD = 4


def _programme_forms(surface: str, known: Known) -> Iterator[Form]:
    quoted = words().regex["quoted"].findall(surface)
    text = fold(surface, "Programme")
    core = fold(quoted[0], "Programme") if len(quoted) == 1 else ""
    instrument = is_own(text) and (core in national_programmes() or surface.strip("《").find("“") > _LEAD)
    if core and not instrument:
        yield Form(core, CODE_SCORE if is_digit_code(core) else 0.85, "the part in quotes")
    place, rest = split_place(text, known)
    if place:
        yield Form(rest, 0.85, "the name without its place")
    for attribute in words().words["programme_attribute"]:
        if text.startswith(attribute) and len(text) - len(attribute) >= 4:
            yield Form(text[len(attribute) :], 0.85, "the name without what is said of many")
    for ending in words().words["programme_suffix"]:
        if text.endswith(ending) and len(text) - len(ending) >= 4:
            yield Form(text[: -len(ending)], 0.85, "the name without its kind")


def is_own(name: str) -> bool:
    """Whether each government draws up one of its own: a regulation, a list, a plan."""
    return words().regex["own_instrument"].search(name) is not None


def is_digit_code(name: str) -> bool:
    """Whether a folded name is a bare code: 4+4+3+n, 21152."""
    return words().regex["digit_code"].search(name) is not None


def _place_forms(whole: str, known: Known) -> Iterator[Form]:
    place, core = split_place(whole, known)
    if place and len(core) >= 3:
        yield Form(core, 0.85, "the name without its place")
