"""The files of a built graph → GraphML and GEXF, as Gephi, Cytoscape, yEd and igraph read them.

“海城市” has the label, the kind, the degree as weight and its kind's colour; “develops” is the label of the edge, the
number of sentences its weight.
"""

from __future__ import annotations

import io
from pathlib import Path

import networkx
from pyoxigraph import Store

from kg.export.property_graph import Value, columns, edges, nodes
from kg.page.view import APPEARANCE

_OTHER_COLOUR = "#b0b8c0"
_SEPARATOR = "; "
# In GEXF “start” and “end” are times.
_NAMES = {"start": "firstCharacter", "end": "lastCharacter"}


def graphml(_: Path, store: Store) -> dict[str, bytes]:
    content = io.BytesIO()
    networkx.write_graphml(_network(store), content, named_key_ids=True)
    return {"graph.graphml": content.getvalue() + b"\n"}


def gexf(_: Path, store: Store) -> dict[str, bytes]:
    """With the colours and sizes of Gephi; an edge begins, in Gephi's time line, on the day of its document."""
    network = _network(store)
    for _name, attributes in network.nodes(data=True):
        red, green, blue = (int(attributes["colour"][at : at + 2], 16) for at in (1, 3, 5))
        attributes["viz"] = {"color": {"r": red, "g": green, "b": blue, "a": 1.0}, "size": attributes["weight"] + 1.0}
    for _source, _target, attributes in network.edges(data=True):
        if "date" in attributes:
            attributes["start"] = attributes["date"] + "-01-01"[len(attributes["date"]) - 4 :]
    content = io.BytesIO()
    networkx.write_gexf(network, content, version="1.2draft")
    return {"graph.gexf": _without_clock(content.getvalue().decode("utf-8")).encode("utf-8") + b"\n"}


def _without_clock(text: str) -> str:
    """networkx writes today's date into the head; equal graphs shall give equal bytes."""
    head, _, rest = text.partition("<meta")
    return head + rest.partition("</meta>")[2].lstrip() if rest else text


def _network(store: Store) -> networkx.MultiDiGraph[str]:
    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    found = nodes(store)
    types = columns(found)
    for node in found:
        colour = APPEARANCE.get(node.kind, (_OTHER_COLOUR, ""))[0]
        flat = {name: _flat(values, several=types[name].endswith("[]")) for name, values in node.attributes.items()}
        network.add_node(node.id, label=node.name, kind=node.kind, colour=colour, **flat)
    for number, edge in enumerate(edges(store)):
        said = {
            _NAMES.get(name, name): value for name, value in edge.attributes.items() if not isinstance(value, tuple)
        }
        network.add_edge(
            edge.source, edge.target, key=number, label=edge.relation, relation=edge.relation,
            **{**said, "weight": float(said.get("supports", 1))},
        )
    for name, degree in network.degree():
        network.nodes[name]["weight"] = float(degree)
    return network


def _flat(values: tuple[Value, ...], *, several: bool) -> Value:
    """One value as it is; where there may be several, text: these formats have no lists."""
    return _SEPARATOR.join(map(str, values)) if several else values[0]
