"""AnnotatedDocument → attributes of projects: stage, investment, capacity, output, area, jobs.

A figure belongs to the project behind 的 (“总投资56亿元的甲项目”), else to the last one named in the sentence,
else to the one that the sentence before was about (“项目达产后,实现利润1.3亿元”).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.datamodel import BARS, STAGES, AnnotatedDocument, Attribute, Mention, ProjectAttribute, Sentence, Stage
from kg.extraction.quantities import Quantity, find_quantities
from kg.extraction.rows import column
from kg.extraction.stages import outermost, stages
from kg.resources.patterns import load_patterns

_REGEX = load_patterns("attributes").regex
_REACH = 14
_OF = "的"
_MEASURED = frozenset(("mass", "power", "energy", "volume", "computing"))
_PRODUCED = frozenset(
    ("mass", "power", "energy", "volume", "computing", "count", "length", "electric", "number")
)


def attribute(annotated: AnnotatedDocument) -> tuple[ProjectAttribute, ...]:
    """The attributes of the projects of a document."""
    if not annotated.of_type("Project"):
        return ()
    figures = tuple(_figures(annotated))
    whole = {_key(one.project) for one in figures if one.evidence.rule == "totalInvestment.words"}
    told = (one for one in figures if one.evidence.rule != "totalInvestment.phase" or _key(one.project) not in whole)
    return (*_stages(annotated), *_capacities(annotated), *told)


def _key(project: Mention) -> str:
    return project.refers or project.surface


def _stages(annotated: AnnotatedDocument) -> Iterator[ProjectAttribute]:
    """One stage for each project, the most advanced that the text tells."""
    best: dict[str, tuple[Mention, Stage]] = {}
    for project, stage in stages(annotated):
        known = best.get(_key(project))
        if known is None or STAGES.index(known[1]) < STAGES.index(stage):
            best[_key(project)] = (project, stage)
    for project, stage in best.values():
        yield _attribute(annotated, project, ("stage", stage, project.sentence), "stage.verb")


def _attribute(
    annotated: AnnotatedDocument, project: Mention, said: tuple[Attribute, str, int], rule: str
) -> ProjectAttribute:
    name, value, sentence = said
    evidence = annotated.document.evidence(sentence, rule)
    return ProjectAttribute(project=project, attribute=name, value=value, evidence=evidence)


def _capacities(annotated: AnnotatedDocument) -> Iterator[ProjectAttribute]:
    """The capacity that a name holds: 40万吨/年针状焦装置."""
    seen: set[tuple[str, str]] = set()
    for project in annotated.of_type("Project"):
        for found in _REGEX["names_capacity"].finditer(project.surface):
            if (_key(project), found[0]) not in seen:
                seen.add((_key(project), found[0]))
                yield _attribute(annotated, project, ("capacity", found[0], project.sentence), "capacity.name")


def _figures(annotated: AnnotatedDocument) -> Iterator[ProjectAttribute]:
    """Figures that stand outside of the names."""
    current: Mention | None = None
    paragraph = (-1, -1)
    for sentence in annotated.document.sentences:
        projects = outermost(annotated.in_sentence(sentence.index, "Project"))
        here = (sentence.article, sentence.paragraph)
        if here[0] != paragraph[0] or (here != paragraph and not _REGEX["again_project"].search(sentence.text)
                                       and not _REGEX["form_line"].match(sentence.text)):
            current = None
        paragraph = here
        if projects or (current and not _is_elsewhere(annotated, sentence)):
            for quantity in find_quantities(sentence.text):
                yield from _assigned(annotated, sentence, quantity, (projects, current))
        if projects:
            several = _REGEX["several_named"].match(sentence.text[projects[-1].right:])
            current = projects[-1] if len({_key(project) for project in projects}) == 1 and not several else None


def _is_elsewhere(annotated: AnnotatedDocument, sentence: Sentence) -> bool:
    """Whether a sentence without a project has turned to a company or park before it speaks of the project again."""
    said = _REGEX["about_project"].search(sentence.text)
    at = said.start() if said else len(sentence.text)
    named = said and _REGEX["names_project"].search(said[0])
    return not named and any(m.left < at for m in annotated.in_sentence(sentence.index, "Company", "Park"))


def _assigned(
    annotated: AnnotatedDocument, sentence: Sentence, quantity: Quantity, context: tuple[list[Mention], Mention | None]
) -> Iterator[ProjectAttribute]:
    projects, current = context
    if any(p.left <= quantity.left < p.right for p in projects):
        return
    begin = max((p.right for p in projects if p.right <= quantity.left), default=0)
    led = any(p.left == quantity.right + 1 and sentence.text[quantity.right] == _OF for p in projects)
    attribute = _meaning(sentence.text, quantity, begin) or (
        "totalInvestment" if led and quantity.kind == "money" else None)
    if sentence.kind == "row" and quantity.kind == "money" and attribute is None:
        head = column(annotated.document, sentence, quantity.left)
        attribute = "totalInvestment" if _REGEX["invested_head"].search(head) else None
    if attribute is None:
        return
    phase = attribute == "totalInvestment" and _REGEX["first_phase"].search(sentence.text, begin, quantity.left)
    rule = f"{attribute}.{'phase' if phase else 'words'}"
    value = _value(quantity)
    for project in _owners(sentence.text, quantity, projects, current):
        yield _attribute(annotated, project, (attribute, value, sentence.index), rule)


def _value(quantity: Quantity) -> str:
    """The figure as in the text; of a range its lower end."""
    if quantity.upper is not None:
        return f"{quantity.value}{quantity.unit}"
    return (quantity.approximate if quantity.approximate in ("近", "约", "超") else "") + quantity.text


def _meaning(text: str, quantity: Quantity, begin: int) -> Attribute | None:
    """Which attribute the words around a quantity make it; ``begin``: where the last name before it ends."""
    before = text[max(begin, quantity.left - _REACH):quantity.left]
    if listed := _REGEX["listed"].search(text, begin, quantity.left):
        before = listed["label"]
    after = text[quantity.right:quantity.right + 8]
    if quantity.kind == "money":
        if _REGEX["earned"].search(before):
            return "output"
        if _REGEX["partial"].search(before) and not _REGEX["first_phase"].search(before):
            return None
        if _REGEX["invested"].search(before) or _REGEX["invested_after"].search(after):
            return "totalInvestment"
        return "totalInvestment" if begin and _is_apposed(text, quantity, begin) else None
    if quantity.kind == "area" and _REGEX["covers"].search(before):
        return "area"
    if quantity.kind in ("count", "number") and _REGEX["employs"].search(
        before[-6:] + _REGEX["clause_sign"].split(after[:6])[0]
    ):
        return "jobs"
    made = quantity.kind in _PRODUCED and not _REGEX["counts_bodies"].search(quantity.text)
    ahead = text[max(begin, quantity.left - 2 * _REACH):quantity.left]
    if quantity.kind in _MEASURED and _REGEX["built_size"].search(ahead):
        return "capacity"
    return "capacity" if made and _REGEX["produces"].search(before) else None


def _is_apposed(text: str, quantity: Quantity, begin: int) -> bool:
    """Whether a bare sum stands beside a name: 甲项目,45亿元,建…"""
    return _REGEX["apposed"].fullmatch(text, begin, quantity.left) is not None and (
        _REGEX["closed"].match(text, quantity.right) is not None)


def _owners(
    text: str, quantity: Quantity, projects: list[Mention], current: Mention | None
) -> list[Mention]:
    """The projects that a figure belongs to."""
    behind = [p for p in projects if p.left >= quantity.right]
    ahead = [p for p in projects if p.right <= quantity.left]
    labelled = ahead and not _REGEX["clause_sign"].search(text, ahead[-1].right, quantity.left)
    if behind and not labelled and _REGEX["leads_to"].fullmatch(text, quantity.right, behind[0].left):
        return behind[:1]
    if not ahead:
        others = _REGEX["plural"].search(text) or _REGEX["of_others"].search(text[:quantity.left])
        if current and _REGEX["about_project"].search(text, 0, quantity.left) and not others:
            return [current]
        return []
    if any(text.find(bar, ahead[-1].right, quantity.left) >= 0 for bar in BARS):
        return ahead[-1:]
    if _REGEX["behind_name"].match(text, ahead[-1].right) or _turns(text, ahead[-1].right, quantity.left):
        return []
    run = [ahead[-1]]
    for project in reversed(ahead[:-1]):
        if text[project.right:run[0].left] in ("、", "和", "及", "与"):
            run.insert(0, project)
    if len(run) > 1 and _REGEX["respectively"].search(text, run[-1].right, quantity.left):
        place = sum(q.kind == quantity.kind for q in find_quantities(text[run[-1].right:quantity.left]))
        return run[place:place + 1]
    if len(run) > 1:
        return run if _REGEX["shared"].search(text, run[-1].right, quantity.left) else []
    return run


def _turns(text: str, left: int, right: int) -> bool:
    """Whether the clause of a figure is about something else than the project that was named before it."""
    begin = max(text.rfind(sign, left, right) for sign in "，,；;。：:")
    if _REGEX["only_hedge"].fullmatch(text, begin + 1, right):
        return False
    return begin >= 0 and _REGEX["starts_figure"].match(text, begin + 1) is None
