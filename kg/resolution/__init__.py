from __future__ import annotations

import hashlib
from collections.abc import Iterable

from kg.datamodel import Entity, Resolution, Extraction, Mention


def resolve(extractions: Iterable[Extraction]) -> Resolution:
    groups: dict[tuple[str, str, str], list[Mention]] = {}
    for extraction in extractions:
        for mention in extraction.mentions:
            key = (mention.type, extraction.document.id, mention.refers or mention.surface.strip("“”《》‘’\""))
            groups.setdefault(key, []).append(mention)
    entities = []
    for (kind, _, name), mentions in sorted(groups.items()):
        surfaces = sorted({m.surface for m in mentions})
        code = hashlib.sha256("|".join((kind, mentions[0].document_id, name)).encode()).hexdigest()[:12]
        entities.append(Entity(id=f"{kind.lower()}/{code}", type=mentions[0].type,
                               name=max(surfaces, key=lambda s: (len(s), s)), aliases=tuple(surfaces), mentions=tuple(mentions)))
    return Resolution(entities=tuple(entities))
