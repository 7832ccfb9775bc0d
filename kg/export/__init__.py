"""A build → the contents of the files of its folder.

``outputs/mine`` gets graph.ttl, evidence.ttl, dataset.ttl, graph.html, explorer.html, report.md and build.json.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from kg.datamodel import KnowledgeGraph
from kg.errors import InputError
from kg.explorer import explorer_page
from kg.graph.dataset import dataset_turtle
from kg.graph.evidence import evidence_facts, evidence_turtle
from kg.graph.overview import Overview, overview
from kg.graph.profiles import Profile, write
from kg.graph.rdf import facts, graph_turtle
from kg.graph.report import report
from kg.graph.validation import Finding
from kg.page import graph_page

PAGES = ("graph.html", "explorer.html")
EXPORTERS: Mapping[str, Callable[[KnowledgeGraph], bytes]] = {
    "graph.ttl": graph_turtle,
    "evidence.ttl": evidence_turtle,
    "graph.html": graph_page,
    "explorer.html": explorer_page,
}


def outputs(
    graph: KnowledgeGraph, problems: Sequence[InputError], findings: Sequence[Finding], run: Mapping[str, object],
    profile: Profile = "claims",
) -> dict[str, bytes]:
    """The content of each file by its name; ``run`` tells the software, the inputs and the options of the build,
    ``profile`` the form of the evidence."""
    pages = {name: EXPORTERS[name](graph) for name in PAGES}
    return {**turtle(graph, run, profile), **pages, **accounts(overview(graph), problems, findings, run)}


def turtle(graph: KnowledgeGraph, run: Mapping[str, object], profile: Profile) -> dict[str, bytes]:
    """The files of RDF."""
    parts = {"graph": facts(graph), "evidence": evidence_facts(graph)}
    rdf = {"graph.ttl": parts["graph"].turtle(), **write(profile, parts["graph"], parts["evidence"])}
    if profile == "none":
        del parts["evidence"]
    return {**rdf, "dataset.ttl": dataset_turtle(graph, parts, rdf, run)}


def accounts(
    told: Overview, problems: Sequence[InputError], findings: Sequence[Finding], run: Mapping[str, object]
) -> dict[str, bytes]:
    """``report.md``, and ``build.json``: what was built from what, and the ids that others took the place of where
    documents say that two names are one.  No clock and no path of the machine, so equal builds are equal."""
    left_out = [{"source": p.source, "problem": p.problem, "remedy": p.remedy} for p in problems]
    replaced = {former: entity.id for entity in told.entities for former in entity.replaces}
    content = {**run, "left_out": left_out, "replaced": replaced}
    return {
        "report.md": report(told, problems, findings).encode("utf-8"),
        "build.json": (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8"),
    }
