from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from dagster import AssetKey, DagsterInstance, Definitions, ExecuteInProcessResult

from gd_pipeline.defs.house import house
from gd_pipeline.defs.resources import Warehouse, now
from gd_pipeline.settings import settings
from gd_pipeline.warehouse import examine
from gd_pipeline.warehouse.complete import complete
from gd_pipeline.warehouse.connection import opener
from gd_pipeline.warehouse.neighbours import check_year
from gd_pipeline.warehouse.snapshot import publish
from gd_pipeline.warehouse.year import load_year
from gd_pipeline_tests.warehouse import toy

RIGHT = "year 2015\nissuer 甲县\nfact proactive.total 120\n"
WRONG = "year 2015\nissuer 乙县\nfact proactive.total 7\nwrong sum.staff.total 10 12\n"
LATER = RIGHT.replace("2015", "2016")


class Orchestra:
    """The definitions over a warehouse, an input folder and a Dagster instance of their own, fed by the toy reader."""

    def __init__(self, home: Path, definitions: Definitions, instance: DagsterInstance) -> None:
        self.home = home
        self.definitions = definitions
        self.instance = instance
        self.job = definitions.resolve_implicit_global_asset_job_def()
        self.tags: dict[str, str] = {}
        self.holds = True

    def write(self, name: str, text: str) -> None:
        (self.home / "input" / name).write_text(text, encoding="utf-8")

    def run(self, schemas: set[str], partition: str | None = None) -> ExecuteInProcessResult:
        """Materialize the assets of `schemas`; the warehouse is held from step to step, unless it is not to be."""
        keys = [key for key in self.job.asset_layer.asset_graph.materializable_asset_keys if key.path[0] in schemas]
        with Warehouse.of_settings().connect() if self.holds else nullcontext():
            return self.job.execute_in_process(
                asset_selection=keys,
                partition_key=partition,
                instance=self.instance,
                raise_on_error=False,
                tags=self.tags,
            )

    def raw(self) -> ExecuteInProcessResult:
        return self.run({"raw"})

    def year(self, year: int) -> ExecuteInProcessResult:
        return self.run({"core", "quality", "marts"}, str(year))

    def loaded(self, year: int) -> None:
        """Load, complete and publish a year as its run does, without Dagster."""
        warehouse = self.home / "warehouse.duckdb"
        connect = opener(warehouse)
        load_year(connect, year, now())
        check_year(connect, year)
        complete(connect, year)
        publish(connect, warehouse, settings().snapshot)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with opener(self.home / "warehouse.duckdb")() as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def orchestra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Orchestra]:
    for name in ("read_path", "read", "check_report"):
        monkeypatch.setattr(examine, name, getattr(toy, name))
    monkeypatch.setenv("GD_HOME", str(tmp_path))
    monkeypatch.setenv("GD_INPUT", str(tmp_path / "input"))
    monkeypatch.setenv("GD_WAREHOUSE", str(tmp_path / "warehouse.duckdb"))
    monkeypatch.setenv("GD_WORKERS", "0")
    (tmp_path / "input").mkdir()
    with DagsterInstance.ephemeral() as instance:
        yield Orchestra(tmp_path, house(), instance)


def metadata(result: ExecuteInProcessResult, name: str) -> dict[str, Any]:
    """Metadata of the materialization of the asset `schema.table`, in the year of the run."""
    made = AssetKey(name.split(".")), result.dagster_run.tags.get("dagster/partition")
    (event,) = [each for each in result.get_asset_materialization_events() if (each.asset_key, each.partition) == made]
    return {name: value.value for name, value in event.materialization.metadata.items()}
