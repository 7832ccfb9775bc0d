"""A disk that is full or may not be written: a clear error, and nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.cli import main

SCRIPT = Path(__file__).with_name("small_disk.py")


def unshare(*what: str) -> list[str]:
    """A command in namespaces of its own; skips where the system allows none."""
    if not shutil.which("unshare"):
        pytest.skip("needs unshare (Linux)")
    command = ["unshare", *what, *([] if os.geteuid() == 0 else ["--map-root-user"])]
    probe = [*command, "mount", "-t", "tmpfs", "none", "/mnt"] if "--mount" in what else [*command, "true"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("the system allows no namespace of one's own")
    return command


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    stage = tmp_path_factory.mktemp("disk")
    command = unshare("--mount")
    (stage / "a.txt").write_text("海城市加快发展菱镁产业。", encoding="utf-8")
    (stage / "b.txt").write_text("锦州市加快发展石化产业。" * 3000, encoding="utf-8")
    for name, sources in (("old", ["a.txt"]), ("new", ["a.txt", "b.txt"])):
        assert main(["build", *(str(stage / source) for source in sources), "-o", str(stage / name), "--quiet"]) == 0
    (stage / "mount").mkdir()
    done = subprocess.run(
        [*command, sys.executable, str(SCRIPT), str(stage / "old"), str(stage / "new"), str(stage / "b.txt"),
         str(stage / "mount")],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_a_full_disk(told: dict[str, Any]) -> None:
    codes = []
    for case in told["full"]:
        codes.append(case["code"])
        assert case["state"] == ("new" if case["code"] == 0 else "old"), case
        assert case["code"] in (0, 2), case
        if case["code"]:
            assert "full" in case["said"] or "No space left" in case["said"], case
            assert "Traceback" not in case["said"], case
        assert (case["again"], case["end"]) == (0, "new"), case
        assert case["left"] == ["archive.sqlite", "lock"], case
    assert codes[0] == 2
    assert codes[-1] == 0


def test_a_disk_that_may_not_be_written(told: dict[str, Any]) -> None:
    for case in told["read_only"]:
        assert case["code"] == (0 if case["command"] == "query" else 2), case
        assert case["command"] == "query" or "Read-only" in case["said"], case


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_permission_denied(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--sample", "-o", str(tmp_path / "out"), "--quiet"]) == 0
    for path in (tmp_path / "out" / ".kg", tmp_path / "out"):
        path.chmod(0o500)
    assert main(["remove", str(tmp_path / "out"), "05-hubei-51020.md"]) == 2
    assert "denied" in capsys.readouterr().err
    for path in (tmp_path / "out", tmp_path / "out" / ".kg"):
        path.chmod(0o700)
