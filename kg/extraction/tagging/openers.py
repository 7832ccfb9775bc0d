"""Names of projects → the companies that open them, of which the tagger is less sure than of others.

Four project names in ten begin with the short name of a company.  So what the tagger half sees there is likelier one
than the same elsewhere: 云岭新能 of “云岭新能2GW组件制造项目”.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kg.datamodel import Document, Mention
from kg.extraction.recognition.boundaries import Span
from kg.extraction.recognition.company_heads import before_goods
from kg.extraction.recognition.known_names import known_names
from kg.extraction.tagging.chains import Tagged
from kg.extraction.tagging.network import Network
from kg.extraction.tagging.plausible import plausible
from kg.resources.patterns import load_patterns

_RE = load_patterns("tagger").regex
_LINES = tuple(word for kind in ("strong_line", "line") for word in load_patterns("companies").words[kind])
_SHORTEST, _LONGEST = 2, 10
# A name goes on while its characters are no less sure than this to be in one, in nats.
_GOES_ON = -2


def openers(
    document: Document, network: Network, tagged: Mapping[int, Tagged], mentions: Sequence[Mention], *, least: float
) -> Iterator[Mention]:
    """A company for each project name that none opens yet, where the tagger gives its begin ``least`` nats or more."""
    around: dict[int, list[Mention]] = {}
    for mention in mentions:
        around.setdefault(mention.sentence, []).append(mention)
    for project in mentions:
        if project.type != "Project":
            continue
        text = document.sentences[project.sentence].text
        here = around[project.sentence]
        if any(m.type in ("Company", "Organisation", "Park") and m.left < project.right and project.left < m.right
               for m in here):
            continue
        begins = [project.left + (text[project.left] in "“《‘"),
                  *(m.right for m in here if m.type == "Region" and m.left == project.left and m.right < project.right)]
        number = network.types.index("Company")
        inside = tagged[project.sentence].inside[:, number]
        begin = max(begins, key=lambda at: int(inside[at]))
        if int(inside[begin]) < least * network.scale:
            continue
        span = _span(text, (begin, project.right), [int(score) / network.scale for score in inside])
        if span and plausible(text, span, "Company"):
            yield document.mention(document.sentences[project.sentence], span, "Company", "tagger.opener")


def _span(text: str, stretch: Span, inside: Sequence[float]) -> Span | None:
    """The name that begins a stretch; None where it is too short, and of a whole stretch where nothing shows a firm."""
    left, end = stretch
    right = left
    while right < min(end, left + _LONGEST) and inside[right] >= _GOES_ON:
        right += 1
    if phase := _RE["phase_end"].search(text, left, right):
        right = phase.start()
    known = max((span[1] for span, _, weak in known_names("Company", text) if span[0] == left and not weak), default=0)
    right = min(known, end) or before_goods(text, (left, right), end)
    firm = right < end or text.endswith(_LINES, left, right)
    return (left, right) if firm and right - left >= _SHORTEST else None
