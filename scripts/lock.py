"""requirements.lock: the exact versions of constraints.txt with the hashes of their files, for every system.

    pip install uv
    python scripts/lock.py             # write it
    python scripts/lock.py --check     # try it: all files that this system would install have these hashes
"""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, ensure, python_of

LOCK = ROOT / "requirements.lock"
HEADER = """\
# Exact versions with the hashes of their files; scripts/lock.py writes it.
#     pip install --require-hashes -r requirements.lock && pip install --no-deps .
"""
COMPILE = ["pip", "compile", "pyproject.toml", "--all-extras", "--constraint", "constraints.txt", "--generate-hashes",
           "--universal", "--python-version", "3.11", "--no-header", "--no-annotate", "--quiet"]
# pip leaves out what is installed already: so an empty environment is asked.
CHECK = ["install", "--dry-run", "--quiet", "--ignore-installed", "--require-hashes", "--no-deps", "-r", str(LOCK)]


def main() -> int:
    if sys.argv[1:] == ["--check"]:
        ensure()
        python = python_of(ROOT / ".venv")
        done = subprocess.run([str(python), "-m", "pip", *CHECK], capture_output=True, text=True, check=False)
        if "DO NOT MATCH THE HASHES" in done.stderr:
            sys.exit(done.stderr)
        last = (done.stderr.strip().splitlines() or [""])[-1]
        print(f"skipped: no index can be reached ({last[:200]})" if done.returncode else "all files have their hashes")
        return 0
    done = subprocess.run([sys.executable, "-m", "uv", *COMPILE], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr or "uv failed; pip install uv")
    LOCK.write_text(HEADER + done.stdout, encoding="utf-8")
    print(f"wrote {LOCK.name}: {done.stdout.count('==')} packages")
    return 0


if __name__ == "__main__":
    sys.exit(main())
