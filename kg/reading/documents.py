from __future__ import annotations

import hashlib
import re
from pathlib import Path

from kg.datamodel import Article, Document, Sentence


def read_file(path: Path) -> Document:
    data = path.read_bytes()
    text = data.decode("utf-8")
    sentences = []
    for paragraph, line in enumerate(re.finditer(r"[^\n]+", text)):
        for part in re.finditer(r"[^。！？!?；;]+[。！？!?；;”]*", line[0]):
            stripped = part[0].strip()
            if stripped:
                at = line.start() + part.start() + part[0].index(stripped)
                sentences.append(Sentence(index=len(sentences), article=0, paragraph=paragraph, kind="body",
                                          text=stripped, runs=((0, at),)))
    title = sentences[0].text if sentences else path.stem
    return Document(id=hashlib.sha256(data).hexdigest()[:16], title=title, text=text, source=path.name,
                    digest=hashlib.sha256(data).hexdigest(), sentences=tuple(sentences),
                    articles=(Article(index=0, title=title, published=None, start=0, end=len(text)),))
