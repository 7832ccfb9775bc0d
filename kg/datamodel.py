"""The records that flow from stage to stage.

    files ─reading─▶ Document(articles, sentences)
          ─extraction─▶ Extraction(mentions, relations, components, attributes, observations)
          ─resolution─▶ Entity ─graph─▶ KnowledgeGraph

All records are frozen.  Offsets are half-open, in code points: ``start`` and ``end`` count in
``Document.text`` (the text as read), ``left`` and ``right`` count in ``Sentence.text`` (the same words
with the layout repaired).  In the sentence of the lines “海城三鱼泵\\n业有限公司” the company has left 0 and
right 10, start 0 and end 11.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    import networkx
    import rdflib

EntityType = Literal["Company", "Project", "Industry", "Programme", "Region", "Park", "Organisation"]
Relation = Literal[
    "locatedIn", "undertakes", "inIndustry", "develops", "implementedBy", "targets", "partOf", "underProgramme",
    "subsidiaryOf", "partnersWith",
]
Attribute = Literal["totalInvestment", "capacity", "output", "area", "jobs", "stage"]
Stage = Literal["planned", "signed", "started", "underConstruction", "completed", "operational"]
Measure = Literal["level", "growth", "rank", "target"]
Verdict = Literal["same", "unsure"]
Datatype = Literal["entity", "stage", "decimal", "integer", "string"]
SentenceKind = Literal["title", "heading", "body", "caption", "byline", "row"]

ENTITY_TYPES: tuple[EntityType, ...] = get_args(EntityType)
RELATIONS: tuple[Relation, ...] = get_args(Relation)
ATTRIBUTES: tuple[Attribute, ...] = get_args(Attribute)
STAGES: tuple[Stage, ...] = get_args(Stage)
MEASURES: tuple[Measure, ...] = get_args(Measure)


def digest(*parts: str) -> str:
    """A name for this content: the first 16 hexadecimal digits of its SHA-256."""
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A date known to the year, the month or the day; ``str`` gives 2024, 2024-08 or 2024-08-01."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        if self.month:
            parts.append(f"{self.month:02}")
            if self.day:
                parts.append(f"{self.day:02}")
        return "-".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a document says something: ``quote == document.text[start:end]``; ``rule`` names what read it."""

    document_id: str
    start: int
    end: int
    quote: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence with its layout repaired.

    ``text`` is the sentence on one line; ``runs`` are pairs (offset in ``text``, offset in the document), one
    for each stretch that stands unbroken in the document; ``heading`` is the index of the heading it stands
    under, -1 without one; ``article`` and ``paragraph`` count from 0 in the document.
    """

    index: int
    article: int
    paragraph: int
    kind: SentenceKind
    text: str
    runs: tuple[tuple[int, int], ...]
    heading: int = -1

    def locate(self, local: int) -> int:
        """The offset in the document of the character at ``local`` in ``text``."""
        run = self.runs[bisect_right(self.runs, (local, 1 << 60)) - 1]
        return run[1] + local - run[0]

    @property
    def start(self) -> int:
        return self.runs[0][1]

    @property
    def end(self) -> int:
        return self.locate(len(self.text) - 1) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a document: its title, the date it was published and where it stands in the text."""

    index: int
    title: str
    published: PartialDate | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a sentence.

    ``surface`` is the name on one line, ``text`` the same as it stands in the document.  ``refers`` ties
    mentions of one entity in a document together: the full name that a short one stands for, the division code
    of a region, the bare code of a programme; empty where the surface speaks for itself.
    """

    document_id: str
    type: EntityType
    sentence: int
    left: int
    right: int
    start: int
    end: int
    text: str
    surface: str
    rule: str
    refers: str = ""

    def covers(self, other: Mention) -> bool:
        return self.sentence == other.sentence and self.left <= other.left and other.right <= self.right

    def overlaps(self, other: Mention) -> bool:
        return self.sentence == other.sentence and self.left < other.right and other.left < self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as read, with its articles and sentences.

    ``id`` depends on content only; ``digest`` is the SHA-256 of the file's bytes; ``region`` and ``published``
    are what the source tells about the whole document (a column, a file name), where it tells anything.
    """

    id: str
    title: str
    text: str
    source: str
    digest: str
    published: PartialDate | None = None
    region: str = ""
    articles: tuple[Article, ...] = ()
    sentences: tuple[Sentence, ...] = ()

    def published_at(self, sentence: int) -> PartialDate | None:
        """The date of the article that holds the sentence, else that of the document."""
        return self.articles[self.sentences[sentence].article].published or self.published

    def mention(
        self, sentence: Sentence, span: tuple[int, int], type: EntityType, rule: str, *, refers: str = ""
    ) -> Mention:
        """The mention of ``sentence.text[left:right]``."""
        left, right = span
        start, end = sentence.locate(left), sentence.locate(right - 1) + 1
        return Mention(
            document_id=self.id, type=type, sentence=sentence.index, left=left, right=right, start=start, end=end,
            text=self.text[start:end], surface=sentence.text[left:right], rule=rule, refers=refers,
        )

    def evidence(self, sentence: int, rule: str) -> Evidence:
        """The whole sentence as evidence."""
        at = self.sentences[sentence]
        return Evidence(
            document_id=self.id, start=at.start, end=at.end, quote=self.text[at.start:at.end], rule=rule
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedDocument:
    """A document with its mentions (sorted by sentence, left, right) and the home region of each sentence.

    ``homes[i]`` is the region that “全市”, “我省”, “我县” mean in sentence i: a mention in this document, or
    None where the text leaves it open.
    """

    document: Document
    mentions: tuple[Mention, ...]
    homes: tuple[Mention | None, ...]
    _by_sentence: dict[int, tuple[Mention, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        groups: dict[int, list[Mention]] = {}
        for mention in self.mentions:
            groups.setdefault(mention.sentence, []).append(mention)
        object.__setattr__(self, "_by_sentence", {index: tuple(group) for index, group in groups.items()})

    def of_type(self, *types: EntityType) -> tuple[Mention, ...]:
        return tuple(mention for mention in self.mentions if mention.type in types)

    def in_sentence(self, index: int, *types: EntityType) -> tuple[Mention, ...]:
        """The mentions of a sentence, all types when none is given, in text order."""
        found = self._by_sentence.get(index, ())
        return tuple(mention for mention in found if mention.type in types) if types else found


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
class Extraction:
    """All that was read from one document."""

    document: Document
    mentions: tuple[Mention, ...]
    relations: tuple[RelationMention, ...]
    components: tuple[Component, ...]
    attributes: tuple[ProjectAttribute, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A judgement on two names, with the documents or the code that tell them apart, and why.

    ``verdict`` is same or unsure; only same ones were merged.  ``score`` is between 0 and 1.
    """

    left: str
    right: str
    type: EntityType
    verdict: Verdict
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing: ``id`` is the local part of its IRI, ``code`` a published or bare code where it has one.

    ``aliases`` are all other surfaces; ``parent`` is the id of the region that a region lies in, or of the wider
    industry; ``point`` is (latitude, longitude) in WGS84.  A region that only holds others has no mentions.
    """

    id: str
    type: EntityType
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Mention, ...]
    code: str = ""
    parent: str = ""
    point: tuple[Decimal, Decimal] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The entities of all documents, sorted by id, and the judgements that led to them."""

    entities: tuple[Entity, ...]
    matches: tuple[Match, ...] = ()


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

    def to_rdf(self) -> rdflib.Graph:
        """The direct triples as an rdflib graph (see ``kg.graph.rdf``)."""
        from kg.graph.rdf import to_rdf

        return to_rdf(self)

    def to_networkx(self) -> networkx.MultiDiGraph[str]:
        """Entities as nodes, relations as edges (see ``kg.graph.network``)."""
        from kg.graph.network import to_networkx

        return to_networkx(self)
