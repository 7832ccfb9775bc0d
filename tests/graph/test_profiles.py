"""The evidence in each profile tells the same: what is read back is evidence.ttl, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made import anshan, haicheng
from pyoxigraph import Literal, RdfFormat, Triple, parse

from kg.cli import main
from kg.graph.evidence import evidence_facts
from kg.graph.fusion import fuse
from kg.graph.profiles import FILES, PROFILES, claims_of, found_in, write
from kg.graph.rdf import facts
from kg.graph.turtle import Facts, facts_of
from kg.query import open_store
from kg.resolution import resolve


@pytest.fixture(scope="module")
def parts() -> tuple[Facts, Facts]:
    extractions = [haicheng(), anshan()]
    graph = fuse(extractions, resolve(extractions))
    return facts(graph), evidence_facts(graph)


def folder(tmp_path: Path, profile: str, parts: tuple[Facts, Facts]) -> Path:
    for name, content in {"graph.ttl": parts[0].turtle(), **write(profile, *parts)}.items():  # type: ignore[arg-type]
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("profile", FILES)
def test_round_trip(profile: str, parts: tuple[Facts, Facts], tmp_path: Path) -> None:
    directory = folder(tmp_path, profile, parts)
    assert found_in(directory) == profile
    assert claims_of(directory) == parts[1].turtle()


def test_writing_changes_nothing(parts: tuple[Facts, Facts]) -> None:
    before = [part.turtle() for part in parts]
    for profile in PROFILES:
        write(profile, *parts)
    assert [part.turtle() for part in parts] == before


def test_facts_of_reads_what_turtle_writes(parts: tuple[Facts, Facts]) -> None:
    for part in parts:
        assert facts_of(parse(part.turtle(), format=RdfFormat.TURTLE)) == part


def test_none_has_no_evidence(parts: tuple[Facts, Facts], tmp_path: Path) -> None:
    directory = folder(tmp_path, "none", parts)
    assert claims_of(directory) == b""
    assert [path.name for path in directory.iterdir()] == ["graph.ttl"]


def test_a_graph_for_each_document(parts: tuple[Facts, Facts]) -> None:
    quads = list(parse(write("graphs", *parts)["graph.trig"], format=RdfFormat.TRIG))
    named = {str(quad.graph_name) for quad in quads}
    assert len(named) == 3
    said = {str(q.graph_name) for q in quads if q.predicate.value.endswith("#undertakes")}
    assert said == named, "both documents say it, and the default graph has it"
    assert all(q.predicate.value.rpartition("#")[2] != "quote" for q in quads if str(q.graph_name) == "DEFAULT")


def test_rdf12_reifies_with_the_iri_of_the_claim(parts: tuple[Facts, Facts]) -> None:
    claims = {node for node, said in parts[1].items() if "kg:Claim" in said.get("a", ())}
    triples = parse(write("rdf12", *parts)["evidence.rdf12.ttl"], format=RdfFormat.TURTLE)
    reifiers = {"claim:" + q.subject.value.rpartition("/")[2] for q in triples if isinstance(q.object, Triple)}  # type: ignore[union-attr]
    assert reifiers == claims


def test_n10s_annotates_with_literals_only(parts: tuple[Facts, Facts]) -> None:
    quads = list(parse(write("n10s", *parts)["graph.n10s.ttl"], format=RdfFormat.TURTLE))
    reifiers = {quad.subject for quad in quads if isinstance(quad.object, Triple)}
    annotations = [quad for quad in quads if quad.subject in reifiers and not isinstance(quad.object, Triple)]
    assert annotations
    for annotation in annotations:
        assert isinstance(annotation.object, Literal)
        assert {"claim", "document", "start", "end", "quote", "rule"} <= set(json.loads(annotation.object.value))
    assert not any("/evidence/" in str(quad.object) and not isinstance(quad.object, Literal) for quad in quads)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("sample")
    assert main(["build", "--sample", "-o", str(target), "--quiet"]) == 0
    return target


@pytest.mark.parametrize("profile", FILES)
def test_the_sample_through_every_profile(profile: str, sample: Path, tmp_path: Path) -> None:
    assert main(["export", str(sample), "--evidence", profile, "-o", str(tmp_path)]) == 0
    assert claims_of(tmp_path) == (sample / "evidence.ttl").read_bytes()


@pytest.mark.parametrize("profile", PROFILES)
def test_a_folder_built_in_any_profile_is_queried_alike(profile: str, tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("海城市快讯\n\n2024年8月1日\n\n海城市加快发展菱镁产业。\n", encoding="utf-8")
    target = tmp_path / "built"
    for chosen in ("claims", profile):
        assert main(["build", str(text), "-o", str(target), "--quiet", "--evidence", chosen]) == 0
    left = {name for name in FILES.values() if (target / name).exists()}
    assert left == {FILES[profile]} if profile in FILES else not left, "evidence of the earlier build is gone"  # type: ignore[index]
    found = open_store(target).query("ASK { ?claim a <https://w3id.org/regional-kg/ontology#Claim> }")
    assert bool(found) == (profile != "none")


def test_unknown_profile(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--sample", "-o", str(tmp_path), "--evidence", "rdfstar"]) == 2
    assert "known: claims" in capsys.readouterr().err
