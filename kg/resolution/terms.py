"""Extraction → terms: the mentions of one document that name one thing by their spelling or by ``refers``.

In a document with 海城市三鱼泵业有限公司 and 三鱼泵业 (refers 海城市三鱼泵业有限公司) both are one term; without
``refers`` they are two, for the matching to join.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from kg.datamodel import EntityType, Extraction, Mention
from kg.resolution.companies import company_name
from kg.resolution.linking import national_programmes, official, published_classes
from kg.resolution.names import Form, Known, is_digit_code, is_own, short_forms, spelled
from kg.resolution.reach import reach
from kg.resolution.spelling import fold, words
from kg.resolution.territories import territory

_T = TypeVar("_T")
Told = Callable[[EntityType, str], frozenset[object]]
_PLACING = {"locatedIn", "implementedBy"}
# The rule that puts at a page's own place what the page does not place itself.
_IMPLIED = "location-home"
# Of these a recognizer gives the full name as what a short form refers to, in the document or not.
NAMED_IN_FULL = ("Company", "Park", "Organisation")
# The digits of a city's code.
CITY = 4
# How sure a short form is that a recognizer tied to a full one.
_TIED = 0.9
_BUILDERS = ("Company", "Region", "Park", "Organisation")


class Former(NamedTuple):
    """What the text says that a thing was called before: as spelled, and as written."""

    name: str
    surface: str


class Home(NamedTuple):
    """What an id is made from: the fullest name of the thing in one document, and where it means something only
    there, the place.  Those of lower rank go before others: a published name before a full one, that before others."""

    rank: int
    order: int
    name: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """``names`` are its spellings that stand for themselves, place without suffix; ``shorts`` those that a
    recognizer tied to a longer one; ``codes`` are division codes of a region; ``places`` the codes of the regions
    where the documents put it, ``scopes`` those of the regions that its documents are about; ``seats`` the places
    that the text itself gives, not its page.  ``links`` are official names of companies.  ``anchor`` sorts terms
    without regard to the order of documents; ``label`` is the longest surface."""

    type: EntityType
    mentions: tuple[Mention, ...]
    names: frozenset[str]
    shorts: frozenset[str]
    forms: tuple[Form, ...]
    codes: frozenset[str]
    places: frozenset[str]
    scopes: frozenset[str]
    seats: frozenset[str]
    links: frozenset[str]
    former: frozenset[Former]
    homes: frozenset[Home]
    anchor: tuple[str, int, str]
    label: str

    @property
    def where(self) -> frozenset[str]:
        """Where it is, as well as the documents tell."""
        return self.places or self.scopes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What a document says beside its names: the regions and owners that it names, where it puts things."""

    known: Known
    owners: Known
    scope: str
    places: Mapping[Mention, set[str]]
    seats: Mapping[Mention, set[str]]
    former: Mapping[Mention, set[str]]


def gather(extraction: Extraction, told: Told = lambda type, surface: frozenset()) -> tuple[Term, ...]:
    """The terms of a document, in the order of their first mentions; ``told`` gives what people tell surfaces apart
    by."""
    context = _Context(
        known=frozenset(fold(m.surface, "Region") for m in extraction.mentions if m.type == "Region"),
        owners=frozenset(fold(m.surface, m.type) for m in extraction.mentions if m.type in _BUILDERS),
        scope=main_region(extraction), places=_places(extraction, ()), seats=_places(extraction, (_IMPLIED,)),
        former=_former(extraction),
    )
    return tuple(_term(mentions, context) for mentions in group(extraction.mentions, told))


def group(
    mentions: Iterable[Mention], told: Told = lambda type, surface: frozenset()
) -> tuple[tuple[Mention, ...], ...]:
    """The mentions by type and by what they refer to, else by spelling.

    A spelling that refers to several things stands, where it says nothing itself, for the one named last.
    """
    ordered = sorted(set(mentions), key=lambda m: (m.start, -m.end, m.type, m.rule, m.refers))
    referring: dict[tuple[str, str], set[str]] = {}
    for mention in ordered:
        if target := _target(mention):
            referring.setdefault((mention.type, fold(mention.surface, mention.type)), set()).add(target)
    groups: dict[tuple[str, str, frozenset[object]], list[Mention]] = {}
    last: dict[tuple[str, str], str] = {}
    for mention in ordered:
        spelling = (mention.type, fold(mention.surface, mention.type))
        if tie := _target(mention):
            last[spelling] = tie
        target = last.get(spelling) or min(referring.get(spelling, {spelling[1]}))
        groups.setdefault((mention.type, target, told(mention.type, mention.surface)), []).append(mention)
    return tuple(map(tuple, groups.values()))


def _target(mention: Mention) -> str:
    return fold(referred(mention), mention.type)


def referred(mention: Mention) -> str:
    """What its recognizer tied the mention to, where it can be one with it.

    中海油 is the name of a group and no 中海油新材料; 传统能源 is narrower than 能源.
    """
    surface, refers = mention.surface, mention.refers
    if mention.type == "Company" and refers.startswith(surface) and official(surface) and not official(refers):
        ended = refers.endswith((*words().words["legal_form"], *words().words["holding"]))
        return refers if ended or refers == surface else ""
    if mention.type == "Industry" and surface.endswith(refers):
        return refers if surface.removesuffix(refers) in ("", *words().words["idle_attribute"]) else ""
    return refers


def _term(mentions: tuple[Mention, ...], context: _Context) -> Term:
    type = mentions[0].type
    surfaces = {mention.surface: "" for mention in mentions}
    surfaces |= {mention.surface: tie for mention in mentions if (tie := referred(mention))}
    if type in NAMED_IN_FULL:
        surfaces |= {refers: "" for s, refers in surfaces.items() if len(refers) > len(s) and refers not in surfaces}
    names, forms = _names(type, surfaces, context)
    shorts = names & forms.keys()
    former = {name for mention in mentions for name in context.former.get(mention, ())}
    was = frozenset(Former(spelled(name, type, context.known), name) for name in former)
    standing = _standing(mentions, surfaces, names - shorts or names)
    return Term(
        type=type, mentions=mentions, names=standing | {name for name, _ in was},
        shorts=shorts, forms=tuple(forms[name] for name in sorted(forms)),
        codes=frozenset(m.refers for m in mentions if type == "Region" and is_code(m.refers)),
        places=frozenset(code for m in mentions for code in context.places.get(m, ())),
        scopes=frozenset({context.scope} - {""}),
        seats=frozenset(code for m in mentions for code in context.seats.get(m, ())),
        links=frozenset(map(official, surfaces)) - {""} if type == "Company" else frozenset(),
        former=was, homes=frozenset(), anchor=(mentions[0].document_id, mentions[0].start, mentions[0].surface),
        label=max((mention.surface for mention in mentions), key=lambda surface: (len(surface), surface)),
    )


def _names(
    type: EntityType, surfaces: Mapping[str, str], context: _Context
) -> tuple[frozenset[str], dict[str, Form]]:
    """The spellings of the surfaces, and the shorter forms that they make possible."""
    spellings = {surface: spelled(surface, type, context.known) for surface in surfaces}
    tied = {s for s, refers in surfaces.items() if refers and len(fold(refers, type)) > len(fold(s, type))}
    forms = {spellings[s]: Form(spellings[s], _TIED, "a short form in another document") for s in sorted(tied)}
    for form in (form for s in sorted(surfaces) for form in short_forms(s, type, context.known, context.owners)):
        forms[form.name] = max(form, forms.get(form.name, form), key=lambda f: f.score)
    return frozenset(spellings.values()), forms


def _standing(mentions: Sequence[Mention], surfaces: Mapping[str, str], names: frozenset[str]) -> frozenset[str]:
    """The names that stand for the thing anywhere: of industries and programmes those that the others refer to.

    “双碳”评价考核办法 refers to 双碳, but is an instrument of its own.
    """
    type = mentions[0].type
    if type == "Industry":
        return frozenset(spelled(refers or surface, type, frozenset()) for surface, refers in surfaces.items())
    if type != "Programme":
        return names
    told = frozenset(spelled(refers, type, frozenset()) for refers in surfaces.values() if refers)
    whole = {m.surface for m in mentions if not any(o is not m and o.covers(m) for o in mentions)}
    own = frozenset(spelled(surface, type, frozenset()) for surface in whole)
    return own if told & national_programmes().keys() and all(map(is_own, own)) else told or names


def is_full(term: Term) -> bool:
    """Whether a document names the company with its legal form."""
    return term.type == "Company" and company_name(fold(term.label, "Company")).legal


def is_code(refers: str) -> bool:
    """Whether it is a division code."""
    return len(refers) >= 6 and refers.isascii() and refers.isdigit()


def _places(extraction: Extraction, without: Sequence[str]) -> dict[Mention, set[str]]:
    """The codes of the regions where the document puts a mention, also through the park or body that holds it.

    What the rules of ``without`` read is left out.
    """
    direct: dict[Mention, set[Mention]] = {}
    for relation in extraction.relations:
        if relation.relation in _PLACING and relation.evidence.rule not in without:
            direct.setdefault(relation.subject, set()).add(relation.object)
    found: dict[Mention, set[str]] = {}
    for subject, objects in direct.items():
        held = {holder for target in objects for holder in direct.get(target, ())}
        codes = {target.refers for target in objects | held if target.type == "Region" and is_code(target.refers)}
        if codes:
            found[subject] = codes
    return found


def _former(extraction: Extraction) -> dict[Mention, set[str]]:
    """What the document says that things were called before."""
    found: dict[Mention, set[str]] = {}
    for renaming in extraction.renamings:
        if not renaming.replaced:
            former = renaming.former
            name = former.surface if isinstance(former, Mention) else former
            found.setdefault(renaming.current, set()).add(name)
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
    names = _all(term.names for term in ordered)
    standing = names - (forms.keys() - _codes(names)) or names
    return Term(
        type=ordered[0].type, mentions=tuple(mention for term in ordered for mention in term.mentions),
        names=standing, shorts=_all(term.shorts for term in ordered) | (names - standing),
        forms=tuple(forms[name] for name in sorted(forms)), codes=_all(term.codes for term in ordered),
        places=_all(term.places for term in ordered), scopes=_all(term.scopes for term in ordered),
        seats=_all(term.seats for term in ordered), links=_all(term.links for term in ordered),
        former=_all(term.former for term in ordered), homes=_all(term.homes for term in ordered),
        anchor=ordered[0].anchor,
        label=max((term.label for term in ordered), key=lambda label: (len(label), label)),
    )


def _all(sets: Iterable[frozenset[_T]]) -> frozenset[_T]:
    return frozenset[_T]().union(*sets)


def _codes(names: Iterable[str]) -> frozenset[str]:
    """The bare codes among names: 4+4+3+n stands for itself beside “4+4+3+N”产业格局."""
    return frozenset(filter(is_digit_code, names))


def at_home(term: Term) -> Term:
    """The term of a whole document with what its id would be made from, were there no other document.

    What an industry is called short in its document may be another one elsewhere.
    """
    return replace(term, homes=frozenset({_home(term)}), forms=() if term.type == "Industry" else term.forms)


def _home(term: Term) -> Home:
    if term.codes:
        return Home(0, 0, min(term.codes), "")
    if term.links:
        return Home(0, 0, min(term.links), "")
    if term.type == "Industry":
        published = sorted(published_classes()[name] for name in term.names if name in published_classes())
        name = min(term.names, key=lambda name: (len(name), name))
        return Home(0, 0, published[0], "") if published else Home(1, len(name), name, "")
    names = term.names - {name for name, _ in term.former} or term.names
    rank, name = min((_rank(term, name), name) for name in names)
    if reach(term.type, name) != "nation":
        return Home(*rank, name, territory(term.where) or term.anchor[0])
    return Home(*rank, name, territory(term.where)[:CITY] if term.type == "Company" and not is_full(term) else "")


def _rank(term: Term, name: str) -> tuple[int, int]:
    """Programmes: the nation's first, then codes; companies: those with a legal form first; then the longer ones."""
    if term.type == "Programme":
        return (0 if name in national_programmes() else 1 if is_digit_code(name) else 2), -len(name)
    if term.type == "Company":
        return (1 if is_full(term) else 2), -len(name)
    return 2, -len(name)
