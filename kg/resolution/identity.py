"""A resolved term → the entity: its id, name, other surfaces, code, and the regions that hold it.

The term of 海城市 (210381) is region/210381 with the parent region/210300; other ids are hashes of type, name
and, where the name means something only there, the place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate

from kg.datamodel import Entity, EntityType, Mention, digest
from kg.resolution.features import KEYS, codes
from kg.resolution.names import is_digit_code, parse, words
from kg.resolution.terms import Term
from kg.resources.classification import class_of, classes
from kg.resources.gazetteer import ancestors, division

_PAIRS = (("“", "”"), ("‘", "’"), ("「", "」"), ("《", "》"), ("(", ")"), ("（", "）"))
# These are named by their shortest form: 菱镁 for 菱镁产业 and 菱镁产业链.
_SHORTEST: tuple[EntityType, ...] = ("Industry",)


def entities(terms: Sequence[Term]) -> tuple[Entity, ...]:
    """One entity for each term, one for each region above and for each class of industries, sorted by id."""
    ids = _ids(terms)
    found = [_entity(term, ids[index]) for index, term in enumerate(terms)]
    return tuple(sorted((*found, *_above(found), *_classes(found)), key=lambda entity: entity.id))


def _ids(terms: Sequence[Term]) -> list[str]:
    """An id for each term; those that would share one take the document that names them first into theirs."""
    ids = [_id(term) for term in terms]
    counts = Counter(ids)
    return [
        f"{id.split('/')[0]}/{digest(id, *map(str, term.anchor))}" if counts[id] > 1 else id
        for id, term in zip(ids, terms, strict=True)
    ]


def _id(term: Term) -> str:
    if term.codes:
        return f"region/{min(term.codes)}"
    name = parse(_name(term), term.type, frozenset()).whole
    key = min((key for key in KEYS[term.type](term)), key=lambda key: (key.name != name, key.name, key.place))
    return f"{term.type.lower()}/{digest(term.type, key.name, key.place)}"


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
    """The fullest surface, for industries the shortest."""
    surfaces = Counter(tidy(mention.surface) for mention in term.mentions)
    if term.type in _SHORTEST:
        return min(surfaces, key=lambda surface: (len(surface), surface))
    return max(surfaces, key=lambda surface: (_fullness(surface, term.type), len(surface), surfaces[surface], surface))


def _fullness(surface: str, type: EntityType) -> int:
    """Companies: whether the name ends with a legal form; nothing for the other types."""
    return int(type == "Company" and surface.endswith(words().words["legal_form"]))


def _entity(term: Term, id: str) -> Entity:
    place = division(min(term.codes)) if term.codes else None
    name = place.name if place else _name(term)
    return Entity(
        id=id, type=term.type, name=name,
        aliases=tuple(sorted({tidy(mention.surface) for mention in term.mentions} - {name})),
        mentions=tuple(sorted(set(term.mentions), key=_order)), code=_code(term),
        parent=f"region/{place.parent}" if place and place.parent else _class(term),
        point=_point(place.point) if place else None,
    )


def _class(term: Term) -> str:
    """The published class of an industry that the lexicon knows."""
    if term.type != "Industry":
        return ""
    names = sorted({mention.surface for mention in term.mentions} | {mention.refers for mention in term.mentions})
    found = next((class_of()[name] for name in names if class_of().get(name) in classes()), "")
    return f"industry/{found}" if found else ""


def _order(mention: Mention) -> tuple[str, int, int, str, str]:
    return (mention.document_id, mention.start, mention.end, mention.rule, mention.refers)


def _code(term: Term) -> str:
    """The division code of a region, the bare code of a programme as written."""
    if term.codes:
        return min(term.codes)
    if term.type != "Programme":
        return ""
    bare = {name for name in term.names | term.shorts | term.refers | codes(term) if is_digit_code(name)}
    return min(bare, default="").upper()


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
    """The published classes that hold industries of the documents."""
    for id in sorted({entity.parent for entity in found if entity.type == "Industry" and entity.parent}):
        held = classes()[id.removeprefix("industry/")]
        yield Entity(
            id=id, type="Industry", name=held.name, aliases=(), mentions=(), code=f"{held.source} {held.code}"
        )
