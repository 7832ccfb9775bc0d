"""From nothing to a graph of the bundled sample: makes .venv, installs, builds, says where to look.

    python scripts/demo.py
"""

from __future__ import annotations

import subprocess
import sys

from environment import ROOT, ensure


def main() -> int:
    python = ensure()
    target = ROOT / "outputs" / "demo"
    built = subprocess.run([str(python), "-m", "kg", "build", "--sample", "-o", str(target)], check=False)
    if built.returncode:
        return built.returncode
    print(f"""
Look at   {target / "explorer.html"}   (open it in a browser; it needs no network)
Read      {target / "report.md"}
Ask       {python} -m kg query {target} --named programme code=21152
          {python} -m kg query --list
""")
    return 0


if __name__ == "__main__":
    sys.exit(main())
