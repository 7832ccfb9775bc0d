"""KnowledgeGraph → ``graph.html``: a pyvis network in one file that needs no network and runs no foreign script.

What pyvis writes itself loads Bootstrap from elsewhere, simulates forces for minutes and puts names into the page
as markup; so pyvis describes nodes, edges and options here, and the page around them is ours: places computed
beforehand, physics off, data as JSON that cannot end its element, and a policy that allows just the two scripts
in the file.  “<script>” as a company's name is shown as these eight characters.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from importlib.resources import files
from typing import Any

from kg.datamodel import KnowledgeGraph
from kg.deferral import deferred
from kg.page.view import APPEARANCE, EDGE_RELATIONS, degrees, labels, positions, view

NODE_LIMIT = 2000
_VIS = "templates/lib/vis-9.1.2"
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {"hideEdgesOnDrag": True, "hideEdgesOnZoom": True, "keyboard": False, "hover": False},
    "layout": {"randomSeed": 1, "improvedLayout": False},
    "edges": {
        "smooth": False, "width": 1, "selectionWidth": 3, "color": {"color": "#9aa7b4", "opacity": 0.6,
        "highlight": "#d55e00"}, "arrows": {"to": {"enabled": True, "scaleFactor": 0.4}},
    },
    "nodes": {"borderWidth": 1, "font": {"size": 0}},
}


def graph_page(graph: KnowledgeGraph) -> bytes:
    """The page as UTF-8 bytes; of more than ``NODE_LIMIT`` entities the most connected ones are shown."""
    shown = view(graph, NODE_LIMIT)
    network = _network(graph, shown)
    data = {
        "types": _types(shown), "details": shown["details"], "evidence": shown["evidence"],
        "relations": [dict(zip(("relation", "zh", "en"), (name, *labels(name)), strict=True))
                      for name in EDGE_RELATIONS],
        "edgeEvidence": {str(number): numbers for number, (*_, numbers) in enumerate(shown["edges"])},
        "documents": shown["documents"], "left_out": shown["left_out"], "network": network,
    }
    return _fill(data).encode("utf-8")


def _types(shown: dict[str, Any]) -> list[dict[str, object]]:
    counts = Counter(detail["type"] for detail in shown["details"])
    return [
        {"type": kind, "zh": labels(kind)[0], "en": labels(kind)[1], "count": counts[kind], "color": colour,
         "shape": shape}
        for kind, (colour, shape) in APPEARANCE.items() if counts[kind]
    ]


def _network(graph: KnowledgeGraph, shown: dict[str, Any]) -> dict[str, Any]:
    """Nodes, edges and options as pyvis describes them for vis-network."""
    with deferred("IPython.display", "jsonpickle", "networkx"):  # which take longer to load than all else of the page
        from pyvis.network import Network

    weights = degrees(graph)
    kept = {detail["id"] for detail in shown["details"]}
    places = positions(graph, tuple(entity for entity in graph.entities if entity.id in kept))
    network = Network(directed=True, cdn_resources="in_line")
    for detail in shown["details"]:
        colour, shape = APPEARANCE[detail["type"]]
        x, y = places[detail["id"]]
        network.add_node(
            detail["id"], label=detail["name"], color=colour, shape=shape, x=round(x, 1), y=round(y, 1),
            size=round(9 + min(30.0, 3.0 * weights[detail["id"]] ** 0.5) + 8 * (detail["type"] == "Region"), 1),
        )
    for number, (subject, relation, target, _) in enumerate(shown["edges"]):
        network.add_edge(subject, target, id=number, title=relation)
    network.set_options(json.dumps(_OPTIONS))
    return {"nodes": network.nodes, "edges": network.edges, "options": network.options}


def _fill(data: dict[str, Any]) -> str:
    own = files("kg.page")
    vis = files("pyvis") / _VIS
    scripts = {
        "vis_js": _closed((vis / "vis-network.min.js").read_text(encoding="utf-8")),
        "js": (own / "page.js").read_text(encoding="utf-8"),
    }
    hashes = " ".join(f"'sha256-{_sha256(script)}'" for script in scripts.values())
    parts = {
        "policy": f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
                  "connect-src 'none'; base-uri 'none'; form-action 'none'",
        "vis_css": (vis / "vis-network.css").read_text(encoding="utf-8"),
        "css": (own / "page.css").read_text(encoding="utf-8"),
        "data": embedded(data),
        **scripts,
    }
    pieces = (own / "page.html").read_text(encoding="utf-8").split("{{")
    filled = [pieces[0]]
    for piece in pieces[1:]:
        name, rest = piece.split("}}", 1)
        filled += [parts[name], rest]
    return "".join(filled)


def embedded(data: object) -> str:
    """JSON that can stand in a script element: no character of it can end the element or open a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _closed(script: str) -> str:
    return script.replace("</script", "<\\/script")


def _sha256(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
