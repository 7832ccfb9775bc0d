"""No regular expression of ours takes more than linear time, whatever text it meets.

The expressions are collected where they are made: those of ontology/patterns, and all that a module of the program
compiles while it is imported and reads the sample.  Rules see sentences, which have 1,000 characters at most; so each
expression is tried on sentences of that length made of what it looks for.  Those that see whole lines are tried on
longer ones too.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import regex
import yaml

from kg.reading import segmentation
from kg.resources.location import ONTOLOGY
from kg.resources.patterns import load_patterns

LENGTH = segmentation._LONGEST
# Ten times what the slowest one took (34 ms) on a machine with other work; one that backtracks takes minutes and more.
SECONDS = 0.4
LONG = 20 * LENGTH
SECONDS_OF_LONG = 20 * SECONDS
# Expressions of these files meet lines and whole texts.
OF_READING = ("dates", "layout", "tables")
PUMPS = 100
pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs the alarms of Unix")
ALPHABET = "海市甲1０9.,，、。；：:“”（）()《》 \n\t+-—%年月亿万元的和等aZ_|#*<>=\"'\\/"

COLLECT = """
import importlib, json, os, pkgutil, re, sys
os.environ["REGIONAL_KG_CACHE"] = "off"
import regex
made = {}
def watch(module):
    compile_ = module.compile
    def compiling(pattern, flags=0, **options):
        caller = sys._getframe(1).f_globals.get("__name__", "")
        if caller.startswith("kg.") and isinstance(pattern, str):
            compile_(pattern, flags, **options)
            made[module.__name__, pattern, int(flags)] = caller
        return compile_(pattern, flags, **options)
    module.compile = compiling
watch(re), watch(regex)
import kg
from kg.resources.location import ONTOLOGY, SAMPLE
for found in pkgutil.walk_packages(kg.__path__, "kg."):
    if not found.name.endswith("__main__"):
        importlib.import_module(found.name)
kg.build([str(SAMPLE)])
from kg.resources.patterns import load_patterns
files = (ONTOLOGY / "patterns").glob("*.yaml")
known = {one.pattern for path in files for one in load_patterns(path.stem).regex.values()}
print(json.dumps([[caller, *key] for key, caller in made.items() if key[1] not in known]))
"""


def entries() -> Iterator[tuple[str, str]]:
    for path in sorted((ONTOLOGY / "patterns").glob("*.yaml")):
        for name in load_patterns(path.stem).regex:
            yield path.stem, name


def pumps(examples: list[str], chance: random.Random) -> list[str]:
    """Pieces of the texts that an expression looks for, and single signs, to be repeated."""
    found = {
        example[at : at + length]
        for example in examples for length in (1, 2, 3, 5, 8, len(example)) for at in range(len(example))
    }
    some = sorted(found - {""})
    return [*chance.sample(some, min(PUMPS, len(some))), *chance.sample(ALPHABET, 12)]


def attacks(examples: list[str], length: int) -> Iterator[str]:
    """Each piece again and again, alone and behind the beginning of an example, with an end that fits nothing."""
    chance = random.Random(11)
    for pump in pumps(examples, chance):
        start = chance.choice(["", *examples])
        start = start[: chance.randrange(len(start) + 1)]
        yield (start + pump * (length // len(pump) + 1))[: length - 1] + "\u4dff"


def seconds(pattern: Any, text: str, limit: float) -> float:
    """The time on a processor, ``limit`` where the alarm ended it: both engines look at signals as they go."""
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        for _ in pattern.finditer(text):
            pass
    except TimeoutError:
        return limit
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - begun


@pytest.fixture(autouse=True)
def alarm() -> Iterator[None]:
    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, ring)
    yield
    signal.signal(signal.SIGVTALRM, before)


def slow(pattern: Any, text: str, limit: float) -> bool:
    """Whether it takes longer than the limit three times in a row: the machine may be busy once."""
    return all(seconds(pattern, text, limit) >= limit for _ in range(3))


@pytest.fixture(scope="module")
def examples() -> dict[tuple[str, str], list[str]]:
    found = {}
    for path in (ONTOLOGY / "patterns").glob("*.yaml"):
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        words = [str(word) for list_ in (content.get("words") or {}).values() for word in list_][:400]
        for name, entry in (content.get("patterns") or {}).items():
            told = [str(text) for key in ("match", "no_match") for text in entry.get(key) or []]
            used = [word for word in words if word in entry["regex"]]
            found[path.stem, name] = [*told, *used]
    return found


@pytest.mark.parametrize(("file", "name"), list(entries()), ids=lambda value: value)
def test_expression_of_the_ontology(file: str, name: str, examples: dict[tuple[str, str], list[str]]) -> None:
    pattern = load_patterns(file).regex[name]
    for text in attacks(examples[file, name], LENGTH):
        assert not slow(pattern, text, SECONDS), f"{file}.{name} on {text[:60]!r}…"


@pytest.mark.parametrize(("file", "name"), [e for e in entries() if e[0] in OF_READING], ids=lambda value: value)
def test_expression_on_whole_lines(file: str, name: str, examples: dict[tuple[str, str], list[str]]) -> None:
    pattern = load_patterns(file).regex[name]
    for text in list(attacks(examples[file, name], LONG))[::4]:
        assert not slow(pattern, text, SECONDS_OF_LONG), f"{file}.{name} on {text[:60]!r}…"


def test_expressions_of_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COLLECT], check=True, capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"}, cwd=Path(__file__).parents[2],
    )
    found = json.loads(done.stdout)
    assert len({caller for caller, *_ in found}) >= 15
    for caller, engine, source, flags in found:
        pattern = (regex if engine == "regex" else re).compile(source, flags)
        literals = re.sub(r"\\[a-zA-Z]|[\\\[\](){}?*+|^$]", "", source)[:200]
        for text in attacks([literals, ALPHABET], LENGTH):
            assert not slow(pattern, text, SECONDS), f"{caller}: {source[:80]!r} on {text[:60]!r}…"
