"""A gold file → what a careful reader would put into the graph of one document.

``{"document": "haicheng.txt", "entities": [{"id": "c1", "type": "Company", "name": "三鱼泵业", …}], "relations":
[{"subject": "c1", "predicate": "locatedIn", "object": "r1"}], "components": […], "projects": […],
"observations": […]}`` with the fields that docs/evaluation.md lists.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.datamodel import ATTRIBUTES, ENTITY_TYPES, MEASURES, RELATIONS, EntityType
from kg.errors import InputError

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "entities": ("id", "type", "name", "surfaces"),
    "relations": ("subject", "predicate", "object"),
    "components": ("programme", "symbol"),
    "projects": ("project", "attribute", "value"),
    "observations": ("subject", "indicator", "value", "unit", "measure"),
}
_VALUES: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("entities", "type"): ENTITY_TYPES,
    ("relations", "predicate"): RELATIONS,
    ("projects", "attribute"): ATTRIBUTES,
    ("observations", "measure"): MEASURES,
}
_REFERENCES = {"subject", "object", "programme", "project"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """``surfaces`` has the name too."""

    id: str
    type: EntityType
    name: str
    surfaces: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """``document`` is the file name of the text, ``digest`` the SHA-256 of the gold file; the rest are its rows."""

    name: str
    document: str
    digest: str
    entities: Mapping[str, GoldEntity]
    relations: tuple[Row, ...]
    components: tuple[Row, ...]
    attributes: tuple[Row, ...]
    observations: tuple[Row, ...]

    def named(self, id: str) -> str:
        """The name of an entity, or the string itself where it is no entity."""
        return self.entities[id].name if id in self.entities else id


def gold_files(folder: Path) -> tuple[Path, ...]:
    """The gold files of a folder, sorted; InputError where there is none."""
    found = tuple(sorted(folder.glob("*.json")))
    if not found:
        raise InputError(str(folder), "no gold documents (*.json)", "name the folder that holds them")
    return found


def read_gold(path: Path) -> GoldDocument:
    """The gold of one document; InputError, naming the row, where a field is missing or has an unknown value."""
    content = path.read_bytes()
    try:
        gold = json.loads(content)
    except ValueError as error:
        raise InputError(str(path), f"not JSON ({error})", "mend the file") from error
    if not isinstance(gold, dict) or not isinstance(gold.get("document"), str):
        raise InputError(str(path), "no \"document\"", "name the file of the text under \"document\"")
    for section in _FIELDS:
        rows = gold.get(section, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise InputError(str(path), f"{section} is no list of objects", "see the format in docs/evaluation.md")
        _check(path, section, rows, {str(row.get("id")) for row in gold.get("entities", ())})
    ids = Counter(row["id"] for row in gold.get("entities", ()))
    for id, count in ids.items():
        if count > 1:
            raise InputError(str(path), f"{count} entities have the id {id!r}", "give each its own")
    return GoldDocument(
        name=path.stem, document=gold["document"], digest=hashlib.sha256(content).hexdigest(),
        entities={row["id"]: _entity(row) for row in gold.get("entities", ())},
        relations=tuple(gold.get("relations", ())), components=tuple(gold.get("components", ())),
        attributes=tuple(gold.get("projects", ())), observations=tuple(gold.get("observations", ())),
    )


def _entity(row: Row) -> GoldEntity:
    return GoldEntity(
        id=row["id"], type=row["type"], name=row["name"], surfaces=frozenset((row["name"], *row["surfaces"]))
    )


def _check(path: Path, section: str, rows: Iterable[Row], ids: set[str]) -> None:
    for index, row in enumerate(rows):
        where = f"{section}[{index}]"
        for field in _FIELDS[section]:
            known = _VALUES.get((section, field))
            if field not in row:
                raise InputError(str(path), f"{where} has no {field!r}", f"give it: {', '.join(_FIELDS[section])}")
            if known and row[field] not in known:
                raise InputError(str(path), f"{where} has {field} {row[field]!r}", f"known: {', '.join(known)}")
            if section != "entities" and field in _REFERENCES and row[field] not in ids:
                raise InputError(str(path), f"{where}: no entity {row[field]!r}", f"mend {field} or add the entity")
