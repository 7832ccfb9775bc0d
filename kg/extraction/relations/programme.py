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
    RE,
    Programmes,
    article,
    before,
    carried,
    key,
    kindred,
    leads,
    relation,
    text,
)
from kg.extraction.relations.programme_members import members
from kg.extraction.relations.programme_targets import targets
from kg.resources import gazetteer
from kg.resources.lexicon import load_rows

_MARKS = regex.compile("[“”‘’\"《》]")
# Rules of what is done under an action: pilots, services, sets that a number counts.
_STEPS = (":pilot", ":quoted", ":bare", ":word form")
_NATIONAL = frozenset(row["name"] for row in load_rows("Programme")) | frozenset(
    _MARKS.sub("", row["surface"]) for row in load_rows("Programme")
)


def relate(annotated: AnnotatedDocument, components: Sequence[Component]) -> Iterable[RelationMention]:
    """All relations of programmes, given what their symbols stand for."""
    programmes = by_programme(annotated)
    if not programmes:
        return ()
    return (
        *_owners(annotated, programmes),
        *targets(annotated, programmes, components),
        *_wholes(annotated, programmes, components),
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
        _MARKS.sub("", mention.surface) in _NATIONAL or RE["national_name"].search(mention.surface)
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


def _wholes(
    annotated: AnnotatedDocument, programmes: Programmes, components: Iterable[Component]
) -> Iterator[RelationMention]:
    """What belongs to a larger programme: its components, what its name begins with, what is told as its detail."""
    for component in components:
        for part in _parts(annotated, component):
            yield relation(annotated, "partOf", part, component.programme, part.sentence)
    for mentions in programmes.values():
        for mention in mentions:
            for other in annotated.in_sentence(mention.sentence, "Programme"):
                if key(other) != key(mention) and _belongs(annotated, mention, other):
                    yield relation(annotated, "partOf", mention, other, mention.sentence)
            for index in leads(annotated, mention):
                for part in annotated.in_sentence(index, "Programme"):
                    if key(part) != key(mention) and kindred(part.surface, mention.surface):
                        yield relation(annotated, "partOf", part, mention, part.sentence)
    yield from _framed(annotated)


def _parts(annotated: AnnotatedDocument, component: Component) -> Iterator[Mention]:
    """Programmes among the members, or named by the very noun that the symbol counts."""
    yield from (m for m in component.members if isinstance(m, Mention) and m.type == "Programme")
    at = next((s for s in annotated.document.sentences if s.start == component.evidence.start), None)
    for mention in annotated.in_sentence(at.index, "Programme") if at and len(component.label) > 1 else ():
        core = _MARKS.sub("", mention.surface)
        if key(mention) != key(component.programme) and core.endswith(component.label) and core != component.label:
            yield mention


def _belongs(annotated: AnnotatedDocument, mention: Mention, other: Mention) -> bool:
    """Whether the sentence makes the first part of the other."""
    if mention.covers(other):
        return other.left - mention.left <= 1 and other.right < mention.right - 2
    if other.right > mention.left:
        return False
    between = text(annotated, mention)[other.right:mention.left]
    if RE["around"].search(before(annotated, other)) and RE["activity"].search(between):
        return True
    if "《" in other.surface and RE["laid_down"].match(between):
        return True
    return _done_under(annotated, mention, other) or bool(RE["detail"].search(between))


def _done_under(annotated: AnnotatedDocument, mention: Mention, other: Mention) -> bool:
    """Whether a pilot, service or set follows as work under the action that opens the sentence.

    深化“甲”行动，开展乙试点: one action behind another, 实施甲行动，开展乙行动, stands beside it.
    """
    words = text(annotated, mention)
    between = words[other.right:mention.left]
    return bool(
        mention.rule.endswith(_STEPS) and RE["opens"].fullmatch(words[:other.left])
        and RE["steps"].fullmatch(between) and RE["action"].search(other.surface)
        and not RE["action"].search(mention.surface)
    )


def _framed(annotated: AnnotatedDocument) -> Iterator[RelationMention]:
    """What belongs to the plan of an article: what it calls its frame or goal, the counted campaigns of a plan's text.

    The plan itself belongs to the one it is made for: 为贯彻《甲规划》，制定本方案.
    """
    plans: dict[int, dict[str, Mention]] = {}
    for mention in annotated.of_type("Programme"):
        if "《" in mention.surface:
            plans.setdefault(article(annotated, mention), {}).setdefault(key(mention), mention)
    for mention in annotated.of_type("Programme"):
        number = article(annotated, mention)
        found = plans.get(number, {})
        plan = next(iter(found.values()), mention)
        if key(plan) == key(mention):
            continue
        words = text(annotated, mention)
        framed = len(found) == 1 and RE["frame_of_plan"].search(words)
        own = key(plan) in annotated.document.articles[number].title
        if framed or (own and mention.rule == "programmes:counted"):
            yield relation(annotated, "partOf", mention, plan, mention.sentence)
        elif "《" in mention.surface and RE["made_for"].search(before(annotated, mention)) and RE["this_plan"].search(
            words[mention.right:]
        ):
            yield relation(annotated, "partOf", plan, mention, mention.sentence)
