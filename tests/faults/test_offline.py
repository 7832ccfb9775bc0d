"""No build reaches a network, and no test does."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_a_build_without_any_network(tmp_path: Path) -> None:
    """In a network namespace without routes, where even loopback is down, all is built as ever."""
    if not shutil.which("unshare"):
        pytest.skip("needs unshare (Linux)")
    command = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if subprocess.run([*command, "true"], capture_output=True, check=False).returncode:
        pytest.skip("the system allows no namespace of one's own")
    out = tmp_path / "out"
    for arguments in (["build", "--sample", "-o", str(out)], ["build", "--update", str(out), "--sample"],
                      ["remove", str(out), "10-wuxi-465.txt"], ["validate", str(out)],
                      ["export", str(out), "--format", "jsonld"], ["build", "--sample", "-o", str(out), "--quiet"]):
        done = subprocess.run(
            [*command, sys.executable, "-m", "kg", *arguments], cwd=ROOT, capture_output=True, text=True,
            encoding="utf-8", check=False,
        )
        assert done.returncode == 0, done.stderr
    committed = ROOT / "outputs" / "sample"
    if committed.is_dir():
        for path in filter(Path.is_file, committed.iterdir()):
            assert (out / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("example.org", 443)])
def test_the_suite_is_guarded(address: tuple[str, int]) -> None:
    with pytest.raises(RuntimeError, match="a test reaches for"):
        socket.create_connection(address, timeout=1)
