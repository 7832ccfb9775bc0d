"""Lint, types and tests in an environment of their own: makes .venv, installs, runs.

    python scripts/test.py [ARGUMENTS OF PYTEST …]
"""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, ensure


def main() -> int:
    python = str(ensure("[test]"))
    checks = (
        ("lint", ["ruff", "check", "."]),
        ("types", ["mypy"]),
        ("tests", ["pytest", *sys.argv[1:]]),
    )
    failed = []
    for name, command in checks:
        print(f"== {name}: {' '.join(command)}", flush=True)
        if subprocess.run([python, "-m", *command], cwd=ROOT, check=False).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all passed", flush=True)
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
