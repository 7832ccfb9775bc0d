"""What is installed: versions with hashes, known licences; nothing that runs is read from users."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import kg

ROOT = Path(__file__).resolve().parents[2]
# Each of these can run what it reads.
UNSAFE = {"pickle", "cPickle", "_pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "jsonpickle"}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def versions(file: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / file).read_text(encoding="utf-8"), re.M)
    return {plain(name): version for name, version in found}


def test_the_lock_has_the_versions_that_are_tested() -> None:
    locked, tested = versions("requirements.lock"), versions("constraints.txt")
    differ = {name: (locked[name], tested[name]) for name in locked.keys() & tested.keys()
              if locked[name] != tested[name]}
    assert not differ, "python scripts/lock.py"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {plain(Requirement(line).name) for line in project["dependencies"]}
    assert needed <= locked.keys() & tested.keys(), "python scripts/lock.py"


def test_every_file_has_its_hash() -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / "requirements.lock").read_text(encoding="utf-8"))
    for block in blocks:
        if "==" in block.splitlines()[0]:
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", block), block


def test_licences_are_listed() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "scripts" / "licences.py"), "--check"], capture_output=True,
                          text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"python scripts/licences.py\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("path", sorted(Path(kg.__file__).parent.rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_that_runs_is_read(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
            assert not UNSAFE & {name.split(".")[0] for name in names}
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"eval", "exec", "os.system", "os.popen", "yaml.unsafe_load", "yaml.full_load"}
            assert not called.startswith("subprocess.")
            if called.startswith("numpy.load"):
                assert not any(keyword.arg == "allow_pickle" for keyword in node.keywords)
