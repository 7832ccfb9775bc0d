"""Things across documents and the judgements on their names: 三鱼泵业 is 海城市三鱼泵业有限公司."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.datamodel.documents import Mention
from kg.datamodel.vocabulary import EntityType, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A judgement on two names and why: ``reasons`` has one sentence for each feature that spoke.

    A name that means something only with its place is followed by the codes of its regions: 高新区 (210300).
    Only names judged the same were merged.  ``score`` is between 0 and 1.
    """

    left: str
    right: str
    type: EntityType
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person decided on two names, given as in ``Match``; it goes before every judgement.

    ``who``, ``when`` (a date) and ``why`` are for people.
    """

    left: str
    right: str
    type: EntityType
    verdict: Literal["same", "different"]
    who: str = ""
    when: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a decision: ``followed``; ``unnamed`` where the documents lack one of the names; ``impossible``
    where another decision, or a document that has one name for both, says the opposite."""

    decision: Decision
    state: Literal["followed", "unnamed", "impossible"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing: ``id`` is the local part of its IRI, ``code`` a published or bare code where it has one.

    ``aliases`` are all other surfaces; ``parent`` is the id of the region that a region lies in, or of the wider
    industry; ``point`` is (latitude, longitude) in WGS84.  A region that only holds others has no mentions.
    ``replaces`` are the ids that this one has in a graph without some of the documents, sorted.
    ``official`` is the published full name of a company, where a list has it; ``former`` are names that documents use
    and that a region has no more, with the last day of each.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    code: str = ""
    parent: str = ""
    point: tuple[Decimal, Decimal] | None = None
    replaces: tuple[str, ...] = ()
    official: str = ""
    former: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The entities of all documents, sorted by id, and the judgements that led to them.

    ``named`` counts, for each type, the names that single documents tell apart: what identity began with.
    """

    entities: tuple[Entity, ...]
    matches: tuple[Match, ...] = ()
    named: tuple[tuple[EntityType, int], ...] = ()
    outcomes: tuple[Outcome, ...] = ()
