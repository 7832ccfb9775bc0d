"""A virtual environment in .venv with this project installed: standard library only, any system."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = "regional-kg.installed"


def python_of(environment: Path) -> Path:
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(extras: str) -> str:
    """Changes whenever what is to be installed changes."""
    digest = hashlib.sha256(f"{sys.version}{extras}".encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def ensure(extras: str = "") -> Path:
    """Make or refresh .venv and return its interpreter; ``extras`` such as "[test]"."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this script is what an older Python would run)
        sys.exit(f"regional-kg needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable})")
    environment = ROOT / ".venv"
    python, stamp = python_of(environment), environment / STAMP
    if python.exists() and stamp.exists() and stamp.read_text() == fingerprint(extras):
        return python
    print(f"setting up {environment} …", file=sys.stderr, flush=True)
    try:
        venv.create(environment, with_pip=True, clear=not stamp.exists())
    except subprocess.CalledProcessError:
        sys.exit("this Python can't make a virtual environment: on Debian and Ubuntu run `apt install python3-venv`")
    pip = [str(python), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    subprocess.run([*pip, "--constraint", str(ROOT / "constraints.txt"), "--editable", f"{ROOT}{extras}"], check=True)
    stamp.write_text(fingerprint(extras))
    return python
