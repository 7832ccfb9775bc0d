"""Annotated document → inIndustry: companies, projects and parks with the industry that the text ties to them.

“做强轴承产业，大河轴承、北山机械先后落户” ties both to 轴承, the industry that heads the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import regex

from kg.datamodel import AnnotatedDocument, Mention, RelationMention
from kg.extraction import placing
from kg.extraction.recognition.industry_frames import is_public
from kg.extraction.relations.flow import BACK, Line, heads, list_opener, tied
from kg.extraction.relations.topics import GENERAL, topics
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("develops").regex
_PAUSE = regex.compile(r"[，,。；;：:！!？?]")
_THINGS = ("Company", "Project", "Park")
_BODIES = ("Park", "Organisation", "Company")
_OF = load_patterns("develops").words["of"][0]
_LIST_MARKS = "、" + "".join(load_patterns("develops").words["link"])


def relate(annotated: AnnotatedDocument) -> Iterable[RelationMention]:
    """The industry of each company, project and park that the text gives one."""
    seen: set[tuple[Mention, Mention]] = set()
    for thing, industry, rule in _pairs(annotated):
        if (thing, industry) not in seen:
            seen.add((thing, industry))
            yield RelationMention(
                relation="inIndustry", subject=thing, object=industry,
                evidence=annotated.document.evidence(thing.sentence, f"industry-{rule}"),
            )


def _pairs(annotated: AnnotatedDocument) -> Iterator[tuple[Mention, Mention, str]]:
    surfaces = {m.surface: m for m in annotated.of_type("Industry") if len(m.surface) > 1}
    report = placing.titled(annotated.document, annotated.of_type("Region")) is not None
    lines: list[Line] = []
    opened: Mention | None = None
    for sentence, industries, topic in topics(annotated):
        around = annotated.in_sentence(sentence.index)
        outer = [m for m in around if m.type in _THINGS and not _inside(m, around, *_BODIES)]
        things = [m for m in outer if not _inside(m, around, "Project")]
        yield from _named_after(annotated, things, surfaces)
        industries = [m for m in industries if not _PATTERNS["origin"].match(sentence.text, m.right)]
        free = [m for m in industries if not any(thing.covers(m) for thing in things)]
        line = Line(sentence, outer, free)
        flowing = list(tied(line, lines))
        if lines and lines[-1].sentence.paragraph != sentence.paragraph:
            opened = None
        lines = [*lines, line][-BACK:]
        told = {thing for thing, _, _ in flowing}
        found = [*flowing, *(pair for pair in _in_sentence(sentence.text, things, free) if pair[0] not in told)]
        yield from found
        told |= {thing for thing, _, _ in found}
        lead = None if report else _leading(sentence.text, outer, industries) or heads(line)
        if lead:
            apart = (m for m in _owning(sentence.text, outer) if _PAUSE.search(sentence.text, lead.right, m.left))
            yield from ((thing, lead, "lead") for thing in apart if thing not in told)
        if opened and not industries:
            yield from ((thing, opened, "lead") for thing in _owning(sentence.text, outer))
        elif topic and not found:
            yield from ((thing, topic.industry, topic.rule) for thing in _owning(sentence.text, outer))
        opened = list_opener(line, lead or (None if industries else opened))


def _inside(mention: Mention, around: Sequence[Mention], *types: str) -> bool:
    return any(other.type in types and other.covers(mention) and other.surface != mention.surface for other in around)


def _owning(text: str, things: Sequence[Mention]) -> Iterator[Mention]:
    """The companies and projects that a sentence tells of, not those with which somebody makes a deal."""
    return (
        m for m in things
        if (m.type == "Project" and not _PATTERNS["utility"].search(m.surface))
        or (m.type == "Company" and not _PATTERNS["partner_lead"].search(text[: m.left]))
    )


def _leading(text: str, things: Sequence[Mention], industries: Sequence[Mention]) -> Mention | None:
    """The only industry of a sentence, where it stands before all that could be of it: 水泵这一行，A、B领跑."""
    if not things or len({industry.refers or industry.surface for industry in industries}) != 1:
        return None
    first = industries[0]
    if first.surface in GENERAL or _PATTERNS["enumerated"].match(text, first.right):
        return None
    return first if all(first.right <= thing.left for thing in things) else None


def _named_after(
    annotated: AnnotatedDocument, things: Sequence[Mention], surfaces: Mapping[str, Mention]
) -> Iterator[tuple[Mention, Mention, str]]:
    """Parks and projects whose name holds an industry of the document, and the companies settled in such a park."""
    for thing in things:
        if thing.type == "Company":
            continue
        text = annotated.document.sentences[thing.sentence].text
        makers = [m.right for m in annotated.in_sentence(thing.sentence, "Company") if thing.covers(m)]
        word = _kind(text[max(makers, default=thing.left) : thing.right], surfaces)
        if not word:
            continue
        yield thing, surfaces[word], "name"
        if thing.type == "Park":
            for other in things:
                if other.type == "Company" and _PATTERNS["settled_in"].match(text[other.right : thing.left]):
                    yield other, surfaces[word], "park"


def _kind(name: str, industries: Iterable[str]) -> str:
    """The industry that says what the thing of this name is, the last one: 锂电产业园, but not 文化 in 文化中心."""
    ends = ((name.rfind(word) + len(word), len(word), word) for word in industries if word in name)
    said = [end for end in ends if not is_public(end[2]) and _PATTERNS["named_kind"].match(name, end[0])]
    return max(said, default=(0, 0, ""))[2]


def _in_sentence(
    text: str, things: Sequence[Mention], industries: Sequence[Mention]
) -> Iterator[tuple[Mention, Mention, str]]:
    """Pairs within one sentence, by the words between and around them."""
    for thing in things:
        yield from ((thing, industry, "split") for industry in _resting(text, thing, industries))
        chosen = _behind(text, thing, things, industries) or _before(text, thing, things, industries)
        if chosen:
            yield thing, chosen[0], chosen[1]
            if chosen[1] == "kind":
                yield from ((thing, other, "kind") for other in _together(text, chosen[0], industries))


def _resting(text: str, thing: Mention, industries: Sequence[Mention]) -> Iterator[Mention]:
    """依托A细分出X、Y、Z; A园内容包括X、Y: all industries of the list."""
    after = [m for m in industries if m.left >= thing.right]
    if not after:
        return
    gap = text[thing.right : after[0].left]
    rests = _PATTERNS["rests_on"].search(text, max(0, thing.left - 2), thing.left) and _PATTERNS["splits"].match(gap)
    holds = thing.type != "Company" and _PATTERNS["contents"].search(gap)
    if thing.type == "Project" and thing.left == 0 and _PATTERNS["project_holds"].match(gap):
        yield from after
    elif rests or holds:
        yield from (m for m in after if not _PAUSE.search(text, after[0].left, m.left))


def _together(text: str, first: Mention, industries: Sequence[Mention]) -> Iterator[Mention]:
    """The further industries of the list: 以A、B为代表的X、Y、Z产业体系."""
    return (m for m in industries if m.left >= first.right and not _PAUSE.search(text, first.right, m.left))


def _is_divided(text: str, first: Mention, industries: Sequence[Mention]) -> bool:
    """Whether several industries share the companies among them: 以A、B为代表的X、Y等板块."""
    after = list(_together(text, first, industries))
    return bool(after) and not _PATTERNS["one_system"].match(text, after[-1].right)


def _behind(
    text: str, thing: Mention, things: Sequence[Mention], industries: Sequence[Mention]
) -> tuple[Mention, str] | None:
    """A、B等农药生产企业; 以A、B为代表的农药产业; A是农业龙头."""
    for industry in industries:
        if industry.left < thing.right:
            continue
        gap = text[thing.right : industry.left]
        if thing.type != "Company" and _PATTERNS["is_of"].match(gap):
            return industry, "is"
        if _PAUSE.search(gap):
            continue
        gap = _without(text, thing.right, industry.left, things)
        if _PATTERNS["of_kind"].match(gap) and _is_divided(text, industry, industries):
            return None
        if gap == _OF and thing.type == "Company":
            return industry, "made"
        if _PATTERNS["of_kind"].match(gap) or (
            gap[:1] in _LIST_MARKS and _PATTERNS["company_acts"].match(gap.lstrip(_LIST_MARKS))
            and _PATTERNS["makers"].match(text, industry.right)
        ):
            return industry, "kind"
        if thing.type == "Company" and _PATTERNS["company_acts"].match(gap.lstrip(_LIST_MARKS)):
            return None if _PATTERNS["handled"].search(text[: thing.left]) else (industry, "business")
    return None


def _without(text: str, start: int, end: int, things: Sequence[Mention]) -> str:
    """What stands between, with the names of other things and the marks between them taken out."""
    inside = sorted((m.left, m.right) for m in things if start <= m.left and m.right <= end)
    gap = ""
    for left, right in inside:
        if left >= start:
            gap += text[start:left].strip(_LIST_MARKS)
            start = right
    last = text[start:end]
    return (gap + (last.lstrip(_LIST_MARKS) if inside else last)).lstrip(_LIST_MARKS)


def _before(
    text: str, thing: Mention, things: Sequence[Mention], industries: Sequence[Mention]
) -> tuple[Mention, str] | None:
    """发展X产业，A项目投产; X看A; X方面，依托A."""
    ahead = [industry for industry in industries if industry.right <= thing.left]
    if not ahead:
        return None
    nearest = ahead[-1]
    gap = _without(text, nearest.right, thing.left, things)
    company = thing.type == "Company"
    if not _PAUSE.search(gap):
        named = ("represented", "maker_named") if company else ()
        rests = _PATTERNS["rests_upon"].match(gap) and not _is_led(text, nearest)
        return (nearest, "represented") if rests or any(_PATTERNS[name].match(gap) for name in named) else None
    if company and _PATTERNS["introduces_maker"].match(gap):
        return nearest, "represented"
    if company and _PATTERNS["drawn"].search(gap) and len({industry.surface for industry in ahead}) == 1:
        return nearest, "drawn"
    if thing.type == "Project" and _PATTERNS["next_clause"].match(gap) and _is_alone(text, nearest, ahead):
        return nearest, "clause"
    first = _PAUSE.search(text, ahead[0].right)
    heads = [industry for industry in ahead if first is None or industry.left < first.start()]
    between = text[heads[0].right : thing.left]
    if ";" in between or "；" in between:
        heads = [nearest]
    if len({industry.refers or industry.surface for industry in heads}) > 1:
        return None
    end = heads[-1].right
    # The head tells of the first companies behind it and of all projects: of 13 companies that came after others in
    # 1,645 texts one was in its industry, of 21 parks three.
    if thing.type == "Park" or (company and _comes_after(text, end, thing, things)):
        return None
    settled = _PATTERNS["settled_here"].search(text, thing.right) and _PATTERNS["furthered"].match(text, end)
    if settled or _PATTERNS["topic_behind"].match(text, end):
        return heads[0], "head"
    return None


def _comes_after(text: str, start: int, thing: Mention, things: Sequence[Mention]) -> bool:
    """Whether another thing stands in a clause between there and the clause of this one."""
    clause = max((pause.end() for pause in _PAUSE.finditer(text, start, thing.left)), default=start)
    return any(start <= other.left and other.right <= clause for other in things)


def _is_led(text: str, industry: Mention) -> bool:
    """Whether something of its clause stands before the industry."""
    before = text[industry.left - 1 : industry.left]
    return bool(before) and not _PAUSE.match(before) and before not in _LIST_MARKS


def _is_alone(text: str, industry: Mention, ahead: Sequence[Mention]) -> bool:
    """Whether no other industry stands in the clause of this one."""
    return all(other is industry or _PAUSE.search(text, other.right, industry.left) for other in ahead)
