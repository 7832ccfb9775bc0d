from __future__ import annotations

from collections.abc import Iterable

from kg.datamodel import Document, Mention


def recognize(document: Document, known: tuple[Mention, ...]) -> Iterable[Mention]:
    return ()
