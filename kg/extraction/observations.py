"""Annotated document → observations: which figure of which indicator of whom, when.

“上半年,凌河区引进内资70.56亿元,同比增长21%” gives two observations of 凌河区 for 2024H1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kg.datamodel import AnnotatedDocument, Component, EntityType, Measure, Mention, Observation, Sentence
from kg.extraction.antecedents import Memory
from kg.extraction.figures import read
from kg.extraction.indicators import standard, trim_left
from kg.extraction.levels import Figure
from kg.extraction.owners import Industries
from kg.extraction.periods import Setting, settings
from kg.extraction.quantities import Quantity, find_quantities
from kg.extraction.rows import read_row
from kg.extraction.subjects import Subjects
from kg.resources.patterns import load_patterns

_MANY = 100
_FAR = 30
_NAMED: tuple[EntityType, ...] = ("Region", "Park", "Company", "Industry")
_QUOTED = ("”", "’")
_QUESTION = ("?", "？")


def observe(annotated: AnnotatedDocument, components: Sequence[Component] = ()) -> tuple[Observation, ...]:
    """The observations of the document, each said once: with the closest period that it has anywhere.

    What a programme's numbers count, 4 of “4+3” as 4个支柱产业, are its ``components``, no observations.
    """
    seen: dict[tuple[str, str, str, str, str], list[Observation]] = {}
    for observation in _observe(annotated):
        if any(_counts(component, observation) for component in components):
            continue
        key = (
            observation.subject.refers or observation.subject.surface, str(observation.value), observation.unit,
            observation.measure, observation.period[:4],
        )
        group = seen.setdefault(key, [])
        said = next((at for at, other in enumerate(group) if _repeats(observation, other)), None)
        if said is None:
            group.append(observation)
        elif len(observation.period) > len(group[said].period):
            group[said] = observation
    return tuple(sorted((one for group in seen.values() for one in group), key=lambda one: one.evidence.start))


def _counts(component: Component, observation: Observation) -> bool:
    """Whether an observation only tells what a number of a programme counts: a class of industries or of places."""
    label, name = component.label, observation.indicator
    same = "1" != component.symbol == str(component.count) == str(observation.value) and observation.measure != "growth"
    counted = load_patterns("observations").regex["counted_class"].search(label)
    return bool(same and counted and (label in name or name in label))


def _repeats(observation: Observation, other: Observation) -> bool:
    """Whether another sentence has said the same: the names share most of their pairs of characters."""
    if observation.evidence.start == other.evidence.start:
        return observation.indicator == other.indicator
    names = (standard(observation.indicator), standard(other.indicator))
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in names]
    return 2 * len(pairs[0] & pairs[1]) >= 0.6 * (len(pairs[0]) + len(pairs[1]))


def _observe(annotated: AnnotatedDocument) -> Iterator[Observation]:
    document = annotated.document
    trigger = load_patterns("observations").regex["trigger"]
    memory, place = Memory(), (-1, -1)
    subjects, industries = Subjects(annotated), Industries(annotated)
    for sentence, setting in zip(document.sentences, settings(document), strict=True):
        if (sentence.article, sentence.paragraph) != place:
            same = sentence.article == place[0]
            goes_on = same and load_patterns("periods").regex["expression"].match(sentence.text)
            memory = Memory(
                totals=memory.totals if same else {}, event=memory.event if same else "",
                told=memory.told if goes_on else {},
            )
            place = (sentence.article, sentence.paragraph)
        memory.began = setting.section.since if setting.section.planned is False else ""
        subjects.enter(sentence)
        industries.enter(sentence)
        if not _tells(sentence) or not trigger.search(sentence.text):
            continue
        if sentence.kind == "row":
            figures = list(read_row(document, sentence))
        else:
            memory.names = frozenset(
                mention.surface for mention in annotated.in_sentence(sentence.index, "Region", "Park", "Company")
            )
            figures = list(read(sentence.text, _usable(annotated, sentence), memory))
        for figure in figures:
            if _of_project(sentence, figure, figures, annotated.in_sentence(sentence.index, "Project")):
                continue
            among = subjects.of(sentence, figure)
            turn, turns = figure.turn
            if len(among) == turns > 1:
                figure = replace(figure, indicator=_last_of_turns(figures, figure))
            for subject in among[turn : turn + 1] if len(among) == turns else among:
                name = _named(figure, among, annotated.in_sentence(sentence.index, *_NAMED))
                said = (subject, industries.named(name, subject, figure), figure)
                stated = subjects.stated(sentence, figure)
                if name not in (subject.surface, "") and not _described(sentence, said, stated=stated):
                    yield _observation(annotated, sentence, setting, said)


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence can tell figures: the body of an article, short news behind a mark, no question."""
    if sentence.kind == "caption" and load_patterns("observations").regex["photo"].search(sentence.text):
        return False
    return sentence.kind not in ("title", "heading", "byline") and not sentence.text.endswith(_QUESTION)


def _of_project(
    sentence: Sentence, figure: Figure, figures: list[Figure], projects: tuple[Mention, ...]
) -> bool:
    """Whether 总投资 and the like go on about a project that was named after the last figure."""
    of_thing = load_patterns("observations").regex["of_thing"]
    if not projects or not figure.follows or not of_thing.search(figure.indicator):
        return False
    since = max((other.right for other in figures if other.right < figure.right), default=0)
    return any(
        since <= project.left and project.right <= figure.right and sentence.text[project.right] != "等"
        for project in projects
    )


def _last_of_turns(figures: list[Figure], figure: Figure) -> str:
    """The indicator of values spread over subjects: 财政收入 of “甲镇、乙镇财政收入分别达2亿元、3亿元”."""
    return [other.indicator for other in figures if (other.left, other.turn[1]) == (figure.left, figure.turn[1])][-1]


def _observation(
    annotated: AnnotatedDocument, sentence: Sentence, setting: Setting, said: tuple[Mention, str, Figure]
) -> Observation:
    subject, name, figure = said
    standing = setting.section.planned and figure.kind == "level" and _stands(sentence, figure)
    planned = not standing and (figure.planned if figure.planned is not None else setting.planned(figure.right))
    measure: Measure = "target" if planned and figure.kind != "rank" and not _foreseen(setting, figure) else figure.kind
    return Observation(
        subject=subject, indicator=name, value=figure.value, unit=figure.unit,
        period=figure.period or setting.since(figure.since) or (setting.now() if standing else "")
        or setting.period(figure.right, planned=planned or bool(standing), stock=_runs(sentence, name, figure)),
        measure=measure,
        evidence=annotated.document.evidence(sentence.index, f"observations:{figure.kind}"),
    )


def _foreseen(setting: Setting, figure: Figure) -> bool:
    """Whether a growth only tells more of a level that is expected: 预计产值30亿元,同比增长四成."""
    return figure.kind == "growth" and figure.follows and setting.section.planned is not True


def _stands(sentence: Sentence, figure: Figure) -> bool:
    """Whether what is counted is there already, even in a plan: 做优做强5个国家级产业集群."""
    return load_patterns("observations").regex["standing"].search(
        sentence.text, figure.left, figure.right
    ) is not None


def _runs(sentence: Sentence, name: str, figure: Figure) -> bool:
    """Whether a figure is a stock at hand, not what a year brought: a share, a capacity, 现有企业."""
    stock, cumulated = (load_patterns("observations").regex[name] for name in ("stock", "cumulates"))
    clause = sentence.text[figure.left : figure.right]
    of_another = figure.follows and load_patterns("observations").regex["share_inside"].search(name)
    told = not of_another and stock.search(name)
    return figure.kind == "level" and bool(told or cumulated.search(clause))


def _usable(annotated: AnnotatedDocument, sentence: Sentence) -> list[Quantity]:
    """The quantities of a sentence that can be figures: not parts of names, thresholds, lengths of time."""
    quantities = find_quantities(sentence.text)
    if not quantities:
        return []
    names = [
        (mention.left, mention.right)
        for mention in annotated.in_sentence(sentence.index, "Project", "Programme", "Company", "Park")
    ]
    names += [found.span() for found in load_patterns("observations").regex["short_quote"].finditer(sentence.text)]
    companies = annotated.in_sentence(sentence.index, "Company")
    transaction = load_patterns("observations").regex["transaction"]
    return [
        quantity for quantity in quantities
        if not any(left <= quantity.left and quantity.right <= right for left, right in names)
        and _telling(sentence.text, quantity)
        and not (quantity.kind == "money" and companies and transaction.search(sentence.text, 0, quantity.left))
    ]


def _exact(quantity: Quantity) -> bool:
    """Whether a number in words is a measurement, not a turn of phrase (三里, 一方, 两个)."""
    measured = quantity.kind in ("money", "percent", "points", "multiple", "fraction", "rank", "area")
    large = quantity.value >= _MANY or load_patterns("observations").regex["large"].match(quantity.unit)
    return measured or bool(large)


def _telling(text: str, quantity: Quantity) -> bool:
    patterns = load_patterns("observations").regex
    words = load_patterns("observations").words
    following = text[quantity.right : quantity.right + 6]
    if quantity.kind in ("electric", "temperature", "speed", "sound", "score") or (
        quantity.unit in words["ordinal_unit"] or patterns["numbered"].match(following)
    ):
        return False
    before = text[max(0, quantity.left - 14) : quantity.left]
    if patterns["compared_with"].search(before) or patterns["among_first"].search(before):
        return False
    if quantity.kind == "count" and patterns["elsewhere_of"].search(before):
        return False
    if quantity.kind == "age":
        return bool(patterns["life"].search(text, max(0, quantity.left - _FAR), quantity.left))
    if quantity.kind == "money" and patterns["sized_noun"].match(following):
        return False
    if quantity.kind == "multiple" and patterns["as_much_as"].search(text, max(0, quantity.left - _FAR), quantity.left):
        return False
    if quantity.kind == "money" and patterns["dealt"].search(before) and (
        patterns["dealt_thing"].match(text[quantity.right : quantity.right + 14])
    ):
        return False
    if quantity.kind == "money" and patterns["larger_than"].search(before) and (
        patterns["larger_things"].match(text[quantity.right : quantity.right + 14])
    ):
        return False
    if quantity.kind == "money" and patterns["scaled"].search(before) and patterns["scaled_noun"].match(
        text[quantity.right : quantity.right + 14]
    ):
        return False
    if quantity.kind == "time":
        before = patterns["clause_mark"].split(before)[-1]
        return bool(patterns["days_head"].search(before)) or (
            any(word in before for word in words["time_head"])
            and bool(patterns["grows"].search(before) or patterns["trail"].search(before))
        )
    in_words = not any(sign.isdigit() and sign.isascii() for sign in quantity.text)
    if in_words and not _exact(quantity) and not patterns["graded"].match(following):
        return False
    if patterns["relative_clause_start"].match(text[quantity.right : quantity.right + 14]):
        return False
    if quantity.kind != "count" and patterns["threshold"].match(following):
        return False
    if quantity.kind == "length" and any(following.startswith(word) for word in words["beside"]):
        return False
    if not patterns["relative_start"].match(following) or patterns["share_of"].search(before):
        return True
    return quantity.kind == "count" and patterns["team"].match(text[quantity.right : quantity.right + 14]) is not None


def _described(sentence: Sentence, said: tuple[Mention, str, Figure], *, stated: bool) -> bool:
    """Whether the figure describes one project instead of an indicator: 项目达产后年产值10亿元.

    ``stated``: the sentence itself says whom the figure is about.
    """
    subject, name, figure = said
    patterns = load_patterns("observations").regex
    clause = sentence.text[figure.left : figure.right]
    words = load_patterns("subjects").regex
    together = words["here"].match(clause) or words["whole_region"].match(clause)
    if subject.type != "Company" and patterns["of_works"].search(name):
        return True
    if patterns["site"].search(name) or (not figure.follows and patterns["single_project"].search(name)) or (
        not together and patterns["completed"].search(sentence.text, _since(sentence, figure), figure.right)
    ):
        return True
    if patterns["phase"].search(name) or patterns["attends"].search(name) or (
        patterns["scene"].search(sentence.text[: figure.left])
    ):
        return True
    if figure.kind != "level" or subject.type != "Region":
        return False
    works = not stated and (patterns["made_yearly"].match(name) or patterns["made_yearly"].match(clause))
    built = not figure.follows and patterns["built_thing"].search(name)
    place = stated or not patterns["project_near"].search(sentence.text, 0, figure.right)
    earned = place and patterns["earned"].match(name)
    return bool((patterns["attribute_word"].search(name) and not earned) or built or works)


def _since(sentence: Sentence, figure: Figure) -> int:
    """Where the words begin that are said together with a figure: behind what is quoted before it."""
    return max(sentence.text.rfind(sign, 0, figure.left) for sign in _QUOTED) + 1


def _named(figure: Figure, subjects: tuple[Mention, ...], mentions: tuple[Mention, ...]) -> str:
    """The indicator without the subjects or region that it begins with (海州区成立招商局)."""
    name, place_name = figure.indicator, load_patterns("subjects").regex["place_tail"]
    for mention in mentions:
        own = mention.type == "Region" or mention in subjects
        rest = name[len(mention.surface) :]
        if own and name.startswith(mention.surface) and len(rest) > 1 and not place_name.match(rest):
            name = trim_left(rest) or name
    word = load_patterns("subjects").regex["own_word"].match(name)
    return trim_left(name[word.end() :]) if word and subjects[0].type in ("Park", "Company") else name
