"""Reading in parallel: a map over batches that keeps their order, in bounded memory."""

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import chain, islice
from typing import TypeVar

Batch = TypeVar("Batch")
Result = TypeVar("Result")


def workers() -> int:
    """How many processes may read at once: the cores that this process may use, or GD_WORKERS."""
    return int(os.environ.get("GD_WORKERS") or len(os.sched_getaffinity(0)))


def mapped(read: Callable[[Batch], Result], batches: Iterable[Batch], processes: int) -> Iterator[Result]:
    """`read` of each batch, in their order.

    A single batch, or a single process, is read here: processes pay only for more. At most two batches a process are
    under way or waiting.
    """
    stream = iter(batches)
    first = list(islice(stream, 2))
    if len(first) < 2 or processes < 2:
        yield from map(read, chain(first, stream))
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        waiting: deque[Future[Result]] = deque()
        for batch in chain(first, stream):
            waiting.append(pool.submit(read, batch))
            if len(waiting) >= 2 * processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
