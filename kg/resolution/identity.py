"""A resolved term → the entity: its id, name, other surfaces, code, and the regions that hold it.

The term of 海城市 (210381) is region/210381 with the parent region/210300, 青岛啤酒 is company/600600.SH, 制造业
is industry/gbt4754-C; other ids are hashes of type, name and, where the name means something only there, the place.
Each document alone gives a thing one id; of those that all documents give, one is its id, and the others are kept as
ids that it replaces.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from kg.datamodel import Entity, EntityType, Mention, digest
from kg.resolution.linking import class_by_head, exchange_codes, official_names
from kg.resolution.names import is_digit_code, spelled
from kg.resolution.spelling import fold, plain, words
from kg.resolution.terms import NAMED_IN_FULL, Home, Term
from kg.resources.classification import IndustryClass, classes, parent_of
from kg.resources.gazetteer import ancestors, division, former_names

_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("《", "》"), ("(", ")"), ("（", "）"))
# These are named by their shortest form: 菱镁 for 菱镁产业 and 菱镁产业链.
_SHORTEST: tuple[EntityType, ...] = ("Industry",)


def entities(terms: Sequence[Term]) -> list[Entity]:
    """One entity for each term."""
    return _told_apart([_entity(term, *ids) for term, ids in zip(terms, _ids(terms), strict=True)], terms)


def completed(found: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities, the regions and the classes of industries above them, sorted by id."""
    return tuple(sorted((*found, *_above(found), *_classes(found)), key=lambda entity: entity.id))


def _ids(terms: Sequence[Term]) -> list[tuple[str, tuple[str, ...]]]:
    """An id for each term and those that it replaces.

    Where people keep two of one id apart, the one that is named first keeps it, and others take that document into
    theirs.
    """
    ids = [_id(term.type, min(term.homes)) for term in terms]
    first: dict[str, Term] = {}
    for id, term in zip(ids, terms, strict=True):
        first[id] = min(term, first.get(id, term), key=lambda term: term.anchor)
    found = []
    for id, term in zip(ids, terms, strict=True):
        own = id if first[id] is term else f"{id.split('/')[0]}/{digest(id, *map(str, term.anchor))}"
        others = {_id(term.type, home) for home in term.homes}
        found.append((own, tuple(sorted(other for other in others if other not in first))))
    return found


def _id(type: EntityType, home: Home) -> str:
    if type in ("Region", "Industry") and home.rank == 0:
        return f"{type.lower()}/{home.name}"
    if type == "Company" and home.name in exchange_codes():
        return f"company/{exchange_codes()[home.name]}"
    return f"{type.lower()}/{digest(type, home.place, home.name)}"


@lru_cache(maxsize=1 << 14)
def tidy(surface: str) -> str:
    """The surface without quotation marks that have no partner: 4+4+3+N for 4+4+3+N”."""
    for opening, closing in _PAIRS:
        if opening in surface or closing in surface:
            depths = accumulate((s == opening) - (s == closing) for s in surface)
            if any(depth < 0 for depth in depths) or surface.count(opening) != surface.count(closing):
                surface = surface.replace(opening, "").replace(closing, "")
    return surface


def _name(term: Term) -> str:
    """The fullest name of most documents, companies first by their legal form; for industries the shortest of all.

    What the text says to be a former name comes last, and so does what it ties to another of the names.
    """
    former = {tidy(surface) for _, surface in term.former} | _tied(term)
    named = {(mention.document_id, tidy(mention.surface)) for mention in term.mentions}
    documents: dict[str, set[str]] = {}
    for document, surface in {one for one in named if one[1] not in former} or named:
        documents.setdefault(document, set()).add(surface)
    surfaces = Counter(surface for told in documents.values() for surface in told)
    if term.type in _SHORTEST:
        standing = [surface for surface in surfaces if spelled(surface, term.type, frozenset()) in term.names]
        return min(standing or surfaces, key=lambda surface: (len(surface), surface))

    def full(surface: str) -> tuple[int, int, int, str]:
        return _fullness(surface, term.type), len(surface), surfaces[surface], surface

    votes = Counter(max(told, key=full) for told in documents.values())
    return max(votes, key=lambda name: (_fullness(name, term.type), votes[name], full(name)))


def _tied(term: Term) -> set[str]:
    """The names of companies, parks and bodies that their documents tie to others: 海城市审批局 to 海城市数据局."""
    if term.type not in NAMED_IN_FULL:
        return set()
    surfaces = _surfaces(term)
    return {tidy(m.surface) for m in term.mentions if m.refers in surfaces and m.refers != m.surface}


def _fullness(surface: str, type: EntityType) -> int:
    """Companies: whether the name ends with a legal form; nothing for the other types."""
    return int(type == "Company" and surface.endswith(words().words["legal_form"]))


def _entity(term: Term, id: str, replaces: tuple[str, ...]) -> Entity:
    place = division(min(term.codes)) if term.codes else None
    name = place.name if place else _name(term)
    surfaces = {tidy(mention.surface) for mention in term.mentions}
    return Entity(
        id=id, type=term.type, name=name,
        aliases=tuple(sorted((surfaces | {surface for _, surface in term.former}) - {name})),
        mentions=tuple(sorted(set(term.mentions), key=_order)), code=_code(term),
        parent=f"region/{place.parent}" if place and place.parent else _class(term), official=_official(term),
        point=_point(place.point) if place else None, replaces=replaces,
        former=tuple((name, until) for name, until in former_names(place.code, surfaces)) if place else (),
    )


def _told_apart(found: Sequence[Entity], terms: Sequence[Term]) -> list[Entity]:
    """Entities of one type and name with their places in their names: 经开区（鞍山市）."""
    counts = Counter((entity.type, entity.name) for entity in found)
    return [
        _with_place(entity, term) if counts[entity.type, entity.name] > 1 else entity
        for entity, term in zip(found, terms, strict=True)
    ]


def _with_place(entity: Entity, term: Term) -> Entity:
    held = [place for code in sorted(term.where) if (place := division(code))]
    name = f"{entity.name}（{'、'.join(place.name for place in held)}）"
    return replace(entity, name=name, aliases=tuple(sorted((*entity.aliases, entity.name)))) if held else entity


def _class(term: Term) -> str:
    """The class above an industry that is a published class itself, or that holds it or what its name ends with."""
    if term.type != "Industry":
        return ""
    own = min(term.homes)
    if own.rank == 0:
        found = parent_of(own.name)
    else:
        found = next(filter(None, map(class_by_head, sorted({plain(surface) for surface in _surfaces(term)}))), "")
    return f"industry/{found}" if found else ""


def _surfaces(term: Term) -> set[str]:
    return {mention.surface for mention in term.mentions}


def _official(term: Term) -> str:
    """The official name of a company that is listed or belongs to the state's list of groups."""
    return official_names()[min(term.links)] if term.links else ""


def _order(mention: Mention) -> tuple[str, int, int, str, str]:
    return (mention.document_id, mention.start, mention.end, mention.rule, mention.refers)


def _code(term: Term) -> str:
    """The published code of a region, company or industry; the bare code of a programme, as written."""
    if term.codes:
        return min(term.codes)
    if term.type == "Industry":
        own = min(term.homes)
        return _notation(classes()[own.name]) if own.rank == 0 else ""
    if term.type == "Company":
        return min((exchange_codes()[name] for name in term.links if name in exchange_codes()), default="")
    if term.type != "Programme":
        return ""
    spellings = (fold(name, "Programme") for mention in term.mentions for name in (mention.surface, mention.refers))
    return min((name for name in {*term.names, *term.shorts, *spellings} if is_digit_code(name)), default="").upper()


def _point(point: tuple[float, float] | None) -> tuple[Decimal, Decimal] | None:
    """(longitude, latitude) of the gazetteer as (latitude, longitude)."""
    return (Decimal(str(point[1])), Decimal(str(point[0]))) if point else None


def _above(found: Iterable[Entity]) -> Iterator[Entity]:
    """The regions that hold regions of the documents and that no document names."""
    present = {entity.code for entity in found if entity.type == "Region"}
    for code in sorted({above for held in present for above in ancestors(held)} - present):
        place = division(code)
        if place:
            yield Entity(
                id=f"region/{code}", type="Region", name=place.name, aliases=(), mentions=(), code=code,
                parent=f"region/{place.parent}" if place.parent else "", point=_point(place.point),
            )


def _classes(found: Iterable[Entity]) -> Iterator[Entity]:
    """The published classes that hold industries of the documents and that no document names."""
    held = [entity for entity in found if entity.type == "Industry"]
    present = {entity.id for entity in held}
    above: dict[str, IndustryClass] = {}
    for entity in held:
        id = entity.parent
        while id and id not in above:
            above[id] = classes()[id.removeprefix("industry/")]
            wider = parent_of(above[id].id)
            id = f"industry/{wider}" if wider else ""
    for id in sorted(above.keys() - present):
        yield Entity(
            id=id, type="Industry", name=above[id].name, aliases=(), mentions=(), code=_notation(above[id]),
            parent=f"industry/{wider}" if (wider := parent_of(above[id].id)) else "",
        )


def _notation(held: IndustryClass) -> str:
    return f"{held.source} {held.code}"
