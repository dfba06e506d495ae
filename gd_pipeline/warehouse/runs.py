"""quality.runs: what each run did to a year, or to the input folder, written step by step: a killed run shows."""

from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.connection import Connect, one, transaction
from gd_pipeline.warehouse.version import reader_version

FOLDER = 0
"""Stands for the year where a run took the input folder in."""
PAST = """
SELECT run_id, started_at, documents, read, duplicates, quarantined, reports, facts, alerts_new, alerts_closed, seconds,
    megabytes
FROM quality.runs WHERE report_year = ? AND finished_at IS NOT NULL ORDER BY finished_at, started_at, run_id
"""
EMPTY = """
DELETE FROM quality.runs WHERE run_id = $run AND report_year = $year AND documents = 0
    AND NOT EXISTS (FROM quality.runs WHERE run_id <> $run AND report_year = $year)
"""
MARKEDLY = 0.8
"""A run that reads less than this share of the facts per report of the run before has lost some."""


@dataclass(frozen=True, slots=True)
class Past:
    """A run that was finished; numbers that it did not have are None."""

    run_id: str
    started_at: datetime
    documents: int | None
    read: int | None
    duplicates: int | None
    quarantined: int | None
    reports: int | None
    facts: int | None
    alerts_new: int | None
    alerts_closed: int | None
    seconds: float | None
    megabytes: float | None

    @property
    def facts_per_report(self) -> float | None:
        """None without reports."""
        return self.facts / self.reports if self.reports and self.facts is not None else None


def begin(connect: Connect, run_id: str, year: int, now: datetime) -> None:
    """A run begins with a year; what it had noted of it before, in another attempt, is forgotten."""
    with connect() as connection, transaction(connection):
        connection.execute("DELETE FROM quality.runs WHERE run_id = ? AND report_year = ?", [run_id, year])
        connection.execute(
            "INSERT INTO quality.runs (run_id, report_year, reader_version, started_at) VALUES (?, ?, ?, ?)",
            [run_id, year, reader_version(), now],
        )


def note(connect: Connect, run_id: str, year: int, **numbers: float | datetime) -> None:
    """Write numbers of a run down, by the names of the columns."""
    given = ", ".join(f"{name} = ?" for name in numbers)
    with connect() as connection:
        connection.execute(
            f"UPDATE quality.runs SET {given} WHERE run_id = ? AND report_year = ?", [*numbers.values(), run_id, year]
        )


def finish(connect: Connect, run_id: str, year: int, now: datetime, megabytes: float) -> None:
    """The last step of a year is done at `now`; of a year that never had a document nothing is kept."""
    with connect() as connection:
        connection.execute(EMPTY, {"run": run_id, "year": year})
        began = one(
            connection, "SELECT started_at FROM quality.runs WHERE run_id = ? AND report_year = ?", [run_id, year]
        )
    seconds = (now - began[0]).total_seconds() if began else 0.0
    note(connect, run_id, year, seconds=seconds, megabytes=megabytes, finished_at=now)


def past(connection: DuckDBPyConnection, year: int) -> list[Past]:
    """The finished runs of a year, first to last."""
    return [Past(*row) for row in connection.execute(PAST, [year]).fetchall()]


def lost(runs: list[Past]) -> tuple[float, float] | None:
    """Facts per report of the last two runs, where the last one reads markedly fewer; None where it does not."""
    density = [each.facts_per_report for each in runs if each.facts_per_report is not None]
    if len(density) < 2 or density[-1] >= MARKEDLY * density[-2]:
        return None
    return density[-2], density[-1]
