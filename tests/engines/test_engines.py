"""The sample's Turtle with its evidence in other engines: the same ten questions, the same answers."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
import regex
from endpoints import FILES, ask, free_port, wait_for
from pyoxigraph import RdfFormat, parse
from questions import QUESTIONS, Rows, rows_of

_JARS = Path("/usr/share/java")
_MESSAGES = "org/apache/jena/ext/"
# What libapache-jena-java depends on; other programs' jars stay out, and slf4j-simple shows the warnings.
_USED = ("commons-cli", "commons-codec", "commons-compress", "commons-csv", "commons-io", "commons-lang3",
         "dexx.collection", "gson", "guava", "httpclient", "httpcore", "jackson-annotations", "jackson-core",
         "jackson-databind", "jakarta.json-api", "jsonld-java", "libthrift", "protobuf", "slf4j-api", "slf4j-simple",
         "thrift", "titanium-json-ld", "caffeine")


def test_rdflib(built: Path, expected: dict[str, Rows]) -> None:
    graph = rdflib.Graph()
    for name in FILES:
        graph.parse(built / name)
    for name, query in QUESTIONS.items():
        assert rows_of(graph.query(query).serialize(format="json") or b"") == expected[name], name


def test_oxigraph_server(
    built: Path, expected: dict[str, Rows], started: Callable[..., object], tmp_path: Path
) -> None:
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    if not program:
        pytest.skip("no Oxigraph server (PyPI oxigraph)")
    port = free_port()
    for name in FILES:
        subprocess.run([program, "load", "-l", str(tmp_path), "-f", str(built / name)], check=True, capture_output=True)
    started(program, "serve-read-only", "-l", str(tmp_path), "-b", f"127.0.0.1:{port}")
    wait_for(port)
    for name, query in QUESTIONS.items():
        assert ask(f"http://127.0.0.1:{port}/query", query) == expected[name], name


VIRTUOSO_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
MaxCheckpointRemap = 2000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 4
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
DefaultGraph = urn:sample
"""


@pytest.fixture(scope="module")
def virtuoso(
    built: Path, started: Callable[..., object], tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Callable[[str], str]]:
    """The endpoint of a Virtuoso with the sample in the graph urn:sample, and its SQL prompt."""
    program, prompt = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if not program or not prompt:
        pytest.skip("no Virtuoso (Debian virtuoso-opensource)")
    folder = tmp_path_factory.mktemp("virtuoso")
    for name in FILES:
        shutil.copy(built / name, folder)
    sql, http = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(VIRTUOSO_INI.format(sql=sql, http=http, folder=folder), encoding="utf-8")
    started(program, "+configfile", str(folder / "virtuoso.ini"), "+foreground", "+wait", cwd=folder)
    wait_for(sql)
    wait_for(http)

    def run(statement: str) -> str:
        command = [prompt, f"127.0.0.1:{sql}", "dba", "dba", "VERBOSE=OFF", f"exec={statement}"]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout

    run(f"ld_dir('{folder}', '*.ttl', 'urn:sample'); rdf_loader_run(); checkpoint;")
    return f"http://127.0.0.1:{http}/sparql", run


def test_virtuoso_loads_every_triple(virtuoso: tuple[str, Callable[[str], str]], size: int) -> None:
    endpoint, run = virtuoso
    assert "NULL" in run("SELECT ll_error FROM DB.DBA.load_list;")
    assert ask(endpoint, "SELECT (COUNT(*) AS ?n) FROM <urn:sample> { ?s ?p ?o }") == [(str(size),)]


@pytest.mark.parametrize("name", QUESTIONS)
def test_virtuoso(name: str, virtuoso: tuple[str, Callable[[str], str]], expected: dict[str, Rows]) -> None:
    assert ask(virtuoso[0], QUESTIONS[name], **{"default-graph-uri": "urn:sample"}) == expected[name]


@pytest.fixture(scope="module")
def jena(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., str]:
    """Runs a command of Jena; Debian's jena-core.jar has the messages of its xerces at another place than the code
    looks for them."""
    if not shutil.which("java") or not (_JARS / "jena-arq.jar").is_file():
        pytest.skip("no Apache Jena (Debian libapache-jena-java, a Java)")
    folder = tmp_path_factory.mktemp("jena")
    with zipfile.ZipFile(_JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(_MESSAGES) and name.endswith(".properties"):
                target = folder / name.removeprefix(_MESSAGES)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(jar.read(name))
    jars = [*sorted(_JARS.glob("jena-*.jar")), *(_JARS / f"{name}.jar" for name in _USED)]
    path = os.pathsep.join([str(folder), *(str(jar) for jar in jars if not regex.search(r"-\d", jar.name))])

    def run(command: str, *arguments: str) -> str:
        done = subprocess.run(
            ["java", "-Xmx512m", "-Dfile.encoding=UTF-8", "-cp", path, command, *arguments], capture_output=True,
            text=True, encoding="utf-8", timeout=300,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout + done.stderr

    return run


def test_jena_finds_nothing_to_say(jena: Callable[..., str], built: Path) -> None:
    told = jena("riotcmd.riot", "--validate", *(str(built / name) for name in FILES))
    assert not [line for line in told.splitlines() if "WARN" in line or "ERROR" in line]


def test_jena_tdb2(jena: Callable[..., str], built: Path, expected: dict[str, Rows], tmp_path: Path) -> None:
    jena("tdb2.tdbloader", "--loc", str(tmp_path / "db"), *(str(built / name) for name in FILES))
    for name, query in QUESTIONS.items():
        (tmp_path / "query.rq").write_text(query, encoding="utf-8")
        told = jena("tdb2.tdbquery", "--loc", str(tmp_path / "db"), "--results", "JSON",
                    "--query", str(tmp_path / "query.rq"))
        assert rows_of(told[told.index("{"):told.rindex("}") + 1]) == expected[name], name


@pytest.mark.skipif(not shutil.which("serdi"), reason="no serdi (Debian serdi)")
@pytest.mark.parametrize("name", FILES)
def test_serdi(name: str, built: Path) -> None:
    command = ["serdi", "-i", "turtle", "-o", "ntriples", str(built / name)]
    told = subprocess.run(command, capture_output=True, check=True)
    triples = {f"{t.subject} {t.predicate} {t.object}" for t in parse(told.stdout, format=RdfFormat.N_TRIPLES)}
    ours = {f"{t.subject} {t.predicate} {t.object}" for t in parse(path=str(built / name), format=RdfFormat.TURTLE)}
    assert triples == ours


@pytest.mark.skipif(not shutil.which("rapper"), reason="no rapper (Debian raptor2-utils)")
@pytest.mark.parametrize("name", FILES)
def test_rapper(name: str, built: Path) -> None:
    told = subprocess.run(["rapper", "-q", "-i", "turtle", "-o", "ntriples", str(built / name)], capture_output=True,
                          check=True)
    assert told.stderr == b""
    ours = {str(t) for t in parse(path=str(built / name), format=RdfFormat.TURTLE)}
    theirs = {str(t) for t in parse(told.stdout, format=RdfFormat.N_TRIPLES)}
    assert theirs == ours


N3 = """
const { Parser } = require(process.argv[2]);
const fs = require("fs");
for (const file of process.argv.slice(3))
  console.log(new Parser().parse(fs.readFileSync(file, "utf8")).length);
"""


@pytest.fixture(scope="session")
def n3() -> str:
    """Where N3.js is: REGIONAL_KG_N3, or a global installation of npm."""
    found = os.environ.get("REGIONAL_KG_N3", "")
    if not shutil.which("node"):
        pytest.skip("no Node.js")
    if not found and shutil.which("npm"):
        root = subprocess.run(["npm", "root", "-g"], capture_output=True, text=True, check=False).stdout.strip()
        found = f"{root}/n3"
    if not Path(found or "-").is_dir():
        pytest.skip("no N3.js (npm install -g n3, or its folder in REGIONAL_KG_N3)")
    return found


def test_n3_js(n3: str, built: Path, tmp_path: Path) -> None:
    script = tmp_path / "count.js"
    script.write_text(N3, encoding="utf-8")
    told = subprocess.run(["node", str(script), n3, *(str(built / name) for name in FILES)], capture_output=True,
                          text=True, check=True)
    counts = [len(set(parse(path=str(built / name), format=RdfFormat.TURTLE))) for name in FILES]
    assert [int(line) for line in told.stdout.split()] == counts


def test_n3_js_reads_rdf12(n3: str, built: Path, tmp_path: Path) -> None:
    from kg.cli import main

    assert main(["export", str(built), "--evidence", "rdf12", "-o", str(tmp_path)]) == 0
    script = tmp_path / "count.js"
    script.write_text(N3, encoding="utf-8")
    told = subprocess.run(["node", str(script), n3, str(tmp_path / "evidence.rdf12.ttl")], capture_output=True,
                          text=True, check=False)
    if told.returncode:
        pytest.skip(f"this N3.js has no triple terms: {told.stderr.strip()[-200:]}")
    count = len(set(parse(path=str(tmp_path / "evidence.rdf12.ttl"), format=RdfFormat.TURTLE)))
    assert int(told.stdout) == count
