"""Terms → groups of terms that are one thing, and the judgements that joined them.

First terms that share a key; then each term whose name may stand for a longer one joins it, where there is only
one: 三鱼泵业 joins 海城三鱼泵业有限公司, but stays alone beside 三鱼泵业 of two cities.  Since a short name joins at
most one longer one, no chain leads from one company to another through it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import networkx

from kg.datamodel import EntityType, Match
from kg.resolution.features import KEYS, Key, document_keys, may_stand_for
from kg.resolution.names import Form
from kg.resolution.terms import Term, merge

# Two forms whose scores differ by less count as equally sure.
_NEAR = 0.04

Condition = Callable[[Term, Term, str], bool]


def within_document(terms: Sequence[Term]) -> tuple[tuple[Term, ...], tuple[Match, ...]]:
    """The terms of one document with short names joined to the full ones."""
    shared, matches = _share(terms, document_keys)
    adopted, more = adopt(shared, lambda short, full, name: not (short.codes and full.codes))
    return adopted, (*matches, *more)


def across_documents(terms: Sequence[Term]) -> tuple[tuple[Term, ...], tuple[Match, ...]]:
    """The terms of all documents joined by their keys, then short names to the full ones."""
    shared, matches = _share(terms, lambda term: KEYS[term.type](term))
    adopted, more = adopt(shared, may_stand_for)
    return adopted, (*matches, *more)


def _share(
    terms: Sequence[Term], keys: Callable[[Term], Iterable[Key]]
) -> tuple[tuple[Term, ...], tuple[Match, ...]]:
    """The terms that share a key merged; a judgement wherever their longest surfaces differ."""
    network: networkx.Graph[int] = networkx.Graph()
    network.add_nodes_from(range(len(terms)))
    first: dict[tuple[str, str, str], int] = {}
    matches: set[Match] = set()
    for index, term in enumerate(terms):
        for name, place, reason in keys(term):
            other = first.setdefault((term.type, name, place), index)
            if other == index:
                continue
            network.add_edge(other, index)
            left, right = sorted((terms[other].label, term.label))
            if left != right and not term.codes:
                matches.add(Match(left=left, right=right, type=term.type, verdict="same", score=1.0, reason=reason))
    merged = (merge([terms[i] for i in sorted(group)]) for group in networkx.connected_components(network))
    return _sorted(merged), tuple(matches)


def adopt(terms: Sequence[Term], allowed: Condition) -> tuple[tuple[Term, ...], tuple[Match, ...]]:
    """Each term joined to the one that its name may stand for, the longest names first."""
    fuller: dict[tuple[str, str], list[tuple[int, Form]]] = {}
    for index, term in enumerate(terms):
        for form in term.forms:
            fuller.setdefault((term.type, form.name), []).append((index, form))
    root = list(range(len(terms)))
    matches: list[Match] = []
    for index in sorted(root, key=lambda i: (-max(map(len, terms[i].names)), terms[i].anchor)):
        term = terms[index]
        nearest = _nearest(
            (_root(root, other), form)
            for name in term.names
            for other, form in fuller.get((term.type, name), ())
            if _root(root, other) != index and allowed(term, terms[other], name)
        )
        matches.extend(_judgement(term, terms[other], form, len(nearest) == 1) for other, form in nearest.items())
        if len(nearest) == 1:
            root[index] = next(iter(nearest))
    groups: dict[int, list[Term]] = {}
    for index, term in enumerate(terms):
        groups.setdefault(_root(root, index), []).append(term)
    return _sorted(merge(group) for group in groups.values()), tuple(matches)


def _root(root: Sequence[int], index: int) -> int:
    while root[index] != index:
        index = root[index]
    return index


def _nearest(found: Iterable[tuple[int, Form]]) -> dict[int, Form]:
    """The longer names that are as sure as the surest, each with its surest form."""
    best: dict[int, Form] = {}
    for other, form in found:
        if other not in best or form.score > best[other].score:
            best[other] = form
    top = max((form.score for form in best.values()), default=0.0)
    return {other: best[other] for other in sorted(best) if best[other].score > top - _NEAR}


def _judgement(short: Term, full: Term, form: Form, alone: bool) -> Match:
    return Match(
        left=short.label, right=full.label, type=short.type, verdict="same" if alone else "unsure",
        score=form.score, reason=form.reason,
    )


def apart(terms: Iterable[Term]) -> Iterator[Match]:
    """Names that stand for several things: the same short name in several places, left apart."""
    groups: dict[tuple[EntityType, str], list[Term]] = {}
    for term in terms:
        if term.type in _PLACED:
            for name in term.names:
                groups.setdefault((term.type, name), []).append(term)
    for (type, _), group in groups.items():
        first, *others = sorted(group, key=lambda term: term.anchor)
        for other in others:
            yield Match(
                left=_located(first), right=_located(other), type=type, verdict="unsure", score=0.5,
                reason="the same name in different places",
            )


# Programmes of one code and different owners, and regions of different codes, are different beyond doubt.
_PLACED: tuple[EntityType, ...] = ("Company", "Project", "Park", "Organisation")


def _located(term: Term) -> str:
    """The label with the codes of the regions that tell it from others of its name."""
    places = ", ".join(sorted(term.places or term.scopes))
    return f"{term.label} ({places})" if places else term.label


def _sorted(terms: Iterable[Term]) -> tuple[Term, ...]:
    return tuple(sorted(terms, key=lambda term: (term.type, term.anchor)))
