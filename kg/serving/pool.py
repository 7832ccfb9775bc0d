"""Worker processes for queries: each query gets one for a limited time, or it is killed and replaced.

A cross product over all companies of 海城市 ends after ``seconds``; the next query is answered as if nothing were.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kg.errors import OutputError

# glibc reserves up to 128 MB of addresses for each thread that allocates while others do, which counts against the
# limit of a worker: under load one start in 60 ended so with 768 MB, half of them with 512.  One arena takes 205 MB.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "1"}
_STARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds a query, bytes of memory a worker, bytes a result, workers, queries that may wait for one."""

    seconds: float = 10.0
    memory: int = 1 << 30
    result: int = 32 << 20
    workers: int = 2
    waiting: int = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``kind`` is table or graph where all is well, else wrong, large, failed, slow or busy with a message."""

    kind: str
    body: bytes = b""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A query, and the formats wanted for a table and for a graph."""

    query: str
    table: str = "json"
    graph: str = "ttl"


class Pool:
    """Opened before the server and closed with it: ``await pool.open()``, ``await pool.ask(request)``."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store, self.limits = store, limits
        self._idle: asyncio.Queue[Process] = asyncio.Queue()
        self._all: set[Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waiting = 0

    async def open(self) -> None:
        """Start the workers.  Raises OutputError where one does not come up."""
        starts = (self._start_surely() for _ in range(self.limits.workers))
        failed = [error for error in await asyncio.gather(*starts, return_exceptions=True) if error]
        if failed:
            await self.close()
            raise failed[0]

    async def close(self) -> None:
        starting = tuple(self._starting)
        for task in starting:
            task.cancel()
        await asyncio.gather(*starting, return_exceptions=True)
        for process in tuple(self._all):
            await self._end(process)

    async def ask(self, request: Request) -> Answer:
        """The answer of a worker, or why there is none."""
        if self._waiting >= self.limits.waiting:
            return Answer(kind="busy", message="too many queries are waiting; try again in a moment")
        self._waiting += 1
        try:
            process = await asyncio.wait_for(self._idle.get(), 3 * self.limits.seconds)
        except TimeoutError:
            return Answer(kind="busy", message="no worker became free; try again in a moment")
        finally:
            self._waiting -= 1
        return await self._use(process, request)

    async def _use(self, process: Process, request: Request) -> Answer:
        """The worker goes back to the others only after a whole answer, whatever happens between."""
        whole = False
        try:
            answer = await asyncio.wait_for(_exchange(process, request), self.limits.seconds)
            whole = answer.kind != "failed"
            return answer
        except TimeoutError:
            return Answer(kind="slow", message=f"the query took more than {self.limits.seconds:g} seconds and was "
                                               "stopped; make it narrower or add LIMIT")
        except (asyncio.IncompleteReadError, ConnectionError):
            return Answer(kind="failed", message="the query needed more memory than a query may have; make it "
                                                 "narrower, or leave out DISTINCT and ORDER BY over large results")
        finally:
            if whole:
                self._idle.put_nowait(process)
            else:
                self._later(lambda: self._replace(process))

    def _later(self, work: Callable[[], Awaitable[None]]) -> None:
        async def run() -> None:
            await work()

        task = asyncio.get_running_loop().create_task(run())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _replace(self, process: Process) -> None:
        await self._end(process)
        while True:
            try:
                return await self._start()
            except (OSError, asyncio.IncompleteReadError):
                # The machine may be short of memory for a moment; without a worker nothing would ever be answered.
                await asyncio.sleep(1)

    async def _start_surely(self) -> None:
        for _ in range(_STARTS):
            try:
                return await self._start()
            except (OSError, asyncio.IncompleteReadError):
                continue
        raise OutputError(f"no worker starts with {self.limits.memory >> 20} MiB; give --memory more")

    async def _start(self) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.serving.worker", str(self._store), str(self.limits.memory),
            str(self.limits.result), str(self.limits.seconds), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=1 << 20,
            env=os.environ | _ENVIRONMENT,
        )
        self._all.add(process)
        try:
            await _read(process)
        except asyncio.IncompleteReadError:
            await self._end(process)
            raise
        self._idle.put_nowait(process)

    async def _end(self, process: Process) -> None:
        self._all.discard(process)
        if process.returncode is None:
            process.kill()
        await process.wait()
        if process.stdout:
            # Its pipe is closed when its end is read; a reader that is still at it gets there itself.
            with suppress(RuntimeError):
                await process.stdout.read()


async def _exchange(process: Process, request: Request) -> Answer:
    content = json.dumps({"query": request.query, "table": request.table, "graph": request.graph}).encode()
    if process.stdin is None:
        raise ConnectionError("a worker has no input")
    process.stdin.write(f"{len(content):08x}".encode() + content)
    await process.stdin.drain()
    return await _read(process)


async def _read(process: Process) -> Answer:
    if process.stdout is None:
        raise ConnectionError("a worker has no output")
    frames = []
    for _ in range(2):
        size = int(await process.stdout.readexactly(8), 16)
        frames.append(await process.stdout.readexactly(size))
    head = json.loads(frames[0])
    return Answer(kind=head["kind"], body=frames[1], message=head.get("message", ""))
