"""When Python looks for cycles among objects that nobody needs any more."""

from __future__ import annotations

import gc

# New objects before the youngest are looked through; by itself Python does so after 700 (2,000 from 3.14 on).
_NEW = 100_000


def collect_seldom() -> None:
    """Look for cycles seldom in this process.

    Records hold none, and looking took a third of the CPU of naming, telling and writing (docs/performance.md).
    """
    gc.set_threshold(_NEW, 20, 20)


def collect_young() -> None:
    """Free what died in cycles lately: an rdflib graph holds itself, so that graphs that were checked would pile up."""
    gc.collect(1)
