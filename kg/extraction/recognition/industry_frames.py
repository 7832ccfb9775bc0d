"""Frames that make an industry of a word that also names a product: a span of text → whether a frame holds it.

“促进棉花提质增效”, “大力发展棉花、肉牛”, “棉花方面，” and “建设棉花生产基地” speak of an industry, “棉花价格” does not.
"""

from __future__ import annotations

from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("industries").regex
_FURTHERED = _PATTERNS["furthered_at"]
_DEVELOPED = _PATTERNS["developed_before"]
_BOUNDED = _PATTERNS["bounded_at"]
_TOPIC = _PATTERNS["topic_at"]
_BASE = _PATTERNS["base_at"]
_PUBLIC = _PATTERNS["public_only"]
_VALUED = _PATTERNS["valued_at"]
_LED = _PATTERNS["led_by"]
_PUSHED = _PATTERNS["pushed_before"]
_GROWS = _PATTERNS["grows_at"]
_GATHERED = _PATTERNS["gathered_before"]
_MAKERS = _PATTERNS["makers_at"]
_PLACED = _PATTERNS["placed"]
_ENDED = _PATTERNS["ended_at"]
_MAINSTAY = _PATTERNS["mainstay"]
_TAKEN_UP = _PATTERNS["taken_up"]
_SPOKEN = _PATTERNS["spoken_at"]
_TITLED = _PATTERNS["titled"]
_THINGS = _PATTERNS["things_at"]
_BEHIND = 14


def is_framed(text: str, left: int, right: int) -> bool:
    """Whether the words around say that ``text[left:right]`` is developed as an industry."""
    if right - left < 2 or is_public(text[left:right]):
        return False
    if _FURTHERED.match(text, right) or _BASE.match(text, right) or _VALUED.match(text, right):
        return True
    if left == 0 and _TITLED.match(text, right):
        return True
    before = text[max(0, left - _BEHIND) : left]
    if _LED.search(before) and _SPOKEN.match(text, right):
        return True
    if _BOUNDED.match(text, right) and (_MAINSTAY.search(before) or _TAKEN_UP.search(before)):
        return True
    if _PLACED.search(before) and _ENDED.match(text, right):
        return True
    if _GATHERED.search(before) and _MAKERS.match(text, right):
        return True
    if _PUSHED.search(before) and _GROWS.match(text, right):
        return True
    if _BOUNDED.match(text, right) and _DEVELOPED.search(before):
        return not _THINGS.match(text, right)
    return bool(_LED.search(before)) and bool(_TOPIC.match(text, right))


def is_coordinate(text: str, left: int, right: int) -> bool:
    """Whether a word behind a framed one and a comma or 和 is of the same frame."""
    return right - left > 1 and not is_public(text[left:right]) and bool(_BOUNDED.match(text, right))


def is_public(word: str) -> bool:
    """Whether the word is a field of public life that 产业 alone makes an industry: 教育, 交通."""
    return bool(_PUBLIC.match(word))
