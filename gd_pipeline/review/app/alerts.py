"""Alerts for the pages: a list that is narrowed and paged by key, one alert with all that is known of it."""

from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.review.app.data import Row, row, rows
from gd_pipeline.review.app.filters import AlertFilter
from gd_pipeline.review.decisions import Subject

PAGE = 50
FACETS = ("severity", "state", "year", "form", "level", "division", "family", "rule")
FACET_VALUES = {"year": "report_year", "level": "issuer_level"}
STANDING = "memory.ready.standing"


@dataclass(frozen=True, slots=True)
class AlertPage:
    """Some alerts, how many there are with these choices, and the places where the pages before and after begin."""

    alerts: list[Row]
    total: int
    before: int | None
    after: int | None


def alert_page(
    connection: DuckDBPyConnection, chosen: AlertFilter, after: int | None = None, before: int | None = None
) -> AlertPage:
    """The page behind the place `after`, or the one before `before`, what matters most first."""
    where, values = chosen.where()
    total = (row(connection, f"SELECT count(*) AS n FROM {STANDING} WHERE {where}", values) or {"n": 0})["n"]
    backwards = before is not None
    edge = f"place {'<' if backwards else '>'} $edge"
    order = f"ORDER BY place {'DESC' if backwards else ''} LIMIT {PAGE + 1}"
    places = f"SELECT place FROM {STANDING} WHERE {where} AND {edge} {order}"
    found = rows(
        connection,
        f"SELECT * FROM {STANDING} WHERE place IN ({places}) {order}",
        values | {"edge": before if backwards else after or 0},
    )
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    first, last = (found[0]["place"], found[-1]["place"]) if found else (None, None)
    has_before = more if backwards else bool(after)
    has_after = backwards or more
    return AlertPage(found, total, first if has_before else None, last if has_after else None)


def facets(connection: DuckDBPyConnection, chosen: AlertFilter) -> dict[str, list[tuple[str, int]]]:
    """For each thing that can be chosen its values with their counts, given the other choices."""
    found = {}
    for name in FACETS:
        where, values = chosen.where(without=name)
        value = FACET_VALUES.get(name, name)
        order = "n DESC, v" if name in ("rule", "family") else "v DESC" if name == "year" else "v"
        counted = rows(
            connection,
            f"SELECT {value} AS v, count(*) AS n FROM {STANDING} WHERE {where} AND {value} IS NOT NULL "
            f"GROUP BY v ORDER BY {order} LIMIT 200",
            values,
        )
        found[name] = [(str(each["v"]), each["n"]) for each in counted]
    return found


def alert(connection: DuckDBPyConnection, alert_id: str) -> Row | None:
    """One alert as it stands, with what only the warehouse's own table holds."""
    found = row(connection, f"SELECT * FROM {STANDING} WHERE alert_id = ?", [alert_id])
    if found is None:
        return None
    told = row(
        connection, "SELECT formula, suggestion, superseded_by FROM quality.alerts WHERE alert_id = ?", [alert_id]
    )
    return found | (told or {})


def neighbours(connection: DuckDBPyConnection, chosen: AlertFilter, place: int) -> tuple[str | None, str | None]:
    """The alerts before and after one in the list of these choices."""
    where, values = chosen.where()
    beside = []
    for sign, order in (("<", "DESC"), (">", "ASC")):
        query = f"SELECT alert_id FROM {STANDING} WHERE {where} AND place {sign} $edge ORDER BY place {order} LIMIT 1"
        found = row(connection, query, values | {"edge": place})
        beside.append(found["alert_id"] if found else None)
    return beside[0], beside[1]


def check_of(connection: DuckDBPyConnection, found: Row) -> Row | None:
    """The check behind an alert, where the warehouse still finds it."""
    return row(
        connection,
        "SELECT * FROM quality.checks WHERE report_year = ? AND report_id = ? AND fingerprint = ? LIMIT 1",
        [found["report_year"], found["report_id"], found["alert_id"]],
    )


def subject(found: Row) -> Subject:
    """What a decision on this alert is about."""
    return Subject(
        alert_id=found["alert_id"],
        rule=found["rule"],
        issuer=found["issuer"],
        issuer_code=found["issuer_code"],
        report_year=found["report_year"],
        metrics=tuple(found["metrics"] or ()),
        applicant=found["applicant"],
        message=found["message"],
    )


def subjects(connection: DuckDBPyConnection, alert_ids: list[str]) -> dict[str, Subject]:
    """Alerts by identifier; those that do not exist are left out."""
    query = "SELECT * FROM memory.ready.alerts SEMI JOIN (SELECT unnest($ids::VARCHAR[]) AS alert_id) USING (alert_id)"
    return {each["alert_id"]: subject(each) for each in rows(connection, query, {"ids": alert_ids})}


LAST_YEAR = """
SELECT r.report_year, r.report_id, f.fact_no, f.metric, f.applicant, f.low, f.high, f.unit, f.text, f.origin
FROM core.reports r JOIN core.facts f ON f.report_id = r.report_id AND f.report_year = r.report_year
WHERE coalesce(r.issuer_id, r.issuer) = $issuer AND r.report_year BETWEEN $year - 1 AND $year + 1
    AND f.report_year BETWEEN $year - 1 AND $year + 1
    AND list_contains($metrics::VARCHAR[], f.metric) AND f.applicant = $applicant AND f.label IS NULL
QUALIFY row_number() OVER (PARTITION BY r.report_year, f.metric
    ORDER BY f.origin <> 'table', f.low <> f.high, f.scope IS NOT NULL, r.facts DESC, f.report_id, f.fact_no) = 1
"""


def years_around(connection: DuckDBPyConnection, report: Row, found: Row) -> dict[str, dict[int, Row]]:
    """What the issuer printed for the alert's metrics in the year before, the year itself and the one after."""
    issuer: Any = report["issuer_id"] or report["issuer"]
    if issuer is None or not found["metrics"]:
        return {}
    values = {"issuer": issuer, "year": found["report_year"], "metrics": found["metrics"]}
    printed: dict[str, dict[int, Row]] = {metric: {} for metric in found["metrics"]}
    for each in rows(connection, LAST_YEAR, values | {"applicant": found["applicant"] or "total"}):
        printed[each["metric"]][each["report_year"]] = each
    return {metric: years for metric, years in printed.items() if years}
