"""Rows of ``ontology/lexicon/*.tsv``: tab-separated, a header line, comments after ``#`` at the line's begin."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kg.errors import ResourceError
from kg.resources.location import ONTOLOGY


@cache
def load_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``ontology/lexicon/<name>.tsv`` by column name.

    Raises ResourceError with file and line where a row has another number of cells than the header.
    """
    return tuple(_rows(name))


def _rows(name: str) -> Iterator[dict[str, str]]:
    path = ONTOLOGY / "lexicon" / f"{name}.tsv"
    header: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ResourceError(f"{path}: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
        elif len(cells) != len(header):
            raise ResourceError(f"{path}:{number}: {len(cells)} cells, the header has {len(header)}")
        else:
            yield dict(zip(header, cells, strict=True))
