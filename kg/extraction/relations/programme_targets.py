"""Annotated document → targets: the industries that a programme covers.

“实施未来产业培育行动，加快发展量子科技” gives 未来产业培育行动 targets 量子科技.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import regex

from kg.datamodel import AnnotatedDocument, Component, Mention, RelationMention
from kg.extraction.relations.programme_context import (
    RE,
    Programmes,
    article,
    carried,
    key,
    leads,
    relation,
    text,
)

_MARKS = regex.compile("[“”‘’\"《》]")
_SHORT_ARTICLE = 800


def targets(
    annotated: AnnotatedDocument, programmes: Programmes, components: Iterable[Component]
) -> Iterator[RelationMention]:
    """Industries that fill its components, stand in its name or are its content."""
    for component in components:
        for industry in _industries_of(annotated, component):
            yield relation(annotated, "targets", component.programme, industry, industry.sentence)
    filled: dict[str, set[str]] = {}
    for component in components:
        for industry in _industries_of(annotated, component):
            filled.setdefault(key(industry), set()).add(key(component.programme))
    for mentions in programmes.values():
        for mention in mentions:
            for industry in annotated.in_sentence(mention.sentence, "Industry"):
                named = mention.covers(industry) and "+" not in mention.surface
                other = filled.get(key(industry), set()) - {key(mention)}
                if named or (not other and _content(annotated, mention, industry)):
                    yield relation(annotated, "targets", mention, industry, mention.sentence)
            for industry in _kinds(annotated, mention):
                yield relation(annotated, "targets", mention, industry, industry.sentence)
    for mention, industry in _topic(annotated, filled):
        yield relation(annotated, "targets", mention, industry, industry.sentence)


def _industries_of(annotated: AnnotatedDocument, component: Component) -> Iterator[Mention]:
    """The members that are industries, and industries inside members that are none: 盐湖 of 世界级盐湖产业基地."""
    at = next((s for s in annotated.document.sentences if s.start == component.evidence.start), None)
    for member in component.members:
        if isinstance(member, Mention):
            if member.type == "Industry":
                yield member
        elif at is not None:
            left = at.text.find(member)
            inside = annotated.in_sentence(at.index, "Industry")
            yield from (m for m in inside if left >= 0 and left <= m.left and m.right <= left + len(member))


def _content(annotated: AnnotatedDocument, mention: Mention, industry: Mention) -> bool:
    """Whether the industry stands in the clause or two that say what a programme that is carried out does."""
    if industry.left < mention.right or not carried(annotated, mention):
        return False
    between = text(annotated, mention)[mention.right:industry.left]
    later = any(m.left >= mention.right for m in annotated.in_sentence(mention.sentence, "Programme"))
    clauses = len(RE["clause"].findall(between))
    return 1 <= clauses <= (1 if later else 2) and not RE["framing"].search(between) and not any(
        mention.right <= m.left <= industry.left for m in annotated.in_sentence(mention.sentence, "Programme")
    )


def _kinds(annotated: AnnotatedDocument, mention: Mention) -> Iterator[Mention]:
    """Industries of the paragraph it leads that are kinds of the one in its name: 科技型服务业 of 服务业…行动."""
    named = [m.surface for m in annotated.in_sentence(mention.sentence, "Industry") if mention.covers(m)]
    for index in leads(annotated, mention) if named else ():
        yield from (m for m in annotated.in_sentence(index, "Industry") if m.surface.endswith(tuple(named)))


def _topic(annotated: AnnotatedDocument, filled: Mapping[str, set[str]]) -> Iterator[tuple[Mention, Mention]]:
    """The industries of a short article about one plan or numeric code, where no programme's parts are told."""
    first: dict[int, Mention] = {}
    for mention in annotated.of_type("Programme"):
        number = article(annotated, mention)
        if RE["code"].search(_MARKS.sub("", mention.surface)) or "《" in mention.surface:
            first.setdefault(number, mention)
    members = {programme for owners in filled.values() for programme in owners}
    for number, topic in first.items():
        at = annotated.document.articles[number]
        here = {key(m) for m in annotated.of_type("Programme") if article(annotated, m) == number}
        if at.end - at.start > _SHORT_ARTICLE or members & here:
            continue
        for industry in annotated.of_type("Industry"):
            if article(annotated, industry) == number:
                yield topic, industry
