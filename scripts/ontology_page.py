"""Write docs/ontology.html from ontology/regional.ttl; with --check compare it instead.

    python scripts/ontology_page.py [--check]
"""

from __future__ import annotations

import sys
from pathlib import Path

from kg.serving.ontology_page import ontology_page

TARGET = Path(__file__).resolve().parent.parent / "docs" / "ontology.html"


def main() -> int:
    page = ontology_page()
    if "--check" in sys.argv[1:]:
        if not TARGET.is_file() or TARGET.read_text(encoding="utf-8") != page:
            print("docs/ontology.html is old; run `python scripts/ontology_page.py`", file=sys.stderr)
            return 1
        return 0
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
