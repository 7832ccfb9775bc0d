from __future__ import annotations

from kg.datamodel import AnnotatedDocument, ProjectAttribute


def attribute(annotated: AnnotatedDocument) -> tuple[ProjectAttribute, ...]:
    return ()
