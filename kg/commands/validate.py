"""``kg validate``: what is wrong with a built graph, by the SHACL shapes.

``kg validate outputs/mine`` tells of a project whose investment is “五亿” that it is to be a number in yuan.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kg.commands.terminal import show

if TYPE_CHECKING:
    from kg.commands.arguments import Commands
    from kg.graph.validation import Finding

_NODES = 5


def add(commands: Commands) -> None:
    validate = commands.add_parser(
        "validate", help="check a built graph against the shapes of the ontology",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="examples:\n  kg validate outputs/mine\n  kg validate outputs/mine --json findings.json"
               "\n\nA violation is wrong and makes the exit code 1; a warning is to be looked at.",
    )
    validate.add_argument("directory", type=Path, metavar="DIR", help="folder that kg build wrote")
    validate.add_argument("--all", action="store_true", help=f"all nodes of each finding, not the first {_NODES}")
    validate.add_argument("--json", type=Path, metavar="FILE", help="write the findings here as well")
    validate.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from kg import folders
    from kg.graph.turtle import rdflib_of
    from kg.graph.validation import conforms, validate
    from kg.query import open_store

    folders.settle(args.directory)
    findings = validate(rdflib_of(open_store(args.directory)))
    if args.json:
        folders.write_files(args.json.parent, {args.json.name: _as_json(findings)})
    show(tell(findings, 0 if args.all else _NODES))
    return 0 if conforms(findings) else 1


def tell(findings: Sequence[Finding], nodes: int) -> str:
    """The findings by severity and shape, each with what to do and ``nodes`` of its nodes at most (0 for all)."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.shape), []).append(finding)
    lines = []
    for (severity, shape), group in groups.items():
        lines += [f"{severity}: {shape.rpartition('#')[2]} ({len(group)})", f"  {group[0].message_zh}",
                  f"  {group[0].message_en}"]
        shown = group[:nodes] if nodes else group
        lines += [f"    <{finding.node}> {finding.value}".rstrip() for finding in shown]
        if len(shown) < len(group):
            lines.append(f"    … and {len(group) - len(shown)} more (--all)")
    counts = {severity: sum(f.severity == severity for f in findings) for severity in ("violation", "warning", "info")}
    total = ", ".join(f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items() if count)
    lines.append(total or "the graph conforms to all shapes")
    return "\n".join(lines) + "\n"


def _as_json(findings: Sequence[Finding]) -> bytes:
    from dataclasses import asdict

    text = json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=1)
    return (text + "\n").encode("utf-8")
