"""Document → for each sentence, whether its part of the document looks back or forward, and at which year.

In a report of January 2026 “一、2025年工作回顾” opens a part about 2025, “三、2026年重点工作” one of targets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from kg.datamodel import Article, Document, PartialDate
from kg.resources.patterns import load_patterns

_YEAR = regex.compile(r"(?<!\d)(20\d\d)年?")
_MONTH = regex.compile(r"(1[0-2]|[1-9])月")
_FIVE_YEARS = regex.compile("^(?:未来|今后)五年")
_REVIEW_MONTHS = 2
_BEGINNING = 3
_PLAN = 5
_LAST_MONTH = 12
_OPENING = 30
# In reports of 19 provinces, cut into pieces of 1,800 characters, this tells 94 % of the pieces rightly.
_TASKS_PER_RESULT = 2.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """``planned``: the part is about what is to come (None: the sentences tell); ``past`` and ``future`` are
    the periods of a figure that is reached or aimed at and has no period of its own; ``reference`` is the date
    that 今年 counts from; ``report``: the document is a work report, whose parts speak for all their sentences;
    ``running``: the year is not over and the title does not say that it is told; ``since``: the year before the five
    years at which the part looks back, from whose end its changes are told.
    """

    planned: bool | None
    past: str
    future: str
    reference: PartialDate | None
    report: bool = False
    running: bool = False
    since: str = ""


def sections(document: Document) -> tuple[Section, ...]:
    """The section of each sentence."""
    return tuple(_walk(document))


def _walk(document: Document) -> Iterator[Section]:
    patterns = load_patterns("periods").regex
    opening = [_opening(document, article) for article in document.articles]
    article, paragraph = -1, -1
    section = Section(planned=None, past="", future="", reference=None)
    for sentence in document.sentences:
        if sentence.article != article:
            article, section = sentence.article, opening[sentence.article]
        first = sentence.paragraph != paragraph
        paragraph = sentence.paragraph
        if sentence.kind == "heading":
            section = _turn(section, sentence.text, opening[article])
        elif section.report and first:
            opens = sentence.text[:_OPENING]
            ahead = patterns["looking_ahead"].search(opens) or _begins_year(sentence.text, section)
            if ahead and not _of_the_past(opens, section):
                section = _ahead(section, opens)
            elif _looks_back(sentence.text, section) and not _tasks_began(section, opening[article]):
                five = patterns["five_years"].search(sentence.text[:_OPENING]) and section.past
                section = replace(section, planned=False, since=str(int(section.past) - _PLAN) if five else "")
        yield section


def _looks_back(text: str, section: Section) -> bool:
    """Whether a paragraph of a report opens on the year before: 一年来, “2023年，” in a report of 2024."""
    patterns = load_patterns("periods").regex
    year = patterns["of_year"].match(text)
    return bool(patterns["looking_back"].search(text) or (year and year["year"] == section.past))


def _begins_year(text: str, section: Section) -> bool:
    """Whether a paragraph of a report that looked back opens on the year of its tasks: “2025年，” behind 2024."""
    year = load_patterns("periods").regex["of_year"].match(text)
    return section.planned is False and year is not None and year["year"] == section.future != section.past


def _tasks_began(section: Section, opening: Section) -> bool:
    """Once the tasks of the coming year are under way a report does not look back any more."""
    return bool(section.planned) and section.future == opening.future


def _of_the_past(text: str, section: Section) -> bool:
    years = [int(year) for year in _YEAR.findall(text)]
    return bool(years) and section.reference is not None and max(years) < section.reference.year


def _opening(document: Document, article: Article) -> Section:
    """The section that an article begins with."""
    patterns = load_patterns("periods").regex
    title = article.title or document.title
    titled = _titled(title)
    closest = titled if titled and titled.month else document.published or titled
    reference = _told(document, article, article.published or closest)
    report = bool(patterns["report_title"].search(title))
    plan = not report and bool(patterns["plan_title"].search(title))
    year = reference.year if reference else 0
    early = report or bool(reference and reference.month and reference.month <= _REVIEW_MONTHS)
    years = [int(found) for found in _YEAR.findall(title)]
    if patterns["plan_news"].search(title):
        plan = True
        years += [int(found) for sentence in _beginning(document, article) for found in _YEAR.findall(sentence)]
    section = Section(
        planned=True if plan else None, past=str(year - early) if year else "", future=str(year) if year else "",
        reference=reference, report=report, running=not early and not years,
    )
    if report:
        looks_back = any(
            (patterns["review_heading"].search(sentence.text) and sentence.kind == "heading")
            or _looks_back(sentence.text, section)
            for sentence in document.sentences if sentence.article == article.index
        )
        return replace(section, planned=not looks_back and not _tells_results(document, article))
    return replace(section, future=str(max(years))) if plan and years else section


def _tells_results(document: Document, article: Article) -> bool:
    """Whether a part of a report that does not say so looks back: by its words for results and for tasks."""
    patterns = load_patterns("periods").regex
    texts = [sentence.text for sentence in document.sentences if sentence.article == article.index]
    results, tasks = (
        sum(len(patterns[name].findall(text)) for text in texts) for name in ("result_word", "task_word")
    )
    return _TASKS_PER_RESULT * results > tasks


def _beginning(document: Document, article: Article) -> list[str]:
    return [sentence.text for sentence in document.sentences if sentence.article == article.index][:_BEGINNING]


def _told(document: Document, article: Article, published: PartialDate | None) -> PartialDate | None:
    """The date of an article: the last year of which it tells; with a date of its own, of which it tells results."""
    patterns = load_patterns("periods").regex
    texts = [sentence.text for sentence in document.sentences if sentence.article == article.index]
    if published:
        year = max((int(found["year"]) for text in texts for found in patterns["grown_in"].finditer(text)), default=0)
        told = [found for text in texts if not patterns["intent"].search(text) and not patterns["aims"].search(text)
                for found in patterns["told_of"].finditer(text)
                if found["month"] and not patterns["still_open"].match(text, found.end())]
        last = max(((int(found["year"]), int(found["month"])) for found in told), default=(0, 0))
        if last > (max(year, published.year), published.month or _LAST_MONTH):
            return PartialDate(year=last[0], month=last[1])
        return PartialDate(year=year) if year > published.year else published
    if patterns["dated_without_year"].search("".join(texts[:_BEGINNING])) or (
        patterns["relative_year"].search("".join(texts))
    ):
        return None
    plain = [text for text in texts if not patterns["aims"].search(text)]
    told = [found for text in plain for found in patterns["told_of"].finditer(text)]
    year, month = max(((int(found["year"]), int(found["month"] or 0)) for found in told), default=(0, 0))
    return PartialDate(year=year, month=month if month > _REVIEW_MONTHS else 0) if year else None


def _titled(title: str) -> PartialDate | None:
    found = _YEAR.search(title)
    month = _MONTH.match(title, found.end()) if found else None
    return PartialDate(year=int(found[1]), month=int(month[1]) if month else 0) if found else None


def _turn(section: Section, heading: str, opening: Section) -> Section:
    """The section that a heading opens; the present one when it says nothing of time."""
    patterns = load_patterns("periods").regex
    if section.report and not patterns["part_heading"].search(heading):
        return section
    back, ahead = patterns["review_heading"].search(heading), patterns["task_heading"].search(heading)
    if ahead and not back:
        return _ahead(section, heading)
    if back and not ahead:
        year = _YEAR.search(heading)
        return replace(section, planned=False, past=year[1] if year else opening.past)
    return section


def _ahead(section: Section, text: str) -> Section:
    """A part about what is to come, dated by the words that open it."""
    plans = load_patterns("periods").maps["plan"]
    years = [int(year) for year in _YEAR.findall(text)]
    base = section.reference.year if section.reference else 0
    if years and max(years) >= base:
        return replace(section, planned=True, future=str(max(years)))
    ends = [end for name, end in plans.items() if name in text and int(end) > base]
    if _FIVE_YEARS.search(text):
        ends = [min(end for end in plans.values() if int(end) > base)]
    if ends and not load_patterns("periods").regex["this_or_next"].search(text):
        return replace(section, planned=True, future=max(ends))
    return replace(section, planned=True, future=max(str(base) if base else "", section.future))
