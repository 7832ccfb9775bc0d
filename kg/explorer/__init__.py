"""KnowledgeGraph → ``explorer.html``: the whole graph in one file that asks no other host for anything.

The graph travels as columns of JSON inside a script element, compressed where it is large; the page's own modules
are joined into one script; a policy allows just that script and that style sheet.  A reader opens the file, types
“hyjt” and sees 后英集团 with its projects and the sentences that name them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from importlib.resources import files

from kg.datamodel import KnowledgeGraph
from kg.explorer.content import content
from kg.explorer.joining import joined
from kg.page import embedded

# Up to this size the columns stay readable JSON: equal bytes with every zlib, and a small graph gains little.
PLAIN_BYTES = 150_000


def explorer_page(graph: KnowledgeGraph) -> bytes:
    """The page as UTF-8 bytes."""
    own = files("kg.explorer") / "page"
    modules = {path.name: path.read_text(encoding="utf-8") for path in own.iterdir() if path.name.endswith(".js")}
    script, style = joined(modules), (own / "style.css").read_text(encoding="utf-8")
    strings = json.loads((own / "strings.json").read_text(encoding="utf-8"))
    form, data = packed(content(graph))
    parts = {
        "policy": f"default-src 'none'; script-src {_source(script)}; style-src {_source(style)}; img-src data: blob:; "
                  "connect-src 'none'; base-uri 'none'; form-action 'none'",
        "style": style, "script": script, "strings": embedded(strings), "form": form, "data": data,
    }
    return _filled((own / "page.html").read_text(encoding="utf-8"), parts).encode("utf-8")


def packed(columns: dict[str, object]) -> tuple[str, str]:
    """The form (“json” or “gzip”) and the text for the script element; “gzip” is base64 of the compressed JSON."""
    text = embedded(columns)
    if len(text.encode("utf-8")) <= PLAIN_BYTES:
        return "json", text
    small = gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)
    return "gzip", base64.b64encode(small).decode("ascii")


def _filled(template: str, parts: dict[str, str]) -> str:
    """The template with each {{name}} replaced once; what is put in is not read again."""
    first, *pieces = template.split("{{")
    filled = [first]
    for piece in pieces:
        name, rest = piece.split("}}", 1)
        filled += [parts[name], rest]
    return "".join(filled)


def _source(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
