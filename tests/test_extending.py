"""The worked examples of docs/extending.md, made in a copy of the program."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg
from kg.resources.location import ONTOLOGY

PACKAGE = Path(kg.__file__).parent
GUIDE = PACKAGE.parent / "docs" / "extending.md"

pytestmark = [
    pytest.mark.skipif(not GUIDE.is_file(), reason="no docs beside the package"),
    pytest.mark.skipif(os.name == "nt", reason="the commands are those of a Unix shell"),
]


def examples() -> list[tuple[str, str, str, str]]:
    """Title, file, edit and commands of each example."""
    text = GUIDE.read_text(encoding="utf-8") if GUIDE.is_file() else ""
    pattern = r"^## ([^\n]+)\n(?:(?!^## ).)*?^`([^`]+)`:\n\n```diff\n(.*?)```(?:(?!^## ).)*?```console\n(.*?)```"
    return [found.groups() for found in re.finditer(pattern, text, re.M | re.S)]  # type: ignore[misc]


def change(path: Path, edit: str) -> None:
    """One edit: a piece that occurs once is replaced, or lines are added at the end."""
    before, after = (
        "\n".join(line[1:] for line in edit.splitlines() if line[:1] == sign) for sign in "-+"
    )
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if before:
        assert text.count(before) == 1, f"{path.name} holds {before!r} {text.count(before)} times"
        text = text.replace(before, after)
    else:
        text += after + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def outcome(commands: str, folder: Path) -> tuple[str, str]:
    """What the commands print, and what the guide says that they print."""
    said = [line for line in commands.splitlines() if not line.startswith("$ ")]
    script = "\n".join(line[2:] for line in commands.splitlines() if line.startswith("$ "))
    script = re.sub(r"(^|\| )kg ", rf"\1'{sys.executable}' -m kg ", script, flags=re.M)
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["sh", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return (done.stdout + done.stderr).strip(), "\n".join(said)


@pytest.mark.parametrize(("title", "file", "edit", "commands"), examples(), ids=lambda value: value.split("\n")[0][:24])
def test_example(title: str, file: str, edit: str, commands: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "kg", ignore=shutil.ignore_patterns("__pycache__", "sample", "ontology"))
    shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    (tmp_path / "kg" / "sample").mkdir()
    change(tmp_path / file, edit)
    printed, expected = outcome(commands, tmp_path)
    assert printed == expected, title


def test_every_kind_of_change_has_an_example() -> None:
    assert len(examples()) == 5
