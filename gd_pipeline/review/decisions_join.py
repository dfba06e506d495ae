"""The store of decisions into the warehouse: review.decisions, and the state of every alert that was decided."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa

from gd_pipeline.review.decisions import Decision, Decisions
from gd_pipeline.warehouse.alerts import DECIDED
from gd_pipeline.warehouse.connection import Connect, count, transaction
from gd_pipeline.warehouse.schema import arrow_schema

JOINED = f"""
UPDATE quality.alerts a SET state = d.state FROM ({DECIDED}) d
WHERE d.alert_id = a.alert_id AND d.state <> a.state AND (a.closed_at IS NULL OR d.decided_at > a.closed_at)
"""
"""A decision counts for an alert that is found, and for a closed one if it was made since."""


def join_decisions(connect: Connect, store: Path) -> int:
    """Bring review.decisions and the alerts' states in line with the store; how many decisions were new here.

    Decisions that the store does not know, for it was lost and begun anew, stay in the warehouse.
    """
    stored = decisions_table(Decisions(store).all())
    if not stored.num_rows:
        return 0
    with connect() as connection:
        connection.register("stored", stored)
        new = count(
            connection, f"(SELECT * FROM stored EXCEPT SELECT {', '.join(stored.schema.names)} FROM review.decisions)"
        )
        if new:
            with transaction(connection):
                connection.execute("DELETE FROM review.decisions WHERE alert_id IN (SELECT alert_id FROM stored)")
                connection.execute("INSERT INTO review.decisions BY NAME SELECT * FROM stored")
                connection.execute(JOINED)
    return new


def decisions_table(decisions: Iterable[Decision]) -> pa.Table:
    """Decisions as rows of review.decisions."""
    rows = [
        asdict(each.subject)
        | asdict(each.verdict)
        | {"decision_no": each.number, "decided_at": each.decided_at, "metrics": list(each.subject.metrics)}
        for each in decisions
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema("review.decisions"))
