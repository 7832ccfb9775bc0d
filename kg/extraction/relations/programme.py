"""Annotated document → implementedBy, targets, partOf, underProgramme.

“海城市实施城市更新行动，推动建筑业转型” gives 城市更新行动 implementedBy 海城市 and targets 建筑业.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import regex

from kg.datamodel import AnnotatedDocument, Component, Mention, RelationMention
from kg.extraction import placing
from kg.extraction.programmes import by_programme
from kg.extraction.relations.programme_context import (
    MARKS,
    RE,
    Programmes,
    article,
    before,
    carried,
    key,
    relation,
    text,
)
from kg.extraction.relations.programme_members import members
from kg.extraction.relations.programme_targets import targets
from kg.extraction.relations.programme_wholes import wholes
from kg.resources import gazetteer
from kg.resources.lexicon import load_rows

_NATIONAL = frozenset(row["name"] for row in load_rows("Programme")) | frozenset(
    MARKS.sub("", row["surface"]) for row in load_rows("Programme")
)


def relate(annotated: AnnotatedDocument, components: Sequence[Component]) -> Iterable[RelationMention]:
    """All relations of programmes, given what their symbols stand for."""
    programmes = by_programme(annotated)
    if not programmes:
        return ()
    return (
        *_owners(annotated, programmes),
        *targets(annotated, programmes, components),
        *wholes(annotated, programmes, components),
        *members(annotated, components),
    )


def _owners(annotated: AnnotatedDocument, programmes: Programmes) -> Iterator[RelationMention]:
    """Whose each programme is: whoever stands right before it, the level named before it, else the home there."""
    for mentions in programmes.values():
        if any(RE["central_name"].search(m.surface) for m in mentions) or all(
            RE["national_frame"].search(m.surface) for m in mentions
        ):
            continue
        named = [(mention, owner) for mention in mentions if (owner := _named_owner(annotated, mention))]
        levels = [(mention, found["level"]) for mention in mentions if (found := _level(annotated, mention))]
        if named:
            yield relation(annotated, "implementedBy", *named[0], named[0][0].sentence)
        elif levels:
            mention, level = levels[0]
            owner = _of_level(annotated, mention, level)
            if owner:
                yield relation(annotated, "implementedBy", mention, owner, mention.sentence)
        else:
            yield from _at_home(annotated, mentions)


def _at_home(annotated: AnnotatedDocument, mentions: tuple[Mention, ...]) -> Iterator[RelationMention]:
    """The home of the first sentence; further homes where the sentence says that they carry it out, too."""
    national = mentions[0].rule != "programmes:pilot" and any(
        MARKS.sub("", mention.surface) in _NATIONAL or RE["national_name"].search(mention.surface)
        for mention in mentions
    )
    given: set[str] = set()
    acting = {id(mention): _acting(annotated, mention) for mention in mentions}
    sentences = annotated.document.sentences
    for mention in sorted(mentions, key=lambda m: acting[id(m)] is None and sentences[m.sentence].kind != "body"):
        home = acting[id(mention)] or annotated.homes[mention.sentence]
        if home is None or key(home) in given:
            continue
        active = carried(annotated, mention)
        reached = active or bool(RE["reached"].search(before(annotated, mention)))
        if (not active and national) or (given and not (reached and _subject(annotated, mention, home))):
            continue
        given.add(key(home))
        yield relation(annotated, "implementedBy", mention, home, mention.sentence)


def _level(annotated: AnnotatedDocument, mention: Mention) -> regex.Match[str] | None:
    """The level of government to which the words before the programme ascribe it, or of which the sentence speaks."""
    if _acting(annotated, mention):
        return None
    return RE["above"].search(before(annotated, mention)) or RE["scene"].match(text(annotated, mention))


def _acting(annotated: AnnotatedDocument, mention: Mention) -> Mention | None:
    """The region or body right before the verb of the programme: 支持某市建设“1+N”园区; 该县 is the last one named."""
    words = text(annotated, mention)
    around = annotated.in_sentence(mention.sentence, "Region", "Organisation")
    close = [m for m in around if m.right < mention.left and RE["acting"].search(words[m.right:mention.left])]
    meant = RE["pronoun"].search(words, 0, mention.left)
    if not close and meant and RE["acting"].search(meant["rest"]):
        close = [m for m in annotated.of_type("Region") if m.start < mention.start and _is_kind(m, meant["kind"])
                 and article(annotated, m) == article(annotated, mention)]
        return max(close, key=lambda m: (m.start, m.right - m.left), default=None)
    return max(close, key=lambda m: (m.right, m.right - m.left), default=None)


def _is_kind(region: Mention, kind: str) -> bool:
    """Whether the full name of a region ends like that: 县, 市."""
    division = gazetteer.division(placing.code_of(region))
    return division is not None and division.name.endswith(kind)


def _named_owner(annotated: AnnotatedDocument, mention: Mention) -> Mention | None:
    """The body that issues a plan; the region or body that begins a name or stands right before it, in no list."""
    words = text(annotated, mention)
    around = annotated.in_sentence(mention.sentence, "Region", "Organisation")
    issuing = _acting(annotated, mention) if "《" in mention.surface else None
    if issuing and issuing.type == "Organisation":
        return issuing
    inside = [m for m in around if mention.covers(m) and m.left - mention.left <= 1]
    if inside:
        return max(inside, key=lambda m: m.right - m.left)
    close = [
        m for m in around
        if m.right <= mention.left and RE["attached"].search(words[m.right:mention.left])
        and words[m.left - 1:m.left] != "、"
    ]
    return max(close, key=lambda m: (m.right, m.right - m.left), default=None)


def _of_level(annotated: AnnotatedDocument, mention: Mention, level: str) -> Mention | None:
    """The body or region that 省委, 我市 mean in the sentence, where the document names it."""
    home = annotated.homes[mention.sentence]
    if home is None:
        return None
    if RE["committee"].search(level):
        bodies = [m for m in annotated.of_type("Organisation") if m.surface.endswith(level)]
        if bodies:
            return max(bodies, key=lambda m: (len(m.surface), -m.start))
    return placing.region_with(annotated, placing.meant_by(level, placing.code_of(home)))


def _subject(annotated: AnnotatedDocument, mention: Mention, home: Mention) -> bool:
    """Whether the sentence names the home before the programme."""
    named = annotated.in_sentence(mention.sentence, "Region")
    return any(m.left < mention.left and key(m) == key(home) for m in named)
