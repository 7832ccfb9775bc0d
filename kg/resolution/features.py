"""What speaks for and against two names being one thing: a flat list of small pure functions.

Each looks at a pair and says nothing, or gives a weight and a sentence.  The score is 1 − Π(1 − weight) over what
speaks for it, times Π(1 − weight) over what speaks against it; a weight of -1 forbids.  三鱼泵业 and
海城三鱼泵业有限公司 have the first as a short form of the second (0.95).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from kg.resolution.companies import CompanyName, company_name, trade_and_line
from kg.resolution.names import Form, is_own
from kg.resolution.places import codes
from kg.resolution.reach import REACHES, Reach, reach
from kg.resolution.spelling import fold, words
from kg.resolution.terms import Term, is_full
from kg.resolution.territories import Standing, standing


class Pair(NamedTuple):
    """Two terms of one type with what brought them together.

    They share ``name``, or it is the name of the left one and ``form`` of the right one; without a name they are
    spelled nearly alike.  ``spread`` counts the provinces whose documents have the name, ``bearers`` the terms that it
    may be short for.
    """

    left: Term
    right: Term
    name: str = ""
    form: Form | None = None
    spread: int = 1
    bearers: int = 0

    @property
    def reach(self) -> Reach:
        """How far the name reaches, and no farther than what it may be short for."""
        if not self.name:
            return "nation"
        reaches = [reach(self.left.type, self.name)]
        if self.form:
            reaches += [reach(self.right.type, name) for name in self.right.names]
        return max(reaches, key=REACHES.index)


class Reason(NamedTuple):
    weight: float
    text: str


Feature = Callable[[Pair], Reason | None]

_SHARED: Mapping[Reach, float] = {"nation": 0.9, "province": 0.7, "city": 0.6}
_PLACED: Mapping[Standing, Reason] = {
    "same": Reason(0.7, "in the same place"),
    "nested": Reason(0.5, "one place lies in the other"),
    "unknown": Reason(-0.3, "no place is known"),
    "beside": Reason(-0.6, "in different places of one province"),
    "apart": Reason(-0.8, "in different provinces"),
}
_SEATED: Mapping[Standing, Reason] = {
    "beside": Reason(-0.3, "the texts put them in different places of one province"),
    "apart": Reason(-0.4, "the texts put them in different provinces"),
}
_AROUND: Mapping[Standing, Reason] = {
    "same": Reason(0.5, "in documents of one place"),
    "nested": Reason(0.5, "in documents of places one of which holds the other"),
    "beside": Reason(-0.1, "in documents of different places"),
    "apart": Reason(-0.2, "in documents of different provinces"),
}
# In documents of so many provinces a name of no place and no count is the nation's.
_SPREAD = 3
_SEVERAL = 2
# Short forms of companies that leave out no more than place, legal form and 集团.
_WHOLE = 0.9
_NEAR: Mapping[Standing, float] = {"same": 0.6, "nested": 0.6, "unknown": 0.5, "beside": 0.4, "apart": 0.2}


def shared_name(pair: Pair) -> Reason | None:
    """The same name counts by how far it reaches."""
    if pair.form or not pair.name:
        return None
    if pair.spread >= _SPREAD and pair.reach == "province" and _is_free(pair.name):
        return Reason(_SHARED["nation"], f"the same name in documents of {pair.spread} provinces")
    return Reason(_SHARED[pair.reach], "the same name")


def _is_free(name: str) -> bool:
    return not (is_own(name) or words().regex["numbered"].match(name))


def short_form(pair: Pair) -> Reason | None:
    """A short form counts by what it leaves out, and no more than a shared name that reaches as far."""
    if not pair.form:
        return None
    most = 1.0 if pair.reach == "nation" else _SHARED[pair.reach]
    return Reason(min(pair.form.score, most), pair.form.reason)


def near_spelling(pair: Pair) -> Reason | None:
    """Never enough to join two."""
    return None if pair.name else Reason(_NEAR[standing(pair.left.where, pair.right.where)], "one character differs")


def places(pair: Pair) -> Reason | None:
    """Where the documents put names that mean something only there."""
    if pair.reach == "nation" or (pair.spread >= _SPREAD and _is_free(pair.name)):
        return None
    return _PLACED[standing(pair.left.where, pair.right.where)]


def seats(pair: Pair) -> Reason | None:
    """Companies of one name that the texts themselves put in different places; known ones have works anywhere."""
    if not _is_unknown_company(pair):
        return None
    return _SEATED.get(standing(pair.left.seats, pair.right.seats))


def around(pair: Pair) -> Reason | None:
    """Companies of one short name in documents of different places."""
    if not _is_unknown_company(pair) or (is_full(pair.left) and is_full(pair.right)):
        return None
    return _AROUND.get(standing(pair.left.where, pair.right.where))


def several_bearers(pair: Pair) -> Reason | None:
    """A name that is short for several companies is none of a further one."""
    if pair.bearers < _SEVERAL or pair.left.type != "Company" or pair.form:
        return None
    return Reason(-0.5, "the name is short for several")


def _is_unknown_company(pair: Pair) -> bool:
    return pair.left.type == "Company" and pair.reach == "nation" and not (pair.left.links or pair.right.links)


def published(pair: Pair) -> Reason | None:
    """What exchanges and the state publish: one company, or two, or the name of a group on something of its own.

    中海油 is no 中海油新材料.
    """
    if pair.form and pair.left.links and not pair.right.links and pair.form.score < _WHOLE:
        return Reason(-0.5, "the short name is published for another company")
    if not (pair.left.links and pair.right.links):
        return None
    if pair.left.links & pair.right.links:
        return Reason(1.0, "the same published company")
    return Reason(-1.0, "two published companies")


def region_codes(pair: Pair) -> Reason | None:
    one, other = pair.left.codes, pair.right.codes
    return Reason(-1.0, "two division codes") if one and other and not one & other else None


def parent_and_child(pair: Pair) -> Reason | None:
    """后英集团 and 后英集团海城市胜辉耐火材料制造有限公司; a bank and its branch."""
    one, other = _company(pair.left), _company(pair.right)
    if one is None or other is None or _is_former(pair):
        return None
    if one.branch != other.branch:
        return Reason(-1.0, "one is a branch")
    whole, longer = sorted((one.whole, other.whole), key=len)
    group = words().words["group"][0]
    if other.group == one.whole or one.group == other.whole or (
            whole.endswith(group) and longer.startswith(whole) and len(longer) > len(whole)):
        return Reason(-1.0, "one belongs to the group of the other")
    return None


def former_name(pair: Pair) -> Reason | None:
    """A name that a text says the other had before."""
    return Reason(1.0, "one was called so before") if _is_former(pair) else None


def _is_former(pair: Pair) -> bool:
    return any(pair.name == name for name, _ in pair.left.former | pair.right.former)


def other_business(pair: Pair) -> Reason | None:
    """辽宁华光化工有限公司 and 辽宁华光机械有限公司: full names with another trade name, line or place."""
    if _is_former(pair):
        return None
    one, other = _company(pair.left), _company(pair.right)
    if one is None or other is None or not (one.legal and other.legal):
        return None
    if standing(codes(one.place), codes(other.place)) in ("beside", "apart"):
        return Reason(-0.9, "full names with different places")
    if not pair.name:
        return None
    (trade, line), (trade_, line_) = trade_and_line(one.core), trade_and_line(other.core)
    if trade != trade_ and one.core != other.core:
        return Reason(-1.0, "full names with different trade names")
    if line and line_ and line != line_:
        return Reason(-1.0, "full names with different lines of business")
    return None


def other_phase(pair: Pair) -> Reason | None:
    """秦沈高速一期 and 秦沈高速二期."""
    if pair.left.type != "Project":
        return None
    differ = _phases(pair.left.label) != _phases(pair.right.label)
    return Reason(-1.0, "another phase or section") if differ else None


@cache
def _phases(label: str) -> frozenset[str]:
    found = words().regex["phase"].finditer(fold(label, "Project"))
    return frozenset(match["phase"] or match["part"] for match in found)


def _company(term: Term) -> CompanyName | None:
    return company_name(fold(term.label, "Company")) if term.type == "Company" else None


FEATURES: tuple[Feature, ...] = (
    shared_name, short_form, former_name, near_spelling, places, seats, around, several_bearers, published,
    region_codes, parent_and_child, other_business, other_phase,
)
# What forbids also in one document, where a short name needs no place.
FORBIDDING: tuple[Feature, ...] = (published, region_codes, parent_and_child, other_business, other_phase)


def score(pair: Pair) -> tuple[float, tuple[str, ...]]:
    """The score of a pair and what each feature said."""
    spoken = [reason for feature in FEATURES if (reason := feature(pair))]
    return combined(reason.weight for reason in spoken), tuple(reason.text for reason in spoken)


def combined(weights: Iterable[float]) -> float:
    doubt, against = 1.0, 1.0
    for weight in weights:
        if weight >= 0:
            doubt *= 1 - weight
        else:
            against *= 1 + weight
    return (1 - doubt) * against
