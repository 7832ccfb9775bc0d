"""Files → documents, with their articles and sentences.

“海城-2024-08.txt” becomes one Document with the sentences of its articles.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from kg.datamodel import Article, Document
from kg.reading.articles import article_starts, headline, title_blocks
from kg.reading.layout import lay_out
from kg.reading.segmentation import Place, segment


def read_file(path: Path) -> Document:
    """The document of a file that holds one."""
    data = path.read_bytes()
    text = data.decode("utf-8")
    digest = hashlib.sha256(data).hexdigest()
    blocks = lay_out(text).blocks
    starts = article_starts(blocks) if blocks else []
    places: list[Place] = []
    articles: list[Article] = []
    for index, (start, end) in enumerate(zip(starts, [*starts[1:], len(blocks)], strict=True)):
        titles = title_blocks(blocks, start, end)
        places += [Place(index, at in titles) for at in range(start, end)]
        title = headline(blocks, titles)
        articles.append(Article(index=index, title=title, published=None, start=blocks[start].pieces[0][0],
                                end=max(block.pieces[-1][1] for block in blocks[start:end])))
    title = next((article.title for article in articles if article.title), path.stem)
    return Document(id=digest[:16], title=title, text=text, source=path.name, digest=digest,
                    articles=tuple(articles), sentences=segment(blocks, places))

