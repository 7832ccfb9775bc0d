"""A text as read → the document with its articles, dates and sentences.

“本报讯 8月1日…” in the file haicheng-2024-08.txt: published 2024-08, one article, its sentences placed in the text.
"""

from __future__ import annotations

import hashlib
from pathlib import PurePath

from kg.datamodel import Article, Document, PartialDate
from kg.errors import InputError
from kg.reading.articles import article_starts, headline, title_blocks
from kg.reading.dates import date_of_head, date_of_lead, date_of_title
from kg.reading.layout import Block, lay_out
from kg.reading.script import simplified
from kg.reading.segmentation import Place, segment
from kg.reading.texts import RawText

_HEAD_BLOCKS, _GUESS_BLOCKS = 10, 40


def assemble(raw: RawText, max_characters: int) -> Document | InputError:
    """The document of a clean text, or an InputError for one that is blank or too long."""
    text = raw.text
    if not text.strip():
        return InputError(raw.source, "holds no text", "leave it out")
    if len(text) > max_characters:
        return InputError(raw.source, f"has over {max_characters:,} characters", "split it, or raise the limit")
    blocks = lay_out(simplified(text)).blocks
    if not blocks:
        return InputError(raw.source, "holds no sentence", "leave it out")
    starts = article_starts(blocks)
    spans = list(zip(starts, [*starts[1:], len(blocks)], strict=True))
    titles = [title_blocks(blocks, *span) for span in spans]
    title = raw.title or next((words for at in titles if (words := headline(blocks, at))), PurePath(raw.source).stem)
    published = _published(raw, title, blocks)
    articles = tuple(
        _article(blocks, (index, *span), headline(blocks, at), published)
        for index, (span, at) in enumerate(zip(spans, titles, strict=True))
    )
    places = [
        Place(index, block in at)
        for index, (span, at) in enumerate(zip(spans, titles, strict=True))
        for block in range(*span)
    ]
    return Document(
        id=hashlib.sha256(f"{raw.id}\0{text}".encode()).hexdigest()[:16], title=title, text=text, source=raw.source,
        digest=raw.digest, published=published, region=raw.region, articles=articles, sentences=segment(blocks, places),
    )


def _published(raw: RawText, title: str, blocks: list[Block]) -> PartialDate | None:
    """The document's date: told, in its head, in the file's name, in its title, guessed from its lead."""
    found = raw.published or _head_date(blocks[:_HEAD_BLOCKS], 0) or raw.named or date_of_title(title)
    if found:
        return found
    return date_of_lead("\n".join(block.text for block in blocks[:_GUESS_BLOCKS] if block.kind == "body"))


def _head_date(blocks: list[Block], year: int) -> PartialDate | None:
    bylines = [block.text for block in blocks if block.kind == "byline"]
    return date_of_head(bylines, next((block.text for block in blocks if block.kind == "body"), ""), year)


def _article(
    blocks: list[Block], place: tuple[int, int, int], title: str, published: PartialDate | None
) -> Article:
    index, start, end = place
    return Article(
        index=index, title=title,
        published=_head_date(blocks[start:min(end, start + _HEAD_BLOCKS)], published.year if published else 0),
        start=blocks[start].pieces[0][0], end=max(block.pieces[-1][1] for block in blocks[start:end]),
    )
