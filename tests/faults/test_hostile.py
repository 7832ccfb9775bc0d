"""Files, folders and names made to do harm: a clear word on each, the others are built, nothing else happens."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import hostile
import networkx
import pytest
import rdflib
from lxml import etree
from made import Made, document
from pyoxigraph import RdfFormat, parse

from kg import export, folders
from kg.cli import main
from kg.datamodel import ENTITY_TYPES, EntityType, Extraction
from kg.errors import InputError, QueryError
from kg.export.formats import FORMATS
from kg.graph.fusion import fuse
from kg.query import open_store
from kg.query.explanation import explain
from kg.reading.assembly import assemble
from kg.reading.documents import ReadingOptions, read_documents, texts
from kg.reading.files import FileContent, find, load
from kg.resolution import resolve

GOOD = "海城市加快发展菱镁产业。海城三鱼泵业有限公司位于海城市。\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """All hostile files and a good one, built by one command; the folder and what was said."""
    stage = tmp_path_factory.mktemp("hostile")
    (stage / "in").mkdir()
    (stage / "in" / "secret.txt").write_text("没有人可以读到这里。", encoding="utf-8")
    for name, content in hostile.files().items():
        (stage / "in" / name).write_bytes(content)
    (stage / "in" / "zz-good.txt").write_text(GOOD, encoding="utf-8")
    os.remove(stage / "in" / "secret.txt")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", str(stage / "in"), "-o", str(stage / "out"), "--timeout", "10",
         "--memory", "1024"],
        capture_output=True, text=True, encoding="utf-8", check=False, cwd=Path(__file__).parents[2], timeout=400,
    )
    assert done.returncode == 1, done.stderr
    return stage / "out", done.stderr


def test_the_others_are_built(built: tuple[Path, str]) -> None:
    folder, said = built
    manifest = json.loads((folder / "build.json").read_text(encoding="utf-8"))
    assert "zz-good.txt" in {entry["source"] for entry in manifest["inputs"]}
    assert "Traceback" not in said
    assert "made the program fail" not in said


@pytest.mark.parametrize("name", hostile.files())
def test_each_is_read_or_named(name: str, built: tuple[Path, str]) -> None:
    manifest = json.loads((built[0] / "build.json").read_text(encoding="utf-8"))
    read = [entry for entry in manifest["inputs"] if entry["source"].partition("#")[0] == name]
    told = [entry for entry in manifest["left_out"] if entry["source"].startswith(name)]
    assert read or told
    assert all(entry["problem"] and entry["remedy"] for entry in told)


def test_no_entity_of_xml_is_opened(built: tuple[Path, str]) -> None:
    manifest = json.loads((built[0] / "build.json").read_text(encoding="utf-8"))
    lengths = {entry["source"]: entry["characters"] for entry in manifest["inputs"]}
    assert lengths.get("outside.docx", 0) <= len(hostile.SENTENCE) + 1
    assert lengths.get("laughs.html", 0) < 1000
    assert "laughs.docx" not in lengths


def test_two_gigabytes_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(2 << 30)
    (found,) = read_documents([str(path)])
    assert isinstance(found, InputError)
    assert "bytes" in found.problem


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_standard_input_without_an_end(tmp_path: Path) -> None:
    with open("/dev/zero", "rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "build", "-", "-o", str(tmp_path / "out")], stdin=endless, check=False,
            capture_output=True, text=True, encoding="utf-8", cwd=Path(__file__).parents[2], timeout=60,
        )
    assert done.returncode == 2
    assert "bytes; split it" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of Unix")
def test_folders_that_lead_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for name in ("one", "two", "three"):
        (tmp_path / "a" / name).symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a" / "self.txt").symlink_to(tmp_path / "a" / "self.txt")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "a" / "good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "a" / "link.txt").symlink_to(tmp_path / "a" / "good.txt")
    os.mkfifo(tmp_path / "a" / "pipe.txt")
    found = list(read_documents([str(tmp_path / "a")]))
    assert sorted(str(item.source).rpartition("/")[2] for item in found) == ["gone.txt", "good.txt", "self.txt"]
    assert [item for item in find([str(tmp_path / "**" / "*.txt")]) if "good" in str(item)]
    (told,) = find([str(tmp_path / "a" / "pipe.txt")])
    assert isinstance(told, InputError)


@pytest.mark.skipif(os.name == "nt", reason="paths of Unix")
def test_a_thousand_folders_deep(tmp_path: Path) -> None:
    here = os.getcwd()
    os.chdir(tmp_path)
    try:
        for _ in range(1200):
            os.mkdir("d")
            os.chdir("d")
        Path("deep.txt").write_text(GOOD, encoding="utf-8")
    finally:
        os.chdir(here)
    found = list(find([str(tmp_path)]))
    assert len(found) == 1
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


NAMES = [
    "a\x1b[2J\x07.txt", "a\nb.txt", "<script>alert(1)<script>.txt", "=cmd|' C calc'!A0.txt", "-o.txt", "a\"'`$(id).txt",
    "..\\..\\x.txt", "%2e%2e%2fx.txt", "a;b&c|d.txt", "\u202egpj.txt", "長" * 60 + ".txt",
]


@pytest.mark.skipif(os.name == "nt", reason="names that Windows refuses")
def test_names_of_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage = tmp_path / "in"
    stage.mkdir()
    for number, name in enumerate(NAMES):
        (stage / name).write_text(f"{GOOD}第{number}。", encoding="utf-8")
        (stage / f"{name.removesuffix('.txt')}.pdf").write_bytes(b"no PDF")
    with open(os.fsencode(stage) + b"/\xff\xfe.txt", "wb") as file:
        file.write(GOOD.encode())
    assert main(["build", str(stage), "-o", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert "\u202e" not in said.out + said.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]
    report = (tmp_path / "out" / "report.md").read_text(encoding="utf-8")
    assert "<script>" not in report
    # One name begins with a point, and one more is no UTF-8.
    assert len(json.loads((tmp_path / "out" / "build.json").read_bytes())["inputs"]) == len(NAMES)


@pytest.mark.parametrize("id", ["../../../tmp/x", "/etc/passwd", "a\0b", "x" * 100_000, "C:\\x", "=1+1", "<b>"])
def test_ids_of_rows(id: str, tmp_path: Path) -> None:
    row = json.dumps({"id": id, "title": id, "text": GOOD}, ensure_ascii=False)
    (tmp_path / "rows.jsonl").write_text(row, encoding="utf-8")
    assert main(["build", str(tmp_path / "rows.jsonl"), "-o", str(tmp_path / "out"), "--quiet"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "rows.jsonl"]
    assert all(path.name.isascii() and len(path.name) < 40 for path in (tmp_path / "out").iterdir())
    assert len(parse_turtle(tmp_path / "out" / "graph.ttl")) > 5


INJECTIONS = [
    '" . <http://evil.example/a> <http://evil.example/b> "c', "\\", "\\\"", "'''", '"""', "a\tb", "> <http://evil.example/x",
    '"@en . #', "\\u0022 . <http://evil.example/u> a <x:y>", '} ; DROP ALL ; INSERT DATA { <x:a> <x:b> "c"',
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "]]>",
    "javascript:alert(1)", "&lt;&#60;", "=cmd|' /C calc'!A0", "@SUM(1)", "+1+cmd", "-1+cmd", "`}) DETACH DELETE n //",
    '"}) MATCH (n) DETACH DELETE n //', "\\u0027}) DETACH DELETE n //", "{{data}}", "${1+1}", "| a | b |", "\u2028x",
]


def hostile_extraction() -> Extraction:
    """Each injection as a name of each type."""
    made = Made(document("\n".join(f"{n}{text}。" for n, text in enumerate(INJECTIONS)), "x.txt"))
    for text in INJECTIONS:
        for type in ENTITY_TYPES:
            name(made, type, text)
    return made.done()


def name(made: Made, type: EntityType, text: str) -> None:
    made.name(type, text)


@pytest.fixture(scope="module")
def injected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    extraction = hostile_extraction()
    graph = fuse([extraction], resolve([extraction]))
    folder = tmp_path_factory.mktemp("injected")
    folders.write_files(folder, export.outputs(graph, (), (), {"software": "regional-kg 0", "inputs": []}))
    return folder


def parse_turtle(path: Path) -> list[object]:
    return list(parse(path=str(path), format=RdfFormat.TURTLE))


def labels(found: rdflib.Graph) -> set[str]:
    return {str(label) for label in found.objects(None, rdflib.RDFS.label)}


@pytest.mark.parametrize("file", ["graph.ttl", "evidence.ttl", "dataset.ttl"])
def test_turtle(injected: Path, file: str) -> None:
    for node in {str(node) for quad in parse_turtle(injected / file) for node in (quad.subject, quad.predicate)}:  # type: ignore[attr-defined]
        assert "evil" not in node
    found = rdflib.Graph().parse(injected / file, format="turtle")
    assert not [node for node in found.all_nodes() if isinstance(node, rdflib.URIRef) and "evil" in node]


def test_names_come_through_whole(injected: Path) -> None:
    """But for brackets and quotes without a partner, which a name loses."""
    found = labels(rdflib.Graph().parse(injected / "graph.ttl", format="turtle"))
    plain = {text for text in INJECTIONS if not re.search("[\"'{}()]", text)}
    assert len(plain) >= 10
    assert plain <= found


@pytest.mark.parametrize("format", FORMATS)
def test_exports(injected: Path, format: str) -> None:
    written = FORMATS[format](injected, open_store(injected))
    assert written
    for file, content in written.items():
        if file.endswith((".nt", ".nq", ".trig", ".rdf", ".ttl")):
            kind = RdfFormat.from_extension(file.rpartition(".")[2])
            assert kind
            assert not [quad for quad in parse(content, format=kind) if "evil" in f"{quad.subject}{quad.predicate}"]
        elif file.endswith((".graphml", ".gexf")):
            etree.fromstring(content)
            network = (networkx.read_graphml if file.endswith("graphml") else networkx.read_gexf)(io.BytesIO(content))
            assert network.number_of_nodes() > len(INJECTIONS)
        elif file.endswith(".jsonld"):
            json.loads(content)
        elif format == "csv":
            for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))):
                assert not [cell for cell in row if re.match(r"[=+@\t\r]|-[^\d.]", cell)]
        elif format == "neo4j" and file.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(content.decode())))
            assert len({len(row) for row in rows}) == 1


def test_cypher_keeps_names_in_their_strings(injected: Path) -> None:
    script = FORMATS["cypher"](injected, open_store(injected))["graph.cypher"].decode()
    outside = re.sub(r'"(?:[^"\\]|\\.)*"', '""', script)
    assert "DETACH" not in outside
    assert "evil" not in outside
    assert "alert" not in outside
    assert not re.search(r"\\u00", re.sub(r"\\\\", "", script))


@pytest.mark.parametrize("page", ["graph.html", "explorer.html"])
def test_pages(injected: Path, page: str) -> None:
    text = (injected / page).read_text(encoding="utf-8")
    for injection in INJECTIONS:
        if injection.startswith("<") or "</" in injection:
            assert injection not in text
    assert "default-src 'none'" in text


def test_the_report_shows_no_markup(injected: Path) -> None:
    report = (injected / "report.md").read_text(encoding="utf-8")
    assert "<" not in report
    assert "\n| a | b |" not in report


@pytest.mark.parametrize("text", INJECTIONS)
def test_a_name_given_to_explain(text: str, injected: Path) -> None:
    """It is found as a name, or told to be none; no query breaks."""
    with contextlib.suppress(QueryError):
        assert explain(open_store(injected), text)


def test_broken_encodings() -> None:
    for data in (b"\xff\xfe", b"\xff\xfe\x00\xd8", b"\xfe\xff\xd8\x00", b"\xef\xbb\xbf", b"\x81\x30\x81", b"\xa1" * 999,
                 b"+/v8-", GOOD.encode("utf-16") + b"\x00", GOOD.encode("utf-32"), GOOD.encode("utf-7")):
        for found in texts(FileContent(name="a.txt", data=data, digest=""), ReadingOptions()):
            read = found if isinstance(found, InputError) else assemble(found, 10**6)
            assert isinstance(read, InputError) or read.sentences


def test_a_file_that_lies_about_its_size(tmp_path: Path) -> None:
    if not Path("/proc/self/environ").exists():
        pytest.skip("needs /proc")
    with pytest.raises(InputError, match="bytes"):
        load("/proc/self/environ", 1)
