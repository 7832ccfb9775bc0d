"""A build → the files of its folder, each written beside and renamed at the end.

``outputs/mine`` gets graph.ttl, evidence.ttl, graph.html, report.md and build.json.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.errors import OutputError


def description(options: Mapping[str, object], inputs: Sequence[Mapping[str, object]], version: str) -> bytes:
    """``build.json``: what was built from what; no clock and no path of this machine, so equal builds are equal."""
    content = {"software": f"regional-kg {version}", "options": dict(options), "inputs": list(inputs)}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8")


def write_files(directory: Path, files: Mapping[str, bytes]) -> None:
    """Write all files or none: into a folder beside first, then each is renamed into its place.

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
    except OSError as error:
        raise OutputError(f"{directory}: can't be written ({error.strerror}); choose another folder with -o") from error
    finally:
        if beside is not None:
            shutil.rmtree(beside, ignore_errors=True)
