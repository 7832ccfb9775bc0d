"""Document → Extraction: names, then what the text says of them.

The order matters: each recognizer sees the mentions of those before it, relations see them all.
“海城三鱼泵业有限公司的水泵项目开工” gives a Company, a Region inside it, a Project and its stage.
"""

from __future__ import annotations

from dataclasses import replace

from kg.datamodel import AnnotatedDocument, Document, Extraction, Mention
from kg.extraction import attributes, observations, placing, programmes, renamings
from kg.extraction.recognition import RECOGNIZERS, settle
from kg.extraction.relations import RELATORS, programme
from kg.resources.expressions import survey


def recognize(document: Document) -> tuple[Mention, ...]:
    """The mentions that the rules find, overlaps settled."""
    known: tuple[Mention, ...] = ()
    survey(sentence.text for sentence in document.sentences)
    for recognizer in RECOGNIZERS:
        known = settle((*known, *recognizer(document, known)))
    return known


def annotate(document: Document, *, tagger: bool = True) -> AnnotatedDocument:
    """The document with its mentions, of the rules and of the tagger, and the home region of each sentence."""
    known = recognize(document)
    if tagger:
        from kg.extraction import tagging  # with numpy, which who only begins processes must not load (kg.processes)

        known = tagging.tag(document, known)
    annotated = AnnotatedDocument(document=document, mentions=known, homes=placing.place(document, known))
    told = programmes.told_industries(annotated)
    return replace(annotated, mentions=settle((*known, *told))) if told else annotated


def read(annotated: AnnotatedDocument) -> Extraction:
    """What the document says of its mentions."""
    components = programmes.decode(annotated)
    relations = (relation for relate in RELATORS for relation in relate(annotated))
    return Extraction(
        document=annotated.document,
        mentions=annotated.mentions,
        relations=(*relations, *programme.relate(annotated, components)),
        components=components,
        attributes=attributes.attribute(annotated),
        observations=observations.observe(annotated, components),
        renamings=renamings.rename(annotated),
    )


def extract(document: Document, *, tagger: bool = True) -> Extraction:
    return read(annotate(document, tagger=tagger))
