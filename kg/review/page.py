"""Doubtful pairs → a page where a person judges them and saves ``decisions.tsv``: one file, no network.

三鱼泵业 and 海城三鱼泵业有限公司 stand side by side with their sentences, the names marked; without scripts the page is
still to be read.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from kg.datamodel import Decision
from kg.resources.decisions import written_decisions
from kg.resources.ontology import load_terms
from kg.review.doubts import Context, Doubt, Side


def review_page(doubts: Sequence[Doubt], decisions: Iterable[Decision], who: str = "") -> bytes:
    """The page as UTF-8 bytes; the table that it saves begins with ``decisions``, those that the user has already."""
    own = files("kg.review") / "template"
    style, script = ((own / name).read_text(encoding="utf-8") for name in ("review.css", "review.js"))
    parts = {
        "policy": f"default-src 'none'; script-src {_source(script)}; style-src {_source(style)}; base-uri 'none'; "
                  "form-action 'none'; connect-src 'none'",
        "style": style, "script": script, "who": escape(who), "count": str(len(doubts)),
        "pairs": "\n".join(map(_pair, doubts)), "table": escape(written_decisions(decisions).decode("utf-8")),
    }
    first, *pieces = (own / "review.html").read_text(encoding="utf-8").split("{{")
    filled = [first]
    for piece in pieces:
        name, rest = piece.split("}}", 1)
        filled += [parts[name], rest]
    return "".join(filled).encode("utf-8")


def _pair(doubt: Doubt) -> str:
    kind = load_terms()[doubt.type]
    reasons = "；".join(doubt.reasons)
    return (
        f'<article data-type="{doubt.type}" data-left="{escape(doubt.left.label)}" '
        f'data-right="{escape(doubt.right.label)}" tabindex="0">\n'
        f'<header><b>{escape(kind.label_zh)} {doubt.type}</b> <span class="value">{doubt.value}</span> '
        f'<span class="reason">{escape(reasons)} ({doubt.score:.2f})</span></header>\n'
        f'<div class="sides">{_side(doubt.left)}{_side(doubt.right)}</div>\n</article>'
    )


def _side(side: Side) -> str:
    called = "" if side.entity == side.label else f"<p>{escape(side.entity)}</p>"
    return f"<section><h2><bdi>{escape(side.label)}</bdi></h2>{called}{''.join(map(_context, side.contexts))}</section>"


def _context(context: Context) -> str:
    told = escape(" ".join(filter(None, (context.document, context.published))))
    return (f"<blockquote><bdi>{escape(context.before)}<mark>{escape(context.name)}</mark>{escape(context.after)}</bdi>"
            f"<footer>{told}</footer></blockquote>")


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
