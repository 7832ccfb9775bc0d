"""Write the published classifications into ontology/lexicon/IndustryClass.tsv and their names into Industry.tsv.

    python scripts/build_industries.py STANDARDS_DIR

STANDARDS_DIR holds ``gbt4754_2017.tsv`` (columns section, code, level, name, parent) and ``sei2018.tsv`` (code,
level, name, parent): GB/T 4754-2017 and the classification of strategic emerging industries of 2018.  Rows of
other sources in Industry.tsv (“policy usage”) are kept by hand and stay as they are, and so are the English names in
IndustryClass.tsv; a second run changes no byte.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "ontology" / "lexicon" / "Industry.tsv"
CLASSES = ROOT / "ontology" / "lexicon" / "IndustryClass.tsv"
COLUMNS = ("surface", "id", "status", "parent", "source")
GBT, SEI = "GB/T 4754-2017", "strategic emerging industries 2018"
COMMENT = """\
# Names of industries. Built by scripts/build_industries.py; the rows of source “policy usage” are kept by hand.
# id: the concept, its own main name or the code in a published classification; surfaces of one id are one industry.
# status: name (an industry wherever it stands) | short (a sector word that needs its context) | weak (a product too).
# parent: a section of GB/T 4754-2017 or a field of the strategic emerging industries of 2018.\
"""

CLASS_COLUMNS = ("id", "code", "name", "parent", "english", "source")
CLASS_COMMENT = """\
# The classes of the published classifications of industries; public facts. Built by scripts/build_industries.py; the
# English names are kept by hand. id: as in Industry.tsv; code: in the standard; parent: id of the class above.\
"""

# Classes that the standard lists beside industries: public administration, bodies, leftovers.
_NO_INDUSTRY = re.compile(
    r"^其他|^非|未列明|辅助性活动|及其他|其他$|机关|机构|组织|社会|团体|自治|政协|法院|监管|宗教|设$|制$"
)
# By its ending a name is an industry wherever it stands; the rest needs its context.
_NAMED = re.compile(r"(?:业|制造|加工|冶炼|开采|采选|养殖|饲养|种植|批发|运输业)$")
_SECTIONS_OUT = frozenset("ST")


def main() -> None:
    folder = Path(sys.argv[1])
    kept = [row for row in _read(TARGET) if row["source"] not in (GBT, SEI)]
    taken = {row["surface"] for row in kept}
    rows = list(kept)
    for row in (*_sei(folder / "sei2018.tsv"), *_gbt(folder / "gbt4754_2017.tsv")):
        if row["surface"] not in taken:
            taken.add(row["surface"])
            rows.append(row)
    rows.sort(key=lambda row: (row["source"], row["parent"], row["surface"]))
    lines = [COMMENT, "\t".join(COLUMNS), *("\t".join(row[name] for name in COLUMNS) for row in rows)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(rows)} rows, {len(rows) - len(kept)} of them from the standards", file=sys.stderr)
    english = {row["id"]: row["english"] for row in _read(CLASSES)}
    found = [*_classes(folder / "gbt4754_2017.tsv", "gbt4754", GBT), *_classes(folder / "sei2018.tsv", "sei2018", SEI)]
    lines = [CLASS_COMMENT, "\t".join(CLASS_COLUMNS)]
    lines += ["\t".join((*row[:4], english.get(row[0], ""), row[4])) for row in found]
    CLASSES.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _classes(path: Path, scheme: str, source: str) -> Iterator[tuple[str, ...]]:
    """Id, code, name, id of the class above, source."""
    for row in _read(path):
        parent = f"{scheme}-{row['parent']}" if row["parent"] else ""
        yield f"{scheme}-{row['code']}", row["code"], row["name"].strip(), parent, source


def _read(path: Path) -> list[dict[str, str]]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _gbt(path: Path) -> Iterator[dict[str, str]]:
    for row in _read(path):
        name = row["name"].strip()
        if row["section"] in _SECTIONS_OUT or _NO_INDUSTRY.search(name) or len(name) < 3:
            continue
        status = "name" if _NAMED.search(name) else "weak"
        if status == "weak" and row["level"] == "4":
            continue
        parent = f"gbt4754-{row['section']}"
        yield _row(name, f"gbt4754-{row['code']}", status, parent, GBT)


def _sei(path: Path) -> Iterator[dict[str, str]]:
    for row in _read(path):
        name = row["name"].strip().removesuffix("产业")
        if not _NO_INDUSTRY.search(row["name"]) and "相关" not in name and len(name) > 3:
            parent = f"sei2018-{row['parent'] or row['code']}"
            yield _row(name, f"sei2018-{row['code']}", "name", parent, SEI)


def _row(surface: str, identifier: str, status: str, parent: str, source: str) -> dict[str, str]:
    return {"surface": surface, "id": identifier, "status": status, "parent": parent, "source": source}


if __name__ == "__main__":
    main()
