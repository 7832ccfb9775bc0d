"""The Accept header of a request → the format to answer in.

``text/turtle, application/ld+json;q=0.5`` wants ttl; a browser wants html; nothing and ``*/*`` take the first offer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# The media types of each format; the first is what is sent.
MEDIA: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "rdf": ("application/rdf+xml", "application/xml"),
    "jsonld": ("application/ld+json", "application/json"),
    "html": ("text/html", "application/xhtml+xml"),
}
TABLES = ("json", "xml", "csv", "tsv")
GRAPHS = ("ttl", "jsonld", "nt", "rdf")
PAGES = ("html", "ttl", "jsonld", "nt", "rdf")


def choose(accept: str, offered: Sequence[str]) -> str:
    """The best of the offered formats by quality, then by the order offered; empty where none will do."""
    ranges = [_range(part) for part in accept.split(",") if part.strip()] or [("*/*", 1.0)]
    scores = {name: _quality(name, ranges) for name in offered}
    best = max(scores.values())
    return next(name for name in offered if scores[name] == best) if best > 0 else ""


def content_type(name: str) -> str:
    media = MEDIA[name][0]
    return f"{media}; charset=utf-8" if media.startswith("text/") else media


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return media, float(parameter[2:])
            except ValueError:
                return media, 0.0
    return media, 1.0


def _quality(name: str, ranges: Sequence[tuple[str, float]]) -> float:
    """That of the ranges that name a media type of the format most closely."""
    kinds = [f"{media.partition('/')[0]}/*" for media in MEDIA[name]]
    for wanted in (MEDIA[name], kinds, ("*/*",)):
        found = [quality for media, quality in ranges if media in wanted]
        if found:
            return max(found)
    return 0.0
