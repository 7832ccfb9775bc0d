"""Document → the period of each figure, and whether it is reached or aimed at.

In an article of December 2024, “前10月” is 2024-10, “去年” 2023, “到2027年” a target of 2027, “目前” 2024-12.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import regex

from kg.datamodel import Document, PartialDate, Sentence
from kg.extraction.sections import Section, sections
from kg.resources.patterns import load_patterns

_PLAN = 5
_LAST_MONTH = 12
_LONG_AGO = 3
_MONTH = "月"
_CLAUSE = regex.compile("[，,：:]")
_QUOTED = regex.compile("“[^“”]{1,12}”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """``value`` is 2024, 2024H1, 2024Q3, 2024-10 or 2024-10-31, or the words where no year is known.

    ``left`` and ``right`` are the offsets of the words in the sentence; ``ahead`` tells that it lies in the
    future of the document (到2027年); ``carried``, that it holds for the sentences after it too; ``to`` is where it
    stops dating figures, -1 at the end. The whole year (全年) has no value where the sentence names no year.
    """

    left: int
    right: int
    value: str
    ahead: bool = False
    carried: bool = True
    to: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a sentence says about time: its periods in order, and where in it a plan or what is done already begins.

    ``planned_from``, ``planned_to`` and ``done_from`` are offsets, -1 for nowhere and for the end.
    """

    periods: tuple[Period, ...]
    inherited: Period | None
    section: Section
    planned_from: int
    planned_to: int = -1
    done_from: int = -1

    def planned(self, offset: int) -> bool:
        """Whether what stands at the offset is aimed at, not reached."""
        period = self._stated(offset)
        if period and period.ahead:
            return not 0 <= self.done_from <= offset
        return 0 <= self.planned_from <= offset and (self.planned_to < 0 or offset <= self.planned_to)

    def period(self, offset: int, *, planned: bool, stock: bool = False) -> str:
        """The period of what stands at the offset; empty where the document leaves it open.

        A running ``stock`` without words of time is dated by the month of the article.
        """
        stated = self._stated(offset)
        if stated:
            return stated.value or (self.section.future if planned else self.section.past)
        if self.inherited and not (planned and not self.inherited.ahead and self.section.future):
            return self.inherited.value
        if planned:
            return self.section.future
        running = stock and self.section.running and len(self.section.past) == len("2024")
        return (running and self.now()) or self.section.past

    def since(self, words: str) -> str:
        """The period that words name, empty where they name none: 2024 of “去年的” in an article of 2025."""
        found = find_periods(words, self.section.reference) if words else ()
        return found[0].value if found else ""

    def now(self) -> str:
        """The month of the article; empty without one."""
        return _month(self.section.reference)

    def _stated(self, offset: int) -> Period | None:
        before = [period for period in self.periods if period.left <= offset and not 0 <= period.to < offset]
        return before[-1] if before else None


def find_periods(text: str, reference: PartialDate | None, base: int = 0) -> tuple[Period, ...]:
    """The expressions of time in ``text`` that date a figure, resolved by the date of the article.

    ``base`` is the year of a bare 上半年 or 年末 where the part of the document is not about that of the article.
    """
    patterns, patterns_words = load_patterns("periods").regex, load_patterns("periods").words
    found: list[Period] = []
    year = base
    named = [title.span() for title in patterns["book"].finditer(text)] if "《" in text else []
    for match in patterns["expression"].finditer(text):
        if any(left < match.start() < right for left, right in named):
            continue
        before = text[max(0, match.start() - 4) : match.start()]
        if patterns["compared"].search(before) and not patterns["since"].match(text[match.end() :]):
            continue
        if patterns["multiple_of"].match(text[match.end() :]):
            continue
        year = _year(match, reference) or year
        period = _resolve(match, year, reference)
        if reference and year and year <= reference.year - _LONG_AGO and patterns["founded"].match(text[match.end() :]):
            mark = _CLAUSE.search(text, match.end())
            period = replace(period, to=mark.start() if mark else -1, carried=False)
        so_far = match["relative"] and patterns["so_far"].fullmatch(match["relative"])
        if so_far and reference and reference.month and not base:
            period = replace(period, value=_month(reference))
        elif patterns["since"].match(text[match.end() :]) and not match["plan"]:
            period = replace(period, value=str(base) if base else _month(reference) or period.value)
        elif match["day"] and not match["year"] and not patterns["as_of"].search(before):
            period = replace(period, value=period.value.rpartition("-")[0] or period.value, carried=False)
        elif match["day"] or match["whole"] or match["holiday"] or (match["month"] and match[0][-1:] == _MONTH):
            period = replace(period, carried=False)
        if patterns["until"].search(before) or (match["plan"] and reference and year > reference.year):
            period = replace(period, ahead=year >= reference.year if reference else not match["month"])
        elif match["plan"] and not reference and patterns["end_of_plan"].search(match[0]):
            period = replace(period, ahead=True)
        elif match[0] in patterns_words["year_end"] and not patterns["as_of"].search(before):
            period = replace(period, ahead=not (reference and reference.month == _LAST_MONTH))
        elif (reference and year > reference.year) or match["relative"] in patterns_words["ahead"]:
            period = replace(period, ahead=True)
        if reference and year > reference.year + _PLAN:
            period = replace(period, carried=False)
        found.append(period)
    return tuple(found)


def _year(match: regex.Match[str], reference: PartialDate | None) -> int:
    """The year that the words name; 0 where they name none."""
    maps = load_patterns("periods").maps
    if match["year"]:
        return int(match["year"])
    if match["plan"]:
        return int(maps["plan"][match["plan"]])
    if match["relative"] and reference:
        return reference.year + int(maps["relative"][match["relative"]])
    return 0


def _resolve(match: regex.Match[str], year: int, reference: PartialDate | None) -> Period:
    maps = load_patterns("periods").maps
    words = match[0].rstrip("，,的")
    if match["running"]:
        return Period(left=match.start(), right=match.end(), value=_month(reference), carried=False)
    if match["whole"] and reference and not year:
        return Period(left=match.start(), right=match.end(), value="", carried=False)
    year = year or (reference.year if reference else 0)
    if not year:
        return Period(left=match.start(), right=match.end(), value=words)
    suffix = ""
    if match["half"]:
        suffix = maps["half"][match["half"]]
    elif match["quarter"]:
        suffix = maps["quarter"][match["quarter"]]
    elif number := match["span"] or match["month"] or maps["holiday"].get(match["holiday"] or ""):
        month = int(maps["month"].get(number, number))
        if not match["year"] and not match["relative"] and reference and reference.month and month > reference.month:
            year = min(year, reference.year - 1)
        suffix = f"-{month:02}" + (f"-{int(match['day']):02}" if match["day"] else "")
    return Period(left=match.start(), right=match.end(), value=f"{year:04}{suffix}")


def _month(reference: PartialDate | None) -> str:
    return f"{reference.year:04}-{reference.month:02}" if reference and reference.month else ""


def settings(document: Document) -> tuple[Setting, ...]:
    """The setting of every sentence of the document."""
    return tuple(_settings(document, sections(document)))


def _settings(document: Document, parts: tuple[Section, ...]) -> Iterator[Setting]:
    inherited: Period | None = None
    planned = False
    place = (-1, -1)
    titled = _titled(document, parts)
    for sentence, section in zip(document.sentences, parts, strict=True):
        if (sentence.article, sentence.paragraph) != place:
            row = sentence.kind == "row"
            plan = section.planned and not section.report and sentence.article == place[0]
            inherited = inherited if row or (plan and inherited and inherited.ahead) else None
            planned = planned and row
            place = (sentence.article, sentence.paragraph)
        section = replace(section, past=titled.get(sentence.article, section.past))
        looks_back = section.report and section.planned is False
        base = int(section.past or 0) if looks_back else 0
        periods = find_periods(sentence.text, section.reference, base)
        back = _looks_back(sentence.text, section, periods, inherited if not planned else None)
        start = -1 if back else _planned_from(sentence, section, periods, planned)
        ahead = any(period.ahead for period in periods)
        done = load_patterns("periods").regex["done_already"].search(sentence.text) if ahead else None
        yield Setting(
            periods=periods, inherited=inherited, section=section, planned_from=start,
            planned_to=_end_of_plan(sentence.text, section),
            done_from=done.start() if done else -1,
        )
        joined = sentence.text.endswith(("；", ";"))
        carried = [period for period in periods if period.value and (period.carried or joined)]
        if carried:
            inherited = carried[-1]
        aimed = joined and not done and any(_is_beyond(period, section) for period in periods)
        planned = (start >= 0 or aimed) and _lasts(sentence.text, section)


def _looks_back(text: str, section: Section, periods: tuple[Period, ...], inherited: Period | None) -> bool:
    """Whether a sentence of a plan tells results of a year before it, or goes on to: 2024年产值90亿元，同比增长5%."""
    if not section.planned or section.report or not section.past < section.future:
        return False
    dates = periods or ((inherited,) if inherited else ())
    told = all(not period.ahead and period.value[:4] <= section.past for period in dates)
    return bool(dates) and told and (not periods or load_patterns("periods").regex["result"].search(text) is not None)


def _lasts(text: str, section: Section) -> bool:
    """Whether the sentences after go on about the plan; a sum for one year (计划投资30亿元) ends with its clause."""
    return _end_of_plan(text, section) < 0 and not load_patterns("periods").regex["passing"].search(text)


def _titled(document: Document, parts: tuple[Section, ...]) -> dict[int, str]:
    """The part of a year that articles are about by their titles: 2024年一季度经济运行情况."""
    found: dict[int, str] = {}
    for sentence, section in zip(document.sentences, parts, strict=True):
        if sentence.kind == "title" and not section.report and not section.planned:
            periods = [period for period in find_periods(sentence.text, section.reference) if not period.ahead]
            if len(periods) == 1 and len(periods[0].value) > len("2024") and periods[0].value[:4].isdigit():
                found[sentence.article] = periods[0].value
    return found


def _planned_from(sentence: Sentence, section: Section, periods: tuple[Period, ...], planned: bool) -> int:
    """Where the sentence begins to speak of what is to come; -1 where it never does."""
    patterns = load_patterns("periods").regex
    if section.planned:
        return 0
    if section.planned is False and section.report:
        aim = patterns["aim_told"].search(sentence.text)
        return aim.start() if aim else -1
    past = [period for period in periods if _is_past(period, section)]
    if patterns["aimed"].search(sentence.text):
        return 0
    if intent := patterns["intent"].search(_QUOTED.sub(_blank, sentence.text)):
        if patterns["plan_noun"].match(sentence.text, intent.start()):
            return intent.start()
        return max((mark.end() for mark in _CLAUSE.finditer(sentence.text, 0, intent.start() + 1)), default=0)
    return 0 if planned and not past and not patterns["realized"].search(sentence.text) else -1


def _blank(found: regex.Match[str]) -> str:
    """A quotation without its words: “两个确保” intends nothing."""
    return "“" + "·" * (len(found[0]) - 2) + "”"


def _end_of_plan(text: str, section: Section) -> int:
    """Where the clause ends whose figure alone is planned by its name (年度计划投资3亿元); -1 where more is."""
    patterns = load_patterns("periods").regex
    found = patterns["plan_noun"].search(text)
    if section.planned or not found or patterns["intent"].search(patterns["plan_noun"].sub("", text)):
        return -1
    mark = _CLAUSE.search(text, found.end())
    return mark.start() if mark else len(text)


def _is_beyond(period: Period, section: Section) -> bool:
    """Whether a period lies ahead, and not in the year of the article, of which 到2024年底 may tell results."""
    return period.ahead and (section.reference is None or period.value[:4] > str(section.reference.year))


def _is_past(period: Period, section: Section) -> bool:
    told = period.value[:4]
    return not period.ahead and section.reference is not None and bool(told) and told < str(section.reference.year)
