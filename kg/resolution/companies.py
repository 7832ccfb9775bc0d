"""The grammar of companies' names: group, place, trade name, line of business, legal form, branch.

后英集团海城市胜辉耐火材料制造有限公司 is 后英集团, 海城, 胜辉, 耐火材料制造, 有限公司; 东方银行锦州分行 has the
branch 锦州分行.  Which part a short name leaves out says how sure it is that it stands for the company.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import regex

from kg.resolution.places import split_place
from kg.resolution.spelling import words
from kg.resources.gazetteer import codes_by_form
from kg.resources.patterns import alternation, load_patterns


class CompanyName(NamedTuple):
    """``place`` is bare; ``group`` is the parent that opens the name; ``form`` the legal form, or the branch with its
    place; all but ``core`` may be empty."""

    group: str
    place: str
    core: str
    form: str

    @property
    def whole(self) -> str:
        """The name in one spelling: kinds of limited companies are told apart by no reader."""
        return self.group + self.place + self.core + (self.form if self.branch else "")

    @property
    def legal(self) -> bool:
        """Whether a legal form ends it."""
        return self.form in words().words["legal_form"]

    @property
    def branch(self) -> bool:
        return self.form.endswith(words().words["branch"])


@lru_cache(maxsize=1 << 15)
def company_name(text: str, known: frozenset[str] = frozenset()) -> CompanyName:
    """The parts of a folded name; ``known`` are regions of its document."""
    group = words().words["group"][0]
    text = text.replace(f"({group})", "")
    head, found, rest = text.partition(group)
    if found and head and rest.endswith(words().words["legal_form"]):
        own = _own(rest, known)
        if own.place and own.core and own.form:
            return own._replace(group=head + group)
    return _own(text, known)


def _own(text: str, known: Collection[str]) -> CompanyName:
    place, core = split_place(text, known)
    if core.endswith(words().words["branch"]) and (found := words().regex["branch"].fullmatch(core)):
        return CompanyName("", place, found["core"], found["branch"])
    form = next((s for s in _endings() if len(core) - len(s) >= 2 and core.endswith(s)), "")
    return CompanyName("", place, core[: len(core) - len(form)], form)


@cache
def _endings() -> tuple[str, ...]:
    return (*words().words["branch"], *words().words["legal_form"])


@cache
def _business() -> regex.Pattern[str]:
    """One or more lines of business: 泵业, 新材料科技."""
    companies = load_patterns("companies").words
    lines = (*companies["strong_line"], *companies["line"], *words().words["business"])
    return regex.compile(f"(?:{alternation(lines)})++")


@lru_cache(maxsize=1 << 15)
def trade_and_line(core: str) -> tuple[str, str]:
    """胜辉 and 耐火材料制造: the longest stretch of lines that ends the core, with two characters before it."""
    for start in range(2, len(core)):
        if _business().fullmatch(core, start):
            return core[:start], core[start:]
    return core, ""


def company_forms(name: CompanyName) -> Iterator[tuple[str, float, str]]:
    """The shorter names that may stand for the company, each with how sure that is and why."""
    if name.group:
        yield name.place + name.core, 0.85, "the name without its group"
    if name.branch:
        return
    for length in range(2, len(name.core) + 1):
        score, reason = _beginning(name, length)
        if score:
            yield name.core[:length], score, reason
            if name.place:
                yield name.place + name.core[:length], score, reason


def _beginning(name: CompanyName, length: int) -> tuple[float, str]:
    """Whether the first characters of a company's core may stand for the company."""
    head, rest = name.core[:length], name.core[length:]
    group = words().words["group"][0]
    if _business().fullmatch(head) or head in codes_by_form():
        return 0.0, ""
    if not rest:
        return 0.95, "the name without place and legal form"
    if rest in words().words["holding"]:
        return 0.9, "the name of the group"
    if group in rest[:-1] or head.endswith(group) or words().regex["place_inside"].search(rest):
        return 0.0, ""
    if _business().fullmatch(rest):
        return 0.85, "the name without its line of business"
    return (0.75, "the beginning of the name") if length > 2 else (0.0, "")
