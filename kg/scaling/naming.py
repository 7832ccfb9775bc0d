"""What identity needs of a document, small enough to keep of millions; and groups of it → things.

Of 海城三鱼泵业有限公司 and 三鱼泵业 in one document one term stays, with a mention for each of the two surfaces that
stands for all of them; its ties are hashed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import blake2b

import msgspec

from kg.datamodel import Entity, EntityType, Extraction, Match, Mention, Outcome
from kg.resolution import identify, name
from kg.resolution.decisions import Decisions
from kg.resolution.slips import spellings
from kg.resolution.terms import Term
from kg.resolution.ties import ties

_TERM = msgspec.msgpack.Decoder(Term)
_encode = msgspec.msgpack.Encoder().encode


class NamedTerm(msgspec.Struct, array_like=True, frozen=True):
    """A term of a document, packed; ``ties`` are hashes, ``mentions`` how many mentions it has."""

    type: EntityType
    ties: list[int]
    mentions: int
    content: bytes


class NamedDocument(msgspec.Struct, array_like=True, frozen=True):
    """The terms of a document, and for each mention of its extraction the number of its term."""

    document: str
    terms: list[NamedTerm]
    owners: list[int]
    matches: list[Match]


class Thing(msgspec.Struct, array_like=True, frozen=True):
    """An entity without its mentions, and the numbers of the terms that it was made of.

    ``term`` is the term of all of them, packed, where its ``spellings`` are compared with those of others.
    """

    entity: Entity
    members: list[int]
    anchor: tuple[str, int, str]
    spellings: list[str]
    term: bytes


class Things(msgspec.Struct, array_like=True, frozen=True):
    things: list[Thing]
    matches: list[Match]
    outcomes: list[Outcome]


def named(extraction: Extraction, decided: Decisions) -> NamedDocument:
    """The names of a document."""
    found = name(extraction, decided)
    owner = {mention: number for number, term in enumerate(found.terms) for mention in term.mentions}
    tags = decided.tags(found.terms)
    return NamedDocument(
        document=extraction.document.id,
        terms=[
            NamedTerm(
                type=term.type, ties=[_hashed(tie) for tie in ties(term, tag)], mentions=len(set(term.mentions)),
                content=_encode(replace(term, mentions=_witnesses(term))),
            )
            for term, tag in zip(found.terms, tags, strict=True)
        ],
        owners=[owner[mention] for mention in extraction.mentions], matches=list(found.matches),
    )


def _hashed(tie: str) -> int:
    """63 bits; that two ties share them costs time, nothing else."""
    return int.from_bytes(blake2b(tie.encode(), digest_size=8).digest()) >> 1


def _witnesses(term: Term) -> tuple[Mention, ...]:
    """One mention for each surface and what it refers to."""
    first: dict[tuple[str, str], Mention] = {}
    for mention in term.mentions:
        first.setdefault((mention.surface, mention.refers), mention)
    return tuple(replace(mention, text="") for mention in first.values())


def identified(terms: Iterable[tuple[int, bytes]], decided: Decisions) -> Things:
    """The things that terms are, given with their numbers; whatever is tied to one of them must be among them."""
    found = identify([_numbered(number, _TERM.decode(content)) for number, content in terms], decided)
    return Things(
        things=[_thing(entity, term) for entity, term in zip(found.entities, found.terms, strict=True)],
        matches=list(found.matches), outcomes=decided.outcomes(found.terms),
    )


def _numbered(number: int, term: Term) -> Term:
    """The term whose mentions tell the number of the term by their place in the text."""
    return replace(term, mentions=tuple(replace(mention, start=number) for mention in term.mentions))


def _thing(entity: Entity, term: Term) -> Thing:
    spelled = sorted(spellings(term))
    return Thing(
        entity=replace(entity, mentions=()), members=sorted({mention.start for mention in entity.mentions}),
        anchor=term.anchor, spellings=spelled,
        term=_encode(replace(term, mentions=(), forms=())) if spelled else b"",
    )


def term_of(thing: Thing) -> Term:
    """The term that a thing was made of, where it has spellings."""
    return _TERM.decode(thing.term)
