"""Annotated documents → their text with the mentions marked, for a terminal or as a page of HTML.

“海城三鱼泵业有限公司” is ``[企业 [行政区 海城]三鱼泵业有限公司]``: the type stands before the name, a name within
a name has brackets of its own.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.datamodel import ENTITY_TYPES, AnnotatedDocument, EntityType, Mention
from kg.resources.ontology import load_terms

# Foreground colours of a terminal; on a page grounds so light that black text reads well on them.
_TERMINAL: dict[EntityType, int] = {
    "Company": 36, "Project": 33, "Industry": 32, "Programme": 31, "Region": 34, "Park": 35, "Organisation": 90,
}
_GROUND: dict[EntityType, str] = {
    "Company": "#cfe8f7", "Project": "#fbe3b3", "Industry": "#c4ead9", "Programme": "#f9d2bd",
    "Region": "#c3d9ee", "Park": "#efd5e4", "Organisation": "#e2e2e2",
}
_STYLE = """\
body { max-width: 46em; margin: 2em auto; padding: 0 1em; font: 17px/2.3 "Noto Sans CJK SC", sans-serif;
  color: #111; background: #fff }
pre { font: inherit; white-space: pre-wrap; overflow-wrap: anywhere }
mark { color: inherit; border-radius: 4px; padding: 4px 3px; border: 1px solid #0004 }
mark mark { padding: 1px 2px }
mark::before { content: attr(data-type); font-size: 10px; color: #444; margin-right: 3px; vertical-align: 5px }
p.legend mark { display: inline-block; line-height: 1.4; margin: 2px 8px 2px 0 }
"""


@dataclass(frozen=True, slots=True)
class Marks:
    """How a mention opens, how it closes (given those around it), and what becomes of the text."""

    opening: Callable[[Mention], str]
    closing: Callable[[Sequence[Mention]], str]
    text: Callable[[str], str]


def on_terminal(annotated: AnnotatedDocument, *, colour: bool) -> str:
    """The document's text with its mentions in brackets, in colour where wanted."""
    return "".join(_marked(annotated, _COLOURED if colour else _PLAIN)).rstrip("\n") + "\n"


def as_page(documents: Iterable[AnnotatedDocument]) -> str:
    """A page of HTML with the text of each document; no script, nothing from elsewhere."""
    grounds = "".join(f"mark.{type} {{ background: {ground} }}\n" for type, ground in _GROUND.items())
    legend = "".join(f'<mark class="{type}">{_label(type)} {type}</mark>' for type in ENTITY_TYPES)
    articles = "".join(
        f"<article><h1>{html.escape(annotated.document.title)}</h1>\n"
        f"<pre>{''.join(_marked(annotated, _HTML))}</pre></article>\n"
        for annotated in documents
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh">\n<head>\n<meta charset="utf-8">\n<title>kg annotate</title>\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<style>\n{_STYLE}{grounds}</style>\n</head>\n<body>\n<p class="legend">{legend}</p>\n{articles}</body>\n'
        "</html>\n"
    )


def _marked(annotated: AnnotatedDocument, marks: Marks) -> Iterator[str]:
    """The text in pieces; of two mentions that cross, the first to begin counts."""
    text, at = annotated.document.text, 0
    open_ones: list[Mention] = []
    for mention in sorted(annotated.mentions, key=lambda mention: (mention.start, -mention.end)):
        while open_ones and open_ones[-1].end <= mention.start:
            yield marks.text(text[at : open_ones[-1].end])
            at = open_ones.pop().end
            yield marks.closing(open_ones)
        if not open_ones or mention.end <= open_ones[-1].end:
            yield marks.text(text[at : mention.start]) + marks.opening(mention)
            at = mention.start
            open_ones.append(mention)
    while open_ones:
        yield marks.text(text[at : open_ones[-1].end])
        at = open_ones.pop().end
        yield marks.closing(open_ones)
    yield marks.text(text[at:])


def _label(type: EntityType) -> str:
    return load_terms()[type].label_zh


def _printable(text: str) -> str:
    """The text without signs that would steer a terminal."""
    return "".join(sign for sign in text if sign.isprintable() or sign in "\n\t")


def _coloured_opening(mention: Mention) -> str:
    return f"\x1b[0;{_TERMINAL[mention.type]}m[\x1b[2m{_label(mention.type)}\x1b[22m "


def _coloured_closing(still_open: Sequence[Mention]) -> str:
    return "]\x1b[0m" + (f"\x1b[{_TERMINAL[still_open[-1].type]}m" if still_open else "")


def _html_opening(mention: Mention) -> str:
    title = html.escape(f"{mention.type} {mention.rule}" + (f" → {mention.refers}" if mention.refers else ""))
    return f'<mark class="{mention.type}" data-type="{_label(mention.type)}" title="{title}">'


_PLAIN = Marks(lambda mention: f"[{_label(mention.type)} ", lambda still_open: "]", _printable)
_COLOURED = Marks(_coloured_opening, _coloured_closing, _printable)
_HTML = Marks(_html_opening, lambda still_open: "</mark>", html.escape)
