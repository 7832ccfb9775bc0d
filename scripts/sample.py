"""Rebuild outputs/sample from the bundled documents; with --check compare it byte for byte instead.

    python scripts/sample.py [--check]
"""

from __future__ import annotations

import argparse
import filecmp
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMITTED = ROOT / "outputs" / "sample"


def differences(left: Path, right: Path) -> list[str]:
    names = sorted({path.name for folder in (left, right) for path in folder.iterdir() if path.is_file()})
    _, different, missing = filecmp.cmpfiles(left, right, names, shallow=False)
    return sorted([*different, *missing])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 where a file differs")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "sample" if check else COMMITTED
        command = [sys.executable, "-m", "kg", "build", "--sample", "-o", str(target)]
        if code := subprocess.run(command, cwd=ROOT, check=False).returncode:
            return code
        if check and (changed := differences(target, COMMITTED)):
            print(f"outputs/sample differs: {', '.join(changed)}; run `python scripts/sample.py` and commit it",
                  file=sys.stderr)
            return 1
    print("outputs/sample is what the bundled documents give" if check else f"wrote {COMMITTED}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
