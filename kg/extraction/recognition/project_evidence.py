"""What around a name shows that it is one project: verbs of building, what becomes of it, figures of its own.

Input are a text or a scene and the span of the name.  “甲水库开工”, “总投资5亿元的甲项目”, “甲项目占地90亩”.
"""

from __future__ import annotations

from kg.extraction.recognition.project_names import Scene, figured, modified
from kg.resources.patterns import load_patterns

_REGEX = load_patterns("projects").regex
_LONG = 6


def becomes(text: str, at: int, right: int) -> bool:
    """Whether the words behind a name, or behind the list that goes on there, say that it is begun or done."""
    if _REGEX["goes_on"].match(text, at):
        return _REGEX["becomes"].search(text, at, right) is not None
    return _REGEX["becomes"].match(text, at) is not None


def governed(text: str, head: tuple[int, int], clause: tuple[int, int]) -> bool:
    """Whether a verb of building governs the noun: in front of it, behind it, or behind its list."""
    left, right = clause
    if _REGEX["stage_follows"].match(text, head[1]) or _REGEX["firm_build"].search(text, left, head[0]):
        return True
    if has_figures(text, (left, head[1])):
        return True
    if becomes(text, head[1], right):
        return True
    if _REGEX["build"].search(text, left, head[0]):
        return head[1] == right or _REGEX["pushed"].search(text, head[1], right) is not None
    return False


def has_figures(text: str, span: tuple[int, int]) -> bool:
    """Whether figures or a contract of its own stand around a name: 总投资5亿元的甲项目, 甲项目占地90亩."""
    left, right = span
    if _REGEX["deal"].match(text, right):
        return True
    at = text.rfind("的", left, right)
    return _REGEX["figures_follow"].match(text, right) is not None or figured(text, left if at < 0 else at + 1)


def acts(text: str, span: tuple[int, int]) -> bool:
    """Whether a name is the subject of a verb with an aspect, or what became of it stands in front of it."""
    left, right = span
    return _REGEX["acts"].match(text, right) is not None or _REGEX["told_of"].search(text[:left]) is not None


def sited(text: str, span: tuple[int, int]) -> bool:
    """Whether a plant or a line stands in front of 项目: 耐候特钢生产线项目."""
    return _REGEX["ends_in_site"].search(text, span[0], span[1] - 2) is not None and span[1] - span[0] > _LONG + 2


def holds_works(scene: Scene, span: tuple[int, int]) -> bool:
    """Whether single works stand inside of a name, with what tells them apart: 集通铁路动车改造工程."""
    left, right = span
    return any(
        start > left and modified(scene, left, start) and _REGEX["works_end"].search(scene.text, left, end)
        for start, end in scene.heads(left, right - 2)
    )
