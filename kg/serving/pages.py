"""Values → pages of HTML, without any logic of the server; everything from the graph is escaped.

A cell with <https://w3id.org/regional-kg/id/region/210381> is the link ``/id/region/210381`` with the text 海城市.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from urllib.parse import quote, urlencode

from kg.query.questions import Question
from kg.query.store import PREFIXES
from kg.resources.namespaces import ID, KG
from kg.resources.ontology import load_terms
from kg.resources.patterns import load_patterns

Value = Mapping[str, str]
Row = Mapping[str, Value]
_MENU = (("/", "title"), ("/explorer.html", "explorer"), ("/graph.html", "graph"), ("/query", "query"),
         ("/report.md", "report"), ("/dataset.ttl", "description"), ("/ontology", "ontology"))
_SHOWN = 200
YASGUI = "yasgui-4.2.28-MIT.min"


def word(name: str) -> str:
    return escape(load_patterns("serving").maps["line"][name])


def page(title: str, body: str, head: str = "") -> str:
    """A whole page: the menu, then the body; ``head`` is markup for scripts and styles of ours."""
    menu = "".join(f'<a href="{path}">{word(name)}</a>' for path, name in _MENU)
    return (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="icon" href="data:,">'
        f'<link rel="stylesheet" href="/static/style.css">{head}</head>\n'
        f"<body><nav>{menu}</nav>\n<main><h1>{escape(title)}</h1>\n{body}</main></body></html>\n"
    )


def start(counts: Sequence[Row], questions: Iterable[Question]) -> str:
    rows = "".join(
        f"<tr><td>{term(row['class']['value'])}</td><td>{escape(row['count']['value'])}</td></tr>" for row in counts
    )
    asked = "".join(
        f'<li><a href="/questions/{quote(question.name)}">{escape(question.title_zh)}</a> '
        f'<span class="note">{escape(question.title_en)}</span></li>' for question in questions
    )
    body = (
        f'<form action="/search"><label>{word("search")} <input name="name" required maxlength="200"></label> '
        f'<button>{word("find")}</button></form>\n<h2>{word("questions")}</h2><ul>{asked}</ul>\n'
        f'<h2>{word("kind")}</h2><table><tbody>{rows}</tbody></table>'
    )
    return page(load_patterns("serving").maps["line"]["title"], body)


def entity(iri: str, facts: Sequence[Row], backward: Sequence[Row], evidence: Sequence[Row]) -> str:
    names = {row["p"]["value"].rpartition("#")[2]: row["o"]["value"] for row in facts}
    title = names.get("prefLabel") or next(
        (row["o"]["value"] for row in facts if row["p"]["value"].endswith(("label", "title"))), iri.removeprefix(ID))
    body = f'<p class="iri"><code>{escape(iri)}</code></p>'
    shown = [row for row in facts if not row["p"]["value"].endswith("prefLabel")]
    for heading, rows, node in (("facts", shown, "o"), ("backward", backward, "s")):
        if rows:
            lines = "".join(
                f"<tr><td>{term(row['p']['value'])}</td><td>{value(row[node], row.get('name'))}</td></tr>"
                for row in rows
            )
            body += f"<h2>{word(heading)}</h2><table><tbody>{lines}</tbody></table>"
    if evidence:
        columns = ("statement", "quote", "document", "rule", "confidence")
        heads = ("statement", "sentence", "document", "rule", "confidence")
        body += f"<h2>{word('evidence')}</h2>" + table(evidence, columns, [word(name) for name in heads])
    local = iri.removeprefix(ID)
    links = _links(f"/id/{quote(local)}?format=", ("ttl", "jsonld", "nt", "rdf"))
    return page(title, f"{body}<p>{word('formats')}: {links}</p>")


def question(
    asked: Question, values: Mapping[str, str], sparql: str, found: tuple[Sequence[str], Sequence[Row]]
) -> str:
    fields = "".join(
        f'<p><label>{escape(parameter.label_zh)} {escape(parameter.label_en)} <input name="{escape(parameter.name)}" '
        f'value="{escape(values.get(parameter.name, parameter.default))}" maxlength="200"></label></p>'
        for parameter in asked.parameters
    )
    form = f'<form>{fields}<button>{word("ask")}</button></form>' if fields else ""
    query = urlencode({"query": sparql})
    links = _links(f"/sparql?{query}&amp;format=", ("csv", "tsv", "json", "xml"))
    body = (
        f'<p class="note">{escape(asked.title_en)}</p>{form}{table(found[1], found[0])}'
        f'<p>{word("formats")}: {links} · <a href="/query?{query}">{word("editor")}</a></p><pre>{escape(sparql)}</pre>'
    )
    return page(asked.title_zh, body)


def editor(query: str, questions: Iterable[Question]) -> str:
    """YASGUI; without scripts a plain field whose answer is a table to download."""
    listed = list(questions)
    options = "".join(
        f'<option value="{escape(q.name)}">{escape(q.title_zh)} {escape(q.title_en)}</option>' for q in listed)
    hidden = "".join(f'<pre hidden id="example-{escape(name)}">{escape(sparql)}</pre>'
                     for name, sparql in (("", query), *((q.name, q.sparql) for q in listed)))
    names = " ".join(f"{name}:" for name in sorted(PREFIXES))
    body = (
        f'<p><label>{word("example")} <select id="examples"><option value=""></option>{options}</select></label></p>'
        f'<noscript><form action="/sparql" method="post"><textarea name="query" aria-label="SPARQL">{escape(query)}'
        f'</textarea><button>{word("ask")}</button></form></noscript><div id="editor"></div>'
        f'<p class="note">{word("prefixes")} <code>{escape(names)}</code> · {word("keys")}</p>{hidden}'
    )
    head = (f'<link rel="stylesheet" href="/static/{YASGUI}.css"><script src="/static/{YASGUI}.js" defer></script>'
            '<script src="/static/editor.js" defer></script>')
    return page("SPARQL", body, head)


def search(name: str, found: Sequence[Row]) -> str:
    rows = "".join(
        f"<tr><td>{value(row['node'], row['name'])}</td><td>{term(row['type']['value'])}</td></tr>" for row in found
    )
    body = f"<table><tbody>{rows}</tbody></table>" if rows else f"<p>{word('nothing')}</p>"
    return page(name, body)


def _links(address: str, formats: Sequence[str]) -> str:
    return " ".join(f'<a href="{address}{name}">{name}</a>' for name in formats)


def message(status: int, text: str) -> str:
    return page(str(status), f'<p class="message">{escape(text)}</p>')


def table(rows: Sequence[Row], columns: Sequence[str], heads: Sequence[str] = ()) -> str:
    if not rows:
        return f"<p>{word('nothing')}</p>"
    head = "".join(f"<th>{name}</th>" for name in heads or map(escape, columns))
    lines = "".join(
        "<tr>" + "".join(f"<td>{value(row[name]) if name in row else ''}</td>" for name in columns) + "</tr>"
        for row in rows[:_SHOWN]
    )
    more = f'<p class="note">{word("more")}</p>' if len(rows) > _SHOWN else ""
    return f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table></div>{more}'


def value(shown: Value, name: Value | None = None) -> str:
    """A literal as text; a node of the graph as a link with its name, another one by its prefix."""
    text = shown["value"]
    if shown["type"] != "uri":
        return escape(text)
    if text.startswith(KG):
        return term(text)
    label = escape(name["value"] if name else _short(text))
    return f'<a href="/id/{quote(text.removeprefix(ID))}">{label}</a>' if text.startswith(ID) else label


def term(iri: str) -> str:
    """A term of the ontology with its Chinese name; another one by its prefix."""
    known = load_terms().get(iri.removeprefix(KG)) if iri.startswith(KG) else None
    if known:
        link = f'<a href="/ontology#{known.name}">{escape(known.label_zh)}</a>'
        return f'{link} <span class="kind">kg:{known.name}</span>'
    return escape(_short(iri))


def _short(iri: str) -> str:
    for prefix, space in sorted(PREFIXES.items(), key=lambda item: -len(item[1])):
        if iri.startswith(space):
            return f"{prefix}:{iri[len(space):]}"
    return iri
