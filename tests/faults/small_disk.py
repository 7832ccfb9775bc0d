"""Run in a mount namespace of its own: updates a folder on disks that are too small, and says what became of it.

    unshare -m python small_disk.py OLD NEW DOCUMENT MOUNTPOINT
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

KIB = 1024


def mount(*options: str) -> None:
    subprocess.run(["mount", *options], check=True, capture_output=True)


def files(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir() if path.is_file()}


def kg(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


def state(directory: Path, old: dict[str, bytes], new: dict[str, bytes]) -> str:
    found = files(directory)
    return "old" if found == old else "new" if found == new else f"neither: {sorted(found)}"


def full(old: Path, new: Path, document: str, place: Path) -> list[dict[str, object]]:
    """Update on disks with more and more room beyond what the old folder takes."""
    told: list[dict[str, object]] = []
    before, after = files(old), files(new)
    taken = sum(path.stat().st_size // 4096 + 1 for path in old.rglob("*")) * 4
    for room in (16, 100, 900, 1400, 6000):
        mount("-t", "tmpfs", "-o", f"size={taken + room}k", "none", str(place))
        shutil.copytree(old, place / "out")
        done = kg("build", "--update", str(place / "out"), document)
        first = state(place / "out", before, after)
        mount("-o", "remount,size=50m", str(place))
        again = kg("build", "--update", str(place / "out"), document, "--resume")
        told.append({
            "room": room, "code": done.returncode, "said": done.stderr, "state": first, "again": again.returncode,
            "end": state(place / "out", before, after), "left": sorted(p.name for p in (place / "out/.kg").iterdir()),
        })
        subprocess.run(["umount", str(place)], check=True)
    return told


def read_only(old: Path, document: str, place: Path) -> list[dict[str, object]]:
    mount("--bind", str(old), str(place))
    mount("-o", "remount,bind,ro", str(place))
    commands = (["build", "--update", str(place), document], ["build", document, "-o", str(place)],
                ["remove", str(place), "a.txt"], ["export", str(place), "--format", "gexf"],
                ["query", str(place), "ASK {}"])
    told: list[dict[str, object]] = []
    for command in commands:
        done = kg(*command)
        told.append({"command": command[0], "code": done.returncode, "said": done.stderr})
    return told


if __name__ == "__main__":
    folder, other, page, at = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4])
    print(json.dumps({"full": full(folder, other, page, at), "read_only": read_only(folder, page, at)}))
