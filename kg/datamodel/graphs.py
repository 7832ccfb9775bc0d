"""What all documents say together, each statement with every sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.datamodel.documents import Document, Evidence
from kg.datamodel.entities import Entity, Match, Outcome
from kg.datamodel.vocabulary import Datatype, EntityType, Measure

if TYPE_CHECKING:
    import networkx
    import rdflib


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """subject, relation or attribute, object and every sentence that says so, sorted.

    ``object`` is an entity id where ``datatype`` is "entity", a stage where it is "stage", else the lexical form
    of a literal of that datatype.
    """

    subject: str
    predicate: str
    object: str
    datatype: Datatype
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedComponent:
    """A component as all documents tell it: ``members`` are entity ids, ``fillers`` members that are none.

    ``label`` is the noun that most sentences give, ``labels`` are the others; ``member_evidence`` goes with
    ``members`` and ``fillers`` in this order.
    """

    id: str
    programme: str
    position: int
    symbol: str
    count: int | None
    label: str
    labels: tuple[str, ...]
    members: tuple[str, ...]
    fillers: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    member_evidence: tuple[tuple[Evidence, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedObservation:
    """A figure with every sentence that reports it; ``subject`` is an entity id."""

    id: str
    subject: str
    indicator: str
    value: Decimal
    unit: str
    period: str
    measure: Measure
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeGraph:
    """What all documents say together."""

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    components: tuple[FusedComponent, ...]
    observations: tuple[FusedObservation, ...]
    matches: tuple[Match, ...] = ()
    named: tuple[tuple[EntityType, int], ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    def to_rdf(self) -> rdflib.Graph:
        """The direct triples as an rdflib graph (see ``kg.graph.rdf``)."""
        from kg.graph.rdf import to_rdf

        return to_rdf(self)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Entities as nodes, relations as edges (see ``kg.graph.network``)."""
        from kg.graph.network import to_networkx

        return to_networkx(self)
