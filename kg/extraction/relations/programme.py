"""Annotated document → implementedBy, targets, partOf, underProgramme.

“海城市实施城市更新行动，推动建筑业转型” gives 城市更新行动 implementedBy 海城市.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import regex

from kg.datamodel import AnnotatedDocument, Component, Mention, Relation, RelationMention
from kg.extraction.programmes import by_programme, decode
from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

_RE = load_patterns("programme_relations").regex
_MARKS = regex.compile("[“”‘’\"《》]")
_NATIONAL = frozenset(row["name"] for row in load_rows("Programme")) | frozenset(
    _MARKS.sub("", row["surface"]) for row in load_rows("Programme")
)
_NEAR = 24


def relate(annotated: AnnotatedDocument) -> Iterable[RelationMention]:
    """All relations of programmes, each once for each pair of mentions."""
    programmes = by_programme(annotated)
    if not programmes:
        return ()
    components = decode(annotated)
    return (
        *_owners(annotated, programmes),
        *_targets(annotated, programmes, components),
        *_wholes(annotated, programmes, components),
        *_members(annotated),
    )


def _relation(
    annotated: AnnotatedDocument, relation: Relation, subject: Mention, object: Mention, sentence: int
) -> RelationMention:
    evidence = annotated.document.evidence(sentence, f"programme:{relation}")
    return RelationMention(relation=relation, subject=subject, object=object, evidence=evidence)


def _owners(annotated: AnnotatedDocument, programmes: Mapping[str, tuple[Mention, ...]]) -> Iterator[RelationMention]:
    """Whose each programme is: whoever stands right before it, else the home of its first sentence."""
    for mentions in programmes.values():
        national = any(_MARKS.sub("", mention.surface) in _NATIONAL for mention in mentions)
        named = [(mention, owner) for mention in mentions if (owner := _named_owner(annotated, mention))]
        if named:
            yield _relation(annotated, "implementedBy", *named[0], named[0][0].sentence)
            continue
        given: set[str] = set()
        for mention in mentions:
            home = annotated.homes[mention.sentence]
            if home is None or (home.refers or home.surface) in given:
                continue
            carried = _carried(annotated, mention)
            if (not carried and national) or (given and not (carried and _subject(annotated, mention, home))):
                continue
            given.add(home.refers or home.surface)
            yield _relation(annotated, "implementedBy", mention, home, mention.sentence)


def _before(annotated: AnnotatedDocument, mention: Mention) -> str:
    return annotated.document.sentences[mention.sentence].text[max(0, mention.left - _NEAR):mention.left]


def _named_owner(annotated: AnnotatedDocument, mention: Mention) -> Mention | None:
    """The region or body that stands inside the name at its beginning or right before it, or is meant by 省委."""
    text = annotated.document.sentences[mention.sentence].text
    around = annotated.in_sentence(mention.sentence, "Region", "Organisation")
    inside = [m for m in around if mention.covers(m) and m.left - mention.left <= 1]
    if inside:
        return max(inside, key=lambda m: m.right - m.left)
    close = [m for m in around if m.right <= mention.left and _RE["attached"].search(text[m.right:mention.left])]
    if close:
        return max(close, key=lambda m: (m.right, m.right - m.left))
    return None


def _carried(annotated: AnnotatedDocument, mention: Mention) -> bool:
    before = _before(annotated, mention)
    return bool(_RE["carried"].search(before)) and not _RE["serving"].search(before.rpartition("，")[2])


def _subject(annotated: AnnotatedDocument, mention: Mention, home: Mention) -> bool:
    """Whether the sentence names the home before the programme."""
    before = annotated.in_sentence(mention.sentence, "Region")
    return any(m.left < mention.left and (m.refers, m.surface)[not m.refers] == (home.refers or home.surface) for m in before)


def _targets(
    annotated: AnnotatedDocument, programmes: Mapping[str, tuple[Mention, ...]], components: Iterable[Component]
) -> Iterator[RelationMention]:
    """Industries that fill its components, stand in its name or follow as its content in the sentence."""
    for component in components:
        for member in component.members:
            if isinstance(member, Mention) and member.type == "Industry":
                yield _relation(annotated, "targets", component.programme, member, member.sentence)
    for mentions in programmes.values():
        for mention in mentions:
            for industry in annotated.in_sentence(mention.sentence, "Industry"):
                if mention.covers(industry) or _content(annotated, mention, industry):
                    yield _relation(annotated, "targets", mention, industry, mention.sentence)


def _content(annotated: AnnotatedDocument, mention: Mention, industry: Mention) -> bool:
    """Whether the industry stands in what the sentence says after it names a programme that is carried out."""
    if industry.left < mention.right or not _carried(annotated, mention):
        return False
    others = annotated.in_sentence(mention.sentence, "Programme")
    return not any(mention.right <= m.left <= industry.left for m in others)


def _wholes(
    annotated: AnnotatedDocument, programmes: Mapping[str, tuple[Mention, ...]], components: Iterable[Component]
) -> Iterator[RelationMention]:
    """What belongs to a larger programme: its components, what its name begins with, what is listed as its detail."""
    for component in components:
        for member in component.members:
            if isinstance(member, Mention) and member.type == "Programme":
                yield _relation(annotated, "partOf", member, component.programme, member.sentence)
    for mentions in programmes.values():
        for mention in mentions:
            for other in annotated.in_sentence(mention.sentence, "Programme"):
                if other.refers != mention.refers and _belongs(annotated, mention, other):
                    yield _relation(annotated, "partOf", mention, other, mention.sentence)


def _belongs(annotated: AnnotatedDocument, mention: Mention, other: Mention) -> bool:
    """Whether the sentence makes the first part of the other."""
    text = annotated.document.sentences[mention.sentence].text
    if mention.covers(other):
        return other.left - mention.left <= 1 and other.right < mention.right - 2
    if other.right > mention.left:
        return False
    between = text[other.right:mention.left]
    if _RE["around"].search(_before(annotated, other)) and _RE["activity"].search(between):
        return True
    return bool(_RE["detail"].search(between))


def _members(annotated: AnnotatedDocument) -> Iterator[RelationMention]:
    """Projects and companies that the sentence lists under a programme."""
    for programme in annotated.of_type("Programme"):
        text = annotated.document.sentences[programme.sentence].text
        for found in annotated.in_sentence(programme.sentence, "Project", "Company"):
            if found.overlaps(programme):
                continue
            after = found.left >= programme.right
            between = text[programme.right:found.left] if after else text[found.right:programme.left]
            listed = _RE["listing"].search(_before(annotated, programme)) or _RE["listing"].search(
                text[programme.right:programme.right + 12]
            )
            if listed or (after and found.type == "Project" and _carried(annotated, programme) and len(between) <= 30):
                yield _relation(annotated, "underProgramme", found, programme, programme.sentence)
