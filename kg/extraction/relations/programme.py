from __future__ import annotations

from collections.abc import Iterable

from kg.datamodel import AnnotatedDocument, RelationMention


def relate(annotated: AnnotatedDocument) -> Iterable[RelationMention]:
    return ()
