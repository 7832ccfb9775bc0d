"""Annotated document → partOf: programmes that belong to a larger one.

“深化‘民企进边疆’行动，开展甲试点”, “《乙方案》提出打造‘1+4’产业体系”, “接的是丙行动，市里为此出台《丁方案》”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.datamodel import AnnotatedDocument, Component, Mention, RelationMention
from kg.extraction.relations.programme_context import (
    MARKS,
    RE,
    Programmes,
    article,
    before,
    key,
    kindred,
    leads,
    led,
    relation,
    text,
)

# Rules of what is done under an action: pilots, services, sets that a number counts.
_STEPS = (":pilot", ":quoted", ":bare", ":word form")


def wholes(
    annotated: AnnotatedDocument, programmes: Programmes, components: Iterable[Component]
) -> Iterator[RelationMention]:
    """What belongs to a larger programme: its components, what its name begins with, what is told as its detail."""
    for component in components:
        for part in _parts(annotated, component):
            yield relation(annotated, "partOf", part, component.programme, part.sentence)
    for mentions in programmes.values():
        for whole in mentions:
            for part in (*_beside(annotated, whole), *_led(annotated, whole)):
                if not RE["period"].search(part.surface):
                    yield relation(annotated, "partOf", part, whole, part.sentence)
    yield from _framed(annotated)


def _beside(annotated: AnnotatedDocument, whole: Mention) -> Iterator[Mention]:
    """What its sentence makes a part of it, with all that the same list names: 开展“甲”“乙”等活动."""
    words = text(annotated, whole)
    last: Mention | None = None
    for mention in annotated.in_sentence(whole.sentence, "Programme"):
        if key(mention) == key(whole):
            continue
        listed = last and last.right <= mention.left and RE["listed_on"].fullmatch(words[last.right:mention.left])
        if listed or _belongs(annotated, mention, whole):
            last = mention if mention.left >= whole.right else None
            yield mention


def _led(annotated: AnnotatedDocument, whole: Mention) -> Iterator[Mention]:
    """What the paragraph that the programme leads carries out: kindred names, anything where a cause is built up."""
    built = RE["built_up"].search(before(annotated, whole)) or RE["build_name"].search(whole.surface)
    for index in leads(annotated, whole):
        for part in annotated.in_sentence(index, "Programme"):
            own = kindred(part.surface, whole.surface) or (built and led(annotated, part))
            if own and key(part) != key(whole) and not RE["answers"].search(before(annotated, part)):
                yield part


def _parts(annotated: AnnotatedDocument, component: Component) -> Iterator[Mention]:
    """Programmes among the members, named by the very noun that the symbol counts, or told to be its figure."""
    yield from (m for m in component.members if isinstance(m, Mention) and m.type == "Programme")
    at = next((s for s in annotated.document.sentences if s.start == component.evidence.start), None)
    if at is None:
        return
    around = annotated.in_sentence(at.index, "Programme")
    apart = all(key(mention) != key(component.programme) for mention in around)
    figure = apart and RE["symbol_lead"].match(at.text)
    for mention in around:
        core = MARKS.sub("", mention.surface)
        counted = len(component.label) > 1 and core.endswith(component.label) and core != component.label
        if key(mention) != key(component.programme) and (counted or figure):
            yield mention


def _belongs(annotated: AnnotatedDocument, mention: Mention, other: Mention) -> bool:
    """Whether the sentence makes the first part of the other."""
    words = text(annotated, mention)
    if mention.covers(other):
        return other.left - mention.left <= 1 and other.right < mention.right - 2
    if other.right > mention.left:
        return False
    between = words[other.right:mention.left]
    if not between and RE["action"].search(other.surface) and not MARKS.match(other.surface[-1]):
        return True
    if "《" in mention.surface and RE["for_this"].search(between):
        return True
    if "《" in other.surface and RE["issues"].search(before(annotated, other)) and RE["then_builds"].fullmatch(between):
        return True
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
        mention.rule.endswith(_STEPS) and led(annotated, other)
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
        if RE["frame_of_plan"].search(words) and RE["serves"].search(before(annotated, mention)):
            yield relation(annotated, "partOf", plan, mention, mention.sentence)
        elif framed or (own and mention.rule == "programmes:counted"):
            yield relation(annotated, "partOf", mention, plan, mention.sentence)
        elif "《" in mention.surface and RE["made_for"].search(before(annotated, mention)) and RE["this_plan"].search(
            words[mention.right:]
        ):
            yield relation(annotated, "partOf", plan, mention, mention.sentence)
