"""Tables of decisions: what is written is read again, whatever people and documents put into the cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.datamodel import Decision
from kg.resources.decisions import prevailing, read_decisions, shipped_decisions, written_decisions

CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\0\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
                max_size=20).map(str.strip)
HOSTILE = ["=cmd|' /C calc'!A1", "'=1", "@SUM(1)", "-1", "海城\t三鱼", '三"鱼', "a\nb"]
NAMES = st.one_of(st.sampled_from(HOSTILE), CELLS.filter(bool))


@given(st.lists(st.tuples(NAMES, NAMES, CELLS, st.sampled_from(["same", "different"])).filter(lambda r: r[0] != r[1]),
                unique_by=lambda row: frozenset(row[:2])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_written_is_read_again(tmp_path: Path, rows: list[tuple[str, str, str, str]]) -> None:
    decisions = tuple(Decision(left=left, right=right, type="Company", verdict=verdict, why=why)  # type: ignore[arg-type]
                      for left, right, why, verdict in rows)
    content = written_decisions(decisions)
    (tmp_path / "t.tsv").write_bytes(content)
    assert read_decisions(tmp_path / "t.tsv") == decisions


@pytest.mark.parametrize("name", HOSTILE[:4])
def test_no_cell_is_a_formula(name: str) -> None:
    row = written_decisions([Decision(left=name, right="x", type="Company", verdict="same")]).decode().splitlines()[1]
    assert row.split("\t")[1].lstrip('"').startswith("'")


def test_the_users_own_go_before_the_shipped() -> None:
    shipped = Decision(left="a", right="b", type="Company", verdict="same")
    own = Decision(left="b", right="a", type="Company", verdict="different")
    assert prevailing([own], [shipped]) == (own,)
    assert isinstance(shipped_decisions(), tuple)
