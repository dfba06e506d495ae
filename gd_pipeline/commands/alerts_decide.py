"""What `gd-pipeline alerts` decides: one alert, or all that fit; into the store first, then into the warehouse."""

import getpass
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import typer
from rich.console import Console
from rich.text import Text

from gd_pipeline.commands.alerts_work import counted, fail, line, the_one, warehouse_of
from gd_pipeline.review.alerts import Alert, Filters, find
from gd_pipeline.review.decisions import Decision, Decisions, NoStoreError, Verdict
from gd_pipeline.review.decisions_join import join_decisions, restore
from gd_pipeline.review.excerpts import harmless
from gd_pipeline.review.labels import STATES
from gd_pipeline.review.told import put
from gd_pipeline.settings import settings
from gd_pipeline.warehouse.connection import opener

SHOWN = 10
"""So many of the alerts that are about to be decided alike are listed."""


def decide(
    beginning: str, state: str, reviewer: str | None, note: str | None, after: int, warehouse: Path | None
) -> int:
    """Decide one alert.

    Returns:
        Exit status: 0 decided; 1 another decision than number `after` was the last one, which is told.
    """
    verdict = verdict_of(state, reviewer, note)
    with warehouse_of(warehouse) as connection:
        alert = the_one(connection, beginning)
    return record([(alert, after)], verdict, warehouse)


def decide_all(
    filters: Filters, state: str, reviewer: str | None, note: str | None, yes: bool, warehouse: Path | None
) -> int:
    """Decide all alerts that fit alike, each as it stood when they were listed.

    Returns:
        Exit status: 0 decided, also where none fits; 1 not confirmed, or some were decided meanwhile, which are told.
    """
    if filters in (Filters(), Filters(states=filters.states)):
        raise fail("name a year, a rule, a severity, an issuer, a family, a level or a form (请至少给出一个筛选条件)")
    verdict = verdict_of(state, reviewer, note)
    with warehouse_of(warehouse) as connection:
        found = find(connection, filters)
    console = Console()
    for alert in found[:SHOWN]:
        put(console, Text("  ".join(line(alert))))
    put(console, Text(f"{counted(Counter(alert.severity for alert in found))} → {STATES[state]}"))
    if found and not (yes or confirmed()):
        put(console, Text("没有处理 nothing was decided; --yes decides without asking"))
        return 1
    return record([(alert, alert.decision_no) for alert in found], verdict, warehouse) if found else 0


def confirmed() -> bool:
    """Whether the person at the terminal says yes; without a terminal nobody does."""
    return sys.stdin.isatty() and typer.confirm("处理 decide?")


def verdict_of(state: str, reviewer: str | None, note: str | None) -> Verdict:
    """The verdict, signed with the option, the setting or the login name; ends the command where there is none."""
    try:
        return Verdict(state, reviewer or settings().reviewer or getpass.getuser(), note)
    except (OSError, KeyError, ValueError) as error:
        raise fail(f"who decides? --reviewer NAME ({error})") from error


def record(wanted: Sequence[tuple[Alert, int]], verdict: Verdict, warehouse: Path | None) -> int:
    """Write the decisions down, and tell what became of them; exit status 0, or 1 where some were refused."""
    where = settings()
    if not where.decisions.exists():
        with warehouse_of(warehouse) as connection:
            restore(connection, Decisions(where.decisions))
    now = datetime.now(UTC).replace(tzinfo=None)
    try:
        recorded = Decisions(where.decisions).record([(alert.subject, seen) for alert, seen in wanted], verdict, now)
    except NoStoreError as error:
        raise fail(str(error)) from error
    console = Console()
    if recorded.made:
        put(
            console,
            Text(f"{len(recorded.made)} 条已处理 decided: {STATES[verdict.state]} · {harmless(verdict.reviewer)}"),
        )
    for last in recorded.refused:
        put(Console(stderr=True), Text(refusal(last), style="red"))
    join(warehouse)
    return 1 if recorded.refused else 0


def join(warehouse: Path | None) -> None:
    """Join the store into the warehouse, if no other process holds that: else the next run does."""
    where = settings()
    try:
        join_decisions(opener(warehouse or where.warehouse), where.decisions)
    except duckdb.IOException:
        busy = "数据仓库正被占用，下次装载时并入 the warehouse is busy: joined with the next run"
        put(Console(), Text(busy, style="dim"))


def refusal(last: Decision) -> str:
    """That somebody decided, what, and how to decide all the same."""
    verdict = last.verdict
    said = f"{last.subject.alert_id} 已由 {verdict.reviewer} 处理为 was decided {STATES[verdict.state]}"
    note = f" ({verdict.note})" if verdict.note else ""
    return harmless(f"{said} · {last.decided_at:%Y-%m-%d %H:%M}{note}; --after {last.number} decides anew")
