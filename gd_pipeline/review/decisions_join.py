"""The store of decisions into the warehouse: review.decisions, and the state of every alert that was decided."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import tables
from gd_pipeline.review.decisions import Decision, Decisions, Subject, Verdict
from gd_pipeline.warehouse.alerts import DECIDED
from gd_pipeline.warehouse.connection import Connect, count, transaction
from gd_pipeline.warehouse.panel import flag

JOIN = (
    """
DELETE FROM review.decisions WHERE (alert_id, decision_no) IN (SELECT (alert_id, decision_no) FROM stored)
""",
    "INSERT INTO review.decisions BY NAME SELECT * FROM stored",
    f"""
UPDATE quality.alerts a SET state = d.state, decisions = d.decisions FROM ({DECIDED}) d
WHERE d.alert_id = a.alert_id AND (a.closed_at IS NULL OR d.decisions > coalesce(a.decisions, 0))
""",
)
"""A decision counts for an alert that is found, and for a closed one if it was made since."""
COPIED = """
SELECT alert_id, coalesce(rule, ''), issuer, issuer_code, coalesce(report_year, 0), coalesce(metrics, []), applicant,
    coalesce(message, ''), decision_no, state, reviewer, note, decided_at
FROM review.decisions
"""


def join_decisions(connect: Connect, store: Path) -> int:
    """Bring review.decisions and the alerts' states in line with the store; how many decisions were new here.

    A store that is lost, or an older one that was put back, gets what it lacks from the copy in the warehouse.
    """
    decisions = Decisions(store)
    with connect() as connection:
        restore(connection, decisions)
        hold(connection, "stored", decisions.all())
        new = count(connection, "(SELECT * FROM stored EXCEPT SELECT * FROM review.decisions)")
        if new:
            with transaction(connection):
                for statement in JOIN:
                    connection.execute(statement)
                flag(connection)
    return new


def restore(connection: DuckDBPyConnection, decisions: Decisions) -> None:
    """Give the store the decisions that review.decisions holds beyond its own; the store's own stand."""
    last = {alert: decision.number for alert, decision in decisions.last().items()}
    copied = [_copied(row) for row in connection.execute(COPIED).fetchall()]
    lost = [each for each in copied if each.number > last.get(each.subject.alert_id, 0)]
    if lost:
        decisions.restore(lost)


def hold(connection: DuckDBPyConnection, name: str, decisions: Iterable[Decision]) -> None:
    """Decisions as rows of a temporary table `name`, with the columns of review.decisions."""
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM review.decisions LIMIT 0")
    rows = [
        asdict(each.subject)
        | asdict(each.verdict)
        | {"decision_no": each.number, "decided_at": each.decided_at, "metrics": list(each.subject.metrics)}
        for each in decisions
    ]
    if rows:
        types = {column.name: column.type for column in tables()["review.decisions"].columns}
        columns = ", ".join(f"unnest(${key}::{types[key]}[], max_depth := 1) AS {key}" for key in rows[0])
        values = {key: [row[key] for row in rows] for key in rows[0]}
        connection.execute(f"INSERT INTO {name} BY NAME SELECT {columns}", values)


def _copied(row: tuple[Any, ...]) -> Decision:
    alert_id, rule, issuer, issuer_code, year, metrics, applicant, message, number, *verdict, decided_at = row
    subject = Subject(alert_id, rule, issuer, issuer_code, year, tuple(metrics), applicant, message)
    return Decision(subject, number, Verdict(*verdict), decided_at)
