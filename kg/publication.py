"""The texts of an archive → the files of a folder: in memory, or piece by piece where there is much.

Up to ``MOST`` characters of text the graph is held in memory and the pages are written; above, and where no pages are
wanted, the work goes through files (``kg.scaling``), and gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.archive import Archive
from kg.graph.overview import Overview
from kg.graph.validation import Finding
from kg.manifest import Manifest
from kg.resources.decisions import prevailing, shipped_decisions

# A million characters take 0.6 GB in memory, and graph and evidence of 3 million are pages of 10 MB.
MOST = 3_000_000
# The other profiles look at a triple and its evidence at once, in memory.
_STREAMED = ("claims", "none")


@dataclass(frozen=True, slots=True)
class Publication:
    """The files, as content or as files to move, and what is told of them."""

    files: Mapping[str, bytes | Path]
    overview: Overview
    findings: tuple[Finding, ...]


def streamed(manifest: Manifest, *, pages: bool) -> bool:
    """Whether these documents go through files."""
    much = sum(one.kept.characters for one in manifest.inputs) > MOST
    return manifest.evidence in _STREAMED and (much or not pages)


def in_memory(archive: Archive, manifest: Manifest, *, pages: bool) -> Publication:
    from kg import export, pipeline
    from kg.graph.overview import overview
    from kg.graph.validation import validate

    graph = pipeline.assemble(archive.extractions({one.kept.key for one in manifest.inputs}), manifest.decisions)
    findings, run, told = validate(graph.to_rdf()), manifest.described(), overview(graph)
    files = {
        **export.turtle(graph, run, manifest.evidence),
        **({name: export.EXPORTERS[name](graph) for name in export.PAGES} if pages else {}),
        **export.accounts(told, manifest.left_out, findings, run),
    }
    return Publication(files, told, findings)


def through_files(archive: Archive, manifest: Manifest, folder: Path, processes: int) -> Publication:
    """The same but for the pages; the files of RDF lie in the folder."""
    from kg import export
    from kg.scaling.local import Source, assemble
    from kg.scaling.processes import spread

    run, kept = manifest.described(), [one.kept for one in manifest.inputs]
    source = Source(archive.path, archive.version, prevailing(manifest.decisions, shipped_decisions()))
    with spread(processes) as work:
        made = assemble(source, kept, folder, run, work)
    accounts = export.accounts(made.overview, manifest.left_out, made.findings, run)
    return Publication({**made.files, **accounts}, made.overview, made.findings)
