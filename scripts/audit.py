"""Known vulnerabilities of the packages in requirements.lock, by pip-audit; skipped where its source can't be reached.

    pip install pip-audit
    python scripts/audit.py     # exit code 1 where a vulnerability is known
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AUDIT = [sys.executable, "-m", "pip_audit", "--requirement", str(ROOT / "requirements.lock"), "--require-hashes",
         "--disable-pip", "--progress-spinner", "off", "--format", "json", "--timeout", "15"]


def main() -> int:
    try:
        done = subprocess.run(AUDIT, capture_output=True, text=True, check=False, timeout=100)
    except subprocess.TimeoutExpired:
        print("skipped: no source of vulnerabilities answers")
        return 0
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"skipped: pip-audit gave nothing ({(done.stderr.strip().splitlines() or ['no reason'])[-1][:200]})")
        return 0
    known = [package for package in packages if "vulns" in package]
    if not known:
        print("skipped: no source of vulnerabilities can be reached from here")
        return 0
    found = [(package, vulnerability) for package in known for vulnerability in package["vulns"]]
    for package, vulnerability in found:
        versions = ", ".join(vulnerability.get("fix_versions") or ()) or "none yet"
        print(f"{package['name']} {package['version']}: {vulnerability['id']}, mended in: {versions}")
    print(f"{len(known)} of {len(packages)} packages audited, {len(found)} vulnerabilities")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
