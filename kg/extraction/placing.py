from __future__ import annotations

from kg.datamodel import Document, Mention


def place(document: Document, mentions: tuple[Mention, ...]) -> tuple[Mention | None, ...]:
    return (None,) * len(document.sentences)
