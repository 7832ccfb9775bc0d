"""``build.json`` ↔ what a folder was built from: its inputs, the documents left out, the options.

The input 海城.txt has the key of its text in the archive, the id of its document and the hash of its bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from kg.archive import Kept
from kg.errors import InputError, KgError
from kg.graph.profiles import PROFILES, Profile

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

    def described(self, software: str) -> dict[str, object]:
        """What stands in build.json beside the documents left out: no clock and no path of the machine."""
        ordered = sorted(self.inputs, key=lambda one: (one.kept.source, one.kept.document, one.kept.key))
        return {"software": software, "evidence": self.evidence, "inputs": [_row(one) for one in ordered]}


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
    return Manifest(inputs=inputs, left_out=left_out, evidence=cast(Profile, content["evidence"]))
