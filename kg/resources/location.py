"""Where the files of ``ontology/`` are: beside the package in a checkout, inside it after an installation."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
ONTOLOGY = next(path for path in (_PACKAGE.parent / "ontology", _PACKAGE / "ontology") if path.is_dir())
SAMPLE = _PACKAGE / "sample"
