"""Annotated document → observations: which figure of which indicator of whom, when.

“上半年,凌河区引进内资70.56亿元,同比增长21%” gives two observations of 凌河区 for 2024H1.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from kg.datamodel import AnnotatedDocument, Measure, Mention, Observation, Sentence
from kg.extraction.figures import Figure, Memory, read
from kg.extraction.periods import Setting, settings
from kg.extraction.quantities import Quantity, find_quantities
from kg.extraction.rows import read_row
from kg.resources.patterns import load_patterns

_TRIGGER = regex.compile(r"\d|[一二两三四五六七八九十]成|[一二三四五六七八九十]倍|番|第[一二三四五六七八九十]|首位|榜首|分之")
_SHORT_QUOTE = regex.compile("“[^“”，,。；]{1,16}”|‘[^‘’，,。；]{1,16}’|《[^《》]*》")


def observe(annotated: AnnotatedDocument) -> tuple[Observation, ...]:
    """The observations of the document, each said once."""
    seen: dict[tuple[str, str, str, str, str], list[Observation]] = {}
    found = []
    for observation in _observe(annotated):
        key = (
            observation.subject.refers or observation.subject.surface, str(observation.value), observation.unit,
            observation.measure, observation.period[:4],
        )
        if not any(_alike(observation.indicator, other.indicator) for other in seen.get(key, ())):
            seen.setdefault(key, []).append(observation)
            found.append(observation)
    return tuple(found)


def _alike(first: str, second: str) -> bool:
    """Whether two names of an indicator share half of their pairs of characters."""
    pairs = [{name[at : at + 2] for at in range(len(name) - 1)} for name in (first, second)]
    return 2 * len(pairs[0] & pairs[1]) >= len(pairs[0]) + len(pairs[1]) - 2


def _observe(annotated: AnnotatedDocument) -> Iterator[Observation]:
    document = annotated.document
    memory, place = Memory(), (-1, -1)
    for sentence, setting in zip(document.sentences, settings(document), strict=True):
        if (sentence.article, sentence.paragraph) != place:
            memory, place = Memory(), (sentence.article, sentence.paragraph)
        if sentence.kind in ("title", "heading", "byline", "caption") or not _TRIGGER.search(sentence.text):
            continue
        if sentence.kind == "row":
            figures = list(read_row(document, sentence))
        else:
            figures = list(read(sentence.text, _usable(annotated, sentence), memory))
        for figure in figures:
            subject = _subject(annotated, sentence, figure)
            if subject and not _of_project(annotated, sentence, figure):
                yield _observation(annotated, sentence, setting, (subject, figure))


def _observation(
    annotated: AnnotatedDocument, sentence: Sentence, setting: Setting, said: tuple[Mention, Figure]
) -> Observation:
    subject, figure = said
    planned = figure.planned if figure.planned is not None else setting.planned(figure.right)
    measure: Measure = "target" if planned and figure.kind != "rank" else figure.kind
    return Observation(
        subject=subject, indicator=figure.indicator, value=figure.value, unit=figure.unit,
        period=figure.period or setting.period(figure.right, planned=planned), measure=measure,
        evidence=annotated.document.evidence(sentence.index, f"observations:{figure.kind}"),
    )


def _usable(annotated: AnnotatedDocument, sentence: Sentence) -> list[Quantity]:
    """The quantities of a sentence that can be figures: not parts of names, thresholds, lengths of time."""
    quantities = find_quantities(sentence.text)
    if not quantities:
        return []
    names = [
        (mention.left, mention.right)
        for mention in annotated.in_sentence(sentence.index, "Project", "Programme", "Company", "Park")
    ]
    names += [found.span() for found in _SHORT_QUOTE.finditer(sentence.text)]
    return [
        quantity for quantity in quantities
        if not any(left <= quantity.left and quantity.right <= right for left, right in names)
        and _telling(sentence.text, quantity)
    ]


def _telling(text: str, quantity: Quantity) -> bool:
    patterns = load_patterns("observations").regex
    words = load_patterns("observations").words
    following = text[quantity.right : quantity.right + 6]
    if quantity.kind in ("electric", "temperature", "speed", "sound", "age", "score"):
        return False
    before = text[max(0, quantity.left - 14) : quantity.left]
    if quantity.kind == "time":
        return any(word in before for word in words["time_head"]) and bool(patterns["grows"].search(before)
                                                                            or patterns["trail"].search(before))
    if quantity.kind == "count" and not any(sign.isdigit() for sign in quantity.text) and quantity.value < 10:
        return False
    if quantity.kind != "count" and patterns["threshold"].match(following):
        return False
    if quantity.kind in ("length",) and any(following.startswith(word) for word in words["beside"]):
        return False
    return not (following.startswith("的") and not patterns["share_of"].search(before))


def _subject(annotated: AnnotatedDocument, sentence: Sentence, figure: Figure) -> Mention | None:
    """Whom the figure is about: the region, park or company that opens its clause, else the home region."""
    mentions = annotated.in_sentence(sentence.index, "Region", "Park", "Company")
    patterns = load_patterns("observations").regex
    subject = None
    for mention in mentions:
        if mention.left >= figure.right or any(
            other is not mention and other.covers(mention) for other in mentions
        ):
            continue
        if _opens(sentence.text, mention, patterns):
            subject = mention
    if subject:
        return subject
    return annotated.homes[sentence.index]


def _opens(text: str, mention: Mention, patterns: dict[str, regex.Pattern[str]]) -> bool:
    """Whether a name stands where the subject of a clause does."""
    before = text[: mention.left]
    start = max((mark.end() for mark in patterns["clause_mark"].finditer(before)), default=0)
    if patterns["before_subject"].fullmatch(before[start:]) is None:
        return False
    return not patterns["after_name"].match(text, mention.right)


def _of_project(annotated: AnnotatedDocument, sentence: Sentence, figure: Figure) -> bool:
    """Whether the figure describes one project named in the sentence."""
    return figure.attribute
