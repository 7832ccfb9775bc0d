"""Sites and phases that bear the name of a company: projects wherever they stand, without a verb of building.

Input is a sentence with its mentions and a clause.  “走进长河汽车青石生产基地” gives 长河汽车青石生产基地,
“签下天禾四期” gives 天禾四期.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extraction.recognition.boundaries import STOPS, segment
from kg.extraction.recognition.company_heads import is_goods
from kg.extraction.recognition.project_names import Scene
from kg.resources.patterns import load_patterns

_REGEX = load_patterns("projects").regex

Item = tuple[int, int, str]


def owned(scene: Scene, clause: tuple[int, int]) -> Iterator[Item]:
    """The sites and phases of the companies of a clause."""
    text = scene.text
    for company in scene.known:
        if company.type != "Company" or not clause[0] <= company.left or company.right >= clause[1]:
            continue
        if any(other is not company and other.type == "Company" and other.covers(company) for other in scene.known):
            continue
        found = _REGEX["owned_site"].match(text, company.right, clause[1])
        if found and not _REGEX["site_goes_on"].match(text, found.end()) and _is_nominal(
                text, company.right, found.start("site")):
            yield company.left, found.end(), "project.site"


def _is_nominal(text: str, left: int, right: int) -> bool:
    """Whether no verb or particle parts the company from the noun of its site."""
    return all(
        text[max(word.left, left):min(word.right, right)] not in STOPS
        for word in segment(text) if word.right > left and word.left < right
    )


def made(scene: Scene, clause: tuple[int, int]) -> Iterator[Item]:
    """The goods of a company that opens a clause, where the next words tell of works: 宜化化工煤制乙二醇,上月奠基."""
    text = scene.text
    for company in scene.known:
        if company.type != "Company" or company.left != clause[0] or company.right >= clause[1]:
            continue
        goods = _REGEX["goods_only"].fullmatch(text, company.right, clause[1])
        follows = _REGEX["works_follow"].match(text, clause[1])
        if goods and follows and is_goods(text, company.right) and _is_nominal(text, company.right, clause[1]):
            yield company.left, clause[1], "project.made"
