"""Two built folders → what came, what went and what changed, told with names.

Adding a document about 锦州市 gives “+ Region 锦州市” and “+ 锦州市 develops 新材料”; a company that is known by one
more name gives “~ Company 海城三鱼泵业有限公司: + altLabel 三鱼泵业”.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.datamodel import ENTITY_TYPES
from kg.errors import QueryError
from kg.query.store import GRAPH, Term
from kg.resources.namespaces import ID, KG, RDF, SKOS, VOCABULARIES

Sign = OneOf["+", "-", "~"]
Kind = OneOf["document", "entity", "statement", "figure"]
KINDS: tuple[Kind, ...] = ("document", "entity", "statement", "figure")
_TYPE = RDF + "type"
_RDFS_LABEL, _LABEL, _ALIAS = VOCABULARIES["rdfs"] + "label", SKOS + "prefLabel", SKOS + "altLabel"
_TITLE, _SOURCE = (VOCABULARIES["dcterms"] + name for name in ("title", "source"))
_NAMES = (_LABEL, _TITLE, _RDFS_LABEL, f"{KG}symbol")
# Said in other words by another line, or a number of the document's own.
_UNTOLD = {_RDFS_LABEL, _TYPE, f"{KG}mentionedIn", f"{KG}hasClaim", f"{KG}supportedBy"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line: a document, entity, statement or figure that came (+), went (-) or changed (~)."""

    kind: Kind
    sign: Sign
    text: str


@dataclass(frozen=True, slots=True)
class _Graph:
    """For each node its predicates with their values, and its name."""

    nodes: Mapping[str, Mapping[str, frozenset[Term]]]

    def values(self, node: str, predicate: str) -> frozenset[Term]:
        return self.nodes.get(node, {}).get(predicate, frozenset())

    def type(self, node: str) -> str:
        """The local name of its class of our own, empty for nodes of other vocabularies."""
        types = (value.value for value in self.values(node, _TYPE) if isinstance(value, NamedNode))
        return min((name.removeprefix(KG) for name in types if name.startswith(KG)), default="")

    def name(self, node: str) -> str:
        names = (value.value for predicate in _NAMES for value in self.values(node, predicate)
                 if isinstance(value, Literal))
        return next(names, node.removeprefix(ID).rpartition("#")[2])


def compare(left: Path, right: Path) -> tuple[Change, ...]:
    """The changes from the first folder to the second, sorted by kind and text.

    Raises QueryError where one of them holds no graph.
    """
    old, new = _load(left), _load(right)
    found = {*_nodes(old, new), *_statements(old, new), *_figures(old, new)}
    return tuple(sorted(found, key=lambda change: (KINDS.index(change.kind), change.text, change.sign)))


def tell(changes: Iterable[Change]) -> Iterator[str]:
    """The changes as lines, each kind under its heading."""
    heading = ""
    for change in changes:
        if change.kind != heading:
            heading = change.kind
            yield f"# {'entities' if heading == 'entity' else heading + 's'}"
        yield f"{change.sign} {change.text}"


def _load(directory: Path) -> _Graph:
    path = directory / GRAPH
    nodes: dict[str, dict[str, set[Term]]] = {}
    try:
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            if isinstance(quad.subject, NamedNode):
                nodes.setdefault(quad.subject.value, {}).setdefault(quad.predicate.value, set()).add(quad.object)
    except (SyntaxError, OSError) as error:
        raise QueryError(f"{path}: no graph that can be read ({error}); build one first") from error
    return _Graph({node: {name: frozenset(values) for name, values in found.items()} for node, found in nodes.items()})


def _nodes(old: _Graph, new: _Graph) -> Iterator[Change]:
    """Documents and entities."""
    names = _by_name(old), _by_name(new)
    for node in old.nodes.keys() | new.nodes.keys():
        here = new if node in new.nodes else old
        type = here.type(node)
        if type != "Document" and type not in ENTITY_TYPES:
            continue
        kind: Kind = "document" if type == "Document" else "entity"
        told = _source(here, node) if kind == "document" else f"{type} {here.name(node)}"
        if node not in old.nodes or node not in new.nodes:
            came = here is new
            others = _elsewhere(here, node, names[0] if came else names[1])
            also = f" ({'was' if came else 'now'} {', '.join(others)})" if others else ""
            yield Change(kind=kind, sign="+" if came else "-", text=f"{told}{also}")
        elif differences := list(_differences(old, new, node)):
            yield Change(kind=kind, sign="~", text=f"{told}: {', '.join(differences)}")


def _source(graph: _Graph, node: str) -> str:
    sources = sorted(value.value for value in graph.values(node, _SOURCE) if isinstance(value, Literal))
    return f"{graph.name(node)} ({', '.join(sources)})"


def _by_name(graph: _Graph) -> dict[tuple[str, str], set[str]]:
    """The entities by type and each of their names."""
    found: dict[tuple[str, str], set[str]] = {}
    for node in graph.nodes:
        for name in _all_names(graph, node):
            found.setdefault((graph.type(node), name), set()).add(node)
    return found


def _all_names(graph: _Graph, node: str) -> set[str]:
    values = graph.values(node, _LABEL) | graph.values(node, _ALIAS)
    return {value.value for value in values if isinstance(value, Literal)}


def _elsewhere(graph: _Graph, node: str, others: Mapping[tuple[str, str], set[str]]) -> list[str]:
    """The entities of the other folder that carry a name of this one: it was parted, merged or has another IRI."""
    found = {other for name in _all_names(graph, node) for other in others.get((graph.type(node), name), ())}
    return sorted(other.removeprefix(ID) for other in found - {node})


def _differences(old: _Graph, new: _Graph, node: str) -> Iterator[str]:
    """Literals of the node that differ: names, codes, attributes."""
    for predicate in sorted(old.nodes[node].keys() | new.nodes[node].keys()):
        if predicate in _UNTOLD:
            continue
        before, after = old.values(node, predicate), new.values(node, predicate)
        for sign, values in (("-", before - after), ("+", after - before)):
            for value in sorted(value.value for value in values if isinstance(value, Literal)):
                yield f"{sign} {_local(predicate)} {value}"


def _statements(old: _Graph, new: _Graph) -> Iterator[Change]:
    """Edges between entities, components of programmes and stages of projects."""
    for sign, here, there in (("-", old, new), ("+", new, old)):
        for node, predicates in here.nodes.items():
            if here.type(node) not in (*ENTITY_TYPES, "ProgrammeComponent"):
                continue
            for predicate, values in predicates.items():
                if predicate not in _UNTOLD and predicate.startswith(KG):
                    for value in values - there.values(node, predicate):
                        if isinstance(value, NamedNode):
                            text = f"{here.name(node)} {_local(predicate)} {here.name(value.value)}"
                            yield Change(kind="statement", sign="+" if sign == "+" else "-", text=text)


def _figures(old: _Graph, new: _Graph) -> Iterator[Change]:
    for sign, here, there in (("-", old, new), ("+", new, old)):
        for node in here.nodes.keys() - there.nodes.keys():
            if here.type(node) == "Observation":
                yield Change(kind="figure", sign="+" if sign == "+" else "-", text=_figure(here, node))


def _figure(graph: _Graph, node: str) -> str:
    def told(name: str) -> str:
        value = next(iter(graph.values(node, f"{KG}{name}")), None)
        if isinstance(value, NamedNode):
            return graph.name(value.value)
        return value.value if isinstance(value, Literal) else ""

    return f"{told('subject')} {told('indicator')} {told('period') or '?'} {told('value')}{told('unit')} " \
           f"({told('measure')})"


def _local(predicate: str) -> str:
    return predicate.rpartition("#")[2].rpartition("/")[2]
