"""kill -9 at fifty moments of build, update, remove and export: the outputs are the old ones or the new ones."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from kg import folders
from kg.folders import HIDDEN

ROOT = Path(__file__).resolve().parents[2]
TEXT = "{city}工业快讯\n\n2024年8月{day}日\n\n{city}加快发展菱镁产业。{city}第{day}泵业有限公司位于{city}。\n"
CITIES = ("海城市", "锦州市", "阜新市", "朝阳市", "鞍山市", "丹东市", "营口市", "盘锦市")
MOMENTS = 50
# The shares of the commands (“much” is a build that goes through files); each moment is drawn from the whole time that
# the command takes.  After every seventh the command is given again, with --resume where it has that.
COMMANDS = ("build", "much", "update", "remove", "export")

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is a signal of Unix")


def files(directory: Path) -> dict[str, bytes]:
    if not directory.is_dir():
        return {}
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kg", *arguments]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents, a build of the first half in ``old``, and what each command makes of it."""
    stage = tmp_path_factory.mktemp("stage")
    for part, cities in (("first", CITIES[:4]), ("second", CITIES[4:])):
        (stage / part).mkdir()
        for day, city in enumerate(cities, 1):
            (stage / part / f"{part}-{day}.txt").write_text(TEXT.format(city=city, day=day), encoding="utf-8")
    assert start(["build", str(stage / "first"), "-o", str(stage / "old")]).wait() == 0
    for name in set(COMMANDS):
        shutil.copytree(stage / "old", stage / name)
        assert start(arguments(name, stage, stage / name)).wait() == 0
    return stage


def arguments(name: str, stage: Path, directory: Path) -> list[str]:
    return {
        "build": ["build", str(stage / "second"), "-o", str(directory)],
        "much": ["build", str(stage / "second"), "-o", str(directory), "--no-pages"],
        "update": ["build", "--update", str(directory), str(stage / "second")],
        "remove": ["remove", str(directory), "first-2.txt"],
        "export": ["export", str(directory), "--format", "neo4j"],
    }[name]


def result(name: str, directory: Path) -> dict[str, bytes]:
    return files(directory / "export" / "neo4j") if name == "export" else files(directory)


def test_killed_at_random_moments(stage: Path, tmp_path: Path) -> None:
    chance = random.Random(20_24)
    durations = {name: duration(name, stage, tmp_path / f"timed-{name}") for name in set(COMMANDS)}
    ended = {"old": 0, "new": 0}
    for number in range(MOMENTS):
        name = COMMANDS[number % len(COMMANDS)]
        directory = tmp_path / str(number)
        shutil.copytree(stage / "old", directory)
        process = start(arguments(name, stage, directory))
        moment = chance.uniform(0, durations[name] * 1.1)
        time.sleep(moment)
        process.kill()
        process.wait()
        folders.settle(directory)
        folders.settle(directory / "export" / "neo4j")
        found, old, new = result(name, directory), result(name, stage / "old"), result(name, stage / name)
        assert found in (old, new), f"{name} after {moment:.3f} s"
        ended["new" if found == new else "old"] += 1
        if number % 7:
            continue
        again = arguments(name, stage, directory)
        if name in ("build", "much", "update"):
            assert start([*again, "--resume"]).wait() == 0
        elif found == old:
            assert start(again).wait() == 0
        assert result(name, directory) == new
        assert {path.name for path in (directory / HIDDEN).iterdir()} == {"archive.sqlite", "lock"}
    print(f"{MOMENTS} moments: {ended}")
    assert min(ended.values()) > 0


def duration(name: str, stage: Path, directory: Path) -> float:
    shutil.copytree(stage / "old", directory)
    begun = time.monotonic()
    assert start(arguments(name, stage, directory)).wait() == 0
    return time.monotonic() - begun


def test_the_first_build_of_a_folder(stage: Path, tmp_path: Path) -> None:
    for number, share in enumerate((0.3, 0.6, 0.8, 0.95)):
        directory = tmp_path / str(number)
        process = start(["build", str(stage / "second"), "-o", str(directory)])
        time.sleep(share * 1.5)
        process.kill()
        process.wait()
        folders.settle(directory)
        assert files(directory) in ({}, files(stage / "build"))
        assert start(["build", str(stage / "second"), "-o", str(directory), "--resume"]).wait() == 0
        assert files(directory) == files(stage / "build")


def test_no_process_is_left_of_a_killed_one(stage: Path, tmp_path: Path) -> None:
    """The workers read from a pipe that ends with the process that was killed."""
    process = start(["build", str(stage / "second"), "-o", str(tmp_path / "out")])
    time.sleep(1.0)
    family = children(process.pid)
    process.kill()
    process.wait()
    until = time.monotonic() + 20
    while time.monotonic() < until and any(alive(pid) for pid in family):
        time.sleep(0.1)
    assert not [pid for pid in family if alive(pid)]


def children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    if not listed.is_file():
        pytest.skip("needs /proc/PID/task/PID/children")
    found = [int(child) for child in listed.read_text().split()]
    return found + [each for child in found for each in children(child)]


def alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
