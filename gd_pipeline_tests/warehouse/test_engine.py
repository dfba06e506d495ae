"""Who maps the batches changes no row: this process, a pool, or a cluster of two workers, one of them killed."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from gd_pipeline.settings import CHECKOUT
from gd_pipeline.synth.corpus import Selection, corpus
from gd_pipeline.warehouse import engine
from gd_pipeline.warehouse.worker import WorkerKilledError
from gd_pipeline_tests.defs.browser import free_port
from gd_pipeline_tests.warehouse.conftest import House
from gd_pipeline_tests.warehouse.killer import killed, squared, told_killed

distributed = pytest.importorskip("distributed")

PATIENCE = 120
"""Seconds in which a cluster must have started."""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[str]:
    """GD_ENGINE of a cluster of two workers, each a process of one thread that is started again where it was killed."""
    address = f"127.0.0.1:{free_port()}"
    scheduler = ["dask_scheduler", "--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"]
    worker = ["dask_worker", f"tcp://{address}", "--nworkers", "2", "--nthreads", "1", "--no-dashboard"]
    started = []
    try:
        for name, *arguments in (scheduler, [*worker, "--local-directory", str(tmp_path)]):
            command = [sys.executable, "-m", f"distributed.cli.{name}", *arguments]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            started.append(subprocess.Popen(command, cwd=CHECKOUT, **quiet))
        with distributed.Client(f"tcp://{address}", timeout=PATIENCE, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
        yield engine.DASK + address
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


@pytest.fixture
def cluster_here() -> Iterator[str]:
    """GD_ENGINE of a cluster whose two workers are threads of this process: it starts at once, and none is killed."""
    here = {"processes": False, "protocol": "tcp", "dashboard_address": None}
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, **here) as cluster:
        yield engine.DASK + cluster.scheduler_address.removeprefix("tcp://")


Squared = Callable[[Sequence[int]], list[int]]


def numbers(read: Squared) -> list[int]:
    batches: list[Sequence[int]] = [[1, 2], [12, 13, 14], [15], [16, 17]]
    return [number for result in engine.mapped(read, batches, 2, killed) for number in result]


def test_an_engine_is_chosen_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GD_ENGINE", "abacus")
    with pytest.raises(engine.UnknownEngineError, match="abacus"):
        engine.mapped(squared, [[1]], 2)
    monkeypatch.setenv("GD_ENGINE", "process")
    monkeypatch.setattr("gd_pipeline.warehouse.pool.started", None)
    assert list(engine.mapped(squared, [[1], [2]], 2)) == [[1], [4]]


@pytest.mark.parametrize(
    ("where", "read"),
    [("cluster_here", told_killed), pytest.param("cluster", squared, marks=pytest.mark.full)],
    ids=["told", "done"],
)
def test_a_cluster_keeps_the_order_and_finds_what_kills_its_workers(
    where: str, read: Squared, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GD_ENGINE", request.getfixturevalue(where))
    assert numbers(read) == [1, 4, 144, -13, 196, 225, 256, 289]
    with pytest.raises(ValueError, match="negative"):
        list(engine.mapped(read, [[1], [-1]], 2))
    with pytest.raises(WorkerKilledError):
        list(engine.mapped(read, [[13]], 2))


@pytest.mark.full
def test_a_cluster_gives_the_rows_of_one_process_though_a_worker_is_killed(
    cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gd_pipeline.warehouse.take_in.FILES", 4)
    houses = {}
    for name in ("process", cluster):
        (tmp_path / name[:4]).mkdir()
        house = houses[name] = House(tmp_path / name[:4])
        for each in corpus(17, 40, Selection(duplicates=True)):
            (house.input / each.name).write_bytes(each.written.content)
        monkeypatch.setenv("GD_ENGINE", name)
        if name == cluster:
            kill_a_worker_at_the_third_batch(cluster, monkeypatch)
        house.run()
    everything = [house.everything() for house in houses.values()]
    assert everything[0]["core.facts"]
    assert everything[0] == everything[1]


def kill_a_worker_at_the_third_batch(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill one of the workers as soon as the third batch is handed over."""
    real = engine.on_cluster

    def batches(given, client):  # type: ignore[no-untyped-def]
        for number, batch in enumerate(given):
            if number == 2:
                os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)
            yield batch

    def killing(read, given, address, crashed):  # type: ignore[no-untyped-def]
        with distributed.Client(f"tcp://{address}", set_as_default=False) as client:
            yield from real(read, batches(given, client), address, crashed)

    monkeypatch.setattr(engine, "on_cluster", killing)
