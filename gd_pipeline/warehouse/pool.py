"""Reading in parallel: a map over batches that keeps their order, in bounded memory, and outlives its workers.

A batch that kills its worker (a crash of a parser, no memory left) is read again in parts; the item that kills its
worker alone is given to `crashed` instead.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import Any, TypeVar

from gd_pipeline.warehouse.worker import Raised, Worker, WorkerKilledError

Item = TypeVar("Item")
Result = TypeVar("Result")

idle: list[Worker] = []
"""Workers kept for the next map: starting one costs more than a small batch."""


def workers() -> int:
    """How many processes may read at once: the cores that this process may use, or GD_WORKERS; 0 is none but this.

    Raises:
        ValueError: GD_WORKERS is no number, or below 0.
    """
    said = os.environ.get("GD_WORKERS", "").strip()
    if not said:
        return len(os.sched_getaffinity(0))
    if not said.isdecimal():
        raise ValueError(f"GD_WORKERS is {said!r}, no number of processes")
    return int(said)


def mapped(
    read: Callable[[Sequence[Item]], Result],
    batches: Iterable[Sequence[Item]],
    processes: int,
    crashed: Callable[[Item], Result] | None = None,
) -> Iterator[Result]:
    """`read` of each batch, in their order; of a batch that killed its worker, `read` of its parts.

    Args:
        read: a function that other processes can import, or a partial of one.
        batches: taken as they are needed: at most two a process are under way or waiting to be handed on.
        processes: how many read; 0 for this one alone.
        crashed: the result for an item that kills its worker. Without it a single batch is read here: processes pay
            only for more.

    Raises:
        WorkerKilledError: an item killed its worker, and there is no `crashed`.
    """
    stream = iter(batches)
    first = list(islice(stream, 2))
    if not first or processes < 1 or (crashed is None and len(first) < 2):
        yield from map(read, chain(first, stream))
        return
    for batch, outcome in outcomes(read, chain(first, stream), processes):
        if isinstance(outcome, WorkerKilledError) and crashed is not None:
            yield from again(read, batch, crashed)
        else:
            yield settled(outcome)


def outcomes(
    read: Callable[[Sequence[Item]], Result], batches: Iterable[Sequence[Item]], processes: int
) -> Iterator[tuple[Sequence[Item], Any]]:
    """Each batch, in their order, with its result, Raised or WorkerKilledError."""
    stream = enumerate(batches)
    busy: dict[Any, tuple[Worker, int]] = {}
    under_way: dict[int, Sequence[Item]] = {}
    ended: dict[int, Any] = {}
    try:
        while True:
            for number, batch in islice(stream, min(processes - len(busy), 2 * processes - len(under_way))):
                worker = started(read, batch)
                busy[worker.connection] = worker, number
                under_way[number] = batch
            if not under_way:
                return
            first = next(iter(under_way))
            if first in ended:
                yield under_way.pop(first), ended.pop(first)
                continue
            for connection in wait(list(busy)):
                worker, number = busy.pop(connection)
                ended[number] = outcome_of(worker)
    finally:
        for worker, _ in busy.values():
            worker.kill()


def again(
    read: Callable[[Sequence[Item]], Result], batch: Sequence[Item], crashed: Callable[[Item], Result]
) -> Iterator[Result]:
    """The halves of a batch, each alone, and their halves, until the item that kills its worker is found."""
    middle = len(batch) // 2
    for part in (batch[:middle], batch[middle:]):
        if not part:
            continue
        outcome = outcome_of(started(read, part))
        if not isinstance(outcome, WorkerKilledError):
            yield settled(outcome)
        elif len(part) == 1:
            yield crashed(part[0])
        else:
            yield from again(read, part, crashed)


def started(read: Callable[[Sequence[Item]], Result], batch: Sequence[Item]) -> Worker:
    """A worker that has the batch: one that is idle, else a new one."""
    while idle:
        worker = idle.pop()
        try:
            worker.begin(read, batch)
        except OSError:
            worker.kill()
        else:
            return worker
    worker = Worker()
    worker.begin(read, batch)
    return worker


def outcome_of(worker: Worker) -> Any:
    """What a worker ended its batch with; it is idle then, if it lives."""
    outcome = worker.outcome()
    if not isinstance(outcome, WorkerKilledError):
        idle.append(worker)
    return outcome


def settled(outcome: Any) -> Any:
    """The result, or what was raised."""
    if isinstance(outcome, WorkerKilledError):
        raise outcome
    if isinstance(outcome, Raised):
        raise outcome.error
    return outcome
