"""AnnotatedDocument → the stage of each project: planned, signed, started, under construction, completed, operational.

A verb governs the whole list in front of it or behind it.  In a plan, at the document's date, what shall be started
is planned and what shall be finished is under construction.
“推动甲核电3号机组、乙工厂等项目建成投产” makes both underConstruction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from kg.datamodel import STAGES, AnnotatedDocument, Document, Mention, Sentence, Stage
from kg.extraction.sections import sections
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("attributes")
_REGEX = _PATTERNS.regex
_AFTER, _BEFORE = _PATTERNS.maps["after_stage"], _PATTERNS.maps["before_stage"]
_OPENER, _IN_PLAN = _PATTERNS.maps["opener"], _PATTERNS.maps["in_plan"]
_RANK = {stage: rank for rank, stage in enumerate(STAGES)}
_SEPARATORS = frozenset("、和及与")
# Stages that the next clauses may go beyond: 去年开工的甲项目,目前主体已完工.
_OPEN = (None, "signed", "started")

# So many sentences behind a ceremony may still tell of its projects.
_REACH = 5
# So many sentences, and so many characters at their begin, show that the text goes on about a project.
_NEAR, _OPENING = 2, 20

Span = tuple[int, int]


def outermost(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that no other of them covers."""
    kept: list[Mention] = []
    for mention in mentions:
        if not kept or not kept[-1].covers(mention):
            kept.append(mention)
    return kept


def stages(annotated: AnnotatedDocument) -> Iterator[tuple[Mention, Stage]]:
    """Each project with each stage that a sentence gives it."""
    outlook = sections(annotated.document)
    opened = ""
    announced: Stage | None = None
    until = 0
    last: tuple[Mention, Stage | None] | None = None
    for sentence in annotated.document.sentences:
        plan = outlook[sentence.index].planned
        projects = outermost(annotated.in_sentence(sentence.index, "Project"))
        if projects:
            read = list(_in_sentence(sentence.text, projects, plan, opened))
            yield from read
            yield from _at_ceremony(sentence.text, projects, {project.left for project, _ in read})
            if announced and not read:
                until = sentence.index + _REACH
            if announced and not read and not _REGEX["behind_name"].match(sentence.text, projects[-1].right):
                yield from ((project, announced) for project in projects)
            last = (projects[0], read[0][1] if read else None) if len(projects) == 1 else None
        elif last and last[1] in _OPEN and _goes_on(annotated.document, last[0], sentence):
            clauses = [found.span() for found in _REGEX["clause"].finditer(sentence.text)]
            stage = _later(sentence.text, clauses, [], plan, last[1])
            if stage and stage != last[1]:
                yield last[0], stage
                last = last[0], stage
        if ceremony := _REGEX["together"].search(sentence.text):
            announced, until = cast(Stage, _OPENER[ceremony["what"]]), sentence.index + _REACH
        elif sentence.index >= until or sentence.kind != "body":
            announced = None
        opened = opened if sentence.kind == "row" and projects else _heads(sentence.text)


def _at_ceremony(text: str, projects: Sequence[Mention], told: set[int]) -> Iterator[tuple[Mention, Stage]]:
    """The projects behind a ceremony in its sentence of which it tells nothing else: 3月集中开工,甲项目挂帅."""
    ceremony = _REGEX["together"].search(text)
    for project in projects if ceremony else ():
        if ceremony and ceremony.end() <= project.left and project.left not in told:
            yield project, cast(Stage, _OPENER[ceremony["what"]])


def _goes_on(document: Document, project: Mention, sentence: Sentence) -> bool:
    """Whether a sentence is still about the project of a sentence shortly before it."""
    named = document.sentences[project.sentence]
    if sentence.index - project.sentence > _NEAR or named.article != sentence.article:
        return False
    if _REGEX["carries_on"].search(sentence.text[:_OPENING]):
        return True
    return sentence.paragraph == named.paragraph and is_alone(named.text, project)


def is_alone(text: str, project: Mention) -> bool:
    """Whether a sentence holds nothing but a project, so that the next ones tell of it: 5.甲项目。"""
    end = text[project.right:].strip("。；;：:”》 ")
    return not end and _REGEX["alone"].fullmatch(text, 0, project.left) is not None


def _heads(text: str) -> str:
    """The stage that a sentence of one word (四、续建。) gives to the list of the next one."""
    found = _REGEX["listing"].fullmatch(text)
    return _opening(text) if found else ""


def _opening(text: str, start: int = 0) -> str:
    found = _REGEX["opener_word"].search(text, start)
    if not found:
        return ""
    return _IN_PLAN[_OPENER[found[0]]] if _REGEX["to_come"].search(text, 0, found.start()) else _OPENER[found[0]]


def _in_sentence(
    text: str, projects: list[Mention], plan: bool | None, opened: str
) -> Iterator[tuple[Mention, Stage]]:
    clauses = [found.span() for found in _REGEX["clause"].finditer(text)]
    governing: Stage | None = None
    for number, clause in enumerate(clauses):
        members = [m for m in projects if clause[0] <= m.left < clause[1]]
        governing = governing if members else None
        if not members and (listing := _REGEX["listing"].search(text, clause[0], clause[1] + 1)):
            opened = _opening(text[clause[0]:clause[1]], listing.start() - clause[0])
        for run, before, after in _runs(text, clause, members):
            stage = _of_run(text, (before, after), plan, opened)
            if not stage and number + 1 < len(clauses) and run[-1] is members[-1] and len(run) > 1:
                follow = clauses[number + 1]
                if _REGEX["anaphor"].match(text[slice(*follow)]):
                    stage = _decide("", text[slice(*follow)], plan)
            stage, governing = _governed(text, (before, after), stage, governing)
            if not stage and _REGEX["member"].search(text, *after):
                stage = _told_before(text[:clause[0]])
            if not stage:
                stage = _intended(text, clause[0], before, after)
            if stage in _OPEN and run[-1] is members[-1] and _is_subject(text, before, after):
                stage = _later(text, clauses[number + 1:number + 4], projects, plan, stage)
            if stage:
                yield from ((project, stage) for project in run)


def _of_run(text: str, around: tuple[Span, Span], plan: bool | None, opened: str) -> Stage | None:
    (a, b), (c, d) = around
    if _REGEX["site"].match(text[c:d]) and (held := _REGEX["held_at"].search(text, 0, b)):
        return cast(Stage, _OPENER[held["what"]])
    if kind := _REGEX["class_behind"].match(text[c:d]):
        return cast(Stage, _OPENER.get(kind["what"]) or _BEFORE[kind["what"]])
    if opened and not _REGEX["after"].search(text, c, d):
        return cast(Stage, opened)
    return _decide(text[a:b], text[c:d], plan)


def _governed(
    text: str, around: tuple[Span, Span], stage: Stage | None, governing: Stage | None
) -> tuple[Stage | None, Stage | None]:
    """The stage of a list, and what its verb gives to the list of the next clause: 加快甲等6条高铁,乙等9条公路建设."""
    before, after = around
    if not _REGEX["closes_list"].fullmatch(text[after[0]:after[1]]):
        return stage, None
    if _REGEX["goes_on"].fullmatch(text[before[0]:before[1]]):
        stage = stage or governing
        return stage, stage if governing else None
    return stage, stage if _REGEX["before"].search(text, *before) else None


def _is_subject(text: str, before: Span, after: Span) -> bool:
    """Whether the next clauses may go on about the project: no verb governs it, no list goes on behind it."""
    governed = _REGEX["push"].search(text, *before) or _REGEX["builds"].search(text, *before)
    taken = _REGEX["governs"].search(text[before[0]:before[1]])
    return governed is None and taken is None and not _REGEX["behind_name"].match(text, after[0])


def _told_before(text: str) -> Stage | None:
    """The last stage that the clauses before tell: 开工率73%,甲产业园在列."""
    said = _REGEX["after"].findall(text)
    return cast(Stage, _AFTER[said[-1]]) if said else None


def _intended(text: str, begin: int, before: Span, after: Span) -> Stage | None:
    """Signed where a contract precedes “建甲城”, planned where 将 precedes “推进甲中心建设”."""
    if _REGEX["builds"].search(text, *before) and _REGEX["deal"].search(text, 0, begin):
        return "signed"
    if _REGEX["push"].search(text, *before) and _REGEX["future"].search(text, 0, before[1]):
        return "planned"
    return None


def _later(
    text: str, clauses: list[Span], projects: list[Mention], plan: bool | None, known: Stage | None
) -> Stage | None:
    """What the next clauses say, up to the next project; what is only expected does not change a known stage."""
    for left, right in clauses:
        if any(left <= m.left < right for m in projects) or _REGEX["own_subject"].match(text, left, right):
            break
        if known and _REGEX["plan"].search(text, left, right):
            continue
        stage = _decide("", text[left:right], plan)
        if stage and not (known and _RANK[stage] < _RANK[known]):
            return stage
    return known


def _runs(text: str, clause: Span, members: list[Mention]) -> Iterator[tuple[list[Mention], Span, Span]]:
    """The lists of a clause, each with the text in front of it and behind it."""
    runs: list[list[Mention]] = []
    for mention in members:
        gap = (runs[-1][-1].right, mention.left) if runs else (0, 0)
        if runs and _coordinated(text, gap):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    begin = clause[0]
    for number, run in enumerate(runs):
        end = min(runs[number + 1][0].left, clause[1]) if number + 1 < len(runs) else clause[1]
        stop = end
        if number + 1 < len(runs):
            comma = text.find("、", run[-1].right, end)
            stop = comma if comma >= 0 else end
        yield run, (begin, run[0].left), (min(run[-1].right, stop), stop)
        begin = stop


def _coordinated(text: str, gap: Span) -> bool:
    between = text[gap[0]:gap[1]]
    return (
        any(sign in _SEPARATORS for sign in between)
        and not _REGEX["after"].search(between)
        and not _REGEX["before"].search(between)
    )


def _decide(before: str, after: str, plan: bool | None) -> Stage | None:
    """The stage that the words in front of a list and behind it give."""
    if closed := _REGEX["behind_name"].match(after):
        after = after[closed.end():]
    if _REGEX["preparing"].search(after):
        return "planned"
    said = [_AFTER[word] for word in _REGEX["after"].findall(after)]
    cued = _REGEX["plan"].search(before) or _REGEX["plan"].search(after)
    if said:
        stage = "planned" if "planned" in said else max(said, key=lambda s: _RANK[cast(Stage, s)])
        pushed = plan is not False and _REGEX["push"].search(before) is not None
        if stage == "underConstruction" or (stage != "operational" and _REGEX["partly"].search(after)):
            return "underConstruction"
    elif _REGEX["partly"].search(after):
        return "underConstruction"
    else:
        words = _REGEX["before"].findall(before)
        if not words:
            return None
        stage, pushed = _BEFORE[words[-1]], False
    if (plan and not _REGEX["done"].search(after)) or cued or pushed:
        stage = _IN_PLAN[stage]
    return cast(Stage, stage)
