"""Annotated document → underProgramme: projects and companies that are listed under a programme or done as part of it.

“实施城市更新行动，加快建设东河大桥” and “甲市‘三年百项’项目集中开工。东河大桥……” put the bridge under the programme.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.datamodel import AnnotatedDocument, Component, Mention, RelationMention, Sentence
from kg.extraction.relations.programme_context import RE, before, carried, key, relation, text

# Rules of programmes that nothing is built under: mechanisms, pilots.
_NO_WORKS = (":mechanism", ":pilot", ":bare")
# So many clauses behind a programme may still tell what is done under it.
_CLAUSES = 4

Pair = tuple[Mention, Mention]


def members(annotated: AnnotatedDocument, components: Sequence[Component]) -> Iterator[RelationMention]:
    """Each project and company with the programme that it is under."""
    seen: set[Pair] = set()
    for found, programme in _pairs(annotated, components):
        if (found, programme) not in seen and not found.overlaps(programme):
            seen.add((found, programme))
            yield relation(annotated, "underProgramme", found, programme, found.sentence)


def _pairs(annotated: AnnotatedDocument, components: Sequence[Component]) -> Iterator[Pair]:
    for programme in annotated.of_type("Programme"):
        if _part(annotated, programme):
            continue
        for found in (*_listed(annotated, programme), *_done(annotated, programme), *_works(annotated, programme)):
            yield found, programme
    yield from _ceremonies(annotated)
    for component in components:
        yield from ((found, component.programme) for found in _filling(component))


def _part(annotated: AnnotatedDocument, programme: Mention) -> bool:
    """Whether the mention is a piece of a longer name: 三年行动 in “智改数转”三年行动, a quote in a project's name."""
    around = annotated.in_sentence(programme.sentence, "Programme", "Project")
    return any(o.covers(programme) and o.surface != programme.surface and key(o) != key(programme) for o in around)


def _things(annotated: AnnotatedDocument, sentence: int) -> Iterator[Mention]:
    """The projects and companies of a sentence that are no part of the name of another."""
    around = annotated.in_sentence(sentence, "Project", "Company", "Programme")
    for found in around:
        if found.type != "Programme" and not any(o.covers(found) and o.surface != found.surface for o in around):
            yield found


def _projects(annotated: AnnotatedDocument, sentence: int) -> Iterator[Mention]:
    return (found for found in _things(annotated, sentence) if found.type == "Project")


def _listed(annotated: AnnotatedDocument, programme: Mention) -> Iterator[Mention]:
    """What the sentence lists under the programme: 甲项目列入“三年百项”计划."""
    words = text(annotated, programme)
    ahead = before(annotated, programme)
    if any(m.left == programme.right for m in annotated.in_sentence(programme.sentence, "Programme")):
        return  # the part of it that follows is meant: 获批某计划“甲”专项
    if RE["listed_before"].search(ahead) or RE["listed_after"].search(words[programme.right:]):
        yield from annotated.in_sentence(programme.sentence, "Project", "Company")


def _stop(annotated: AnnotatedDocument, programme: Mention) -> int:
    """Where the next programme of the sentence begins."""
    others = annotated.in_sentence(programme.sentence, "Programme")
    return min((m.left for m in others if m.left >= programme.right), default=len(text(annotated, programme)))


def _works(annotated: AnnotatedDocument, programme: Mention) -> Iterator[Mention]:
    """What the clauses behind a programme that is carried out promote, build or count: 实施甲工程，推动乙、丙建设."""
    if programme.rule.endswith(_NO_WORKS) or not carried(annotated, programme):
        return
    words, stop = text(annotated, programme), _stop(annotated, programme)
    last: Mention | None = None
    clauses = 0
    at = programme.right
    for found in _things(annotated, programme.sentence):
        if not at <= found.left < stop:
            continue
        between = words[at:found.left]
        clauses += len(RE["clause"].findall(between))
        joined = last is not None and RE["joined"].fullmatch(words[last.right:found.left])
        at = found.right
        follows = last is not None and found.type == "Project" and RE["next_work"].fullmatch(between)
        if clauses <= _CLAUSES and (joined or follows or RE["works"].search(between)):
            last = found
            yield found
        else:
            last = None


def _done(annotated: AnnotatedDocument, programme: Mention) -> tuple[Mention, ...]:
    """What the clauses behind a programme that is carried out tell as done under it: their subjects, projects built."""
    words, stop = text(annotated, programme), _stop(annotated, programme)
    if not carried(annotated, programme):
        return ()
    kept: list[Mention] = []
    for found in annotated.in_sentence(programme.sentence, "Project", "Company"):
        between = words[programme.right:found.left]
        if programme.right <= found.left < stop and not any(m.covers(found) for m in kept):
            clauses = len(RE["clause"].findall(between))
            subject = clauses and (between[-1] in "，," or any(
                m.right < found.left and RE["joined"].fullmatch(words[m.right:found.left]) for m in kept
            ))
            built = found.type == "Project" and clauses == 1 and RE["result"].search(between)
            if built or (subject and len(kept) + 1 >= clauses):
                kept.append(found)
    return tuple(kept)


def _ceremonies(annotated: AnnotatedDocument) -> Iterator[Pair]:
    """The projects of an article whose title or first sentence tells that those of one programme begin together."""
    opened: dict[int, Mention] = {}
    begun: set[int] = set()
    for sentence in annotated.document.sentences:
        if sentence.article in opened:
            programme = opened[sentence.article]
            named = [m for m in annotated.in_sentence(sentence.index, "Programme") if not _part(annotated, m)]
            if all(key(m) == key(programme) for m in named):
                yield from (
                    (found, programme) for found in _projects(annotated, sentence.index)
                    if not any(found.covers(m) for m in named)
                )
        elif sentence.article not in begun:
            if sentence.kind == "body":
                begun.add(sentence.article)
            if opener := _opener(annotated, sentence):
                opened[sentence.article] = opener


def _opener(annotated: AnnotatedDocument, sentence: Sentence) -> Mention | None:
    """The only programme of a sentence that tells of a ceremony behind its name."""
    around = annotated.in_sentence(sentence.index, "Programme")
    outer = [m for m in around if not any(o.covers(m) and o.surface != m.surface for o in around)]
    told = len({key(m) for m in outer}) == 1 and RE["together"].search(sentence.text, outer[0].right)
    return outer[0] if told else None


def _filling(component: Component) -> Iterator[Mention]:
    """Projects that fill a counted class of projects: 甲项目、乙工程等“十大产业项目”."""
    for member in component.members if RE["projects"].search(component.label) else ():
        if isinstance(member, Mention) and member.type == "Project":
            yield member
