"""Records ↔ bytes: what was read of a document as JSON, packed by zlib; docs/updating.md describes the form.

A mention of 海城三鱼泵业有限公司 is ``["Company", 3, 0, 10, "company-name", ""]``: type, number of the sentence, left
and right in it, rule, what it refers to.  Whatever the text gives (surfaces, quotes, offsets in the document) is not
written down again but taken from the text when the record is read.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

import msgspec

from kg.datamodel import (
    Article,
    Attribute,
    Component,
    Document,
    EntityType,
    Evidence,
    Extraction,
    Measure,
    Mention,
    Observation,
    PartialDate,
    ProjectAttribute,
    Relation,
    RelationMention,
    Renaming,
    Sentence,
    SentenceKind,
)
from kg.reading.texts import RawText

# Level 1 packs ten times as fast as level 6 and 15 % worse.
_LEVEL = 1
Record = TypeVar("Record")


class _Sentence(msgspec.Struct, array_like=True):
    """``text`` only where it is not that of the document, as in traditional script."""

    article: int
    paragraph: int
    kind: SentenceKind
    heading: int
    length: int
    runs: list[tuple[int, int]]
    text: str = ""


class _Mention(msgspec.Struct, array_like=True):
    type: EntityType
    sentence: int
    left: int
    right: int
    rule: str
    refers: str


class _Evidence(msgspec.Struct, array_like=True):
    start: int
    end: int
    rule: str


class _Relation(msgspec.Struct, array_like=True):
    """Subject and object are numbers of mentions."""

    relation: Relation
    subject: int
    object: int
    evidence: _Evidence


class _Component(msgspec.Struct, array_like=True):
    programme: int
    position: int
    symbol: str
    count: int | None
    label: str
    members: list[int | str]
    evidence: _Evidence


class _Attribute(msgspec.Struct, array_like=True):
    project: int
    attribute: Attribute
    value: str
    evidence: _Evidence


class _Observation(msgspec.Struct, array_like=True):
    subject: int
    indicator: str
    value: Decimal
    unit: str
    period: str
    measure: Measure
    evidence: _Evidence


class _Renaming(msgspec.Struct, array_like=True):
    former: int | str
    current: int
    replaced: bool
    evidence: _Evidence


class _Extraction(msgspec.Struct):
    """``named`` of the mentions are those of the document; what follows them is named by relations alone."""

    id: str
    title: str
    published: PartialDate | None
    articles: list[Article]
    sentences: list[_Sentence]
    named: int
    mentions: list[_Mention]
    relations: list[_Relation]
    components: list[_Component]
    attributes: list[_Attribute]
    observations: list[_Observation]
    renamings: list[_Renaming] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class PackedText:
    """``content`` is a RawText in bytes, ``key`` a name made from all of it, the others are what it tells of it."""

    key: str
    source: str
    digest: str
    characters: int
    content: bytes


def pack_text(raw: RawText) -> PackedText:
    content = msgspec.json.encode(raw)
    return PackedText(
        key=hashlib.sha256(content).hexdigest()[:32], source=raw.source, digest=raw.digest, characters=len(raw.text),
        content=zlib.compress(content, _LEVEL),
    )


def unpack_text(packed: bytes) -> RawText:
    """The text of these bytes.  Raises ValueError where they are damaged."""
    return _decoded(packed, RawText)


def pack(extraction: Extraction) -> bytes:
    """What was extracted, in bytes; all but the text."""
    document = extraction.document
    numbers = {mention: number for number, mention in enumerate(extraction.mentions)}

    def number(mention: Mention) -> int:
        return numbers.setdefault(mention, len(numbers))

    relations = [
        _Relation(r.relation, number(r.subject), number(r.object), _evidence(r.evidence)) for r in extraction.relations
    ]
    components = [
        _Component(
            number(c.programme), c.position, c.symbol, c.count, c.label,
            [number(m) if isinstance(m, Mention) else m for m in c.members], _evidence(c.evidence),
        )
        for c in extraction.components
    ]
    attributes = [
        _Attribute(number(a.project), a.attribute, a.value, _evidence(a.evidence)) for a in extraction.attributes
    ]
    observations = [
        _Observation(number(o.subject), o.indicator, o.value, o.unit, o.period, o.measure, _evidence(o.evidence))
        for o in extraction.observations
    ]
    renamings = [
        _Renaming(number(r.former) if isinstance(r.former, Mention) else r.former, number(r.current), r.replaced,
                  _evidence(r.evidence))
        for r in extraction.renamings
    ]
    return zlib.compress(msgspec.json.encode(_Extraction(
        id=document.id, title=document.title, published=document.published, articles=list(document.articles),
        sentences=[_sentence(document.text, sentence) for sentence in document.sentences],
        named=len(extraction.mentions),
        mentions=[_Mention(m.type, m.sentence, m.left, m.right, m.rule, m.refers) for m in numbers],
        relations=relations, components=components, attributes=attributes, observations=observations,
        renamings=renamings,
    )), _LEVEL)


def _evidence(evidence: Evidence) -> _Evidence:
    return _Evidence(evidence.start, evidence.end, evidence.rule)


def _sentence(text: str, sentence: Sentence) -> _Sentence:
    length, runs = len(sentence.text), list(sentence.runs)
    return _Sentence(
        sentence.article, sentence.paragraph, sentence.kind, sentence.heading, length, runs,
        "" if _joined(text, runs, length) == sentence.text else sentence.text,
    )


def _joined(text: str, runs: list[tuple[int, int]], length: int) -> str:
    """The stretches of the document that a sentence consists of."""
    if len(runs) == 1:
        return text[runs[0][1] : runs[0][1] + length]
    return "".join(text[at : at + end - left] for (left, at), (end, _) in pairwise((*runs, (length, 0))))


def unpack(packed: bytes, raw: RawText) -> Extraction:
    """The extraction of a text.  Raises ValueError where the bytes are damaged."""
    found = _decoded(packed, _Extraction)
    document = Document(
        id=found.id, title=found.title, text=raw.text, source=raw.source, digest=raw.digest,
        published=found.published, region=raw.region, articles=tuple(found.articles),
        sentences=tuple(
            Sentence(
                index=index, article=s.article, paragraph=s.paragraph, kind=s.kind,
                text=s.text or _joined(raw.text, s.runs, s.length), runs=tuple(s.runs), heading=s.heading,
            )
            for index, s in enumerate(found.sentences)
        ),
    )
    try:
        return _filled(document, found)
    except IndexError as error:
        raise ValueError(f"a record names what it does not hold ({error})") from error


def _filled(document: Document, found: _Extraction) -> Extraction:
    sentences = document.sentences
    mentions = [
        document.mention(sentences[m.sentence], (m.left, m.right), m.type, m.rule, refers=m.refers)
        for m in found.mentions
    ]

    def evidence(at: _Evidence) -> Evidence:
        return Evidence(
            document_id=document.id, start=at.start, end=at.end, quote=document.text[at.start : at.end], rule=at.rule
        )

    return Extraction(
        document=document, mentions=tuple(mentions[: found.named]),
        relations=tuple(
            RelationMention(
                relation=r.relation, subject=mentions[r.subject], object=mentions[r.object],
                evidence=evidence(r.evidence),
            )
            for r in found.relations
        ),
        components=tuple(
            Component(
                programme=mentions[c.programme], position=c.position, symbol=c.symbol, count=c.count, label=c.label,
                members=tuple(mentions[m] if isinstance(m, int) else m for m in c.members),
                evidence=evidence(c.evidence),
            )
            for c in found.components
        ),
        attributes=tuple(
            ProjectAttribute(
                project=mentions[a.project], attribute=a.attribute, value=a.value, evidence=evidence(a.evidence)
            )
            for a in found.attributes
        ),
        observations=tuple(
            Observation(
                subject=mentions[o.subject], indicator=o.indicator, value=o.value, unit=o.unit, period=o.period,
                measure=o.measure, evidence=evidence(o.evidence),
            )
            for o in found.observations
        ),
        renamings=tuple(
            Renaming(
                former=mentions[r.former] if isinstance(r.former, int) else r.former, current=mentions[r.current],
                replaced=r.replaced, evidence=evidence(r.evidence),
            )
            for r in found.renamings
        ),
    )


def _decoded(packed: bytes, kind: type[Record]) -> Record:
    try:
        return msgspec.json.decode(zlib.decompress(packed), type=kind)
    except (zlib.error, msgspec.DecodeError) as error:
        raise ValueError(f"not readable ({error})") from error
