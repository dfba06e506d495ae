"""Whose turn it is to write: processes that open one warehouse wait for each other in a queue of the operating system.

DuckDB refuses a second writer at once. Here it waits, however long, and is woken: by the lock on a file beside the
warehouse, which a process that dies gives up.
"""

import fcntl
import os
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_guards: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)
_inside: Counter[Path] = Counter()
_held: dict[Path, int] = {}


@contextmanager
def turn(warehouse: Path, told: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Keep other processes away from the file `warehouse`; turns of one process nest.

    `told` is called where another process has the turn, before waiting for it.
    """
    path = warehouse.resolve()
    with _guards[path]:
        if not _inside[path]:
            _held[path] = _locked(path.with_name(f"{path.name}.lock"), told)
        _inside[path] += 1
    try:
        yield
    finally:
        with _guards[path]:
            _inside[path] -= 1
            if not _inside[path]:
                os.close(_held.pop(path))


def _locked(path: Path, told: Callable[[], None]) -> int:
    """The descriptor of the file, which is made where it is not there, once its lock is ours."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            told()
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
