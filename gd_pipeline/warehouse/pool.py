"""Reading in parallel: a map over batches that keeps their order, in bounded memory, and outlives its workers.

A batch that kills its worker (a crash of a parser, no memory left) is read again alone, then in halves; the item that
kills its worker also alone is given to `crashed` instead.
"""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import chain, islice
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Batches = Iterable[Sequence[Item]]


def workers() -> int:
    """How many processes may read at once: the cores that this process may use, or GD_WORKERS; 0 is none but this."""
    said = os.environ.get("GD_WORKERS")
    return int(said) if said else len(os.sched_getaffinity(0))


def mapped(
    read: Callable[[Sequence[Item]], Result],
    batches: Batches[Item],
    processes: int,
    crashed: Callable[[Item], Result] | None = None,
) -> Iterator[Result]:
    """`read` of each batch, in their order; of a batch that killed its worker, `read` of its parts.

    Args:
        read: a function that other processes can import, or a partial of one.
        batches: taken as they are needed: at most two a process are under way or waiting.
        processes: how many read; 0 for this one alone.
        crashed: the result for an item that kills its worker. Without it a single batch is read here: processes
            pay only for more.

    Raises:
        BrokenProcessPool: an item killed its worker, and there is no `crashed`.
    """
    stream = iter(batches)
    first = list(islice(stream, 2))
    if not first or processes < 1 or (crashed is None and len(first) < 2):
        yield from map(read, chain(first, stream))
        return
    waiting: deque[tuple[Sequence[Item], Future[Result]]] = deque()
    for batch in chain(first, stream):
        waiting.append((batch, submitted(read, batch, processes)))
        if len(waiting) >= 2 * processes:
            yield from ended(read, *waiting.popleft(), crashed)
    while waiting:
        yield from ended(read, *waiting.popleft(), crashed)


@lru_cache(maxsize=1)
def executor(processes: int) -> ProcessPoolExecutor:
    """The workers of this process, kept for the next map: starting them costs more than a small batch."""
    return ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"))


def submitted(read: Callable[[Sequence[Item]], Result], batch: Sequence[Item], processes: int) -> "Future[Result]":
    """The batch on its way to a worker, to new ones if the last were killed."""
    try:
        return executor(processes).submit(read, batch)
    except BrokenProcessPool:
        executor.cache_clear()
        return executor(processes).submit(read, batch)


def ended(
    read: Callable[[Sequence[Item]], Result],
    batch: Sequence[Item],
    future: "Future[Result]",
    crashed: Callable[[Item], Result] | None,
) -> Iterator[Result]:
    """The result of a batch; if its worker was killed, by whichever batch, what `again` makes of it."""
    try:
        yield future.result()
    except BrokenProcessPool:
        if crashed is None:
            raise
        yield from again(read, batch, crashed)


def again(
    read: Callable[[Sequence[Item]], Result], batch: Sequence[Item], crashed: Callable[[Item], Result]
) -> Iterator[Result]:
    """A batch in a process of its own, in halves until the item that kills its worker stands alone."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as single:
        try:
            yield single.submit(read, batch).result()
            return
        except BrokenProcessPool:
            pass
    if len(batch) == 1:
        yield crashed(batch[0])
        return
    middle = len(batch) // 2
    yield from again(read, batch[:middle], crashed)
    yield from again(read, batch[middle:], crashed)
