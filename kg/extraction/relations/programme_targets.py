"""Annotated document → targets: the industries that a programme covers.

“实施未来产业培育行动，加快发展量子科技” gives 未来产业培育行动 targets 量子科技.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from daachorse import MATCH_KIND_LEFTMOST_LONGEST, CharwiseDoubleArrayAhoCorasick

from kg.datamodel import AnnotatedDocument, Component, Mention, RelationMention
from kg.extraction.relations.programme_context import (
    MARKS,
    RE,
    Programmes,
    article,
    key,
    kindred,
    leads,
    led,
    relation,
    text,
)

_SHORT_ARTICLE, _TAIL = 800, 12
# Rules whose names say all that they do, and those whose names may hold an industry that they are about.
_NO_CONTENT = frozenset(f"programmes:{kind}" for kind in ("mechanism", "pilot", "law", "aim", "bare", "package"))
_NAMING = ("campaign", "paper", "lexicon", "quoted", "word form", "code", "package", "title")


def targets(
    annotated: AnnotatedDocument, programmes: Programmes, components: Iterable[Component]
) -> Iterator[RelationMention]:
    """Industries that fill its components, stand in its name or are its content."""
    for component in components:
        for industry in _industries_of(annotated, component):
            yield relation(annotated, "targets", component.programme, industry, industry.sentence)
    filled: dict[str, set[str]] = {}
    for component in components:
        for industry in _industries_of(annotated, component):
            filled.setdefault(key(industry), set()).add(key(component.programme))
    for mentions in programmes.values():
        for mention in mentions:
            for industry in annotated.in_sentence(mention.sentence, "Industry"):
                named = mention.covers(industry) and not RE["plus"].match(text(annotated, mention), industry.right)
                other = filled.get(key(industry), set()) - {key(mention)}
                if named or (not other and _content(annotated, mention, industry)):
                    yield relation(annotated, "targets", mention, industry, mention.sentence)
            for industry in _kinds(annotated, mention):
                yield relation(annotated, "targets", mention, industry, industry.sentence)
    for mention, industry in _listed(annotated, programmes):
        yield relation(annotated, "targets", mention, industry, mention.sentence)
    for mention, industry in _in_names(annotated, programmes):
        yield relation(annotated, "targets", mention, industry, mention.sentence)
    for mention, industry in _topic(annotated, filled):
        yield relation(annotated, "targets", mention, industry, industry.sentence)


def _industries_of(annotated: AnnotatedDocument, component: Component) -> Iterator[Mention]:
    """The members that are industries, industries inside members that are none: 盐湖 of 世界级盐湖产业基地.

    A sentence that begins with the symbol in quotes, “两翼”是指…, is about it as a whole.
    """
    at = next((s for s in annotated.document.sentences if s.start == component.evidence.start), None)
    if at is not None and at.text.startswith(component.symbol, 1) and RE["defining"].match(at.text):
        yield from annotated.in_sentence(at.index, "Industry")
    for member in component.members:
        if isinstance(member, Mention):
            if member.type == "Industry":
                yield member
        elif at is not None:
            left = at.text.find(member)
            inside = annotated.in_sentence(at.index, "Industry")
            yield from (m for m in inside if left >= 0 and left <= m.left and m.right <= left + len(member))


def _content(annotated: AnnotatedDocument, mention: Mention, industry: Mention) -> bool:
    """Whether the industry stands in the clause that says what a campaign that is carried out does.

    The clause after it counts where the industry shares a word with the name: 服务业扩能提质行动, … 生活性服务业.
    """
    if industry.left < mention.right or mention.rule in _NO_CONTENT or not led(annotated, mention):
        return False
    between = text(annotated, mention)[mention.right:industry.left]
    clauses = len(RE["clause"].findall(between))
    alike = kindred(industry.surface, mention.surface)
    return (clauses == 1 or (clauses == 2 and alike)) and not RE["framing"].search(between) and not any(
        mention.right <= m.left <= industry.left for m in annotated.in_sentence(mention.sentence, "Programme")
    )


def _listed(annotated: AnnotatedDocument, programmes: Programmes) -> Iterator[tuple[Mention, Mention]]:
    """The industries behind a numeric code in a sentence with no other programme: 结合“5+3+X”产业地图,主攻甲、乙."""
    for mentions in programmes.values():
        for mention in mentions:
            if not RE["code"].search(MARKS.sub("", mention.surface)):
                continue
            if any(key(m) != key(mention) for m in annotated.in_sentence(mention.sentence, "Programme")):
                continue
            behind = [m for m in annotated.in_sentence(mention.sentence, "Industry") if m.left >= mention.right]
            if len({key(m) for m in behind}) > 1:
                yield from ((mention, industry) for industry in behind)


def _in_names(annotated: AnnotatedDocument, programmes: Programmes) -> Iterator[tuple[Mention, Mention]]:
    """Industries of the document that stand in the name of a programme: 全社会物流降本增效专项行动 and 物流."""
    known = {m.surface: m for m in annotated.of_type("Industry") if len(m.surface) > 1}
    if not known:
        return
    surfaces = tuple(known)
    automaton = CharwiseDoubleArrayAhoCorasick(list(surfaces), match_kind=MATCH_KIND_LEFTMOST_LONGEST)
    for mentions in programmes.values():
        mention = max(mentions, key=lambda m: m.right - m.left)
        if mention.rule.endswith(_NAMING):
            for _, _, number in automaton.find(mention.surface):
                yield mention, known[surfaces[number]]


def _kinds(annotated: AnnotatedDocument, mention: Mention) -> Iterator[Mention]:
    """Industries of the paragraph it leads that are kinds of the one in its name: 科技型服务业 of 服务业…行动."""
    named = [m.surface for m in annotated.in_sentence(mention.sentence, "Industry") if mention.covers(m)]
    for index in leads(annotated, mention) if named else ():
        yield from (m for m in annotated.in_sentence(index, "Industry") if m.surface.endswith(tuple(named)))


def _opens(annotated: AnnotatedDocument, mention: Mention) -> bool:
    """Whether the first sentence below the title issues this plan alone: the article is about it."""
    sentences = annotated.document.sentences
    at = mention.sentence
    below = at == 0 or sentences[at - 1].kind == "title" or sentences[at - 1].article != sentences[at].article
    return "《" in mention.surface and below and not RE["several_plans"].match(sentences[at].text, mention.right)


def _topic(annotated: AnnotatedDocument, filled: Mapping[str, set[str]]) -> Iterator[tuple[Mention, Mention]]:
    """The industries of a short article about one plan or numeric code, where no programme's parts are told."""
    first: dict[int, Mention] = {}
    for mention in annotated.of_type("Programme"):
        number = article(annotated, mention)
        if RE["code"].search(MARKS.sub("", mention.surface)) or _opens(annotated, mention):
            first.setdefault(number, mention)
    members = {programme for owners in filled.values() for programme in owners}
    for number, topic in first.items():
        named = text(annotated, topic)[topic.left:topic.right + _TAIL]
        if "《" not in topic.surface and not RE["industrial"].search(named):
            continue
        at = annotated.document.articles[number]
        here = {key(m) for m in annotated.of_type("Programme") if article(annotated, m) == number}
        if at.end - at.start > _SHORT_ARTICLE or members & here:
            continue
        for industry in annotated.of_type("Industry"):
            if article(annotated, industry) == number:
                yield topic, industry
