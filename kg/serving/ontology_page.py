"""``regional.ttl`` and ``alignment.ttl`` → one page of HTML in Chinese and English, with a diagram; no script.

The class kg:Region stands as 行政区 Region with its definition, example, what it means elsewhere
(schema:AdministrativeArea) and the relations that begin and end there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape

from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from kg.resources.location import ONTOLOGY
from kg.resources.namespaces import KG, RDF, SKOS, VOCABULARIES
from kg.resources.ontology import OntologyTerm, load_terms
from kg.resources.patterns import load_patterns

_HEADER = NamedNode("https://w3id.org/regional-kg/ontology")
_MORE = {
    "org": "http://www.w3.org/ns/org#", "geosparql": "http://www.opengis.net/ont/geosparql#",
    "sdmx-concept": "http://purl.org/linked-data/sdmx/2009/concept#",
    "sdmx-dimension": "http://purl.org/linked-data/sdmx/2009/dimension#",
    "sdmx-measure": "http://purl.org/linked-data/sdmx/2009/measure#",
}
_KINDS = (("class", "classes"), ("relation", "relations"), ("attribute", "attributes"), ("individual", "individuals"))
# Where each class stands in the diagram: column and row.
_PLACES: Mapping[str, tuple[float, float]] = {
    "Organisation": (0, 0), "Programme": (1.5, 0), "ProgrammeComponent": (3, 0),
    "Company": (0, 1.5), "Project": (1.5, 1.1), "Industry": (3, 1.5),
    "Park": (0.5, 2.7), "Region": (2.4, 2.7),
    "Observation": (0, 3.9), "Entity": (1.5, 3.9), "Document": (3, 3.9),
    "Claim": (0, 5), "Evidence": (1.5, 5), "Match": (3, 5),
}
_COLUMN, _ROW, _WIDTH, _HEIGHT, _MARGIN = 260, 120, 158, 44, 150
# Where the label of an edge stands between its ends; not in the middle, where many cross.
_LABEL_AT = 0.4
_STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8882; --accent: #1668a8 }
@media (prefers-color-scheme: dark) { :root { --accent: #79b8ee } }
body { margin: 0 auto; max-width: 62em; padding: 0 1em 4em; font: 16px/1.6 system-ui, "Noto Sans CJK SC", sans-serif }
a { color: var(--accent); text-underline-offset: 3px } h2 { margin-top: 2em; border-bottom: 1px solid var(--line) }
h3 { margin: 1.6em 0 .2em } h3 small { font-weight: normal; opacity: .75 } :target { background: var(--soft) }
dl { display: grid; grid-template-columns: 11em 1fr; gap: .1em .8em; margin: .3em 0; font-size: 15px }
dt { opacity: .75 } dd { margin: 0; overflow-wrap: anywhere } code { font: 13px/1.5 ui-monospace, monospace }
ul.index { columns: 16em; padding-left: 1.2em } svg { width: 100%; height: auto; font: 13px sans-serif }
rect { fill: Canvas; stroke: var(--accent); stroke-width: 1.5 } line, path.edge { stroke: #888; fill: none }
svg text { fill: CanvasText; text-anchor: middle } svg .relation { font-size: 10.5px; fill: #777;
  paint-order: stroke; stroke: Canvas; stroke-width: 4px } marker path { fill: #888 }
@media (max-width: 40em) { dl { grid-template-columns: 1fr } dt { margin-top: .4em } }
"""


def ontology_page() -> str:
    """The page; equal files of ``ontology/`` give equal pages."""
    store = _store()
    title = " · ".join(_texts(store, _HEADER, VOCABULARIES["dcterms"] + "title"))
    sections = "".join(_section(store, kind, name) for kind, name in _KINDS)
    return (
        '<!DOCTYPE html>\n<html lang="zh"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style></head>\n<body>\n<h1>{escape(title)}</h1>\n"
        f"{_header(store)}\n<h2>{_word('diagram')}</h2>\n{diagram()}\n{sections}</body></html>\n"
    )


@cache
def _store() -> Store:
    store = Store()
    for name in ("regional.ttl", "alignment.ttl"):
        store.load(path=str(ONTOLOGY / name), format=RdfFormat.TURTLE)
    return store


def _word(name: str) -> str:
    return escape(load_patterns("ontology_page").maps["line"][name])


def _values(store: Store, subject: NamedNode, predicate: str) -> list[str]:
    found = store.quads_for_pattern(subject, NamedNode(predicate), None, None)
    return sorted(quad.object.value for quad in found if isinstance(quad.object, NamedNode | Literal))


def _texts(store: Store, subject: NamedNode, predicate: str) -> list[str]:
    """The literals, Chinese before English."""
    found = [quad.object for quad in store.quads_for_pattern(subject, NamedNode(predicate), None, None)]
    literals = [value for value in found if isinstance(value, Literal)]
    return [value.value for value in sorted(literals, key=lambda v: (v.language != "zh", v.language or "", v.value))]


def _header(store: Store) -> str:
    owl, dcterms = VOCABULARIES["owl"], VOCABULARIES["dcterms"]
    description = "".join(f"<p>{escape(text)}</p>" for text in _texts(store, _HEADER, dcterms + "description"))
    rows = [
        ("version", f"{_linked(_values(store, _HEADER, owl + 'versionIRI'))}"),
        ("prior", f"{_linked(_values(store, _HEADER, owl + 'priorVersion'))}"),
        ("licence", f"{_linked(_values(store, _HEADER, dcterms + 'license'))}"),
        ("namespace", f"<code>{escape(KG)}</code> (kg:)"),
        ("changes", "<br>".join(escape(text) for text in _texts(store, _HEADER, SKOS + "changeNote"))),
    ]
    index = "".join(
        f'<li><a href="#{term.name}">{escape(term.label_zh)} {escape(term.name)}</a></li>'
        for kind, _ in _KINDS for term in _of_kind(kind)
    )
    return f'{description}{_list(rows)}<ul class="index">{index}</ul>'


def _of_kind(kind: str) -> list[OntologyTerm]:
    return [term for term in load_terms().values() if term.kind == kind]


def _section(store: Store, kind: str, name: str) -> str:
    return f"<h2>{_word(name)}</h2>\n" + "".join(_term(store, term) for term in _of_kind(kind))


def _term(store: Store, term: OntologyTerm) -> str:
    node, rdfs = NamedNode(KG + term.name), VOCABULARIES["rdfs"]
    said = {
        "domain": _names(term.domain), "range": _names(term.range),
        "parents": _linked(value for predicate in ("subClassOf", "subPropertyOf")
                           for value in _values(store, node, rdfs + predicate)),
        "types": _linked(value for value in _values(store, node, RDF + "type") if value.startswith((KG, _space("qb")))),
        "disjoint": _linked(_values(store, node, VOCABULARIES["owl"] + "disjointWith")),
        "see": _linked(value for value in _values(store, node, rdfs + "seeAlso")),
        "from": _names(t.name for t in load_terms().values() if term.name in t.domain),
        "to": _names(t.name for t in load_terms().values() if term.name in t.range),
        "example": "<br>".join(f"<code>{escape(text)}</code>" for text in _values(store, node, SKOS + "example")),
    }
    rows = [(name, text) for name, text in said.items() if text]
    return (
        f'<h3 id="{term.name}">{escape(term.label_zh)} {escape(term.label_en)} <small>kg:{term.name}</small></h3>\n'
        f"<p>{escape(term.definition_zh)}<br>{escape(term.definition_en)}</p>\n{_list(rows)}"
    )


def _list(rows: Iterable[tuple[str, str]]) -> str:
    return "<dl>" + "".join(f"<dt>{_word(name)}</dt><dd>{text}</dd>" for name, text in rows if text) + "</dl>\n"


def _space(prefix: str) -> str:
    return {**VOCABULARIES, **_MORE}[prefix]


def _names(names: Iterable[str]) -> str:
    return ", ".join(
        f'<a href="#{name}">{escape(name)}</a>' if name in load_terms() else escape(name) for name in sorted(set(names))
    )


def _linked(iris: Iterable[str]) -> str:
    return ", ".join(map(_link, iris))


def _link(iri: str) -> str:
    if iri.startswith(KG):
        return _names([iri.removeprefix(KG)])
    spaces = {**VOCABULARIES, **_MORE}
    short = next((f"{name}:{iri[len(space):]}" for name, space in spaces.items() if iri.startswith(space)), iri)
    return f'<a href="{escape(iri)}" rel="noreferrer">{escape(short)}</a>'


def diagram() -> str:
    """Classes as boxes, relations as arrows from domain to range, as SVG."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for term in _of_kind("relation"):
        for source in term.domain:
            for target in term.range:
                # What is part of a programme is a programme, what is part of a region a region.
                apart = term.domain == term.range and source != target
                if source in _PLACES and target in _PLACES and not apart:
                    pairs.setdefault((source, target), []).append(term.label_zh)
    edges = "".join(_edge(source, target, names) for (source, target), names in sorted(pairs.items()))
    boxes = "".join(map(_box, _PLACES))
    width = _MARGIN * 2 + max(x for x, _ in _PLACES.values()) * _COLUMN
    height = _MARGIN + max(y for _, y in _PLACES.values()) * _ROW + _HEIGHT
    return (
        f'<svg viewBox="0 0 {width:g} {height:g}" role="img" aria-label="{_word("diagram")}"><defs><marker id="tip" '
        'viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z"/>'
        f"</marker></defs>{edges}{boxes}</svg>"
    )


def _middle(name: str) -> tuple[float, float]:
    column, row = _PLACES[name]
    return _MARGIN + column * _COLUMN, _MARGIN / 2 + row * _ROW


def _box(name: str) -> str:
    x, y = _middle(name)
    label = load_terms()[name].label_zh
    return (
        f'<a href="#{name}"><rect x="{x - _WIDTH / 2:g}" y="{y - _HEIGHT / 2:g}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'rx="6"/><text x="{x:g}" y="{y - 3:g}">{escape(label)}</text>'
        f'<text x="{x:g}" y="{y + 14:g}">{escape(name)}</text></a>'
    )


def _edge(source: str, target: str, names: list[str]) -> str:
    label = escape("、".join(sorted(set(names))))
    x, y = _middle(source)
    if source == target:
        side = x - _WIDTH / 2 if x < _COLUMN else x + _WIDTH / 2
        out = -34 if x < _COLUMN else 34
        return (
            f'<path class="edge" marker-end="url(#tip)" d="M{side:g} {y - 8:g}c{out} -14 {out} 30 0 18"/>'
            f'<text class="relation" x="{side + out * 0.75:g}" y="{y + 22:g}">{label}</text>'
        )
    u, v = _middle(target)
    # An edge and its counterpart run beside each other.
    length = ((u - x) ** 2 + (v - y) ** 2) ** 0.5
    aside_x, aside_y = (y - v) / length * 9, (u - x) / length * 9
    begin, end = (_leave((sign * (u - x), sign * (v - y)), (aside_x, aside_y)) for sign in (1, -1))
    at_x, at_y = x + aside_x + (u - x) * _LABEL_AT, y + aside_y + (v - y) * _LABEL_AT
    return (
        f'<line marker-end="url(#tip)" x1="{x + begin[0]:.1f}" y1="{y + begin[1]:.1f}" x2="{u + end[0]:.1f}" '
        f'y2="{v + end[1]:.1f}"/><text class="relation" x="{at_x:.1f}" y="{at_y:.1f}">{label}</text>'
    )


def _leave(towards: tuple[float, float], aside: tuple[float, float]) -> tuple[float, float]:
    """Where a line that starts aside of the middle of a box crosses its border, from the middle."""
    steps = [
        ((half if step > 0 else -half) - start) / step
        for step, start, half in zip(towards, aside, (_WIDTH / 2, _HEIGHT / 2), strict=True) if step
    ]
    return aside[0] + towards[0] * min(steps), aside[1] + towards[1] * min(steps)
