"""Write ontology/lexicon/Company.tsv from a list of listed companies (JSON lines: name, fullname, code).

    python scripts/build_companies.py LISTED.json

Names and codes are public facts of the exchanges; the central state enterprises and other groups stand in
scripts/company_groups.txt.  A short name is weak, and counts only with support of its context, when it has two
characters, is a word of the dictionary (长城, 振兴) or could be a facility (天津港, 上海机场).
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import rjieba

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "ontology" / "lexicon" / "Company.tsv"
GROUPS = Path(__file__).resolve().parent / "company_groups.txt"
HEADER = """# Companies known by short names: listed companies, central state enterprises, large groups; public facts.
# Built by scripts/build_companies.py; do not edit. status: name (strong) | weak (needs support of its context).
"""
FACILITIES = ("港", "港口", "机场", "高速", "铁路", "高铁", "热电", "电力", "水务", "燃气", "旅游", "水利", "环境",
              "能源", "农业", "文化", "传媒", "生态")


def status(short: str) -> str:
    words = list(rjieba.tag(short))
    if len(short) <= 2 or (rjieba.has_word(short) and words[0][1] != "nt"):
        return "weak"
    if short.endswith(("股份", "集团", "控股")):
        return "name"
    if short.endswith(FACILITIES[:6]):
        return "weak"
    place_and_kind = words[0][1] == "ns" and (short.endswith(FACILITIES) or (
        len(words) == 2 and rjieba.has_word(words[1][0]) and words[1][1] in ("n", "vn", "v", "nz")))
    common = all(rjieba.has_word(word) and tag not in ("nr", "nrt", "nz", "nt")
                 for word, tag in words)
    return "weak" if place_and_kind or common else "name"


def _is_word(short: str) -> bool:
    """Whether a short name is a common word (环保, 农产品) or a place (中关村): of no use here."""
    words = list(rjieba.tag(short))
    return len(words) == 1 and rjieba.has_word(short) and words[0][1] not in ("nr", "nrt", "nz", "nt")


def rows(listed: Path) -> dict[str, tuple[str, str, str, str]]:
    found: dict[str, tuple[str, str, str, str]] = {}
    for line in GROUPS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, *shorts = line.split("|")
            for short in (name, *shorts):
                weak = short.endswith("?")
                found.setdefault(short.rstrip("?"), (name.rstrip("?"), "", "weak" if weak else "name", "group"))
    for line in listed.read_text(encoding="utf-8").splitlines():
        company = json.loads(line)
        short = company["name"].replace(" ", "").removeprefix("*ST").removeprefix("ST")
        if short.endswith(("A", "B", "退")) or short.startswith(("N", "C", "退市")) or len(short) < 2:
            continue
        short = short.split("-")[0]
        if _is_word(short):
            continue
        found.setdefault(short, (company["fullname"], company["code"], status(short), "exchange"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("listed", type=Path)
    found = rows(parser.parse_args().listed)
    body = "".join("\t".join((short, *cells)) + "\n" for short, cells in sorted(found.items()))
    TARGET.write_text(f"{HEADER}short\tname\tcode\tstatus\tsource\n{body}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
