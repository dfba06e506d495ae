"""What the assets are given: the warehouse, the input folder, the clock."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from dagster import ConfigurableResource, get_dagster_logger
from dagster_duckdb import DuckDBResource
from duckdb import DuckDBPyConnection

from gd_pipeline.settings import settings
from gd_pipeline.warehouse.connection import named, ready
from gd_pipeline.warehouse.pool import workers
from gd_pipeline.warehouse.turn import turn


class Warehouse(ConfigurableResource):  # type: ignore[type-arg]
    """The DuckDB file of dagster-duckdb's resource; `connect` closes it whatever happens, which that does not.

    `decisions` is the file of the store of decisions that is joined into it, `snapshot` the file that is published.
    """

    duckdb: DuckDBResource
    decisions: str
    snapshot: str

    @classmethod
    def of_settings(cls) -> "Warehouse":
        """Where the settings of this process say that it is."""
        where = settings()
        return cls(
            duckdb=DuckDBResource(database=os.fspath(where.warehouse)),
            decisions=os.fspath(where.decisions),
            snapshot=os.fspath(where.snapshot),
        )

    @contextmanager
    def connect(self) -> Iterator[DuckDBPyConnection]:
        """The warehouse, open and with all its tables; whoever holds it is the only one. Hold it briefly."""
        file = named(Path(self.duckdb.database))
        with turn(file, waiting), self.duckdb.get_connection() as connection, ready(connection, file.absolute()):
            yield connection


def waiting() -> None:
    """Say in the log of the run why it stands still."""
    get_dagster_logger().info("waiting for another process that has the warehouse (等待另一进程释放数据仓库)")


class Input(ConfigurableResource):  # type: ignore[type-arg]
    """Where reports come from, the house that their names are relative to, and how many processes read them."""

    folder: str
    home: str
    processes: int = 1


def now() -> datetime:
    """The time of a load, in UTC and without a zone, as the warehouse keeps it."""
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def resources() -> dict[str, ConfigurableResource]:  # type: ignore[type-arg]
    """The resources of this process, from its environment."""
    where = settings()
    return {
        "warehouse": Warehouse.of_settings(),
        "source": Input(folder=where.input, home=os.fspath(where.home), processes=workers()),
    }
