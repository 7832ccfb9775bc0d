"""Terms → groups of terms that are one thing, and the judgements that joined them or kept them apart.

First terms of one name and place, then each term whose name may be short for one other, then those of one name in
other places: 三鱼泵业 joins 海城三鱼泵业有限公司, but stays alone beside those of two cities.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from kg.datamodel import EntityType, Match, Verdict
from kg.resolution.blocking import Shorts, candidates, key, longer, sharing
from kg.resolution.clustering import Groups
from kg.resolution.decisions import Decisions, Tag
from kg.resolution.features import FORBIDDING, Pair, former_name, score
from kg.resolution.names import is_digit_code
from kg.resolution.reach import reach
from kg.resolution.terms import Term, at_home, merge

SAME, UNSURE = 0.8, 0.4
# Two candidates whose scores differ by less count as equally sure.
_NEAR = 0.04
# Of a name that may be short for many, so many are told.
_TOLD = 5

Judge = Callable[[Pair], tuple[float, tuple[str, ...]]]


class Matched(NamedTuple):
    terms: tuple[Term, ...]
    matches: tuple[Match, ...]


class _Found(NamedTuple):
    """A term that another may be short for."""

    at: int
    score: float
    reasons: tuple[str, ...]


def within_document(terms: Sequence[Term], decisions: Decisions) -> Matched:
    """The terms of one document: equal names are one, short names go with the full ones wherever they stand."""
    groups = Groups(decisions.tags(terms))
    matches = list(_decided(terms, decisions.tags(terms), groups))
    first: dict[tuple[EntityType, str], int] = {}
    for index, term in enumerate(terms):
        for name in sorted(term.codes or term.names | _codes(term)):
            other = first.setdefault((term.type, name), index)
            if other != index and groups.join(other, index):
                said = former_name(Pair(terms[other], term, name))
                matches.append(_judgement(terms[other], term, "same", (1.0, (said.text if said else "the same name",))))
    shared = _merged(terms, groups)
    adopted = _adopted(shared, decisions, _inside)
    return Matched(tuple(map(at_home, adopted.terms)), (*_telling(matches), *adopted.matches))


def _codes(term: Term) -> frozenset[str]:
    """The bare codes in the names of a programme: 4+4+3+n in “4+4+3+N”产业格局."""
    found = (*term.names, *term.shorts, *(form.name for form in term.forms))
    return frozenset(name for name in found if is_digit_code(name)) if term.type == "Programme" else frozenset()


def _inside(pair: Pair) -> tuple[float, tuple[str, ...]]:
    """A short form in its document counts by its form alone, if nothing forbids."""
    against = [reason.text for feature in FORBIDDING if (reason := feature(pair))]
    if against or pair.form is None:
        return 0.0, tuple(against)
    return max(pair.form.score, SAME), (pair.form.reason,)


def across_documents(terms: Sequence[Term], decisions: Decisions) -> Matched:
    """The terms of all documents."""
    joined, matches = _same_key(_sorted(terms), decisions)
    adopted = _adopted(joined, decisions, score)
    told, more = _same_name(adopted.terms, decisions)
    return Matched(told, (*_telling(matches), *adopted.matches, *more))


def alike(pairs: Iterable[Pair]) -> Iterator[Match]:
    """What is to be said of pairs of terms that are spelled nearly alike."""
    judged = (_judgement(pair.left, pair.right, "unsure", score(pair)) for pair in pairs)
    return (match for match in judged if match.score >= UNSURE)


def _same_key(terms: Sequence[Term], decisions: Decisions) -> tuple[tuple[Term, ...], list[Match]]:
    """The terms of one name and place, or of one division code, as one."""
    tags = decisions.tags(terms)
    groups = Groups(tags)
    matches = list(_decided(terms, tags, groups))
    first: dict[tuple[EntityType, str, str], tuple[int, str]] = {}
    for index, term in enumerate(terms):
        for name in sorted(term.codes or term.names | term.links):
            place = (term.type, name, "") if term.codes else key(term, name)
            other, _ = first.setdefault(place, (index, name))
            if other != index and groups.join(other, index) and not term.codes:
                pair = Pair(terms[other], term, name)
                matches.append(_judgement(terms[other], term, "same", (1.0, score(pair)[1])))
    return _merged(terms, groups), matches


def _same_name(terms: Sequence[Term], decisions: Decisions) -> tuple[tuple[Term, ...], list[Match]]:
    """The terms of one name in several places: one where the place decides so, else apart."""
    groups = Groups(decisions.tags(terms))
    judged: list[tuple[float, int, int, Pair, tuple[str, ...]]] = []
    for left, right, pair in sharing(terms):
        sure, reasons = score(pair)
        if sure < SAME:
            groups.doubt(left, right)
        judged.append((sure, left, right, pair, reasons))
    matches = []
    rivals = _rivals(judged, groups)
    for sure, left, right, pair, reasons in sorted(judged, key=lambda one: (-one[0], one[1], one[2])):
        alone = (left, right) not in rivals
        joined = sure >= SAME and alone and groups.join(left, right)
        verdict: Verdict = "same" if joined else "unsure" if sure >= UNSURE else "different"
        matches.append(_judgement(pair.left, pair.right, verdict, (sure, reasons)))
    return _merged(terms, groups), matches


def _rivals(
    judged: Iterable[tuple[float, int, int, Pair, tuple[str, ...]]], groups: Groups
) -> set[tuple[int, int]]:
    """The pairs where one term fits two others as well that are apart from each other."""
    fits: dict[int, list[tuple[float, int]]] = {}
    for sure, left, right, *_ in judged:
        if sure >= SAME:
            fits.setdefault(left, []).append((sure, right))
            fits.setdefault(right, []).append((sure, left))
    found: set[tuple[int, int]] = set()
    for index, others in fits.items():
        for sure, one in others:
            as_sure = (other for score, other in others if other != one and abs(sure - score) < _NEAR)
            if any(groups.apart(one, other) for other in as_sure):
                found.add((min(index, one), max(index, one)))
    return found


def _adopted(terms: Sequence[Term], decisions: Decisions, judge: Judge) -> Matched:
    """Each term joined to the one that its name may be short for, the longest names first."""
    groups = Groups(decisions.tags(terms))
    shorts = longer(terms)
    matches: list[Match] = []
    for index in sorted(range(len(terms)), key=lambda i: (-max(map(len, terms[i].names)), terms[i].anchor)):
        found = _nearest(terms, index, shorts, (groups, judge))
        sure = [one for one in found if one.score >= SAME]
        alone = len(sure) == 1 and groups.join(sure[0].at, index)
        for one in (sure or found)[:_TOLD]:
            verdict: Verdict = "same" if alone and sure else "unsure"
            matches.append(_judgement(terms[index], terms[one.at], verdict, (one.score, one.reasons)))
    return Matched(_merged(terms, groups), tuple(_telling(matches)))


def _nearest(
    terms: Sequence[Term], index: int, shorts: Shorts, how: tuple[Groups, Judge]
) -> list[_Found]:
    """The longer terms that fit as well as the best one, each group once, the surest first."""
    groups, judge = how
    best: dict[int, _Found] = {}
    for other, name, form in candidates(terms[index], shorts):
        root = groups.root(other)
        if root == groups.root(index) or groups.apart(index, other):
            continue
        sure, reasons = judge(Pair(terms[index], terms[other], name, form))
        if sure >= UNSURE and (root not in best or sure > best[root].score):
            best[root] = _Found(other, sure, reasons)
    top = max((one.score for one in best.values()), default=0.0)
    near_top = (one for one in best.values() if one.score > top - _NEAR)
    return sorted(near_top, key=lambda one: (-one.score, one.at))


def _decided(terms: Sequence[Term], tags: Sequence[frozenset[Tag]], groups: Groups) -> Iterator[Match]:
    """Joins what people decided to be one."""
    sides: dict[int, list[tuple[int, int]]] = {}
    for index, tagged in enumerate(tags):
        for tag in sorted(tagged):
            if not tag.differs:
                sides.setdefault(tag.number, []).append((tag.side, index))
    for members in sides.values():
        if len({side for side, _ in members}) == 2:
            first = members[0][1]
            for _, index in members[1:]:
                if groups.join(first, index):
                    yield _judgement(terms[first], terms[index], "same", (1.0, ("decided by a person",)))


def _judgement(left: Term, right: Term, verdict: Verdict, why: tuple[float, tuple[str, ...]]) -> Match:
    return Match(
        left=located(left), right=located(right), type=left.type, verdict=verdict, score=round(why[0], 2),
        reasons=why[1],
    )


def _telling(matches: Iterable[Match]) -> Iterator[Match]:
    """Those that say more than that a name is itself."""
    return (match for match in matches if match.left != match.right)


def located(term: Term) -> str:
    """The label; where it means something only in its place, with the codes of the regions that tell it from others."""
    if term.codes or all(reach(term.type, name) == "nation" for name in term.names):
        return term.label
    places = ", ".join(sorted(term.where))
    return f"{term.label} ({places})" if places else term.label


def _merged(terms: Sequence[Term], groups: Groups) -> tuple[Term, ...]:
    return _sorted(merge([terms[index] for index in group]) for group in groups.groups())


def _sorted(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: (term.type, term.anchor)))
