"""What maps batches: this process, processes of this machine, or a cluster of Dask; GD_ENGINE says which.

`process`, `pool` (the default) or `dask://HOST:PORT`, the scheduler of a cluster whose workers have this package and
see the input under the same paths. The rows are the same to the byte: who maps a batch changes nothing in it.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gd_pipeline.warehouse import pool
from gd_pipeline.warehouse.pool import Item, Result
from gd_pipeline.warehouse.worker import WorkerKilledError

if TYPE_CHECKING:
    from distributed import Client, Future

DASK = "dask://"
AHEAD = 3
"""Batches that a thread of the cluster has waiting, so that none is idle while results are loaded."""


class UnknownEngineError(ValueError):
    """GD_ENGINE is none of the engines there are."""


def chosen() -> str:
    """The engine that GD_ENGINE says; `pool` where it says none.

    Raises:
        UnknownEngineError: there is no such engine.
    """
    engine = os.environ.get("GD_ENGINE") or "pool"
    if engine not in ("process", "pool") and not engine.startswith(DASK):
        raise UnknownEngineError(f"GD_ENGINE is {engine!r}; it can be process, pool or {DASK}HOST:PORT")
    return engine


def mapped(
    read: Callable[[Sequence[Item]], Result],
    batches: Iterable[Sequence[Item]],
    processes: int,
    crashed: Callable[[Item], Result] | None = None,
) -> Iterator[Result]:
    """`read` of each batch, in their order, by the engine of GD_ENGINE; else as `pool.mapped`.

    Raises:
        UnknownEngineError: there is no such engine.
        WorkerKilledError: an item killed its worker, and there is no `crashed`.
        OSError: the scheduler cannot be reached.
    """
    engine = chosen()
    if engine.startswith(DASK):
        return on_cluster(read, batches, engine.removeprefix(DASK), crashed)
    return pool.mapped(read, batches, processes if engine == "pool" else 0, crashed)


def on_cluster(
    read: Callable[[Sequence[Item]], Result],
    batches: Iterable[Sequence[Item]],
    address: str,
    crashed: Callable[[Item], Result] | None,
) -> Iterator[Result]:
    """The same by the workers of the Dask scheduler at `address` (HOST:PORT), a bounded number of batches ahead.

    What a lost worker had is done again by another.
    """
    from distributed import Client

    under_way: deque[tuple[Sequence[Item], Future[Any]]] = deque()
    with Client(f"tcp://{address}", set_as_default=False) as client:  # type: ignore[no-untyped-call]

        def first() -> Iterator[Result]:
            batch, future = under_way.popleft()
            return settled(client, read, batch, future, [other for _, other in under_way], crashed)

        ahead = AHEAD * max(1, sum(client.nthreads().values()))
        for batch in batches:
            under_way.append((batch, client.submit(read, batch, pure=False)))
            if len(under_way) >= ahead:
                yield from first()
        while under_way:
            yield from first()


def settled(
    client: "Client",
    read: Callable[[Sequence[Item]], Any],
    batch: Sequence[Item],
    future: "Future[Any]",
    others: Sequence["Future[Any]"],
    crashed: Callable[[Item], Any] | None,
) -> Iterator[Any]:
    """The result of a batch; of one that killed every worker that had it, those of its halves.

    A worker that dies takes with it what else it had: one item is read again alone before it is blamed.

    Raises:
        WorkerKilledError: an item killed its worker, and there is no `crashed`.
    """
    from distributed import KilledWorker

    try:
        yield future.result()
        return
    except KilledWorker:
        if crashed is not None and len(batch) > 1:
            middle = len(batch) // 2
            for part in (batch[:middle], batch[middle:]):
                yield from settled(client, read, part, client.submit(read, part, pure=False), others, crashed)
            return
    for other in others:
        other.exception()  # type: ignore[no-untyped-call]
    try:
        yield client.submit(read, batch, pure=False).result()
    except KilledWorker as error:
        if crashed is None:
            raise WorkerKilledError(str(error)) from error
        yield crashed(batch[0])
