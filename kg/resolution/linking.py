"""Names → what is published of them: exchange codes, official names, programmes of the nation, synonyms of industries.

青岛啤酒股份有限公司 is 600600.SH, 中石油 is 中国石油天然气集团有限公司, 电子商务 is 电商.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache

import regex

from kg.resolution.spelling import fold, plain
from kg.resources.classification import classes, heads
from kg.resources.lexicon import load_rows
from kg.resources.patterns import alternation

# Shorter names of programmes may end others by chance.
_SHORTEST_END = 4


@cache
def exchange_codes() -> Mapping[str, str]:
    """The code of each listed company by its full name as spelled here."""
    return {plain(row["name"]): row["code"] for row in load_rows("Company") if row["code"]}


@cache
def official_names() -> Mapping[str, str]:
    """The official name of each company of the lexicon by that name as spelled here."""
    return {plain(row["name"]): row["name"] for row in load_rows("Company")}


@cache
def _known_shorts() -> Mapping[str, str]:
    return {plain(row["short"]): plain(row["name"]) for row in load_rows("Company") if row["status"] == "name"}


def official(surface: str) -> str:
    """The spelled official name of a company that the lexicon has by this name, else empty."""
    text = plain(surface)
    return text if text in official_names() else _known_shorts().get(text, "")


@cache
def national_programmes() -> Mapping[str, str]:
    """The main name of each spelling of the nation's programmes, whichever document names them."""
    found: dict[str, str] = {}
    for lexicon in ("Programme", "NationalProgramme"):
        for row in load_rows(lexicon):
            name = fold(row["name"], "Programme")
            found.setdefault(name, name)
            found.setdefault(fold(row["surface"], "Programme"), found[name])
    return found


@cache
def _nation_ends() -> regex.Pattern[str]:
    names = sorted(name for name in national_programmes() if len(name) >= _SHORTEST_END)
    return regex.compile(f"^[^、,;]{{1,8}}(?<![0-9一二三四五六七八九十百千万双])(?P<name>{alternation(names)})$")


def of_nation(text: str) -> str:
    """The main name of the nation's programme that a spelled name is or ends with, else the name.

    五大安全 of 维护国家五大安全.
    """
    found = _nation_ends().search(text)
    name = found["name"] if found else text
    return national_programmes().get(name, name)


@cache
def bodies() -> frozenset[str]:
    """The spellings of the bodies of the nation, full and short."""
    names = (name for row in load_rows("Organisation") for name in (row["name"], *row["short"].split("|")) if name)
    return frozenset(fold(name, "Organisation") for name in names)


@cache
def industries() -> frozenset[str]:
    """The spellings of the industries of the lexicon."""
    return frozenset(fold(row["surface"], "Industry") for row in load_rows("Industry"))


@cache
def published_classes() -> Mapping[str, str]:
    """The id of the class that each spelling names; of classes of one name the widest, GB/T 4754 before others."""
    found: dict[str, str] = {}
    for held in sorted(classes().values(), key=lambda held: (not held.id.startswith("gbt"), len(held.code))):
        found.setdefault(fold(held.name, "Industry"), held.id)
    return found


@lru_cache(maxsize=1 << 14)
def class_by_head(text: str) -> str:
    """The class that holds what a name ends with, or is it: that of 船舶 for 绿色智能船舶."""
    for start in range(max(1, len(text) - 1)):
        spelling = fold(text[start:], "Industry")
        head = concepts().get(spelling, spelling)
        if head in _heads() or head in published_classes():
            return _heads().get(head, published_classes().get(head, ""))
    return ""


@cache
def _heads() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for head, id in heads().items():
        spelling = fold(head, "Industry")
        found.setdefault(concepts().get(spelling, spelling), id)
    return found


@cache
def concepts() -> Mapping[str, str]:
    """The main name of each spelling of an industry that has several."""
    found = {
        fold(row["surface"], "Industry"): fold(row["id"], "Industry")
        for row in load_rows("Industry") if not row["id"].startswith(("gbt4754-", "sei2018-"))
    }
    for row in load_rows("IndustrySynonym"):
        main = fold(row["name"], "Industry")
        found[fold(row["surface"], "Industry")] = found.get(main, main)
    return {spelling: main for spelling, main in found.items() if spelling != main}
