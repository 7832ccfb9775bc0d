"""Sentence text → quantities: numbers with their units.

“引进内资约70.56亿元,增长六成五” gives 70.56 亿元 (约) and 6.5 成; dates, codes and numbers of telephones
give nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import Literal

import regex

from kg.resources.lexicon import load_rows
from kg.resources.patterns import alternation, compiled, load_patterns

Approximate = Literal["", "约", "超", "余", "近", "以上", "以下"]

_APPROXIMATE: dict[str, Approximate] = {"about": "约", "over": "超", "near": "近", "least": "以上", "most": "以下"}
_SCALE = {
    "": 1, "百": 10**2, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8,
    "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
}
_RATE = regex.compile("[/／]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit: ``value`` counts in ``unit`` as written (“亿元”, “个百分点”, “” without one).

    ``left`` and ``right`` are the offsets of ``text`` (number, unit and an 余 between them); ``upper`` is the
    upper end of a range; ``kind`` is the class of the unit in ``lexicon/Unit.tsv`` (“money”, “percent”,
    “count” …), “rank” for 第3位 (in 位) and 前三 (in 前), “fraction” for 1/4.
    """

    left: int
    right: int
    text: str
    value: Decimal
    unit: str
    kind: str
    approximate: Approximate = ""
    upper: Decimal | None = None


@cache
def _units() -> dict[str, dict[str, str]]:
    return {row["unit"]: row for row in load_rows("Unit")}


@cache
def _unit_pattern() -> regex.Pattern[str]:
    """Multiplier, 余 and unit after a number; a rate may follow (万吨/年)."""
    unit = alternation(tuple(_units()))
    scale = alternation(load_patterns("quantities").words["multiplier"])
    rate = rf"(?:[/／](?:{unit}|日|人|月|年|天|小时))?"
    return compiled(
        "units", rf"\s?(?P<some>[余多])?(?:(?P<unit>(?:{unit}){rate})"
        rf"|(?P<scale>{scale})(?P<more>[余多])?(?P<unit>(?:{unit}){rate})?)?"
    )


@cache
def _scanner() -> regex.Pattern[str]:
    patterns = load_patterns("quantities").regex
    names = ("skip", "double", "ordinal", "fraction", "arabic", "chinese")
    kinds = "|".join(f"(?P<{name}_>{patterns[name].pattern})" for name in names)
    return compiled("quantities", f"(?={patterns['start'].pattern})(?:{kinds})")


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of ``text`` in order; they never overlap."""
    return tuple(_join_ranges(text, [_hedge(text, quantity) for quantity in _scan(text)]))


def to_yuan(quantity: Quantity) -> Decimal | None:
    """The amount in yuan of money (亿元, 万元, 元, a bare 亿 or 万亿); None for any other unit."""
    scale, unit = _split_unit(quantity.unit)
    factor = _units().get(unit, {}).get("yuan", "1" if scale.endswith("亿") and not unit else "")
    return quantity.value * _SCALE[scale] * Decimal(factor) if factor else None


def _split_unit(unit: str) -> tuple[str, str]:
    found = _unit_pattern().fullmatch(unit)
    return (found["scale"] or "", found["unit"] or "") if found else ("", unit)


def _scan(text: str) -> Iterator[Quantity]:
    scanner, at = _scanner(), 0
    while found := scanner.search(text, at):
        at = max(found.end(), at + 1)
        quantity = None
        if found["double_"]:
            quantity = Quantity(
                left=found.start(), right=found.end(), text=found[0], value=Decimal(1), unit=found[0], kind="multiple"
            )
        elif found["ordinal_"]:
            quantity = _ordinal(found)
        elif found["fraction_"]:
            quantity = _fraction(found)
        elif found["arabic_"] or found["chinese_"]:
            quantity = _number(text, found)
        if quantity:
            yield quantity
            at = quantity.right


def _ordinal(found: regex.Match[str]) -> Quantity:
    value = Decimal(1) if found["first"] else _read(found["arabic"] or found["chinese"] or found["within"])
    return Quantity(
        left=found.start(), right=found.end(), text=found[0], value=value or Decimal(0),
        unit="前" if found["within"] else "位", kind="rank",
    )


def _fraction(found: regex.Match[str]) -> Quantity | None:
    unit, kind = "", "fraction"
    if found["whole"]:
        value = _read(found["part"])
        unit, kind = ("%" if found["whole"].startswith("百") else "‰"), "percent"
    else:
        above, below = _read(found["above"] or found["over"]), _read(found["below"] or found["under"])
        value = above / below if above is not None and below else None
    if value is None:
        return None
    return Quantity(left=found.start(), right=found.end(), text=found[0], value=value, unit=unit, kind=kind)


def _read(number: str) -> Decimal | None:
    if not number.isascii():
        return _numeral(number)
    return Decimal(number) if number.replace(".", "", 1).isdecimal() else None


def _number(text: str, found: regex.Match[str]) -> Quantity | None:
    """The quantity of a number with its unit; None where the number is part of a word or a code."""
    after = _unit_pattern().match(text, found.end())
    assert after is not None
    unit = (after["scale"] or "") + (after["unit"] or "")
    base = _RATE.split(after["unit"] or "")[0]
    row = _units().get(after["unit"] or "") or _units().get(base)
    right = after.end() if unit else found.end()
    if found["arabic_"]:
        value = _digits(text, found, (unit, right))
    elif not unit:
        return _big(text, found)
    else:
        value = _numeral(found[0])
        if value is not None and base == unit and row and not _after_numeral(row["numeral"], value):
            return None
        if value is not None and unit == "成" and (tenth := _tenth(text, right)):
            value, right = value + tenth, right + 1
    if value is None:
        return None
    return Quantity(
        left=found.start(), right=right, text=text[found.start() : right], value=value, unit=unit,
        kind=row["class"] if row else "money" if unit.endswith("亿") else "number",
        approximate="余" if after["some"] or after["more"] else "",
    )


def _digits(text: str, found: regex.Match[str], after: tuple[str, int]) -> Decimal | None:
    unit, right = after
    following = text[right : right + 1]
    if unit.isascii() and unit.isalpha() and following.isascii() and following.isalnum():
        return None
    if not unit and not _stands_alone(text, right):
        return None
    return Decimal(found[0].replace(",", "").replace("，", ""))


def _after_numeral(allowed: str, value: Decimal) -> bool:
    return allowed == "any" or (allowed == "two" and value > 1)


def _tenth(text: str, at: int) -> Decimal | None:
    """The 五 of 六成五, in tenths."""
    digits = load_patterns("quantities").maps["digit"]
    return Decimal(digits[text[at]]) / 10 if text[at : at + 1] in digits and text[at : at + 1] else None


def _big(text: str, found: regex.Match[str]) -> Quantity | None:
    """The count of 六大应用场景, which has no unit."""
    value = _numeral(found[0])
    if value is None or value < 2 or text[found.end() : found.end() + 1] != "大":
        return None
    right = found.end() + 1
    return Quantity(
        left=found.start(), right=right, text=text[found.start() : right], value=value, unit="", kind="count"
    )


def _stands_alone(text: str, right: int) -> bool:
    """Whether a bare number ends there: no letter or character that makes it part of a word follows."""
    following = text[right : right + 1]
    if not following.isalnum():
        return True
    patterns = load_patterns("quantities").regex
    return any(patterns[name].match(text, right) for name in ("after", "range_sign", "changes"))


def _numeral(text: str) -> Decimal | None:
    """The value of a Chinese numeral; None for digits in a row (三四, which is about three or four)."""
    maps = load_patterns("quantities").maps
    whole, _, part = text.partition("点")
    total = section = Decimal(0)
    digit: Decimal | None = None
    for sign in whole:
        if sign in maps["digit"]:
            if digit is not None and digit != 0:
                return None
            digit = Decimal(maps["digit"][sign])
        elif sign == "万":
            total, section, digit = (total + section + (digit or 0) or Decimal(1)) * 10**4, Decimal(0), None
        else:
            section, digit = section + (1 if digit is None else digit or 1) * Decimal(maps["power"][sign]), None
    total += section + (digit or 0)
    if part:
        total += Decimal("0." + "".join(maps["digit"][sign] for sign in part))
    return total


def _hedge(text: str, quantity: Quantity) -> Quantity:
    """The quantity with what its neighbours 约, 超, 以上 say of it."""
    patterns = load_patterns("quantities").regex
    for found in (
        patterns["after"].match(text, quantity.right),
        patterns["before"].search(text[max(0, quantity.left - 5) : quantity.left]),
    ):
        if found and found.lastgroup:
            return replace(quantity, approximate=_APPROXIMATE[found.lastgroup])
    return quantity


def _join_ranges(text: str, quantities: list[Quantity]) -> Iterator[Quantity]:
    """10亿到50亿元 as one quantity with an upper end."""
    sign = load_patterns("quantities").regex["range_sign"]
    pending: Quantity | None = None
    for quantity in quantities:
        if pending and sign.fullmatch(text, pending.right, quantity.left) and (low := _low_end(pending, quantity)):
            pending = replace(
                quantity, left=pending.left, text=text[pending.left : quantity.right], value=low,
                upper=quantity.value,
            )
        else:
            if pending:
                yield pending
            pending = quantity
    if pending:
        yield pending


def _low_end(low: Quantity, high: Quantity) -> Decimal | None:
    """The value of ``low`` in the unit of ``high``; None where the two do not make one range."""
    if not low.unit or low.unit == high.unit:
        return low.value
    (low_scale, low_unit), (high_scale, high_unit) = _split_unit(low.unit), _split_unit(high.unit)
    if low_unit not in ("", high_unit):
        return None
    return low.value * _SCALE[low_scale] / _SCALE[high_scale]
