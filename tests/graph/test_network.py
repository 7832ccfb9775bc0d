from __future__ import annotations

import json

from made import anshan, haicheng

from kg.graph.fusion import fuse
from kg.graph.network import to_networkx
from kg.resolution import resolve


def test_nodes_and_edges() -> None:
    extractions = [haicheng(), anshan()]
    graph = fuse(extractions, resolve(extractions))
    network = to_networkx(graph)
    assert network.nodes["region/210381"]["label"] == "海城市"
    assert network.has_edge("region/210381", "region/210300", key="partOf")
    (firm,) = (node for node, data in network.nodes(data=True) if data["type"] == "Company")
    (project,) = (node for node, data in network.nodes(data=True) if data["type"] == "Project")
    edge = network.edges[firm, project, "undertakes"]
    assert edge["relation"] == "undertakes"
    assert {piece["quote"] for piece in edge["evidence"]} == {
        "海城市三鱼泵业有限公司投资1.2亿元建设智能水泵项目,年产3万台,带动就业200余人。",
        "三鱼泵业的智能水泵项目开工,总投资12000万元。",
    }
    assert network.nodes[project]["totalInvestment"] == ["120000000"]
    assert json.dumps(dict(network.nodes(data=True)))
    assert set(graph.to_networkx().edges) == set(network.edges)
