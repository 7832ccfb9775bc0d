"""Annotated document → the industry that each sentence is about because of what stands before it.

“水泵：三家企业撑起一条链” as a heading, “水泵产业加速集聚。” at the begin of a paragraph and “16个水泵项目签约” as the
title of an article hand 水泵 down to the companies and projects that follow.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.datamodel import AnnotatedDocument, Mention, Sentence
from kg.extraction import placing
from kg.resources.patterns import load_patterns

_PATTERNS = load_patterns("develops").regex
GENERAL = frozenset(load_patterns("develops").words["general"])
# Where an industry stands that a sentence begins with, behind a mark or a number.
_BEGIN = 3
_SHORT, _LONG = 16, 48
# The title's industry is the theme of an article where at least this share of its industries hold that word.
_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Topic:
    """The industry and the rule that makes it the topic: topic, title."""

    industry: Mention
    rule: str


def topics(annotated: AnnotatedDocument) -> Iterator[tuple[Sentence, list[Mention], Topic | None]]:
    """Each sentence with its industries outside of names, and the topic that comes from a sentence before it."""
    themes = _themes(annotated)
    headed: dict[int, Topic] = {}
    topic: Topic | None = None
    paragraph = (-1, -1)
    report = placing.titled(annotated.document, annotated.of_type("Region")) is not None
    alone = len(annotated.document.articles) == 1
    for sentence in annotated.document.sentences:
        opens = (sentence.article, sentence.paragraph) != paragraph
        if opens:
            paragraph = (sentence.article, sentence.paragraph)
            topic = headed.get(sentence.heading) or themes.get(sentence.article)
        industries = _named(annotated, sentence)
        stated = _stated(sentence, industries)
        if stated is None and opens and not report:
            stated = _opens(annotated, industries, alone) or (None if topic else _begins(annotated, industries))
        if topic and industries and industries[0].left <= _BEGIN and not _same(industries[0], topic.industry):
            topic = None
        turned = not industries and _PATTERNS["turns"].match(sentence.text)
        yield sentence, industries, None if stated or turned else topic
        if stated:
            topic = Topic(stated, "topic")
            if sentence.kind == "heading":
                headed[sentence.index] = topic


def _named(annotated: AnnotatedDocument, sentence: Sentence) -> list[Mention]:
    """The industries of a sentence that are no part of the name of a company or body."""
    around = annotated.in_sentence(sentence.index)
    bodies = [other for other in around if other.type in ("Company", "Organisation")]
    return [m for m in around if m.type == "Industry" and not any(body.covers(m) for body in bodies)]


def _stated(sentence: Sentence, industries: Sequence[Mention]) -> Mention | None:
    """The industry that a short sentence or heading is or begins with: 图谱一，超硬材料; 水泵产业实现集群化."""
    if len({m.refers or m.surface for m in industries}) != 1 or len(sentence.text) > _LONG:
        return None
    industry = industries[0]
    alone = len(sentence.text.rstrip("。：:")) - industry.right <= 1 and len(sentence.text) <= _SHORT
    if alone and not _PATTERNS["promotes"].search(sentence.text):
        return industry
    begins = _PATTERNS["topic_lead"].match(sentence.text, 0, industry.left)
    return industry if begins and _PATTERNS["topic_said"].match(sentence.text, industry.right) else None


def _same(first: Mention, second: Mention) -> bool:
    return (first.refers or first.surface) == (second.refers or second.surface)


def _opens(annotated: AnnotatedDocument, industries: Sequence[Mention], alone: bool) -> Mention | None:
    """The only industry of a paragraph's first sentence, where it begins the sentence or the document is one article
    and nothing that could be of it stands before it."""
    if len({m.refers or m.surface for m in industries}) != 1:
        return None
    industry = industries[0]
    if industry.surface in GENERAL or _is_left(annotated, industry):
        return None
    if industry.left <= _BEGIN:
        return industry
    before = annotated.in_sentence(industry.sentence, "Company", "Project", "Park")
    return industry if alone and not any(thing.left < industry.left for thing in before) else None


def _begins(annotated: AnnotatedDocument, industries: Sequence[Mention]) -> Mention | None:
    """The first industry of a paragraph that it begins with, in no list: 光伏是新材料里长得快的一支."""
    if len(industries) < 2 or industries[0].left > _BEGIN or industries[0].surface in GENERAL:
        return None
    text = annotated.document.sentences[industries[0].sentence].text
    listed = _PATTERNS["joins"].match(text[industries[0].right : industries[1].left])
    return None if listed or _is_left(annotated, industries[0]) else industries[0]


def _is_left(annotated: AnnotatedDocument, industry: Mention) -> bool:
    """Whether the text goes on about others than this industry: 光伏之外，…, 不止光伏, 光伏项目12个，轴承项目10个."""
    text = annotated.document.sentences[industry.sentence].text
    behind = any(_PATTERNS[name].match(text, industry.right) for name in ("beyond", "counted_behind"))
    return bool(behind or _PATTERNS["beyond_lead"].search(text[: industry.left]))


def _themes(annotated: AnnotatedDocument) -> dict[int, Topic]:
    """For each article that is about one industry the mention of it in the title."""
    counts: dict[int, Counter[str]] = {}
    titles: dict[int, list[Mention]] = {}
    for mention in annotated.of_type("Industry"):
        sentence = annotated.document.sentences[mention.sentence]
        if sentence.kind == "title":
            titles.setdefault(sentence.article, []).append(mention)
        else:
            counts.setdefault(sentence.article, Counter())[mention.surface] += 1
    found: dict[int, Topic] = {}
    for article, named in titles.items():
        words = counts.get(article, Counter())
        shared = sum(count for word, count in words.items() if named[0].surface in word)
        text = annotated.document.sentences[named[0].sentence].text
        leaves = any(_PATTERNS[name].match(text, named[0].right) for name in ("beyond", "paper_behind"))
        if len(named) != 1 or named[0].surface in GENERAL or leaves:
            continue
        if shared >= _SHARE * words.total():
            found[article] = Topic(named[0], "title")
    return found
