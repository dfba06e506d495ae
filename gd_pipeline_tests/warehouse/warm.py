"""Commands in processes that can be killed; `gd-pipeline run` without the seconds of its imports: a kill hits work."""

import os
import signal
from collections.abc import Mapping, Sequence
from functools import partial
from multiprocessing import get_context

WARM = get_context("forkserver")
IMPORTED = ["gd_pipeline.commands.run", "gd_pipeline.definitions", "great_expectations", "matplotlib.figure"]

LOADED = 4_000_000
"""Bytes of a load of the input: a small input is taken in with many, as a large one is."""


def killed(command: Sequence[str] | None, after: float, environment: Mapping[str, str]) -> bool:
    """Start a command, None for `run`, and kill it with its workers `after` seconds; whether it still ran then."""
    process = WARM.Process(target=become, args=(command, dict(environment)))
    process.start()
    process.join(after)
    if process.exitcode is not None:
        assert process.exitcode == 0, f"{command or 'run'} failed after a kill: {process.exitcode}"
        return False
    try:
        os.killpg(process.pid or 0, signal.SIGKILL)
    except ProcessLookupError:  # it has no group of its own yet
        process.kill()
    process.join()
    return True


def become(command: Sequence[str] | None, environment: dict[str, str]) -> None:
    """In the new process: a group of its own, without output, in GD_HOME."""
    os.setsid()
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in range(3):
        os.dup2(nowhere, stream)
    os.chdir(environment["GD_HOME"])
    if command is not None:
        os.execve(command[0], list(command), environment)
    os.environ.update(environment)
    from gd_pipeline.commands.run import run
    from gd_pipeline.warehouse import take_in

    take_in.gathered = partial(take_in.gathered, size=LOADED)
    raise SystemExit(run(None, None, None))
