"""Contents of files → what was extracted from them, in processes of their own with a limit on time and memory.

A worker that 海城.pdf keeps busy for too long, or that needs too much memory for it, is ended and replaced; 海城.pdf is
reported, and the other documents go on.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from kg.archive import Extracted, PackedText
from kg.errors import InputError, KgError, TransientError
from kg.garbage import collect_seldom
from kg.processes import copying_context, process_context

if TYPE_CHECKING:
    from pebble import ProcessPool

    from kg.reading.files import FileContent
    from kg.reading.options import ReadingOptions

# A file of so many bytes may take a second more: a tenth of the speed that was measured.
_BYTES_A_SECOND = 30_000
_SECONDS_OF_GRACE = 10
_WAITING_FOR_EACH, _WAITING_BYTES = 8, 64 * 1024 * 1024
Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds a document may take (and one more for each 30 kB), bytes of memory for a worker, workers."""

    seconds: float = 120.0
    memory: int = 2 << 30
    workers: int = 1


class Workers:
    """``with Workers(limits) as workers: workers.read(contents, options)``

    The first of them begin with the outermost ``with``, as copies of this process where it asks for that
    (``kg.processes``); they end with the innermost.
    """

    def __init__(self, limits: Limits, *, copies: bool = False) -> None:
        self._limits, self._copies = limits, copies
        self._pool: ProcessPool | None = None

    def __enter__(self) -> Workers:
        if self._pool is None:
            from pebble import ProcessPool

            self._pool = ProcessPool(
                max_workers=self._limits.workers, context=copying_context() if self._copies else process_context(),
                initializer=_prepare, initargs=(self._limits.memory,),
            )
            # The first worker starts now, not with the first document.
            self._pool.schedule(_nothing)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        pool, self._pool = self._pool, None
        if pool is None:
            return
        if error is None:
            pool.close()  # type: ignore[no-untyped-call]
        else:
            pool.stop()  # type: ignore[no-untyped-call]
        pool.join()

    def read(
        self, contents: Iterable[FileContent], options: ReadingOptions
    ) -> Iterator[tuple[FileContent, list[Extracted | PackedText | InputError]]]:
        """Each file with all that it gave, in the order of the files; the rows of tables are still to be extracted."""
        begin = partial(self._begin_file, options)
        for content, future in self._window(contents, begin, lambda content: len(content.data)):
            found = self._result(future, content.name)
            yield content, [found] if isinstance(found, InputError) else found

    def extract(self, packed: Iterable[PackedText], options: ReadingOptions) -> Iterator[Extracted | InputError]:
        """What the texts gave, in their order."""
        begin = partial(self._begin_text, options)
        for text, future in self._window(packed, begin, lambda text: len(text.content)):
            yield self._result(future, text.source)

    def _begin_file(
        self, options: ReadingOptions, content: FileContent
    ) -> Future[list[Extracted | PackedText | InputError]]:
        return self._begin(_read_file, content, len(content.data), options)

    def _begin_text(self, options: ReadingOptions, text: PackedText) -> Future[Extracted | InputError]:
        return self._begin(_extract_text, text, text.characters, options)

    def _begin(
        self, work: Callable[[Item, ReadingOptions, float], Result], item: Item, size: int, options: ReadingOptions
    ) -> Future[Result]:
        assert self._pool is not None, "outside of with"
        seconds = self._limits.seconds + size / _BYTES_A_SECOND
        future: Future[Result] = self._pool.schedule(work, args=(item, options, seconds), timeout=seconds)
        return future

    def _window(
        self, items: Iterable[Item], begin: Callable[[Item], Future[Result]], size: Callable[[Item], int]
    ) -> Iterator[tuple[Item, Future[Result]]]:
        """Each item with its work, begun a little ahead."""
        waiting: deque[tuple[Item, Future[Result]]] = deque()
        load = 0
        for item in items:
            waiting.append((item, begin(item)))
            load += size(item)
            while len(waiting) > _WAITING_FOR_EACH * self._limits.workers or load > _WAITING_BYTES:
                first = waiting.popleft()
                load -= size(first[0])
                yield first
        yield from waiting

    def _result(self, future: Future[Result], source: str) -> Result | TransientError:
        """What a worker gave, or why it gave nothing."""
        from pebble import ProcessExpired

        error = future.exception()
        if error is None:
            return future.result()
        if isinstance(error, KgError):
            raise error
        limits = self._limits
        if isinstance(error, TimeoutError):
            return TransientError(source, f"took more than {limits.seconds:g} seconds", "split it, or raise --timeout")
        if isinstance(error, MemoryError):
            return TransientError(
                source, f"needs more than {limits.memory >> 20} MiB of memory", "split it, or raise --memory")
        if isinstance(error, ProcessExpired):
            return TransientError(
                source, f"ended the process that read it ({_ending(error.exitcode)})", "split it, or raise --memory")
        return TransientError(source, f"made the program fail ({type(error).__name__}: {error}{_place(error)})",
                              "please report it; leave it out meanwhile")


def _ending(code: int) -> str:
    """How a process ended: “code 3”, “SIGKILL”."""
    return f"code {code}" if code >= 0 else signal.Signals(-code).name


def _place(error: BaseException) -> str:
    """Where in the worker an error was raised; the traceback comes as text."""
    lines = [line.strip() for line in str(error.__cause__ or "").splitlines() if line.strip().startswith("File ")]
    return f", {lines[-1]}" if lines else ""


def _nothing() -> None:
    """What a worker does to be there."""


def _read_file(
    content: FileContent, options: ReadingOptions, seconds: float
) -> list[Extracted | PackedText | InputError]:
    """The texts of a file; the only one of a file is extracted at once."""
    from kg.archive import pack_text
    from kg.reading.documents import texts

    _limit_time(seconds)
    found = [raw if isinstance(raw, InputError) else pack_text(raw) for raw in texts(content, options)]
    if len(found) == 1 and isinstance(found[0], PackedText):
        return [_extract_text(found[0], options, seconds)]
    return list(found)


def _extract_text(text: PackedText, options: ReadingOptions, seconds: float) -> Extracted | InputError:
    from kg.archive import pack, unpack_text
    from kg.extraction import extract
    from kg.reading.assembly import assemble

    _limit_time(seconds)
    document = assemble(unpack_text(text.content), options.max_characters)
    if isinstance(document, InputError):
        return document
    return Extracted(text=text, document=document.id, content=pack(extract(document, tagger=options.tagger)))


def _prepare(limit: int) -> None:
    """What a worker does first: it gets its limits."""
    collect_seldom()
    _limit_memory(limit)


def _limit_memory(limit: int) -> None:
    """The address space, where the system can limit it (not on Windows); no core file."""
    try:
        import resource
    except ImportError:
        return
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_time(seconds: float) -> None:
    """The time on a processor, so that a worker whose master was killed ends too."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + seconds) + _SECONDS_OF_GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
