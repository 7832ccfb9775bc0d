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


def test_permission_denied(tmp_path: Path) -> None:
    """As a user who may not write and read everything: the superuser gives up that right."""
    command = [sys.executable, "-m", "kg"]
    if not hasattr(os, "geteuid"):
        pytest.skip("permissions of Unix")
    if os.geteuid() == 0:
        rights = "-dac_override,-dac_read_search"
        without = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"]
        if not shutil.which("setpriv") or subprocess.run([*without, "true"], check=False).returncode:
            pytest.skip("needs setpriv to give up the rights of the superuser")
        command = [*without, *command]

    def kg(*arguments: str | Path) -> tuple[int, str]:
        done = subprocess.run([*command, *map(str, arguments), "--quiet"], capture_output=True, text=True,
                              encoding="utf-8", check=False, cwd=Path(__file__).parents[2])
        return done.returncode, done.stderr

    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(f"海城市加快发展菱镁产业。{name}", encoding="utf-8")
    (tmp_path / "closed").mkdir()
    out = tmp_path / "out"
    for path in (tmp_path / "c.txt", tmp_path / "closed"):
        path.chmod(0)
    code, said = kg("build", *(tmp_path / name for name in ("a.txt", "b.txt", "c.txt", "closed")), "-o", out)
    assert code == 1
    assert "c.txt: can't be read (Permission denied)" in said
    assert "closed: can't be listed (Permission denied)" in said
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}
    for path in (out / ".kg", out):
        path.chmod(0o500)
    for arguments in (["remove", out, "a.txt"], ["build", "--update", out, tmp_path / "a.txt"],
                      ["build", tmp_path / "a.txt", "-o", out / "new"]):
        code, said = kg(*arguments)
        assert code == 2
        assert "Permission denied" in said or "readonly database" in said
        assert "Traceback" not in said
    assert {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()} == before
    for path in (out, out / ".kg", tmp_path / "closed"):
        path.chmod(0o700)
