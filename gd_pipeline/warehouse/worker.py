"""A process that reads batches, and its pipe. It ends when its parent does."""

import signal
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any


class WorkerKilledError(RuntimeError):
    """A worker ended in the middle of a batch; the message says with which exit status."""


@dataclass(frozen=True, slots=True)
class Raised:
    """What a function raised in a worker, with the worker's traceback as a note."""

    error: Exception


class Worker:
    """One process, started anew ("spawn"), so that it shares nothing with this one."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        theirs.close()

    def begin(self, read: Callable[[Sequence[Any]], Any], batch: Sequence[Any]) -> None:
        """Hand a batch over.

        Raises:
            OSError: the process is gone.
        """
        self.connection.send((read, batch))

    def outcome(self) -> Any:
        """Wait for what the batch gave: its result, Raised, or WorkerKilledError if the process ended."""
        try:
            return self.connection.recv()
        except (EOFError, OSError):
            self.process.join()
            self.connection.close()
            return WorkerKilledError(f"a worker ended with status {self.process.exitcode} in the middle of a batch")

    def kill(self) -> None:
        """End the process at once."""
        self.process.kill()
        self.process.join()
        self.connection.close()


def serve(connection: "Connection[Any, Any]") -> None:
    """Read batch after batch, until the parent is gone. An interrupt is the parent's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            read, batch = connection.recv()
        except EOFError:
            return
        try:
            outcome = read(batch)
        except Exception as error:
            error.add_note("".join(traceback.format_exception(error)))
            outcome = Raised(error)
        connection.send(outcome)
