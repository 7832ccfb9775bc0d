"""Extraction → terms: the mentions of one document that name one thing by their spelling or by ``refers``.

In a document with 海城市三鱼泵业有限公司 and 三鱼泵业 (refers 海城市三鱼泵业有限公司) both are one term; without
``refers`` they are two, for the matching to join.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.datamodel import EntityType, Extraction, Mention
from kg.resolution.names import Form, Known, fold, parse, short_forms

_PLACING = {"locatedIn", "implementedBy"}
# Of these a recognizer gives the full name as what a short form refers to, in the document or not.
_NAMED_IN_FULL = ("Company", "Park", "Organisation")
# How sure a short form is that a recognizer tied to a full one.
_TIED = 0.9
_BUILDERS = ("Company", "Region", "Park", "Organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """``names`` are its spellings that stand for themselves, place without suffix; ``shorts`` those that a
    recognizer tied to a longer one; ``codes`` are division codes of a region; ``places`` the codes of the regions
    where the documents put it, ``scopes`` those of the regions that its documents are about.  ``anchor`` sorts
    terms without regard to the order of documents; ``label`` is the longest surface."""

    type: EntityType
    mentions: tuple[Mention, ...]
    names: frozenset[str]
    shorts: frozenset[str]
    forms: tuple[Form, ...]
    refers: frozenset[str]
    codes: frozenset[str]
    places: frozenset[str]
    scopes: frozenset[str]
    anchor: tuple[str, int, str]
    label: str


def gather(extraction: Extraction) -> tuple[Term, ...]:
    """The terms of a document, in the order of their first mentions."""
    groups = group(extraction.mentions)
    places = _places(extraction)
    scope = main_region(extraction)
    known = frozenset(fold(m.surface, "Region") for m in extraction.mentions if m.type == "Region")
    owners = frozenset(fold(m.surface, m.type) for m in extraction.mentions if m.type in _BUILDERS)
    return tuple(_term(mentions, places, scope, (known, owners)) for mentions in groups)


def group(mentions: Iterable[Mention]) -> tuple[tuple[Mention, ...], ...]:
    """The mentions by type and by what they refer to, else by spelling.

    A spelling that refers to several things stands, where it says nothing itself, for the one named last.
    """
    ordered = sorted(set(mentions), key=lambda m: (m.start, -m.end, m.type, m.rule, m.refers))
    referring: dict[tuple[str, str], set[str]] = {}
    for mention in ordered:
        if mention.refers:
            referring.setdefault((mention.type, fold(mention.surface, mention.type)), set()).add(_target(mention))
    groups: dict[tuple[str, str], list[Mention]] = {}
    last: dict[tuple[str, str], str] = {}
    for mention in ordered:
        spelling = (mention.type, fold(mention.surface, mention.type))
        if mention.refers:
            last[spelling] = _target(mention)
        target = last.get(spelling) or min(referring.get(spelling, {spelling[1]}))
        groups.setdefault((mention.type, target), []).append(mention)
    return tuple(map(tuple, groups.values()))


def _target(mention: Mention) -> str:
    return fold(mention.refers, mention.type)


def _term(
    mentions: tuple[Mention, ...], places: Mapping[Mention, set[str]], scope: str, context: tuple[Known, Known]
) -> Term:
    type = mentions[0].type
    known, owners = context
    surfaces = {mention.surface: "" for mention in mentions} | {m.surface: m.refers for m in mentions if m.refers}
    if type in _NAMED_IN_FULL:
        surfaces |= {refers: "" for s, refers in surfaces.items() if len(refers) > len(s) and refers not in surfaces}
    spellings = {surface: parse(surface, type, known).whole for surface in surfaces}
    tied = {s for s, refers in surfaces.items() if refers and len(fold(refers, type)) > len(fold(s, type))}
    forms = {spellings[s]: Form(spellings[s], _TIED, "a short form in another document") for s in sorted(tied)}
    for form in (form for s in sorted(surfaces) for form in short_forms(s, type, known, owners)):
        forms[form.name] = max(form, forms.get(form.name, form), key=lambda f: f.score)
    shorts = set(spellings.values()) & forms.keys()
    return Term(
        type=type, mentions=mentions, names=frozenset(spellings.values()) - shorts or frozenset(spellings.values()),
        shorts=frozenset(shorts), forms=tuple(forms[name] for name in sorted(forms)),
        refers=frozenset(_target(m) for m in mentions if m.refers and type in ("Industry", "Programme")),
        codes=frozenset(m.refers for m in mentions if type == "Region" and is_code(m.refers)),
        places=frozenset(code for m in mentions for code in places.get(m, ())),
        scopes=frozenset({scope} - {""}),
        anchor=(mentions[0].document_id, mentions[0].start, mentions[0].surface),
        label=max((mention.surface for mention in mentions), key=lambda surface: (len(surface), surface)),
    )


def is_code(refers: str) -> bool:
    """Whether it is a division code."""
    return len(refers) >= 6 and refers.isascii() and refers.isdigit()


def _places(extraction: Extraction) -> dict[Mention, set[str]]:
    """The codes of the regions where the document puts a mention, also through the park or body that holds it."""
    direct: dict[Mention, set[Mention]] = {}
    for relation in extraction.relations:
        if relation.relation in _PLACING:
            direct.setdefault(relation.subject, set()).add(relation.object)
    found: dict[Mention, set[str]] = {}
    for subject, objects in direct.items():
        held = {holder for target in objects for holder in direct.get(target, ())}
        codes = {target.refers for target in objects | held if target.type == "Region" and is_code(target.refers)}
        if codes:
            found[subject] = codes
    return found


def main_region(extraction: Extraction) -> str:
    """The code of the region that the document is about: the one that most mentions and statements have."""
    counts: Counter[str] = Counter()
    for mention in extraction.mentions:
        if mention.type == "Region" and is_code(mention.refers):
            counts[mention.refers] += 1
    subjects: Sequence[Mention] = (
        *(relation.subject for relation in extraction.relations),
        *(observation.subject for observation in extraction.observations),
    )
    for subject in subjects:
        if subject.type == "Region" and is_code(subject.refers):
            counts[subject.refers] += 1
    return min(counts, key=lambda code: (-counts[code], code), default="")


def merge(terms: Sequence[Term]) -> Term:
    """Several terms as one."""
    if len(terms) == 1:
        return terms[0]
    ordered = sorted(terms, key=lambda term: term.anchor)
    forms: dict[str, Form] = {}
    for term in ordered:
        for form in term.forms:
            if form.name not in forms or form.score > forms[form.name].score:
                forms[form.name] = form
    names = frozenset[str]().union(*(term.names for term in ordered))
    shorts = frozenset[str]().union(*(term.shorts for term in ordered)) | (names & forms.keys())
    return Term(
        type=ordered[0].type, mentions=tuple(mention for term in ordered for mention in term.mentions),
        names=names - shorts or names, shorts=shorts, forms=tuple(forms[name] for name in sorted(forms)),
        refers=frozenset[str]().union(*(term.refers for term in ordered)),
        codes=frozenset[str]().union(*(term.codes for term in ordered)),
        places=frozenset[str]().union(*(term.places for term in ordered)),
        scopes=frozenset[str]().union(*(term.scopes for term in ordered)), anchor=ordered[0].anchor,
        label=max((term.label for term in ordered), key=lambda label: (len(label), label)),
    )
