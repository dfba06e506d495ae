"""Alerts as they stand now: those of the warehouse, with the last decision on each from the store of decisions."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from gd_pipeline.review.decisions import Decisions, Subject
from gd_pipeline.review.decisions_join import hold
from gd_pipeline.review.labels import SEVERITIES
from gd_pipeline.warehouse.connection import is_no_warehouse, opener
from gd_pipeline.warehouse.schema import is_current

PATIENCE = 10.0
"""Seconds to wait for a warehouse that another process writes."""
RESTATED = """
CREATE OR REPLACE TEMP VIEW restated AS
    SELECT a.* REPLACE (CASE
            WHEN l.state IS NOT NULL AND (a.closed_at IS NULL OR l.decision_no > coalesce(a.decisions, 0))
            THEN l.state ELSE a.state END AS state),
        coalesce(l.decision_no, 0) AS decision_no, l.reviewer, l.note, l.decided_at
    FROM quality.alerts a LEFT JOIN (
        SELECT * FROM last_decisions UNION ALL BY NAME
        SELECT * FROM review.decisions ANTI JOIN last_decisions USING (alert_id)
        QUALIFY row_number() OVER (PARTITION BY alert_id ORDER BY decision_no DESC) = 1
    ) l USING (alert_id)
"""


class NoWarehouseError(Exception):
    """There is no warehouse, or another process holds it; the message says so to a person."""


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert of quality.alerts in its present state; `decision_no` counts what was decided about it (0: nothing)."""

    alert_id: str
    report_id: str
    check_no: int
    report_year: int
    issuer: str | None
    issuer_code: str | None
    issuer_level: str | None
    form: str | None
    rule: str
    family: str
    severity: str
    metrics: list[str]
    applicant: str | None
    stated: tuple[float, float] | None
    expected: tuple[float, float] | None
    message: str
    formula: str | None
    suggestion: str | None
    state: str
    opened_at: datetime
    closed_at: datetime | None
    superseded_by: str | None
    decision_no: int
    reviewer: str | None
    note: str | None
    decided_at: datetime | None

    @property
    def subject(self) -> Subject:
        """What a decision about it is written down with."""
        about = (self.rule, self.issuer, self.issuer_code, self.report_year, tuple(self.metrics), self.applicant)
        return Subject(self.alert_id, *about, self.message)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which alerts: those that fit every filter that is not empty.

    `rules` may hold `*`; `issuer` is a part of the name, or the beginning of the code; `years` are the first and the
    last. An alert that is found no more counts as open under no filter.
    """

    years: tuple[int, int] | None = None
    rules: Sequence[str] = ()
    severities: Sequence[str] = ()
    states: Sequence[str] = ()
    families: Sequence[str] = ()
    levels: Sequence[str] = ()
    forms: Sequence[str] = ()
    issuer: str | None = None

    def where(self) -> tuple[str, list[Any]]:
        """The condition in SQL, with its values."""
        said: list[tuple[str, list[Any]]] = []
        for column, wanted in (
            ("severity", self.severities),
            ("state", self.states),
            ("family", self.families),
            ("issuer_level", self.levels),
            ("form", self.forms),
        ):
            if wanted:
                said.append((f"{column} IN ({', '.join('?' * len(wanted))})", list(wanted)))
        if "open" in self.states:
            said.append(("(state <> 'open' OR closed_at IS NULL)", []))
        if self.rules:
            said.append((f"({' OR '.join(['rule GLOB ?'] * len(self.rules))})", list(self.rules)))
        if self.years:
            said.append(("report_year BETWEEN ? AND ?", list(self.years)))
        if self.issuer:
            said.append(("(contains(issuer, ?) OR starts_with(issuer_code, ?))", [self.issuer, self.issuer]))
        return " AND ".join(part for part, _ in said) or "true", [value for _, values in said for value in values]


@contextmanager
def reading(warehouse: Path, decisions: Path, patience: float = PATIENCE) -> Iterator[DuckDBPyConnection]:
    """The warehouse, open to be read, with a view `restated` of all alerts in their present state.

    Raises:
        NoWarehouseError: there is none, or another process writes it for longer than `patience` seconds.
        NoStoreError: the file of decisions is none.
    """
    last = Decisions(decisions).last().values()
    connection = _opened(warehouse, patience)
    try:
        connection.execute("SET TimeZone = 'UTC'")
        hold(connection, "last_decisions", last)
        connection.execute(RESTATED)
        yield connection
    finally:
        connection.close()


def _opened(warehouse: Path, patience: float) -> DuckDBPyConnection:
    if not warehouse.is_file():
        raise NoWarehouseError(f"there is no warehouse {warehouse}: gd-pipeline run makes it (没有数据仓库)")
    until = time.monotonic() + patience
    while True:
        try:
            connection = duckdb.connect(str(warehouse), read_only=True)
            if is_current(connection):
                return connection
            connection.close()
            with opener(warehouse)():
                """Opened to write: given the tables and columns of this version."""
        except duckdb.IOException as error:
            if is_no_warehouse(error):
                raise NoWarehouseError(
                    f"{warehouse} is no warehouse: gd-pipeline run makes one (不是数据仓库)"
                ) from error
            if time.monotonic() > until:
                raise NoWarehouseError(f"{warehouse} cannot be read: {error} (数据仓库正被占用)") from error
            time.sleep(0.2)


def find(connection: DuckDBPyConnection, filters: Filters, limit: int | None = None) -> list[Alert]:
    """The alerts that fit, the worst first, then the latest year; at most `limit`."""
    where, values = filters.where()
    columns = ", ".join(each.name for each in fields(Alert))
    order = f"list_position({list(SEVERITIES)}, severity), report_year DESC, issuer_code, issuer, rule, alert_id"
    query = f"SELECT {columns} FROM restated WHERE {where} ORDER BY {order}"
    rows = connection.execute(query + (f" LIMIT {limit:d}" if limit is not None else ""), values).fetchall()
    return [_alert(row) for row in rows]


def count_by_severity(connection: DuckDBPyConnection, filters: Filters) -> dict[str, int]:
    """How many fit, by severity, the worst first."""
    where, values = filters.where()
    rows = connection.execute(f"SELECT severity, count(*) FROM restated WHERE {where} GROUP BY 1", values).fetchall()
    found = dict(rows)
    return {severity: found[severity] for severity in SEVERITIES if severity in found}


def with_id(connection: DuckDBPyConnection, beginning: str) -> list[Alert]:
    """The alerts whose identifier begins so; one alone where it is a whole identifier."""
    columns = ", ".join(each.name for each in fields(Alert))
    query = f"SELECT {columns} FROM restated WHERE starts_with(alert_id, ?) ORDER BY alert_id LIMIT 10"
    found = [_alert(row) for row in connection.execute(query, [beginning]).fetchall()]
    return [each for each in found if each.alert_id == beginning] or found


def _alert(row: tuple[Any, ...]) -> Alert:
    values = dict(zip((each.name for each in fields(Alert)), row, strict=True))
    for name in ("stated", "expected"):
        values[name] = tuple(values[name]) if values[name] else None
    return Alert(**values)
