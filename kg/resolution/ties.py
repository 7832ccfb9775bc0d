"""Terms → what two of them must share for identity to look at them together.

Whatever it does with terms that share nothing, directly or through others, it does without one knowing of the other:
groups of tied terms can be resolved apart, on other processors and machines.  海城市三鱼泵业有限公司 and 三鱼泵业 are
tied by the name that the second has and the first may be called by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kg.resolution.decisions import Tag
from kg.resolution.identity import tidy
from kg.resolution.terms import Term


def ties(term: Term, tags: Collection[Tag] = ()) -> Iterator[str]:
    """The names, codes and forms of a term of a document, its surfaces, and the decisions on it."""
    for name in {*term.names, *term.shorts, *term.links, *term.codes, *(form.name for form in term.forms)}:
        yield f"{term.type} {name}"
    for surface in {mention.surface for mention in term.mentions}:
        yield f"{term.type} “{tidy(surface)}"
    for tag in tags:
        yield f"decision {tag.number}"
