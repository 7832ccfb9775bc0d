"""Work on items in processes of this machine: ``with spread(2) as work: work(length, ["海城", "鞍山市"])``.

Results come in the order of the items, and no more items are taken than the processes are busy with.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Protocol, TypeVar

from kg.garbage import collect_seldom
from kg.processes import process_context

Item = TypeVar("Item")
Result = TypeVar("Result")


class Spread(Protocol):
    def __call__(self, work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]: ...


@contextmanager
def spread(processes: int) -> Iterator[Spread]:
    """The work is done in this process where it is the only one."""
    if processes == 1:
        yield _here
        return
    with ProcessPoolExecutor(processes, mp_context=process_context(), initializer=collect_seldom) as pool:
        def there(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
            waiting: deque[Future[Result]] = deque()
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > 2 * processes:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()

        yield there


def _here(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    return map(work, items)
