"""What `gd-pipeline alerts` shows and writes: the list, one alert opened, the spreadsheet."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer
from duckdb import DuckDBPyConnection
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gd_pipeline.commands.alerts_told import told
from gd_pipeline.commands.run import UsageError, range_of_years
from gd_pipeline.review.alerts import Alert, Filters, NoWarehouseError, count_by_severity, find, reading, with_id
from gd_pipeline.review.alerts_detail import opened
from gd_pipeline.review.decisions import Decisions, NoStoreError
from gd_pipeline.review.excerpts import harmless
from gd_pipeline.review.labels import SEVERITIES, STATES
from gd_pipeline.review.told import put
from gd_pipeline.settings import settings
from gd_pipeline.warehouse.snapshot import readable

HEAD = ("预警 alert", "严重 severity", "状态 state", "年度 year", "机关 issuer", "规则 rule", "说明 message")
STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
WRITERS = {".csv": "write_csv", ".xlsx": "write_xlsx"}


def wanted(
    year: str | None,
    rule: Sequence[str] | None,
    severity: Sequence[str] | None,
    state: Sequence[str] | None,
    issuer: str | None,
    family: Sequence[str] | None,
    level: Sequence[str] | None,
    form: Sequence[str] | None,
) -> Filters:
    """The options as filters: states are those that are open unless they are named; `all` is every state."""
    try:
        years = range_of_years(year)
    except UsageError as error:
        raise fail(str(error)) from error
    states = state or ["open"]
    return Filters(
        years=(years[0], years[-1]) if years else None,
        rules=rule or (),
        severities=severity or (),
        states=() if "all" in states else states,
        families=family or (),
        levels=level or (),
        forms=form or (),
        issuer=issuer,
    )


def fail(why: str, status: int = 2) -> typer.Exit:
    """Say on standard error why it cannot be done; what to raise then."""
    said = "\n".join(map(harmless, f"gd-pipeline alerts: {why}".split("\n")))
    put(Console(stderr=True), Text(said, style="red"))
    return typer.Exit(status)


@contextmanager
def warehouse_of(path: Path | None) -> Iterator[DuckDBPyConnection]:
    """The warehouse to read, that of the settings if `path` is None; ends the command where there is none."""
    where = settings()
    try:
        with reading(path or readable(where.snapshot, where.warehouse), where.decisions) as connection:
            yield connection
    except (NoWarehouseError, NoStoreError) as error:
        raise fail(str(error)) from error


def the_one(connection: DuckDBPyConnection, beginning: str) -> Alert:
    """The alert whose identifier begins so; ends the command where that is none, or not one alone."""
    found = with_id(connection, beginning) if beginning else []
    if len(found) == 1:
        return found[0]
    which = f"several alerts begin with {beginning!r}" if found else f"there is no alert {beginning!r} (没有这条预警)"
    raise fail("\n  ".join([which, *(f"{each.alert_id} {each.rule} {each.message}" for each in found)]))


def list_them(filters: Filters, limit: int, warehouse: Path | None) -> int:
    """Print the alerts that fit, and how many they are; exit status 0."""
    with warehouse_of(warehouse) as connection:
        found = find(connection, filters, limit)
        counts = count_by_severity(connection, filters)
    console = Console()
    if console.is_terminal:
        console.print(listed(found))
    else:
        for cells in (HEAD, *map(line, found)):
            typer.echo("\t".join(cells))
    put(console, Text(counted(counts, len(found))))
    return 0


def listed(found: Sequence[Alert]) -> Table:
    """The alerts as a table of a terminal."""
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for number, name in enumerate(HEAD):
        table.add_column(name.replace(" ", "\n"), no_wrap=number in (0, 3))
    for alert in found:
        table.add_row(*map(Text, line(alert)), style=STYLES[alert.severity] if alert.severity == "error" else None)
    return table


def line(alert: Alert) -> tuple[str, ...]:
    """An alert in seven cells."""
    return (
        alert.alert_id,
        SEVERITIES[alert.severity].zh,
        STATES[alert.state].zh
        + ("（已消失 gone）" if alert.closed_at and alert.state not in ("superseded", "resolved") else ""),
        str(alert.report_year),
        harmless(alert.issuer or "?"),
        alert.rule,
        harmless(alert.message),
    )


def counted(counts: dict[str, int], shown: int | None = None) -> str:
    """How many alerts, by severity, and how many of them are shown."""
    total = sum(counts.values())
    of = f"{shown} / " if shown is not None and shown < total else ""
    by = ", ".join(f"{number} {SEVERITIES[severity]}" for severity, number in counts.items())
    return f"{of}{total} 条 alerts" + (f": {by}" if by else "")


def show(beginning: str, warehouse: Path | None) -> int:
    """Print one alert with its evidence and history; exit status 0."""
    with warehouse_of(warehouse) as connection:
        detail = opened(connection, Decisions(settings().decisions), the_one(connection, beginning))
    put(Console(), told(detail))
    return 0


def export(file: Path, filters: Filters, warehouse: Path | None) -> int:
    """Write the alerts that fit to `file`; exit status 0."""
    from gd_pipeline.review import alerts_export

    writer = WRITERS.get(file.suffix.lower())
    if writer is None:
        raise fail(f"{file} ends neither in .csv nor in .xlsx (只能导出为 .csv 或 .xlsx)")
    if not file.parent.is_dir():
        raise fail(f"there is no folder {file.parent} (没有这个目录)")
    with warehouse_of(warehouse) as connection:
        found = find(connection, filters)
        rows = list(alerts_export.table(connection, found))
    try:
        written = getattr(alerts_export, writer)(file, iter(rows))
    except OSError as error:
        raise fail(f"{file} cannot be written: {error.strerror} (无法写入)") from error
    put(Console(), Text(harmless(f"{written} 条 alerts → {file}")))
    return 0
