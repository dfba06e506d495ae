"""marts: issuer × year, the best of the values that an issuer states for a metric, and the indicators made of them.

The best value of a metric is, in this order: from a report that is no copy of another; printed in a table before prose;
exact before hedged; without a scope, or in the scope that the whole report speaks for, before another's; in a section
where the metric is at home before elsewhere; from an official page before a mirror; from the report with the most
facts; printed first. An interval counts by its middle. Labelled parts of an open class are no value of the whole.
Earlier versions of a file do not count; what copies say is counted neither as stated again nor as differing.
"""

from collections.abc import Collection, Iterable

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.panel import at_home, own_scopes
from gd_pipeline.warehouse.complete import rechecked_years
from gd_pipeline.warehouse.connection import Connect, count, transaction
from gd_pipeline.warehouse.indicators import RANKS, refresh_indicators
from gd_pipeline.warehouse.made import anew, listed, made
from gd_pipeline.warehouse.schema import literal
from gd_pipeline.warehouse.standing import EVERY, FULLEST, REPORTS
from gd_pipeline.warehouse.version import reader_version

BEST = """
CREATE OR REPLACE TEMP TABLE best AS
    SELECT r.owner AS issuer_id, f.report_year, f.metric, f.applicant, f.unit, (f.low + f.high) / 2 AS value,
        f.low, f.high, f.hedge, f.origin, f.scope, f.report_id, f.fact_no,
        greatest(count(*) FILTER (NOT r.copy) OVER (PARTITION BY r.owner, f.metric, f.applicant), 1)::INTEGER AS stated
    FROM core.facts f JOIN reports_of_year r USING (report_id) SEMI JOIN anew ON part = r.owner
    LEFT JOIN own_scopes o ON (o.class, o.scope) = (r.scope_class, f.scope)
    LEFT JOIN at_home h ON (h.metric, h.section) = (f.metric, f.section)
    WHERE f.report_year = $year AND f.label IS NULL AND NOT r.replaced
    QUALIFY row_number() OVER (
        PARTITION BY r.owner, f.metric, f.applicant
        ORDER BY r.copy, f.origin <> 'table', f.low <> f.high OR f.hedge IS NOT NULL,
            f.scope IS NOT NULL AND o.scope IS NULL,
            h.section IS NULL, r.source_tier <> 'official', r.facts DESC, f.report_id, f.start_char, f.fact_no) = 1
"""
VALUES = """
INSERT INTO marts.panel_values BY NAME
    WITH said AS MATERIALIZED (
        SELECT r.owner AS issuer_id, f.metric, f.applicant, f.scope, f.low, f.high
        FROM core.facts f JOIN (FROM reports_of_year SEMI JOIN anew ON part = owner) r USING (report_id)
        WHERE f.report_year = $year AND f.label IS NULL AND NOT (r.copy OR r.replaced)
    )
    SELECT b.*, coalesce(d.differing, 0)::INTEGER AS differing, 0 AS alerts, NULL::VARCHAR AS alert
    FROM best b LEFT JOIN (
        SELECT issuer_id, metric, applicant, count(*) AS differing
        FROM best b JOIN said f USING (issuer_id, metric, applicant)
        WHERE b.stated > 1 AND f.scope IS NOT DISTINCT FROM b.scope AND (f.low > b.high OR f.high < b.low)
        GROUP BY ALL
    ) d USING (issuer_id, metric, applicant)
    ORDER BY metric, applicant, issuer_id
"""
"""Of issuers made together, values of one metric stand together: who asks for it reads a part of the table.

Facts meet their issuer before the best values: DuckDB would else hold every fact against all issuers' values.
"""
ISSUERS = f"""
CREATE OR REPLACE TEMP TABLE issuers AS
    SELECT owner AS issuer_id, $year::INTEGER AS report_year,
        arg_min(issuer, place) AS issuer, arg_min(issuer_code, place) AS issuer_code,
        arg_min(issuer_level, place) AS issuer_level, arg_min(form, place) AS form,
        (count(*) FILTER (NOT (copy OR replaced)))::INTEGER AS reports,
        (count(*) FILTER (copy AND NOT replaced))::INTEGER AS copies,
        (count(*) FILTER (replaced))::INTEGER AS replaced, 0 AS errors, 0 AS alerts
    FROM (SELECT *, row_number() OVER (ORDER BY replaced, {FULLEST}) AS place FROM reports_of_year
        SEMI JOIN anew ON part = owner)
    GROUP BY owner HAVING bool_or(NOT replaced)
"""
PARTS = """
CREATE OR REPLACE TEMP TABLE parts AS
    SELECT report_year, owner AS part, $version || md5(string_agg(
        concat_ws(' ', report_id, replaced, copy, l.reader_version), ',' ORDER BY report_id)) AS inputs
    FROM reports_of_year LEFT JOIN quality.loads l USING (report_year) GROUP BY report_year, owner
"""
ALERTED = f"""
CREATE OR REPLACE TEMP TABLE alerted AS
    SELECT a.alert_id, coalesce(r.issuer_id, r.issuer) AS issuer_id, report_year,
        unnest(CASE WHEN len(a.metrics) > 0 THEN list_distinct(a.metrics) ELSE [NULL::VARCHAR] END) AS metric,
        coalesce(a.applicant, 'total') AS applicant, list_position({RANKS}, a.severity) AS rank
    FROM quality.alerts a JOIN core.reports r USING (report_id, report_year)
    SEMI JOIN anew ON anew.report_year = r.report_year AND part = coalesce(r.issuer_id, r.issuer)
    WHERE report_year IN ({{years}}) AND a.closed_at IS NULL AND a.state IN ('open', 'confirmed')
"""
"""Each standing alert with each metric that it is about."""
FLAGS = f"""
CREATE OR REPLACE TEMP TABLE flags AS
    SELECT issuer_id, report_year, metric, applicant, coalesce(a.alerts, 0)::INTEGER AS alerts, a.alert
    FROM (
        SELECT issuer_id, report_year, metric, applicant, alerts, alert FROM marts.panel_values p
        SEMI JOIN anew ON anew.report_year = p.report_year AND part = issuer_id
        WHERE p.report_year IN ({{years}}) AND alerts > 0
    ) v FULL JOIN (
        SELECT issuer_id, report_year, metric, applicant, count(*) AS alerts, {RANKS}[max(rank)] AS alert
        FROM alerted WHERE metric IS NOT NULL GROUP BY ALL
    ) a USING (issuer_id, report_year, metric, applicant)
    WHERE v.alerts IS DISTINCT FROM a.alerts OR v.alert IS DISTINCT FROM a.alert
"""
"""Where alerts of the issuers in `anew` stand otherwise than values say, if there are values."""
FLAG_PARTS = """
CREATE OR REPLACE TEMP TABLE parts AS
    SELECT report_year, coalesce(issuer_id, issuer) AS part,
        $version || md5(coalesce(string_agg(inputs, ',' ORDER BY inputs), '')) AS inputs
    FROM (SELECT *, coalesce(issuer, '') AS name FROM core.reports WHERE report_year IN ({years}))
    LEFT JOIN (SELECT report_year, part AS name, inputs FROM quality.made
        WHERE step = 'alerts' AND report_year IN ({years})) USING (report_year, name)
    WHERE coalesce(issuer_id, issuer) IS NOT NULL GROUP BY ALL
"""
"""What the flags of an issuer are made of: the alerts of its names; and they are made again with its panel."""
FLAG_VALUES = """
UPDATE marts.panel_values v SET alerts = f.alerts, alert = f.alert FROM flags f
WHERE (f.issuer_id, f.report_year, f.metric, f.applicant) = (v.issuer_id, v.report_year, v.metric, v.applicant)
RETURNING v.report_year
"""
FLAG_ISSUERS = """
UPDATE marts.panel p SET alerts = f.alerts, errors = f.errors FROM (
    SELECT p.issuer_id, p.report_year, coalesce(a.alerts, 0)::INTEGER AS alerts,
        coalesce(a.errors, 0)::INTEGER AS errors
    FROM marts.panel p SEMI JOIN anew ON anew.report_year = p.report_year AND part = p.issuer_id LEFT JOIN (
        SELECT issuer_id, report_year, count(DISTINCT alert_id) AS alerts,
            count(DISTINCT alert_id) FILTER (rank = 3) AS errors
        FROM alerted GROUP BY ALL
    ) a USING (issuer_id, report_year)
    WHERE p.report_year IN ({years})
        AND (p.alerts, p.errors) IS DISTINCT FROM (coalesce(a.alerts, 0), coalesce(a.errors, 0))
) f WHERE (f.issuer_id, f.report_year) = (p.issuer_id, p.report_year)
"""
MADE = "SELECT report_year FROM marts.panel UNION SELECT report_year FROM marts.indicators"


def refresh_panel(connect: Connect, year: int) -> int:
    """Bring the rows of `year` in all marts in line with its reports, and alerts and indicators of later years.

    Only the issuers whose reports changed are made anew.

    Returns:
        How many issuers the year has. Reports whose issuer is unknown are left out.
    """
    with connect() as connection, transaction(connection):
        known(connection)
        connection.execute(REPORTS.format(owned=EVERY, years=year))
        connection.execute(PARTS, {"version": reader_version()})
        if anew(connection, "panel", [year]).num_rows:
            replace_issuers(connection, year)
        checked = {year, *rechecked_years(connection, year)}
        flag(connection, checked, {*checked, year + 1})
        return count(connection, "marts.panel WHERE report_year = ?", [year])


def replace_issuers(connection: DuckDBPyConnection, year: int) -> None:
    """The rows of the issuers in the table `anew` become those of their reports, without alerts."""
    for table in ("marts.panel", "marts.panel_values"):
        connection.execute(
            f"DELETE FROM {table} WHERE report_year = ? AND issuer_id IN (SELECT part FROM anew)", [year]
        )
    for statement in (BEST, ISSUERS, VALUES):
        connection.execute(statement, {"year": year})
    connection.execute(widened())
    connection.execute(
        "DELETE FROM quality.made WHERE step = 'flags' AND report_year = ? AND part IN (SELECT part FROM anew)", [year]
    )
    made(connection, "panel")


def flag(connection: DuckDBPyConnection, years: Collection[int] | None = None, also: Iterable[int] = ()) -> None:
    """Mark values, issuers and indicators of `years` (None: of all) with the alerts that stand now.

    Indicators of the years in `also` are brought in line in any case.
    """
    there = {year for (year,) in connection.execute(MADE).fetchall()}
    if years is None:
        connection.execute("DELETE FROM quality.made WHERE step = 'flags'")
    groups = [[year] for year in there] if years is None else [years]
    changed = {year for group in groups for year in flag_years(connection, group)}
    refresh_indicators(connection, {*also, *changed, *(year + 1 for year in changed)} & there)


def flag_years(connection: DuckDBPyConnection, years: Collection[int]) -> set[int]:
    """Mark values and issuers of `years` whose alerts may have changed; the years of values marked otherwise."""
    connection.execute(FLAG_PARTS.format(years=listed(years)), {"version": reader_version()})
    if not anew(connection, "flags", years).num_rows:
        return set()
    for statement in (ALERTED, FLAGS, FLAG_ISSUERS):
        connection.execute(statement.format(years=listed(years)))
    changed = {year for (year,) in connection.execute(FLAG_VALUES).fetchall()}
    made(connection, "flags")
    return changed


def known(connection: DuckDBPyConnection) -> None:
    """What the catalog says about scopes and sections, as temporary tables."""
    for name, columns, rows in (
        ("own_scopes", ("class", "scope"), own_scopes()),
        ("at_home", ("metric", "section"), at_home()),
    ):
        table = pa.Table.from_pylist([dict(zip(columns, row, strict=True)) for row in rows])
        connection.register("known", table)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM known")
        connection.unregister("known")


def widened() -> str:
    """The statement that turns the best values of the year into the rows of marts.panel."""
    codes = ", ".join(literal(code) for code in metrics())
    totals = "SELECT issuer_id, metric, value FROM best WHERE applicant = 'total'"
    return (
        "INSERT INTO marts.panel BY NAME SELECT i.*, b.* EXCLUDE (issuer_id) FROM issuers i LEFT JOIN "
        f"(PIVOT ({totals}) ON metric IN ({codes}) USING max(value) GROUP BY issuer_id) b USING (issuer_id)"
    )
