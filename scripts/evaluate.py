"""Score the gold documents beside the checkout: ``kg evaluate`` with its folders filled in.

    python scripts/evaluate.py [STEM …] [--gold DIR] [--corpus DIR] [--errors] [--oracle] [options of kg evaluate]
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from kg.cli import main

ROOT = Path(__file__).resolve().parent.parent
VALUED = ("--json", "--markdown", "--rules")


def arguments() -> list[str]:
    shared = Path(os.environ.get("REGIONAL_KG_SHARED", ROOT.parent / "shared"))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stems", nargs="*", help="gold documents to score (all)")
    parser.add_argument("--gold", default=shared / "gold")
    parser.add_argument("--corpus", default=shared / "corpus")
    for option in VALUED:
        parser.add_argument(option, metavar="FILE")
    args, others = parser.parse_known_args()
    valued = [word for option in VALUED if (value := getattr(args, option[2:])) for word in (option, value)]
    only = ["--only", *args.stems] if args.stems else []
    return ["evaluate", str(args.gold), "--corpus", str(args.corpus), *others, *valued, *only]


if __name__ == "__main__":
    sys.exit(main(arguments()))
