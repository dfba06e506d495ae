"""Series, ranks and distributions out of marts.panel_values and marts.indicators, each value with its place."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.indicators import indicators
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.review.app.chart import Point, Series
from gd_pipeline.review.app.data import Row, rows
from gd_pipeline.review.labels import LEVELS

START = "requests.received"
MOST_ISSUERS = 8
RANKS = 50
LONGEST = 60


STATED = """
SELECT v.issuer_id, v.report_year, v.value, v.low, v.high, NULL::DOUBLE AS denominator, false AS small, '' AS series,
    v.alert, v.report_id, v.fact_no, p.issuer, p.issuer_level, p.issuer_code, p.form
FROM marts.panel_values v JOIN marts.panel p USING (issuer_id, report_year)
WHERE v.metric = $measure AND v.applicant = 'total'
"""
RATES = """
SELECT i.issuer_id, i.report_year, i.value, i.low, i.high, i.denominator, coalesce(i.small, false) AS small, i.series,
    i.alert, NULL AS report_id, NULL AS fact_no, p.issuer, p.issuer_level, p.issuer_code, p.form
FROM marts.indicators i JOIN marts.panel p USING (issuer_id, report_year)
WHERE i.indicator = $measure AND i.value IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is looked at: a metric's code or `rate:` and an indicator's, some issuers, a level, division and year."""

    measure: str = START
    issuers: tuple[str, ...] = ()
    level: str = ""
    division: str = ""
    year: int | None = None
    offset: int = 0
    low: float | None = None
    high: float | None = None
    add: str = ""

    @property
    def indicator(self) -> str:
        """The indicator's code, "" where it is a metric."""
        return self.measure.removeprefix("rate:") if self.measure.startswith("rate:") else ""

    @property
    def unit(self) -> str:
        """What the values count; "1" for a rate."""
        if self.indicator:
            found = indicators().get(self.indicator)
            return found.unit if found else "1"
        return metrics()[self.measure].unit


def chosen(query: Mapping[str, str], issuers: Sequence[str], known: Iterable[str]) -> Chosen:
    """What the address asks for; what cannot be meant is left out."""
    measure = query.get("metric", "") or START
    if not (measure in metrics() or (measure.startswith("rate:") and measure[5:] in set(known))):
        measure = START
    division = query.get("division", "")
    return Chosen(
        measure=measure,
        issuers=tuple(dict.fromkeys(each[:200] for each in issuers if each))[:MOST_ISSUERS],
        level=query["level"] if query.get("level") in LEVELS else "",
        division=division if division.isascii() and division.isdigit() and len(division) <= 6 else "",
        year=int(query["year"]) if query.get("year", "").isascii() and query.get("year", "").isdigit() else None,
        offset=int(query["offset"]) if query.get("offset", "").isascii() and query.get("offset", "").isdigit() else 0,
        low=_real(query.get("low", "")),
        high=_real(query.get("high", "")),
        add=query.get("add", "").strip()[:LONGEST],
    )


def _real(value: str) -> float | None:
    try:
        found = float(value)
    except ValueError:
        return None
    return found if abs(found) < 1e15 else None


def rates(connection: DuckDBPyConnection) -> list[str]:
    """The indicators that the warehouse holds, in the catalog's order."""
    there = {each["indicator"] for each in rows(connection, "SELECT indicator FROM memory.ready.rates")}
    return [code for code in indicators() if code in there]


def measured(connection: DuckDBPyConnection) -> list[str]:
    """The metrics of which there is at least one value, in the catalog's order."""
    there = {each["metric"] for each in rows(connection, "SELECT metric FROM memory.ready.metrics")}
    return [code for code in metrics() if code in there]


def look(connection: DuckDBPyConnection, asked: Chosen) -> None:
    """Hold the values of all issuers and years, with what is known of each, as `looked`: the rest asks only that."""
    query = f"CREATE OR REPLACE TEMP TABLE looked AS {RATES if asked.indicator else STATED}"
    connection.execute(query, {"measure": asked.indicator or asked.measure})


def series(connection: DuckDBPyConnection, asked: Chosen) -> list[Series]:
    """The values of each chosen issuer over the years."""
    found = rows(
        connection,
        "SELECT * FROM looked WHERE issuer_id IN (SELECT unnest($ids::VARCHAR[])) ORDER BY report_year",
        {"ids": list(asked.issuers)},
    )
    grouped: dict[str, list[Point]] = defaultdict(list)
    for each in found:
        grouped[each["issuer_id"]].append(_point(asked, each))
    names = issuer_names(connection, asked.issuers)
    return [Series(issuer, names.get(issuer, issuer), tuple(grouped[issuer])) for issuer in asked.issuers]


def _point(asked: Chosen, each: Row) -> Point:
    low, high = (each["value"] if each[name] is None else each[name] for name in ("low", "high"))
    return Point(
        each["report_year"],
        each["value"],
        low,
        high,
        address(asked, each),
        each["form"],
        each["denominator"],
        each["small"],
        each["series"],
        each["alert"] or "",
    )


def address(asked: Chosen, each: Row) -> str:
    """Where a value is printed; a rate has a page of its own, with the numbers that it is made of."""
    if not asked.indicator:
        return f"/facts/{each['report_id']}/{each['fact_no']}"
    values = {"indicator": asked.indicator, "issuer": each["issuer_id"], "year": each["report_year"]}
    return f"/rate?{urlencode(values)}"


def issuer_names(connection: DuckDBPyConnection, ids: Sequence[str]) -> dict[str, str]:
    """What issuers are called in their last report."""
    query = "SELECT issuer_id, issuer FROM memory.ready.issuers WHERE issuer_id IN (SELECT unnest($ids::VARCHAR[]))"
    return {each["issuer_id"]: each["issuer"] for each in rows(connection, query, {"ids": list(ids)})}


def candidates(connection: DuckDBPyConnection, name: str) -> list[Row]:
    """Issuers whose name, now or once, holds `name`; those that are called just so come first."""
    return rows(
        connection,
        "SELECT issuer_id, issuer, issuer_code, issuer_level, reports FROM memory.ready.issuers "
        "WHERE len(list_filter(names, lambda n: contains(n, $name))) > 0 OR issuer_code = $name "
        "ORDER BY NOT list_contains(names, $name), reports DESC, sort_key LIMIT 20",
        {"name": name},
    )


def _among(asked: Chosen, year: bool = True) -> tuple[str, dict[str, Any]]:
    conditions, values = ["true"], dict[str, Any]()
    for condition, name, value in (
        ("issuer_level = $level", "level", asked.level),
        ("starts_with(issuer_code, $division)", "division", asked.division),
        ("report_year = $year", "year", asked.year if year else None),
    ):
        if value:
            conditions.append(condition)
            values[name] = value
    return " AND ".join(conditions), values


def years_of(connection: DuckDBPyConnection, asked: Chosen) -> list[int]:
    """The years that have values at this level, newest first."""
    where, values = _among(asked, year=False)
    query = f"SELECT DISTINCT report_year AS y FROM looked WHERE {where} ORDER BY y DESC"
    return [each["y"] for each in rows(connection, query, values)]


def quartiles(connection: DuckDBPyConnection, asked: Chosen) -> list[Row]:
    """Of every year at this level: how many values, their quartiles."""
    where, values = _among(asked, year=False)
    return rows(
        connection,
        "SELECT report_year, count(*) AS n, quantile_cont(value, 0.25) AS q1, quantile_cont(value, 0.5) AS q2, "
        f"quantile_cont(value, 0.75) AS q3 FROM looked WHERE {where} GROUP BY report_year ORDER BY report_year",
        values,
    )


def ranks(connection: DuckDBPyConnection, asked: Chosen) -> tuple[list[Row], int]:
    """A page of the values of one year, the highest first, each with its rank and address; how many there are."""
    where, values = _among(asked)
    for name, sign in (("low", ">="), ("high", "<")):
        bound = getattr(asked, name)
        if bound is not None:
            where += f" AND value {sign} ${name}"
            values[name] = bound
    total = rows(connection, f"SELECT count(*) AS n FROM looked WHERE {where}", values)[0]["n"]
    found = rows(
        connection,
        f"SELECT *, rank() OVER (ORDER BY value DESC) AS place FROM looked WHERE {where} "
        f"ORDER BY value DESC, issuer_code, issuer_id LIMIT {RANKS} OFFSET {asked.offset}",
        values,
    )
    for each in found:
        each["address"] = address(asked, each)
    return found, total


def values_of(connection: DuckDBPyConnection, asked: Chosen) -> list[float]:
    """All values of one year at this level."""
    where, values = _among(asked)
    return [each["value"] for each in rows(connection, f"SELECT value FROM looked WHERE {where}", values)]
