"""What ``kg build --engine spark`` says and returns, of a build that is not run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.cli import main
from kg.datamodel import KnowledgeGraph
from kg.errors import InputError
from kg.graph.overview import overview
from kg.graph.validation import Finding
from kg.scaling import spark

WRONG = Finding(severity="violation", node="urn:a", path="", value="", shape="urn:s", message_zh="", message_en="")
UNSURE = Finding(severity="warning", node="urn:a", path="", value="", shape="urn:s", message_zh="", message_en="")
LEFT = InputError("broken.pdf", "is no PDF", "leave it out")


def done(findings: tuple[Finding, ...] = (), problems: tuple[InputError, ...] = ()) -> spark.Done:
    graph = KnowledgeGraph(documents=(), entities=(), statements=(), components=(), observations=())
    return spark.Done(overview(graph), findings, problems, ("graph", "report.md"))


@pytest.mark.parametrize(("made", "code", "told"), [
    (done(), 0, "shapes: conform"), (done((UNSURE,)), 0, "shapes: conform"), (done((WRONG,)), 1, "shapes: violated"),
    (done((), (LEFT,)), 1, "broken.pdf: is no PDF"),
])
def test_the_exit_code_is_that_of_a_local_build(
    made: spark.Done, code: int, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    @contextmanager
    def session(_: str) -> Iterator[None]:
        yield None

    def build(_: None, job: spark.Job) -> spark.Done:
        assert job.output == "hdfs:///kg/2026"
        return made

    monkeypatch.setattr(spark, "session", session)
    monkeypatch.setattr(spark, "build", build)
    assert main(["build", "--engine", "spark", "hdfs:///news", "-o", "hdfs:///kg/2026"]) == code
    error = capsys.readouterr().err
    assert told in error
    assert "wrote hdfs:///kg/2026: graph report.md" in error


@pytest.mark.parametrize(("words", "told"), [
    (["a.txt", "--evidence", "none"], "without --update"), (["a.txt", "--resume"], "as it was begun"),
    (["--resume", "--region", "海城市"], "as it was begun"),
])
def test_what_a_cluster_does_not_do_is_refused(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--engine", "spark", *words, "-o", str(tmp_path / "out")]) == 2
    assert told in capsys.readouterr().err
