"""How processes beside this one begin."""

from __future__ import annotations

import multiprocessing
from multiprocessing.context import BaseContext

_PRELOADED = ["kg.workers", "kg.extraction", "kg.reading.documents"]


def process_context() -> BaseContext:
    """Processes that begin afresh and share no lock and no file with this one; where the system can, as copies of one
    that has the modules already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


def load_ahead() -> None:
    """Let the process that others are copies of load its modules now, while this one loads its own."""
    if process_context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()
