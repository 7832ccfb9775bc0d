"""The page's modules → one classic script: each after those it imports, without its import and export words.

A page opened from a disk can't load modules from files beside it, so they share one function here.  The modules
keep to ``import { a, b } from "./other.js";`` on one line, ``export`` before a declaration, and names at their top
level that no other module has.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z]+\.js)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async |const |let |function |class ))", re.M)
_NAME = re.compile(r"^(?:export )?(?:async )?(?:const|let|function|class) (\w+)", re.M)
ENTRY = "main.js"


def joined(modules: Mapping[str, str]) -> str:
    """The script.  Raises ValueError for a name that two modules declare and for a word of modules left over."""
    parts = []
    seen: dict[str, str] = {}
    for name in ordered(modules):
        for declared in _NAME.findall(modules[name]):
            if declared in seen:
                raise ValueError(f"{name}: {declared} is declared in {seen[declared]} too")
            seen[declared] = name
        text = _EXPORT.sub("", _IMPORT.sub("", modules[name]))
        if re.search(r"^(?:import|export)\b", text, re.M) or "</script" in text:
            raise ValueError(f"{name}: an import or export of another form, or the end of a script element")
        parts.append(f"// {name}\n{text}")
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"


def ordered(modules: Mapping[str, str]) -> list[str]:
    """The modules that the entry reaches, each after all that it imports; a circle raises ValueError."""
    done: list[str] = []
    open_: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        if name in open_:
            raise ValueError(f"{' → '.join([*open_, name])}: modules import each other in a circle")
        open_.append(name)
        for other in _IMPORT.findall(modules[name]):
            visit(other)
        open_.pop()
        done.append(name)

    visit(ENTRY)
    return done
