"""The pairs of names that were judged by reading the corpus, and the measures over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import InputError
from kg.evaluation.identity import IdentityScore, score_identity
from kg.evaluation.pairs import read_pairs

PAIRS = Path(__file__).parent.parent / "resolution" / "identity_pairs.tsv"
PRECISION, RECALL = 0.98, 0.95


def test_there_are_enough_pairs_and_half_are_set_aside() -> None:
    pairs = read_pairs(PAIRS)
    for verdict in ("same", "different"):
        assert sum(pair.verdict == verdict for pair in pairs) >= 300
        assert 0.4 < sum(pair.half == "aside" for pair in pairs if pair.verdict == verdict) / sum(
            pair.verdict == verdict for pair in pairs) < 0.6


@pytest.fixture(scope="module")
def score(corpus: Path) -> IdentityScore:
    return score_identity(read_pairs(PAIRS), corpus)


def test_each_name_stands_where_its_pair_says(corpus: Path) -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in corpus.rglob("*.txt")}
    for pair in read_pairs(PAIRS):
        for place in (pair.left, pair.right):
            assert "".join(texts[place.document][place.start : place.end].split()) == "".join(place.surface.split())


@pytest.mark.parametrize("half", ["tuned", "aside"])
def test_pairs_are_judged_as_readers_do(score: IdentityScore, half: str) -> None:
    tally = score.pairs[half, ""]
    assert tally.precision >= PRECISION
    assert tally.recall >= RECALL
    assert min(score.b_cubed[half]) >= PRECISION


TEXTS = {
    "one": "海城市三鱼泵业有限公司的水泵项目开工。\n海城市高新区扩建。\n",
    "two": "海城三鱼泵业有限公司投产。\n阜新市高新区扩建。\n",
}
ROWS = """half	type	verdict	left_document	left_start	left_end	left_surface\
	right_document	right_start	right_end	right_surface
aside	Company	same	one	0	11	海城市三鱼泵业有限公司	two	0	10	海城三鱼泵业有限公司
aside	Industry	different	one	3	7	三鱼泵业	two	2	6	三鱼泵业
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "pairs.tsv").write_text(ROWS, encoding="utf-8")
    return tmp_path


def test_measures(small: Path) -> None:
    score = score_identity(read_pairs(small / "pairs.tsv"), small)
    tally = score.pairs["aside", ""]
    assert (tally.found, tally.said, tally.gold) == (1, 2, 1), "the industry that was added on both sides is joined"
    assert score.b_cubed["aside"] == (0.75, 1.0)
    assert (score.names, score.added) == (4, 2)
    ((pair, left, right),) = score.wrong
    assert (pair.verdict, left, right) == ("different", "三鱼泵业", "三鱼泵业")


def test_command(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "--identity", str(small / "pairs.tsv"), "--corpus", str(small), "--errors"]) == 0
    out = capsys.readouterr().out
    assert "+ aside Industry: one 三鱼泵业 | two 三鱼泵业 (三鱼泵业 | 三鱼泵业)" in out
    assert "aside B³" in out
    assert main(["evaluate"]) == 2
    assert main(["evaluate", "--identity", str(small / "pairs.tsv")]) == 2


@pytest.mark.parametrize(("before", "after", "told"), [
    ("half\t", "part\t", "header"), ("same\tone", "equal\tone", ":2"), ("\t11\t", "\tx\t", ":2"),
    ("one\t0", "none\t0", "none"), ("\t0\t11\t", "\t900\t911\t", "900"),
])
def test_faults_are_told(small: Path, before: str, after: str, told: str) -> None:
    (small / "pairs.tsv").write_text(ROWS.replace(before, after), encoding="utf-8")
    with pytest.raises(InputError, match=told):
        score_identity(read_pairs(small / "pairs.tsv"), small)
