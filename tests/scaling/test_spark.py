"""On a cluster of Spark, one master and two workers on this machine, a build gives what it gives in processes.

It needs Java and PySpark (``pip install 'regional-kg[spark]'``, or their folder in REGIONAL_KG_SPARK).
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, parse

from kg.export.rdf_formats import EVIDENCE_GRAPH
from kg.resources.location import SAMPLE
from kg.resources.patterns import load_patterns
from kg.revisions import Order, build
from kg.workers import Limits

PATIENCE = 900
# Builds in one session, each with the ties up to which groups are found on the driver, and MiB for a document.
DRIVER = """
import json, os, shutil, sys
from kg.errors import KgError
from kg.scaling.spark import Job, build, resume, session
from kg.workers import Limits
def tell(done):
    told = [str(problem) for problem in done.problems]
    print(json.dumps([len(done.overview.documents), told]), flush=True)
jobs, again, master = json.loads(sys.argv[1])
with session(master) as cluster:
    for sources, output, edges, memory in jobs:
        limits = Limits(memory=memory << 20)
        done = build(cluster, Job(sources=sources, output=output, edges=edges, limits=limits))
        tell(done)
    # As after an end in mid-run: the last job's folder without what is written last, and a part of the evidence.
    shutil.copytree(output, again, ignore=shutil.ignore_patterns("build.json", "report.md", "graph", ".*.crc"))
    os.remove(f"{again}/evidence/_SUCCESS")
    tell(resume(cluster, again, Limits()))
    for unreadable in (f"{again}/nowhere", f"{again}/job.json"):
        try:
            build(cluster, Job(sources=[unreadable], output=f"{again}-not"))
        except KgError as error:
            print(json.dumps([str(error), os.path.exists(f"{again}-not")]), flush=True)
"""


def spark_home() -> Path | None:
    beside = os.environ.get("REGIONAL_KG_SPARK")
    if beside:
        return Path(beside) / "pyspark"
    found = importlib.util.find_spec("pyspark")
    return Path(found.origin).parent if found and found.origin else None


HOME = spark_home()
pytestmark = [
    pytest.mark.skipif(not shutil.which("java"), reason="needs Java: openjdk-17-jre-headless"),
    pytest.mark.skipif(HOME is None, reason="needs PySpark: pip install 'regional-kg[spark]'"),
    pytest.mark.skipif(os.name == "nt", reason="the cluster is started by scripts of the shell"),
]


@dataclass
class Cluster:
    folder: Path
    address: str
    workers: list[subprocess.Popen[bytes]]

    def environment(self) -> dict[str, str]:
        assert HOME is not None
        settings = {
            "spark.executor.memory": "600m", "spark.driver.memory": "600m", "spark.ui.enabled": "false",
            "spark.default.parallelism": "2", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1",
        }
        words = " ".join(f"--conf {name}={value}" for name, value in settings.items())
        return {
            **os.environ, "SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": "127.0.0.1",
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": os.pathsep.join(filter(None, [os.environ.get("REGIONAL_KG_SPARK", ""), *sys.path])),
            "SPARK_DAEMON_MEMORY": "300m", "SPARK_LOCAL_DIRS": str(self.folder / "local"),
            "PYSPARK_SUBMIT_ARGS": f"{words} pyspark-shell",
        }

    def start(self, role: str, *words: str) -> tuple[subprocess.Popen[bytes], Path]:
        assert HOME is not None
        log = self.folder / f"{role}-{len(self.workers)}.log"
        command = [str(HOME / "bin" / "spark-class"), f"org.apache.spark.deploy.{role.lower()}.{role}",
                   "--host", "127.0.0.1", "--port", "0", "--webui-port", "0", *words]
        with log.open("wb") as file:
            return subprocess.Popen(
                command, env=self.environment(), stdout=file, stderr=file, start_new_session=True), log

    def run(self, jobs: list[tuple[list[Path], Path, int, int]], again: Path) -> subprocess.Popen[bytes]:
        script = self.folder / "driver.py"
        script.write_text(DRIVER, encoding="utf-8")
        order = json.dumps([jobs, again, self.address], default=str)
        with (self.folder / "driver.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, str(script), order], env=self.environment(), stdout=subprocess.PIPE, stderr=log)


def told(log: Path, pattern: str) -> str:
    """What a process of the cluster says once it runs."""
    until = time.monotonic() + PATIENCE / 5
    while time.monotonic() < until:
        found = re.search(pattern, log.read_text(errors="replace"))
        if found:
            return found[0]
        time.sleep(0.2)
    raise AssertionError(log.read_text(errors="replace")[-2000:])


def end(process: subprocess.Popen[bytes]) -> None:
    """The process and all that it began."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"), "", [])
    master, log = made.start("Master")
    try:
        made.address = told(log, r"spark://[\w.]+:\d+")
        for number in (1, 2):
            worker, log = made.start("Worker", "--cores", "1", "--memory", "700m", "--work-dir",
                                     str(made.folder / f"work-{number}"), made.address)
            made.workers.append(worker)
            told(log, "Successfully registered")
        yield made
    finally:
        for process in (*made.workers, master):
            end(process)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files, a table of Parquet and one of JSON lines; the same rows as JSON lines stand in “local”."""
    pyarrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    folder = tmp_path_factory.mktemp("documents")
    (folder / "files").mkdir()
    (folder / "local").mkdir()
    for name in ("03-pengxi.html", "08-jinzhou-2024-12.txt"):
        shutil.copy(SAMPLE / name, folder / "files" / name)
    (folder / "files" / "copy.txt").write_bytes((SAMPLE / "08-jinzhou-2024-12.txt").read_bytes())
    (folder / "files" / "broken.pdf").write_bytes(b"no PDF")
    texts = [
        "海城三鱼泵业与鞍钢集团合作，建设智能水泵项目，总投资5亿元。",
        "鞍钢集团与海城三鱼泵业合作。海城市实施“4+4+3+N”工程。海城三鱼泵业有限公司建设海城电泵项目，总投资5亿元。",
        "海城三鱼泵业有限公司的海城电泵项目总投资3亿元，已开工。2025年锦州市地区生产总值1300亿元，增长5.2%。锦州市发展精细化工产业。",
    ]
    rows = [{"id": f"n{number}", "标题": "快讯", "正文": text} for number, text in enumerate(texts)]
    parquet.write_table(pyarrow.Table.from_pylist(rows[:2]), folder / "rows.parquet")
    (folder / "more.jsonl").write_text(json.dumps(rows[2], ensure_ascii=False) + "\n", encoding="utf-8")
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows[:2])
    (folder / "local" / "rows.jsonl").write_text(lines, encoding="utf-8")
    return [folder / "files", folder / "rows.parquet", folder / "more.jsonl"]


@pytest.fixture(scope="module")
def runaways(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A document, below it one that takes too much memory and one that is too large to be read at all."""
    folder = tmp_path_factory.mktemp("runaways")
    (folder / "below").mkdir()
    shutil.copy(SAMPLE / "08-jinzhou-2024-12.txt", folder)
    line = "海城市与鞍钢集团合作建设智能水泵项目，总投资5亿元。\n"
    (folder / "below" / "swelling.txt").write_text(line * 600_000, encoding="utf-8")
    with (folder / "below" / "huge.txt").open("wb") as file:
        file.truncate(1 << 32)
    return folder


@pytest.fixture(scope="module")
def local(sources: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that processes make."""
    out = tmp_path_factory.mktemp("expected")
    files, table, more = sources
    found = build(out, Order(sources=[str(files), str(table.parent / "local"), str(more)], pages=False), Limits())
    assert len(found.overview.documents) == 5
    assert len(found.problems) == 1
    return out


@pytest.fixture(scope="module")
def expected(local: Path) -> list[str]:
    return sorted(
        f"{Quad(each.subject, each.predicate, each.object, graph)} ."
        for name, graph in (("graph.ttl", DefaultGraph()), ("evidence.ttl", EVIDENCE_GRAPH))
        for each in parse((local / name).read_bytes(), format=RdfFormat.TURTLE)
    )


@dataclass
class Ran:
    """The folder of an undisturbed run, that of one in which a worker was killed, that of one with documents beyond its
    limits, that of one that went on with what had been read there, and what the runs told."""

    whole: Path
    killed: Path
    limited: Path
    resumed: Path
    told: list[list[Any]]


@pytest.fixture(scope="module")
def ran(cluster: Cluster, sources: list[Path], runaways: Path) -> Ran:
    out = cluster.folder / "out"
    run = cluster.run([
        (sources, out / "whole", 1000, 2048), (sources, out / "killed", 0, 2048),
        ([runaways], out / "limited", 1000, 512),
    ], out / "resumed")
    until = time.monotonic() + PATIENCE
    while not (out / "killed" / "mentions").exists() and run.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    log = cluster.folder / "driver.log"
    assert run.poll() is None, log.read_text(errors="replace")[-4000:]
    os.killpg(cluster.workers[0].pid, signal.SIGKILL)
    assert not (out / "killed" / "evidence" / "_SUCCESS").exists()
    content, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0, log.read_text(errors="replace")[-4000:]
    told = [json.loads(line) for line in content.splitlines()]
    return Ran(out / "whole", out / "killed", out / "limited", out / "resumed", told)


def lines(output: Path) -> list[str]:
    parts = sorted((output / "graph").glob("part-*")) + sorted((output / "evidence").glob("part-*"))
    return sorted(line for part in parts for line in part.read_text(encoding="utf-8").splitlines())


def test_a_cluster_gives_what_processes_give(ran: Ran, expected: list[str]) -> None:
    assert lines(ran.whole) == expected
    for documents, problems in ran.told[:2]:
        assert documents == 5
        assert [problem.partition(":")[0] for problem in problems] == ["broken.pdf"]


def test_a_worker_that_is_killed_changes_no_byte(ran: Ran, expected: list[str]) -> None:
    assert lines(ran.killed) == expected
    assert list((ran.killed / "rounds").iterdir()), "the groups were found on the cluster"


def test_a_document_beyond_the_limits_is_left_out(ran: Ran) -> None:
    documents, problems = ran.told[2]
    assert documents == 1
    assert re.fullmatch("file:/.*/below/huge.txt: has over 67,108,864 bytes; split it, or raise the limit", problems[0])
    assert problems[1] == "swelling.txt: needs more than 512 MiB of memory; split it, or raise --memory"
    (part,) = (ran.limited / "problems").glob("part-*")
    told = [json.loads(line)["source"] for line in part.read_text(encoding="utf-8").splitlines()]
    assert sorted(source.rpartition("/")[2] for source in told) == ["huge.txt", "swelling.txt"]


def test_a_job_goes_on_with_what_it_had_read(ran: Ran) -> None:
    """With more memory the document left out would have been read, had any been read again."""
    assert ran.told[3] == ran.told[2]
    assert lines(ran.resumed) == lines(ran.limited)
    for name in ("report.md", "build.json", "dataset.ttl"):
        assert (ran.resumed / name).read_bytes() == (ran.limited / name).read_bytes()


def test_a_job_without_documents_leaves_nothing(ran: Ran) -> None:
    missing, unreadable = ran.told[4:]
    assert missing == [f"{ran.resumed}/nowhere: does not exist, or is no file; check the path", False]
    assert "no document could be read, nothing was written" in unreadable[0]
    assert unreadable[1] is False


@pytest.mark.parametrize("name", ["report.md", "build.json"])
def test_what_is_told_of_the_build_is_the_same(ran: Ran, local: Path, name: str) -> None:
    wanted = (local / name).read_text(encoding="utf-8")
    assert (ran.whole / name).read_text(encoding="utf-8") == wanted
    assert (ran.killed / name).read_text(encoding="utf-8") == wanted


def test_the_shapes_see_what_several_documents_say_of_a_thing(ran: Ran) -> None:
    told = (ran.whole / "report.md").read_text(encoding="utf-8")
    assert load_patterns("report").maps["line"]["warnings"].format(count=1) in told


def test_the_data_set_is_described_as_on_one_machine_but_for_its_files(ran: Ran, local: Path) -> None:
    wanted, _ = described(local)
    for output in (ran.whole, ran.killed):
        told, files = described(output)
        assert told == [block.replace("formats/Turtle", "formats/N-Quads") for block in wanted]
        parts = [path for name in ("graph", "evidence") for path in sorted((output / name).glob("part-*"))]
        assert len(parts) == 4
        for path in parts:
            content, name = path.read_bytes(), f"{path.parent.name}-{path.name}"
            assert f"dcat:byteSize {len(content)} ;" in files[f"dataset:{name}"]
            assert hashlib.sha256(content).hexdigest() in files[f"dataset:{name}-sha256"]


def described(output: Path) -> tuple[list[str], dict[str, str]]:
    """The blocks of dataset.ttl, and those of the files by their nodes."""
    blocks = (output / "dataset.ttl").read_text(encoding="utf-8").split("\n\n")
    files = {block.split(" ")[0]: block for block in blocks if re.match(r"dataset:[\w-]*(\.ttl|part-)", block)}
    distribution = re.compile("    dcat:distribution .*\n")
    return [distribution.sub("", block) for block in blocks if block not in files.values()], files


def test_tables_hold_documents_mentions_and_statements(ran: Ran, expected: list[str]) -> None:
    from pyarrow.parquet import read_table

    assert read_table(ran.whole / "extractions").num_rows == 5
    things = {f"<https://w3id.org/regional-kg/id/{id}>" for id in read_table(ran.whole / "mentions")["id"].to_pylist()}
    assert things <= {line.split(" ")[0] for line in expected}
    statements = read_table(ran.whole / "statements").to_pylist()
    assert {"partnersWith", "totalInvestment"} <= {row["predicate"] for row in statements}
