"""Raise the floors of tests/evaluation/floors.json to 0.01 under the figures of now; no floor is ever lowered.

    python scripts/floors.py [--gold DIR] [--corpus DIR]
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from kg.evaluation.running import Selection, evaluate
from kg.evaluation.scores import total

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ROOT / "tests" / "evaluation" / "floors.json"
MARGIN = 0.01


def main() -> int:
    shared = Path(os.environ.get("REGIONAL_KG_SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=shared / "gold")
    parser.add_argument("--corpus", type=Path, default=shared / "corpus")
    args = parser.parse_args()
    before = json.loads(FLOORS.read_text(encoding="utf-8"))["rows"] if FLOORS.exists() else {}
    scores = list(evaluate(args.gold, Selection(texts=args.corpus)))
    rows: dict[str, dict[str, float]] = {}
    for row, tally in total(scores).items():
        for figure, value in (("f1", tally.f1), ("precision", tally.precision)):
            floor = max(round(value - MARGIN, 3), before.get(row, {}).get(figure, 0.0), 0.0)
            rows.setdefault(row, {})[figure] = floor
            if value < floor:
                print(f"under its floor: {row} {figure} {value:.3f} < {floor:.3f}", file=sys.stderr)
    content = {"gold": {score.name: score.digest for score in scores}, "rows": rows}
    FLOORS.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    raised = sum(rows[row][figure] > before.get(row, {}).get(figure, 0.0) for row in rows for figure in rows[row])
    print(f"{raised} floors raised")
    return 0


if __name__ == "__main__":
    sys.exit(main())
