"""What workers of a test run: a module of its own, so that a new worker has little to import."""

import os
import time
from collections.abc import Sequence
from types import SimpleNamespace


def squared(numbers: Sequence[int]) -> list[int]:
    """Early numbers end late, and 13 kills its worker."""
    time.sleep(0.05 * (3 - numbers[0]) if numbers[0] < 3 else 0)
    if 13 in numbers:
        os._exit(1)
    if min(numbers) < 0:
        raise ValueError("a negative number")
    return [number * number for number in numbers]


def told_killed(numbers: Sequence[int]) -> list[int]:
    """`squared`, but that 13 killed its workers is only told, as the scheduler tells it."""
    if 13 in numbers:
        from distributed import KilledWorker

        raise KilledWorker("squared", SimpleNamespace(address="the last"), 3)
    return squared(numbers)


def killed(number: int) -> list[int]:
    return [-number]
