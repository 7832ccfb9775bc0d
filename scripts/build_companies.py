"""Write ontology/lexicon/Company.tsv from a list of listed companies (JSON lines: name, fullname, code).

    python scripts/build_companies.py LISTED.json

Names and codes are public facts of the exchanges; the central state enterprises and other groups stand in
scripts/company_groups.txt.  A short name is weak, and counts only with support of its context, when it has two
characters, is a word of the dictionary (长城, 振兴) or could be a facility (天津港, 上海机场).
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import rjieba

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "ontology" / "lexicon" / "Company.tsv"
GROUPS = Path(__file__).resolve().parent / "company_groups.txt"
HEADER = """# Companies known by short names: listed companies, central state enterprises, large groups; public facts.
# Built by scripts/build_companies.py; do not edit. status: name (strong) | weak (needs support of its context).
"""
# Where the lines of other companies than central enterprises begin.
OTHERS = "# Banks"
PARENTS = ("集团", "控股")
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


def code(text: str) -> str:
    """The code with its exchange, which a few of the list lack."""
    number, dot, _ = text.partition(".")
    return text if dot else f"{number}.{'SH' if number[0] == '6' else 'SZ' if number[0] in '03' else 'BJ'}"


def listed_companies(path: Path) -> dict[str, tuple[str, str]]:
    """The full name and code of each listed company by its short name."""
    found: dict[str, tuple[str, str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        company = json.loads(line)
        short = company["name"].replace(" ", "").removeprefix("*ST").removeprefix("ST")
        if short.endswith(("A", "B", "退")) or short.startswith(("N", "C", "退市")) or len(short) < 2:
            continue
        found.setdefault(short.split("-")[0], (company["fullname"], code(company["code"])))
    return found


def groups() -> Iterator[tuple[str, str, bool]]:
    """Each form of the groups with the name that its line gives it, and whether that is a central enterprise."""
    central = True
    for line in GROUPS.read_text(encoding="utf-8").splitlines():
        central = central and not line.startswith(OTHERS)
        if line and not line.startswith("#"):
            name, *shorts = line.split("|")
            for short in (name, *shorts):
                yield short, name.rstrip("?!"), central


def rows(path: Path) -> dict[str, tuple[str, str, str, str]]:
    """Full name, code, status and source by short name.

    The short names of a central enterprise are its own, though one may be that of a listed company of the group too;
    those of others go with the listed company, and the rest of their line with the group: 三一重工 is listed, 三一集团
    is its parent.
    """
    listed = listed_companies(path)
    codes = dict(listed.values())
    parents = {name: short.rstrip("?!") for short, name, central in groups()
               if not central and short.rstrip("?!").endswith(PARENTS) and short.rstrip("?") not in listed}
    found: dict[str, tuple[str, str, str, str]] = {}
    for form, name, central in groups():
        short = form.rstrip("?!")
        own = central or form.endswith("!")
        if not own and short in listed:
            full = listed[short][0]
        elif not own and name in listed:
            full = parents.get(name, listed[name][0])
        else:
            full = name
        found.setdefault(short, (full, codes.get(full, ""), "weak" if form.endswith("?") else "name", "group"))
    for short, (full, number) in listed.items():
        if not _is_word(short):
            found.setdefault(short, (full, number, status(short), "exchange"))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("listed", type=Path)
    found = rows(parser.parse_args().listed)
    body = "".join("\t".join((short, *cells)) + "\n" for short, cells in sorted(found.items()))
    TARGET.write_text(f"{HEADER}short\tname\tcode\tstatus\tsource\n{body}", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
