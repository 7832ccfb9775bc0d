"""What the relations of programmes share: the words around a mention, and whether they carry it out.

In “深入实施城市更新行动” the programme is carried out, in “借力城市更新行动契机” it is not.
"""

from __future__ import annotations

from collections.abc import Mapping

import regex

from kg.datamodel import AnnotatedDocument, Mention, Relation, RelationMention
from kg.resources.patterns import load_patterns

RE = load_patterns("programme_relations").regex
# The quotes and brackets of a title around a programme's name.
MARKS = regex.compile("[“”‘’\"《》]")
_NEAR = 80

Programmes = Mapping[str, tuple[Mention, ...]]


def relation(
    annotated: AnnotatedDocument, relation: Relation, subject: Mention, object: Mention, sentence: int
) -> RelationMention:
    """The relation with its sentence as evidence."""
    evidence = annotated.document.evidence(sentence, f"programme:{relation}")
    return RelationMention(relation=relation, subject=subject, object=object, evidence=evidence)


def text(annotated: AnnotatedDocument, mention: Mention) -> str:
    """The sentence of the mention."""
    return annotated.document.sentences[mention.sentence].text


def before(annotated: AnnotatedDocument, mention: Mention) -> str:
    """What stands close before the mention in its sentence."""
    return text(annotated, mention)[max(0, mention.left - _NEAR):mention.left]


def carried(annotated: AnnotatedDocument, mention: Mention) -> bool:
    """Whether the clause says that the programme is carried out, not only that something serves it."""
    words = before(annotated, mention)
    done = RE["carried"].search(words) or RE["carried_on"].match(text(annotated, mention), mention.right)
    return bool(done) and not RE["serving"].search(RE["clause"].split(words)[-1])


def led(annotated: AnnotatedDocument, mention: Mention) -> bool:
    """Whether a verb close by carries the programme out: what follows in the sentence is its content."""
    words = before(annotated, mention)
    return bool(RE["led"].search(words)) and not RE["serving"].search(RE["clause"].split(words)[-1])


def key(mention: Mention) -> str:
    """What ties the mentions of one thing together."""
    return mention.refers or mention.surface


def leads(annotated: AnnotatedDocument, mention: Mention) -> range:
    """The sentences of the paragraph that a sentence naming just this programme begins; empty for others."""
    sentences = annotated.document.sentences
    at = sentences[mention.sentence]
    first = mention.sentence == 0 or sentences[mention.sentence - 1].paragraph != at.paragraph
    if not first or not RE["carried_end"].search(at.text[mention.right:]):
        return range(0)
    end = mention.sentence + 1
    while end < len(sentences) and sentences[end].paragraph == at.paragraph:
        end += 1
    return range(mention.sentence + 1, end)


def article(annotated: AnnotatedDocument, mention: Mention) -> int:
    """The number of the article that holds the mention."""
    return annotated.document.sentences[mention.sentence].article


def kindred(part: str, whole: str) -> bool:
    """Whether two names share a word of content: 消费环境提升工程, 提振消费专项行动."""
    words = {whole[i:i + 2] for i in range(len(whole) - 1)}
    return any(word in part for word in words if not RE["shared_idle"].search(word))
