"""Text, title and file name → the date of publication, as exact as they tell it.

“——二〇二六年一月二十七日在…会议上” is 2026-01-27, the file “haicheng-2024-08.txt” 2024-08; “1月3日” in a lead
that looks back on “2024年” is taken for 2025-01-03.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.datamodel import PartialDate
from kg.resources.patterns import load_patterns

_NUMERALS = {**{c: str(i) for i, c in enumerate("零一二三四五六七八九")}, "〇": "0", "○": "0", "O": "0", "o": "0"}
_LAST_MONTH_OF_LOOKING_BACK = 3
_LEAD = 200


def date_in(text: str) -> PartialDate | None:
    """The first date with year and month that the text holds."""
    patterns = load_patterns("dates").regex
    found = patterns["date"].search(text) or patterns["reversed_date"].search(text)
    if found:
        return _partial(found.groupdict())
    found = patterns["numeral_date"].search(text) if "月" in text else None
    if found:
        return _partial({key: _number(value) for key, value in found.groupdict().items() if value})
    return None


def date_of_name(name: str) -> PartialDate | None:
    """The date in the name of a file; None where it names several years (“plan-2021-2025”)."""
    found = list(load_patterns("dates").regex["file_name"].finditer(name))
    return _partial(found[0].groupdict()) if len(found) == 1 else None


def date_of_title(title: str) -> PartialDate | None:
    """The year of a report on government work, which is given at its begin."""
    found = load_patterns("dates").regex["report_title"].search(title)
    return _partial(found.groupdict()) if found else None


def date_of_head(bylines: Iterable[str], body: str, year: int) -> PartialDate | None:
    """The date that an article's bylines or its dateline give; ``year`` completes one without (0: unknown)."""
    for byline in bylines:
        if date := date_in(byline):
            return date
    found = load_patterns("dates").regex["dateline"].match(body[:60])
    if found and year:
        return _partial({"y": str(year), **found.groupdict()})
    return None


def date_of_lead(body: str) -> PartialDate | None:
    """A guess from the text alone: a full date in the lead, else a year-less one with the years looked back on,
    else the last year that a text which speaks of “今年” names."""
    patterns = load_patterns("dates").regex
    lead = body[:_LEAD]
    date = date_in(lead)
    if date and date.day:
        return date
    found = patterns["lead"].search(lead)
    speaks = found or patterns["this_year"].search(body)
    told = [part for part in patterns["stop"].split(body) if not patterns["aims"].search(part)] if speaks else []
    years = [int(year["y"]) for part in told for year in patterns["year"].finditer(part)]
    if not years:
        return None
    if not found:
        return PartialDate(year=max(years))
    month = int(found["m"])
    year = max(years) + (1 if month <= _LAST_MONTH_OF_LOOKING_BACK else 0)
    return PartialDate(year=year, month=month, day=int(found["d"]))


def _partial(parts: Mapping[str, str | None]) -> PartialDate:
    return PartialDate(year=int(parts["y"] or 0), month=int(parts.get("m") or 0), day=int(parts.get("d") or 0))


def _number(numerals: str) -> str:
    """“二〇二六” → 2026, “十二” → 12, “二十七” → 27."""
    if "十" in numerals:
        tens, _, ones = numerals.partition("十")
        return str(int(_NUMERALS.get(tens, "1")) * 10 + int(_NUMERALS.get(ones, "0")))
    return "".join(_NUMERALS[numeral] for numeral in numerals)
