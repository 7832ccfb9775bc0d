"""The value of a project's attribute, as in the text → a literal: its lexical form and datatype.

totalInvestment “约56亿元” is 5600000000 (decimal, yuan), jobs “400余个” 400 (integer), capacity “年产30万吨”
“30万吨/年” (string, begins with its number), stage “planned” stays.  Money in a foreign currency and values
without digits have no figure in yuan and stay as they are, under statedInvestment.
"""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from kg.datamodel import Attribute, Datatype
from kg.resources.patterns import load_patterns

_RESOURCE = "literals"


# Where a value has no figure of the right kind, its words stand under another name.
_STATED = {"totalInvestment": "statedInvestment", "jobs": "statedJobs"}


def described(attribute: Attribute, value: str) -> tuple[str, str, Datatype]:
    """Predicate, lexical form and datatype: totalInvestment, or statedInvestment for “3亿美元”."""
    found = literal(attribute, value)
    return (attribute, *found) if found else (_STATED[attribute], value, "string")


def literal(attribute: Attribute, value: str) -> tuple[str, Datatype] | None:
    """Lexical form and datatype of the value, None where the datatype can't hold it."""
    text = unicodedata.normalize("NFKC", value).strip()
    if attribute == "stage":
        return value, "stage"
    if attribute == "totalInvestment":
        amount = yuan(text)
        return None if amount is None else (lexical(amount), "decimal")
    if attribute == "jobs":
        amount = number(text)
        return None if amount is None else (str(int(amount)), "integer")
    return measured(text), "string"


def lexical(value: Decimal) -> str:
    """The canonical form of xsd:decimal as Turtle stores write it: 641.6, 5600000000, -50, 0."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def number(text: str) -> Decimal | None:
    """The first number of the text with its multiplier: “3.5万人” is 35000."""
    found = load_patterns(_RESOURCE).regex["number"].search(text)
    return _amount(found["number"], found["multiplier"]) if found else None


def yuan(text: str) -> Decimal | None:
    """The first amount of the text in yuan; a number alone counts as yuan."""
    patterns = load_patterns(_RESOURCE)
    found = patterns.regex["yuan"].search(text)
    if found:
        return _amount(found["number"], found["multiplier"])
    bare = patterns.regex["number"].fullmatch(text)
    return _amount(bare["number"], bare["multiplier"]) if bare else None


def measured(text: str) -> str:
    """The value from its number on, with its rate behind: “年产30万吨” is “30万吨/年”."""
    rated = load_patterns(_RESOURCE).regex["rated"].match(text)
    if rated:
        rate = load_patterns(_RESOURCE).maps["rate"][rated["rate"]]
        rest = text[rated.end() :]
        return rest if "/" in rest else f"{rest}/{rate}"
    first = next((at for at, character in enumerate(text) if character.isdigit()), 0)
    if first and text[first - 1] == "-":
        first -= 1
    return text[first:]


def _amount(digits: str, multiplier: str | None) -> Decimal:
    factor = load_patterns(_RESOURCE).maps["multiplier"].get(multiplier or "", "1")
    return Decimal(digits.replace(",", "")) * Decimal(factor)
