import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from gd_pipeline.warehouse import examine
from gd_pipeline.warehouse.alerts import refresh_alerts
from gd_pipeline.warehouse.complete import complete
from gd_pipeline.warehouse.connection import Connect, opener
from gd_pipeline.warehouse.neighbours import check_year
from gd_pipeline.warehouse.panel import refresh_panel
from gd_pipeline.warehouse.take_in import TakenIn, take_in
from gd_pipeline.warehouse.year import load_year, stale_years
from gd_pipeline_tests.warehouse import toy

START = datetime(2026, 1, 1)


@lru_cache(maxsize=1)
def empty_warehouse() -> bytes:
    """A warehouse's file as its first opening makes it, made once: thirty tables take as long as a load."""
    with TemporaryDirectory() as home:
        file = Path(home) / "warehouse.duckdb"
        with opener(file)():
            pass
        return file.read_bytes()


class House:
    """A warehouse and an input folder in a temporary place; each run is a day later than the one before."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.input = home / "input"
        self.input.mkdir()
        (home / "warehouse.duckdb").write_bytes(empty_warehouse())
        self.connect: Connect = opener(home / "warehouse.duckdb")
        self.day = 0

    def like(self, other: "House") -> "House":
        """This house, furnished as `other` stands: a run costs a second, a copy nothing."""
        shutil.copytree(other.home, self.home, dirs_exist_ok=True)
        self.day = other.day
        return self

    def write(self, name: str, text: str) -> Path:
        path = self.input / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def take_in(self) -> TakenIn:
        return take_in(self.connect, self.input, self.home, START + timedelta(days=self.day))

    def run(self) -> list[int]:
        """Everything that a run does, which holds the warehouse as that of few documents; the years that it loaded."""
        self.day += 1
        with self.connect() as connection:
            self.take_in()
            years = stale_years(connection)
            for year in years:
                self.load(year)
        return years

    def load(self, year: int) -> None:
        load_year(self.connect, year, START + timedelta(days=self.day))
        self.follow(year)

    def follow(self, year: int) -> None:
        """Everything that a run does after the load of a year."""
        now = START + timedelta(days=self.day)
        _, *again = check_year(self.connect, year)
        refresh_alerts(self.connect, year, now, again)
        refresh_panel(self.connect, year)
        complete(self.connect, year)

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.connect() as connection:
            return connection.execute(query).fetchall()

    def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All rows of all tables, clocks too; not the marks of files, which come when these have been left alone."""
        with self.connect() as connection:
            names = connection.execute(
                "SELECT schema_name || '.' || table_name FROM duckdb_tables() ORDER BY 1"
            ).fetchall()
            columns = {"raw.files": "* EXCLUDE (mark)"}
            queries = {name: f"SELECT {columns.get(name, '*')} FROM {name} ORDER BY ALL" for (name,) in names}
            return {name: connection.execute(query).fetchall() for name, query in queries.items()}


def toy_house(home: Path, patch: pytest.MonkeyPatch) -> House:
    """A warehouse at `home`, fed by the toy reader as long as `patch` lasts."""
    for name in ("read_path", "read", "check_report"):
        patch.setattr(examine, name, getattr(toy, name))
    return House(home)


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    """A warehouse fed by the toy reader."""
    return toy_house(tmp_path, monkeypatch)


@pytest.fixture
def real_house(tmp_path: Path) -> House:
    """A warehouse fed by the real reader."""
    return House(tmp_path)


@pytest.fixture
def column() -> Callable[[list[tuple[Any, ...]]], list[Any]]:
    return lambda rows: [row[0] for row in rows]
