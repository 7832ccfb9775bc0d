"""Annotated document → implementedBy, targets, partOf, underProgramme.

“海城市实施城市更新行动，推动建筑业转型” gives 城市更新行动 implementedBy 海城市 and targets 建筑业.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import regex

from kg.datamodel import AnnotatedDocument, Component, Mention, Relation, RelationMention
from kg.extraction import placing
from kg.extraction.programmes import by_programme, decode
from kg.resources.lexicon import load_rows
from kg.resources.patterns import load_patterns

_RE = load_patterns("programme_relations").regex
_MARKS = regex.compile("[“”‘’\"《》]")
_NATIONAL = frozenset(row["name"] for row in load_rows("Programme")) | frozenset(
    _MARKS.sub("", row["surface"]) for row in load_rows("Programme")
)
_NEAR = 40
_SHORT_ARTICLE = 800

Programmes = Mapping[str, tuple[Mention, ...]]


def relate(annotated: AnnotatedDocument) -> Iterable[RelationMention]:
    """All relations of programmes."""
    programmes = by_programme(annotated)
    if not programmes:
        return ()
    components = decode(annotated)
    return (
        *_owners(annotated, programmes),
        *_targets(annotated, programmes, components),
        *_wholes(annotated, programmes, components),
        *_members(annotated),
    )


def _relation(
    annotated: AnnotatedDocument, relation: Relation, subject: Mention, object: Mention, sentence: int
) -> RelationMention:
    evidence = annotated.document.evidence(sentence, f"programme:{relation}")
    return RelationMention(relation=relation, subject=subject, object=object, evidence=evidence)


def _text(annotated: AnnotatedDocument, mention: Mention) -> str:
    return annotated.document.sentences[mention.sentence].text


def _before(annotated: AnnotatedDocument, mention: Mention) -> str:
    return _text(annotated, mention)[max(0, mention.left - _NEAR):mention.left]


def _owners(annotated: AnnotatedDocument, programmes: Programmes) -> Iterator[RelationMention]:
    """Whose each programme is: whoever stands right before it, the level named before it, else the home there."""
    for mentions in programmes.values():
        if any(_RE["central_name"].search(mention.surface) for mention in mentions):
            continue
        named = [(mention, owner) for mention in mentions if (owner := _named_owner(annotated, mention))]
        levels = [(mention, found["level"]) for mention in mentions
                  if (found := _RE["above"].search(_before(annotated, mention)))]
        if named:
            yield _relation(annotated, "implementedBy", *named[0], named[0][0].sentence)
        elif levels:
            mention, level = levels[0]
            owner = _of_level(annotated, mention, level)
            if owner:
                yield _relation(annotated, "implementedBy", mention, owner, mention.sentence)
        else:
            yield from _at_home(annotated, mentions)


def _at_home(annotated: AnnotatedDocument, mentions: tuple[Mention, ...]) -> Iterator[RelationMention]:
    """The home of the first sentence; further homes where the sentence says that they carry it out, too."""
    national = any(
        _MARKS.sub("", mention.surface) in _NATIONAL or _RE["national_name"].search(mention.surface)
        for mention in mentions
    )
    given: set[str] = set()
    for mention in mentions:
        home = _acting(annotated, mention) or annotated.homes[mention.sentence]
        if home is None or _key(home) in given:
            continue
        carried = _carried(annotated, mention)
        reached = carried or bool(_RE["reached"].search(_before(annotated, mention)))
        if (not carried and national) or (given and not (reached and _subject(annotated, mention, home))):
            continue
        given.add(_key(home))
        yield _relation(annotated, "implementedBy", mention, home, mention.sentence)


def _acting(annotated: AnnotatedDocument, mention: Mention) -> Mention | None:
    """The region that stands right before the verb of the programme: 支持某市建设“1+N”园区."""
    text = _text(annotated, mention)
    around = annotated.in_sentence(mention.sentence, "Region")
    close = [m for m in around if m.right < mention.left and _RE["acting"].search(text[m.right:mention.left])]
    return max(close, key=lambda m: (m.right, m.right - m.left), default=None)


def _key(mention: Mention) -> str:
    return mention.refers or mention.surface


def _named_owner(annotated: AnnotatedDocument, mention: Mention) -> Mention | None:
    """The region or body that begins the name or stands right before it, in no list of places."""
    text = _text(annotated, mention)
    around = annotated.in_sentence(mention.sentence, "Region", "Organisation")
    inside = [m for m in around if mention.covers(m) and m.left - mention.left <= 1]
    if inside:
        return max(inside, key=lambda m: m.right - m.left)
    close = [
        m for m in around
        if m.right <= mention.left and _RE["attached"].search(text[m.right:mention.left])
        and text[m.left - 1:m.left] != "、"
    ]
    return max(close, key=lambda m: (m.right, m.right - m.left), default=None)


def _of_level(annotated: AnnotatedDocument, mention: Mention, level: str) -> Mention | None:
    """The region that 省委, 我市 mean in the sentence, where the document names it."""
    home = annotated.homes[mention.sentence]
    if home is None:
        return None
    return placing.region_with(annotated, placing.meant_by(level, placing.code_of(home)))


def _carried(annotated: AnnotatedDocument, mention: Mention) -> bool:
    """Whether the clause says that the programme is carried out, not only that something serves it."""
    before = _before(annotated, mention)
    return bool(_RE["carried"].search(before)) and not _RE["serving"].search(_RE["clause"].split(before)[-1])


def _subject(annotated: AnnotatedDocument, mention: Mention, home: Mention) -> bool:
    """Whether the sentence names the home before the programme."""
    before = annotated.in_sentence(mention.sentence, "Region")
    return any(m.left < mention.left and _key(m) == _key(home) for m in before)


def _targets(
    annotated: AnnotatedDocument, programmes: Programmes, components: Iterable[Component]
) -> Iterator[RelationMention]:
    """Industries that fill its components, stand in its name or are its content."""
    for component in components:
        for industry in _industries_of(annotated, component):
            yield _relation(annotated, "targets", component.programme, industry, industry.sentence)
    filled: dict[str, set[str]] = {}
    for component in components:
        for industry in _industries_of(annotated, component):
            filled.setdefault(_key(industry), set()).add(_key(component.programme))
    for mentions in programmes.values():
        for mention in mentions:
            for industry in annotated.in_sentence(mention.sentence, "Industry"):
                named = mention.covers(industry) and "+" not in mention.surface
                other = filled.get(_key(industry), set()) - {_key(mention)}
                if named or (not other and _content(annotated, mention, industry)):
                    yield _relation(annotated, "targets", mention, industry, mention.sentence)
            for industry in _kinds(annotated, mention):
                yield _relation(annotated, "targets", mention, industry, industry.sentence)
    for mention, industry in _topic(annotated, filled):
        yield _relation(annotated, "targets", mention, industry, industry.sentence)


def _industries_of(annotated: AnnotatedDocument, component: Component) -> Iterator[Mention]:
    """The members that are industries, and industries inside members that are none: 盐湖 of 世界级盐湖产业基地."""
    at = next((s for s in annotated.document.sentences if s.start == component.evidence.start), None)
    for member in component.members:
        if isinstance(member, Mention):
            if member.type == "Industry":
                yield member
        elif at is not None:
            left = at.text.find(member)
            inside = annotated.in_sentence(at.index, "Industry")
            yield from (m for m in inside if left >= 0 and left <= m.left and m.right <= left + len(member))


def _content(annotated: AnnotatedDocument, mention: Mention, industry: Mention) -> bool:
    """Whether the industry stands in the clause or two that say what a programme that is carried out does."""
    if industry.left < mention.right or not _carried(annotated, mention):
        return False
    text = _text(annotated, mention)
    between = text[mention.right:industry.left]
    later = any(m.left >= mention.right for m in annotated.in_sentence(mention.sentence, "Programme"))
    clauses = len(_RE["clause"].findall(between))
    return 1 <= clauses <= (1 if later else 2) and not _RE["framing"].search(between) and not any(
        mention.right <= m.left <= industry.left for m in annotated.in_sentence(mention.sentence, "Programme")
    )


def _leads(annotated: AnnotatedDocument, mention: Mention) -> range:
    """The sentences of the paragraph that a sentence naming just this programme begins; empty for others."""
    sentences = annotated.document.sentences
    at = sentences[mention.sentence]
    first = mention.sentence == 0 or sentences[mention.sentence - 1].paragraph != at.paragraph
    if not first or not _RE["carried_end"].search(at.text[mention.right:]):
        return range(0)
    end = mention.sentence + 1
    while end < len(sentences) and sentences[end].paragraph == at.paragraph:
        end += 1
    return range(mention.sentence + 1, end)


def _kinds(annotated: AnnotatedDocument, mention: Mention) -> Iterator[Mention]:
    """Industries of the paragraph it leads that are kinds of the one in its name: 科技型服务业 of 服务业…行动."""
    named = [m.surface for m in annotated.in_sentence(mention.sentence, "Industry") if mention.covers(m)]
    for index in _leads(annotated, mention) if named else ():
        yield from (m for m in annotated.in_sentence(index, "Industry") if m.surface.endswith(tuple(named)))


def _topic(annotated: AnnotatedDocument, filled: Mapping[str, set[str]]) -> Iterator[tuple[Mention, Mention]]:
    """The industries of a short article about one plan or numeric code, where no programme's parts are told."""
    first: dict[int, Mention] = {}
    for mention in annotated.of_type("Programme"):
        article = _article(annotated, mention)
        if _RE["code"].search(_MARKS.sub("", mention.surface)) or "《" in mention.surface:
            first.setdefault(article, mention)
    members = {programme for owners in filled.values() for programme in owners}
    for article, topic in first.items():
        at = annotated.document.articles[article]
        here = {_key(m) for m in annotated.of_type("Programme") if _article(annotated, m) == article}
        if at.end - at.start > _SHORT_ARTICLE or members & here:
            continue
        for industry in annotated.of_type("Industry"):
            if _article(annotated, industry) == article:
                yield topic, industry


def _article(annotated: AnnotatedDocument, mention: Mention) -> int:
    return annotated.document.sentences[mention.sentence].article


def _wholes(
    annotated: AnnotatedDocument, programmes: Programmes, components: Iterable[Component]
) -> Iterator[RelationMention]:
    """What belongs to a larger programme: its components, what its name begins with, what is told as its detail."""
    for component in components:
        for part in _parts(annotated, component):
            yield _relation(annotated, "partOf", part, component.programme, part.sentence)
    for mentions in programmes.values():
        for mention in mentions:
            for other in annotated.in_sentence(mention.sentence, "Programme"):
                if _key(other) != _key(mention) and _belongs(annotated, mention, other):
                    yield _relation(annotated, "partOf", mention, other, mention.sentence)
            for index in _leads(annotated, mention):
                for part in annotated.in_sentence(index, "Programme"):
                    if _key(part) != _key(mention) and _kindred(part.surface, mention.surface):
                        yield _relation(annotated, "partOf", part, mention, part.sentence)
    yield from _framed(annotated, programmes)


def _parts(annotated: AnnotatedDocument, component: Component) -> Iterator[Mention]:
    """Programmes among the members, or named by the very noun that the symbol counts."""
    yield from (m for m in component.members if isinstance(m, Mention) and m.type == "Programme")
    at = next((s for s in annotated.document.sentences if s.start == component.evidence.start), None)
    for mention in annotated.in_sentence(at.index, "Programme") if at and len(component.label) > 1 else ():
        core = _MARKS.sub("", mention.surface)
        if _key(mention) != _key(component.programme) and core.endswith(component.label) and core != component.label:
            yield mention


def _kindred(part: str, whole: str) -> bool:
    """Whether two names share a word of content: 消费环境提升工程, 提振消费专项行动."""
    words = {whole[i:i + 2] for i in range(len(whole) - 1)}
    return any(word in part for word in words if not _RE["shared_idle"].search(word))


def _belongs(annotated: AnnotatedDocument, mention: Mention, other: Mention) -> bool:
    """Whether the sentence makes the first part of the other."""
    if mention.covers(other):
        return other.left - mention.left <= 1 and other.right < mention.right - 2
    if other.right > mention.left:
        return False
    between = _text(annotated, mention)[other.right:mention.left]
    if _RE["around"].search(_before(annotated, other)) and _RE["activity"].search(between):
        return True
    return bool(_RE["detail"].search(between))


def _framed(annotated: AnnotatedDocument, programmes: Programmes) -> Iterator[RelationMention]:
    """Programmes that a sentence calls the frame or goal of the one plan of the article."""
    plans: dict[int, dict[str, Mention]] = {}
    for mention in annotated.of_type("Programme"):
        if "《" in mention.surface:
            article = _article(annotated, mention)
            plans.setdefault(article, {}).setdefault(_key(mention), mention)
    for mentions in programmes.values():
        for mention in mentions:
            found = plans.get(_article(annotated, mention), {})
            plan = next(iter(found.values()), mention)
            if len(found) == 1 and plan != mention and _RE["frame_of_plan"].search(_text(annotated, mention)):
                yield _relation(annotated, "partOf", mention, plan, mention.sentence)


def _members(annotated: AnnotatedDocument) -> Iterator[RelationMention]:
    """Projects and companies that the sentence lists under a programme."""
    for programme in annotated.of_type("Programme"):
        text = _text(annotated, programme)
        for found in annotated.in_sentence(programme.sentence, "Project", "Company"):
            if found.overlaps(programme):
                continue
            after = found.left >= programme.right
            between = text[programme.right:found.left] if after else text[found.right:programme.left]
            listed = _RE["listed_before"].search(_before(annotated, programme)) or _RE["listed_after"].search(
                text[programme.right:]
            )
            others = annotated.in_sentence(programme.sentence, "Programme")
            closest = not any(programme.right <= m.left < found.left for m in others)
            done = after and closest and found.type == "Project" and _carried(annotated, programme)
            if listed or (done and len(_RE["clause"].findall(between)) == 1 and _RE["result"].search(between)):
                yield _relation(annotated, "underProgramme", found, programme, programme.sentence)
