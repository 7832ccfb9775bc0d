"""What a document says of the names in it: 海城市 develops 菱镁, a project costs 56亿元."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from kg.datamodel.documents import Document, Evidence, Mention
from kg.datamodel.vocabulary import Attribute, Measure, Relation


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationMention:
    relation: Relation
    subject: Mention
    object: Mention
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectAttribute:
    """``value`` as in the text (“56亿元”, “年产30万吨”, “400余个”); for ``stage`` one of STAGES."""

    project: Mention
    attribute: Attribute
    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """One symbol of a programme's notation: in “4+4+3+N” the second has position 2, symbol “4”, count 4."""

    programme: Mention
    position: int
    symbol: str
    count: int | None
    label: str
    members: tuple[Mention | str, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One reported figure.

    ``value`` in ``unit`` as written (641.6, “亿元”; -50, “%”); ``period`` is 2024, 2024H1, 2024Q3, 2024-10 or
    2024-10-31, empty where the text leaves it open.
    """

    subject: Mention
    indicator: str
    value: Decimal
    unit: str
    period: str
    measure: Measure
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Renaming:
    """``current`` was called ``former`` before, or, where ``replaced``, took the place of that other programme.

    ``former`` is the bare name where no recognizer knows it.
    """

    former: Mention | str
    current: Mention
    replaced: bool
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read from one document."""

    document: Document
    mentions: tuple[Mention, ...]
    relations: tuple[RelationMention, ...]
    components: tuple[Component, ...]
    attributes: tuple[ProjectAttribute, ...]
    observations: tuple[Observation, ...]
    renamings: tuple[Renaming, ...] = ()
