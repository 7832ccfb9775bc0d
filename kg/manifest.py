"""``build.json`` ↔ what a folder was built from: its inputs, the documents left out, the options.

The input 海城.txt has the key of its text in the archive, the id of its document and the hash of its bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from kg.archive import Kept
from kg.datamodel import Decision
from kg.errors import InputError, KgError
from kg.graph.profiles import PROFILES, Profile
from kg.reading.options import ReadingOptions
from kg.resources.decisions import prevailing

MANIFEST = "build.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A text and the options that it was read with, where there were any (columns, region)."""

    kept: Kept
    read_with: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    inputs: tuple[Input, ...] = ()
    left_out: tuple[InputError, ...] = ()
    evidence: Profile = "claims"
    decisions: tuple[Decision, ...] = ()
    pages: bool = True
    tagger: bool = True

    def described(self) -> dict[str, object]:
        """What stands in build.json beside the documents left out: no clock and no path of the machine."""
        ordered = sorted(self.inputs, key=lambda one: (one.kept.source, one.kept.document, one.kept.key))
        told: dict[str, object] = {
            "software": f"regional-kg {version('regional-kg')}", "evidence": self.evidence,
            "inputs": [_row(one) for one in ordered],
        }
        if self.decisions:
            told["decisions"] = [asdict(one) for one in prevailing(self.decisions, ())]
        if not self.tagger:
            told["without_tagger"] = True
        return told if self.pages else {**told, "pages": False}


def options_told(options: ReadingOptions) -> dict[str, object]:
    """How texts were read, where it was told."""
    told = {"columns": dict(options.columns), "region": options.region}
    return {name: value for name, value in told.items() if value}


def each_once(problems: Iterable[InputError]) -> tuple[InputError, ...]:
    """The documents left out, whatever the order in which they were met."""
    return tuple({str(one): one for one in sorted(problems, key=str)}.values())


def _row(one: Input) -> dict[str, object]:
    kept = one.kept
    row: dict[str, object] = {
        "source": kept.source, "id": kept.document, "sha256": kept.digest, "characters": kept.characters,
        "text": kept.key,
    }
    return {**row, "read_with": dict(one.read_with)} if one.read_with else row


def read_manifest(directory: Path) -> Manifest:
    """What the folder was built from.  Raises KgError where there is no build, or one of an older version."""
    path = directory / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KgError(f"{path}: no such file; kg build makes it") from error
    except (OSError, ValueError) as error:
        raise KgError(f"{path}: can't be read ({error}); build the folder again from the documents") from error
    try:
        return _manifest(content)
    except (KeyError, TypeError, ValueError) as error:
        raise KgError(f"{path}: not as this version writes it; build the folder again from the documents") from error


def _manifest(content: Any) -> Manifest:
    if content["evidence"] not in PROFILES:
        raise ValueError(content["evidence"])
    inputs = tuple(
        Input(
            kept=Kept(key=str(row["text"]), source=str(row["source"]), digest=str(row["sha256"]),
                      characters=int(row["characters"]), document=str(row["id"])),
            read_with=dict(row.get("read_with", {})),
        )
        for row in content["inputs"]
    )
    left_out = tuple(InputError(str(p["source"]), str(p["problem"]), str(p["remedy"])) for p in content["left_out"])
    return Manifest(inputs=inputs, left_out=left_out, evidence=cast(Profile, content["evidence"]),
                    pages=bool(content.get("pages", True)), tagger=not content.get("without_tagger"))


def meant(manifest: Manifest, name: str) -> tuple[list[Input], list[InputError]]:
    """The inputs and the documents left out that a user means by a name, an id or an IRI.

    Raises KgError where it fits none, or several documents.
    """
    id = name.strip("<>").rpartition("/document/")[2].removeprefix("document:")
    problems = [one for one in manifest.left_out if name in (one.source, os.path.basename(one.source))]
    for fits in (
        [one for one in manifest.inputs if one.kept.document == id],
        [one for one in manifest.inputs if one.kept.source == name],
    ):
        documents = {one.kept.document for one in fits}
        if len(documents) > 1:
            raise KgError(f"{name!r} names {len(documents)} documents: {', '.join(sorted(documents))}; give the id")
        if fits:
            return fits, problems
    rows = [one for one in manifest.inputs if one.kept.source.rpartition("#")[0] == name]
    if not rows and not problems:
        from rapidfuzz import fuzz, process

        known = sorted({one.kept.source for one in manifest.inputs} | {one.source for one in manifest.left_out})
        near = [found for found, *_ in process.extract(name, known, scorer=fuzz.ratio, limit=3)]
        raise KgError(f"{name!r} is no document of the folder; it has {', '.join(near)} …")
    return rows, problems
