"""Who reported when: issuer × year, what is there, missing, refused, with alerts; and the same province by province."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlencode

from duckdb import DuckDBPyConnection

from gd_pipeline.review.app.data import Row, rows
from gd_pipeline.review.labels import LEVELS

PAGE = 40
LONGEST = 60
DUTY = 2008
"""国务院令第492号, art. 31: reports are due from this year on."""


@dataclass(frozen=True, slots=True)
class CoverageFilter:
    """Which issuers: `division` is the beginning of a code; `never` adds divisions that no report is known of.

    `after` is where the page begins.
    """

    division: str = ""
    level: str = ""
    issuer: str = ""
    never: str = ""
    after: str = ""

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "CoverageFilter":
        """What the address asks for; what cannot be meant is left out."""
        wanted = {each.name: query[each.name].strip()[:LONGEST] for each in fields(cls) if each.name in query}
        if not (wanted.get("division", "").isascii() and wanted.get("division", "0").isdigit()):
            wanted.pop("division", None)
        if wanted.get("level") not in LEVELS:
            wanted.pop("level", None)
        wanted["never"] = "1" if wanted.get("never") else ""
        return cls(**wanted)

    def query(self, **changes: str) -> str:
        """The choices as the query of an address, with some of them changed."""
        values = {each.name: getattr(self, each.name) for each in fields(self)} | {"after": ""} | changes
        return urlencode({name: value for name, value in values.items() if value})


@dataclass(slots=True)
class CoverageCell:
    """One issuer in one year. `kind` is there, missing, refused or none: before its first report."""

    kind: str
    report_id: str = ""
    reports: int = 0
    form: str = ""
    errors: int = 0
    alerts: int = 0
    refused: int = 0


@dataclass(slots=True)
class CoverageRow:
    """One issuer and its years."""

    issuer: Row
    cells: dict[int, CoverageCell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A page of issuers; `after` is where the next one begins, "" at the end."""

    years: list[int]
    rows: list[CoverageRow]
    total: int
    after: str


def years(connection: DuckDBPyConnection) -> list[int]:
    """From the first year that anybody reported on to the last."""
    found = rows(connection, "SELECT min(report_year) AS a, max(report_year) AS b FROM memory.ready.cells")[0]
    return list(range(found["a"], found["b"] + 1)) if found["a"] is not None else []


ISSUERS = """
SELECT * FROM {table}
WHERE ($division = '' OR starts_with(issuer_code, $division)) AND ($level = '' OR issuer_level = $level)
    AND ($issuer = '' OR len(list_filter(names, lambda n: contains(n, $issuer))) > 0)
"""
CELLS = """
SELECT c.* FROM memory.ready.cells c SEMI JOIN (SELECT unnest($ids::VARCHAR[]) AS issuer_id) USING (issuer_id)
"""
ALERTS = """
SELECT coalesce(r.issuer_id, r.issuer) AS issuer_id, a.report_year,
    count(*) AS alerts, count(*) FILTER (a.severity = 'error') AS errors
FROM core.reports r JOIN memory.ready.standing a ON a.report_id = r.report_id AND a.report_year = r.report_year
WHERE coalesce(r.issuer_id, r.issuer) IN (SELECT unnest($ids::VARCHAR[]))
    AND a.closed_at IS NULL AND a.state IN ('open', 'confirmed') GROUP BY ALL
"""
REFUSED = """
SELECT issuer_id, report_year, count(*) AS n FROM memory.ready.refused
WHERE issuer_id IN (SELECT unnest($ids::VARCHAR[])) GROUP BY ALL
"""


def coverage(connection: DuckDBPyConnection, chosen: CoverageFilter) -> Coverage:
    """A page of the heat map, issuers by code."""
    span = years(connection)
    table = "memory.ready.known" if chosen.never else "memory.ready.issuers"
    values = {"division": chosen.division, "level": chosen.level, "issuer": chosen.issuer}
    where = ISSUERS.format(table=table)
    total = rows(connection, f"SELECT count(*) AS n FROM ({where})", values)[0]["n"]
    found = rows(
        connection,
        f"SELECT * FROM ({where}) WHERE sort_key > $after ORDER BY sort_key LIMIT {PAGE + 1}",
        values | {"after": chosen.after},
    )
    after = found[PAGE - 1]["sort_key"] if len(found) > PAGE else ""
    return Coverage(span, _filled(connection, found[:PAGE], span), total, after)


def _filled(connection: DuckDBPyConnection, issuers: list[Row], span: list[int]) -> list[CoverageRow]:
    ids = {"ids": [each["issuer_id"] for each in issuers]}
    there = _by_cell(rows(connection, CELLS, ids))
    alerts = _by_cell(rows(connection, ALERTS, ids))
    refused = _by_cell(rows(connection, REFUSED, ids))
    built = []
    for issuer in issuers:
        row = CoverageRow(issuer)
        for year in span:
            key = (issuer["issuer_id"], year)
            row.cells[year] = _cell(issuer, year, there.get(key), alerts.get(key, {}), refused.get(key, {}))
        built.append(row)
    return built


def _by_cell(found: list[Row]) -> dict[tuple[str, int], Row]:
    return {(each["issuer_id"], each["report_year"]): each for each in found}


def _cell(issuer: Row, year: int, there: Row | None, alerts: Row, refused: Row) -> CoverageCell:
    number = refused.get("n", 0)
    if there:
        found = CoverageCell("there", there["report_id"], there["reports"], there["form"], refused=number)
        found.alerts, found.errors = alerts.get("alerts", 0), alerts.get("errors", 0)
        return found
    if number:
        return CoverageCell("refused", refused=number)
    return CoverageCell("missing" if year >= (issuer["first_year"] or DUTY) else "none")


PROVINCES = """
SELECT left(i.issuer_code, 2) AS division, c.report_year, count(*) AS issuers
FROM memory.ready.cells c JOIN memory.ready.issuers i USING (issuer_id)
WHERE i.issuer_code IS NOT NULL AND ($level = '' OR i.issuer_level = $level) GROUP BY ALL
"""
PROVINCE_ALERTS = """
SELECT left(issuer_code, 2) AS division, report_year, count(*) FILTER (severity = 'error') AS errors
FROM memory.ready.standing WHERE closed_at IS NULL AND state IN ('open', 'confirmed') AND issuer_code IS NOT NULL
    AND ($level = '' OR issuer_level = $level) GROUP BY ALL
"""


def provinces(connection: DuckDBPyConnection, level: str) -> dict[str, dict[int, dict[str, Any]]]:
    """For each province and year how many issuers reported, `share` of those known to report, and open errors."""
    found: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    for each in rows(connection, PROVINCES, {"level": level}):
        found[each["division"]][each["report_year"]] = {"issuers": each["issuers"], "errors": 0}
    for each in rows(connection, PROVINCE_ALERTS, {"level": level}):
        if each["report_year"] in found.get(each["division"], {}):
            found[each["division"]][each["report_year"]]["errors"] = each["errors"]
    for cells in found.values():
        most = max(cell["issuers"] for cell in cells.values())
        for cell in cells.values():
            cell["step"] = max(1, round(5 * cell["issuers"] / most))
    return dict(sorted(found.items()))


def reasons(connection: DuckDBPyConnection) -> list[tuple[str, int]]:
    """Why sources were refused, with their number."""
    query = "SELECT reason, count(*) AS n FROM raw.quarantine GROUP BY reason ORDER BY n DESC, reason"
    return [(each["reason"], each["n"]) for each in rows(connection, query)]


def refused_sources(connection: DuckDBPyConnection, reason: str, after: str) -> tuple[list[Row], str]:
    """A page of refused sources, and where the next one begins."""
    found = rows(
        connection,
        "SELECT source, reason, detail, document_id FROM raw.quarantine WHERE ($reason = '' OR reason = $reason) "
        f"AND source > $after ORDER BY source, document_id LIMIT {PAGE + 1}",
        {"reason": reason, "after": after},
    )
    return found[:PAGE], found[PAGE - 1]["source"] if len(found) > PAGE else ""
