"""How far a name reaches: 海城市三鱼泵业有限公司 means one company anywhere, 高新区 one park in a city.

``reach("Programme", "4+4+3+n")`` is "province": another province has another one, and within the province the place
decides; “提振消费专项行动” is the nation's.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import Literal, get_args

from kg.datamodel import EntityType
from kg.resolution.linking import bodies, national_programmes, official_names
from kg.resolution.names import is_own
from kg.resolution.places import split_place
from kg.resolution.spelling import words

Reach = Literal["nation", "province", "city"]
# From the farthest to the closest.
REACHES: tuple[Reach, ...] = get_args(Reach)

_LONG_COMPANY, _SHORT_COMPANY = 4, 2
_LONG_PROJECT = 12
_LONG_PROGRAMME = 6
# What the tagger calls persons and places; an unknown word of two characters is a name too.
_NAMES = ("nr", "nrt", "ns", "j")


@lru_cache(maxsize=1 << 16)
def reach(type: EntityType, name: str) -> Reach:
    """How far a spelled name means the same thing."""
    if type == "Company":
        if len(name) >= _LONG_COMPANY or name in official_names():
            return "nation"
        return "city" if len(name) <= _SHORT_COMPANY else "province"
    if type == "Project":
        return "nation" if len(name) >= _LONG_PROJECT or is_proper(name) else "city"
    if type == "Programme":
        return _of_programme(name)
    if type in ("Park", "Organisation"):
        if type == "Organisation" and name in bodies():
            return "nation"
        if words().regex[f"bare_{type.lower()}"].search(name):
            return "city"
        return "nation" if _begins_unique(name) or is_proper(name) else "province"
    return "nation"


def _begins_unique(name: str) -> bool:
    return name.startswith(words().words["nation"]) or bool(split_place(name, ())[0])


def _of_programme(name: str) -> Reach:
    if name in national_programmes():
        return "nation"
    own = is_own(name) or words().regex["numbered"].match(name)
    return "province" if own or len(name) < _LONG_PROGRAMME else "nation"


@lru_cache(maxsize=1 << 14)
def is_proper(name: str) -> bool:
    """Whether some word of the name is a proper one: 雅下 of 雅下水电工程, none of 污水处理厂.

    Single characters beside each other are a word that the tagger does not know: 腾鳌.
    """
    import rjieba  # which unpacks its words then, a tenth of a second

    tagged = rjieba.tag(name)
    return any(tag in _NAMES or (len(word) > 1 and word.isalpha() and not rjieba.has_word(word))
               for word, tag in tagged) or any(len(one) == len(other) == 1 and (one + other).isalpha()
                                               for (one, _), (other, _) in pairwise(tagged))
