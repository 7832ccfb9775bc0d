"""Raise the floors of tests/evaluation/floors.json to 0.01 under the figures of now; no floor is ever lowered.

``rules`` are the floors of the rules alone, ``whole`` those of rules and tagger together.

    python scripts/floors.py [--gold DIR] [--corpus DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from kg.evaluation.running import Selection, evaluate
from kg.evaluation.scores import Tally, total

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "evaluation" / "floors.json"
MARGIN = 0.01
Rows = dict[str, dict[str, float]]


def main() -> int:
    shared = Path(os.environ.get("REGIONAL_KG_SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=shared / "gold")
    parser.add_argument("--corpus", type=Path, default=shared / "corpus")
    args = parser.parse_args()
    before = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    content: dict[str, object] = {}
    for part, tagger in (("rules", False), ("whole", True)):
        scores = list(evaluate(args.gold, Selection(texts=args.corpus, tagger=tagger)))
        content["gold"] = {score.name: score.digest for score in scores}
        content[part] = raised(total(scores), before.get(part, {}), part)
    FLOORS.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


def raised(found: Mapping[str, Tally], before: Rows, part: str) -> Rows:
    """The floors for the figures found, none under the one before."""
    rows: Rows = {}
    for row, tally in found.items():
        for figure, value in (("f1", tally.f1), ("precision", tally.precision)):
            floor = max(round(value - MARGIN, 3), before.get(row, {}).get(figure, 0.0), 0.0)
            rows.setdefault(row, {})[figure] = floor
            if value < floor:
                print(f"{part}: under its floor: {row} {figure} {value:.3f} < {floor:.3f}", file=sys.stderr)
    count = sum(rows[row][figure] > before.get(row, {}).get(figure, 0.0) for row in rows for figure in rows[row])
    print(f"{part}: {count} floors raised")
    return rows


if __name__ == "__main__":
    sys.exit(main())
