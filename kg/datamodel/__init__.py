"""The records that flow from stage to stage.

    files ─reading─▶ Document(articles, sentences)
          ─extraction─▶ Extraction(mentions, relations, components, attributes, observations, renamings)
          ─resolution─▶ Entity ─graph─▶ KnowledgeGraph

All records are frozen.  Offsets are half-open, in code points: ``start`` and ``end`` count in
``Document.text`` (the text as read), ``left`` and ``right`` count in ``Sentence.text`` (the same words
with the layout repaired).  In the sentence of the lines “海城三鱼泵\\n业有限公司” the company has left 0 and
right 10, start 0 and end 11.
"""

from __future__ import annotations

from kg.datamodel.documents import BARS, AnnotatedDocument, Article, Document, Evidence, Mention, PartialDate, Sentence
from kg.datamodel.entities import Decision, Entity, Match, Outcome, Resolution
from kg.datamodel.extractions import Component, Extraction, Observation, ProjectAttribute, RelationMention, Renaming
from kg.datamodel.graphs import FusedComponent, FusedObservation, KnowledgeGraph, Statement
from kg.datamodel.vocabulary import (
    ATTRIBUTES,
    ENTITY_TYPES,
    MEASURES,
    RELATIONS,
    STAGES,
    Attribute,
    Datatype,
    EntityType,
    Measure,
    Relation,
    SentenceKind,
    Stage,
    Verdict,
    digest,
)

__all__ = [
    "ATTRIBUTES",
    "BARS",
    "ENTITY_TYPES",
    "MEASURES",
    "RELATIONS",
    "STAGES",
    "AnnotatedDocument",
    "Article",
    "Attribute",
    "Component",
    "Datatype",
    "Decision",
    "Document",
    "Entity",
    "EntityType",
    "Evidence",
    "Extraction",
    "FusedComponent",
    "FusedObservation",
    "KnowledgeGraph",
    "Match",
    "Measure",
    "Mention",
    "Observation",
    "Outcome",
    "PartialDate",
    "ProjectAttribute",
    "Relation",
    "RelationMention",
    "Renaming",
    "Resolution",
    "Sentence",
    "SentenceKind",
    "Stage",
    "Statement",
    "Verdict",
    "digest",
]
