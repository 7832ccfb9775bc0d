"""How processes beside this one begin."""

from __future__ import annotations

import multiprocessing
import os
import sys
from importlib import import_module
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

# Elsewhere a copy of a process is not safe (macOS), or there is none (Windows).
COPIES = sys.platform == "linux"
_PRELOADED = ["kg.workers", "kg.extraction", "kg.reading.documents"]
# What begins threads.
_THREADED = ["kg.extraction.tagging"]


def process_context() -> BaseContext:
    """Processes that begin afresh and share no lock and no file with this one; where the system can, as copies of one
    that has the modules already."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_PRELOADED, *_THREADED])
    return context


def copying_context() -> BaseContext:
    """The same, but what begins while this process has no other thread is a copy of it: nothing is loaded twice.

    For a process that holds no lock and no file yet: its copies hold them too.
    """
    if sys.platform != "linux":
        return process_context()
    from multiprocessing.context import ForkProcess, ForkServerContext, ForkServerProcess

    class Copying(ForkServerContext):
        def Process(self, *args: Any, **named: Any) -> BaseProcess:  # type: ignore[override]  # noqa: N802
            return (ForkProcess if _is_alone() else ForkServerProcess)(*args, **named)

    for module in _PRELOADED:
        import_module(module)
    context = Copying()
    context.set_forkserver_preload([*_PRELOADED, *_THREADED])
    return context


def _is_alone() -> bool:
    """Whether this process has no other thread, of Python or of a library, whose locks a copy would hold for ever."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def load_ahead() -> None:
    """Let the process that others are copies of load its modules now, while this one loads its own."""
    if process_context().get_start_method() == "forkserver":
        from multiprocessing import forkserver

        forkserver.ensure_running()
