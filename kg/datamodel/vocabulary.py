"""The names of types, relations, attributes and judgements: “Company”, “locatedIn”, “totalInvestment”, “same”."""

from __future__ import annotations

import hashlib
from typing import Literal, get_args

EntityType = Literal["Company", "Project", "Industry", "Programme", "Region", "Park", "Organisation"]
Relation = Literal[
    "locatedIn", "undertakes", "inIndustry", "develops", "implementedBy", "targets", "partOf", "underProgramme",
    "subsidiaryOf", "partnersWith",
]
Attribute = Literal["totalInvestment", "capacity", "output", "area", "jobs", "stage"]
Stage = Literal["planned", "signed", "started", "underConstruction", "completed", "operational"]
Measure = Literal["level", "growth", "rank", "target"]
Verdict = Literal["same", "unsure", "different"]
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
