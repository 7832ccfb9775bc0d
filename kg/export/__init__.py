"""A build → the files of its folder.

``outputs/mine`` gets graph.ttl, evidence.ttl, dataset.ttl, graph.html,
explorer.html, report.md and build.json, all or none.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from kg.datamodel import KnowledgeGraph
from kg.errors import InputError, OutputError
from kg.explorer import explorer_page
from kg.graph.dataset import dataset_turtle
from kg.graph.evidence import evidence_facts, evidence_turtle
from kg.graph.profiles import Profile, write
from kg.graph.rdf import facts, graph_turtle
from kg.graph.report import report
from kg.graph.validation import Finding
from kg.page import graph_page

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
    """The content of each file by its name; ``run`` tells the software and the options of the build, ``profile`` the
    form of the evidence."""
    parts = {"graph": facts(graph), "evidence": evidence_facts(graph)}
    rdf = {"graph.ttl": parts["graph"].turtle(), **write(profile, parts["graph"], parts["evidence"])}
    if profile == "none":
        del parts["evidence"]
    files = {**rdf, "dataset.ttl": dataset_turtle(graph, parts, rdf, run)}
    files |= {name: export(graph) for name, export in EXPORTERS.items() if not name.endswith(".ttl")}
    files["report.md"] = report(graph, problems, findings).encode("utf-8")
    files["build.json"] = description(graph, problems, run)
    return files


def description(graph: KnowledgeGraph, problems: Sequence[InputError], run: Mapping[str, object]) -> bytes:
    """``build.json``: what was built from what.  No clock and no path of the machine, so equal builds are equal."""
    inputs = [
        {"source": document.source, "id": document.id, "sha256": document.digest, "characters": len(document.text)}
        for document in sorted(graph.documents, key=lambda document: (document.source, document.id))
    ]
    left_out = [{"source": p.source, "problem": p.problem, "remedy": p.remedy} for p in problems]
    content = {**run, "inputs": inputs, "left_out": left_out}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def write_files(directory: Path, files: Mapping[str, bytes], stale: Iterable[str] = ()) -> None:
    """Write all files or none: into a folder beside first, then each is renamed into its place.

    ``stale`` names files of an earlier build that would contradict these; they are removed.

    Raises OutputError where the folder can't be written; what stood there before is left as it was.
    """
    beside: Path | None = None
    try:
        directory.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".writing-", dir=directory))
        for name, content in files.items():
            (beside / name).write_bytes(content)
        for name in files:
            os.replace(beside / name, directory / name)
        for name in stale:
            if name not in files:
                (directory / name).unlink(missing_ok=True)
    except OSError as error:
        raise OutputError(f"{directory}: can't be written ({error.strerror}); choose another folder with -o") from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
