"""marts.indicators: the catalog's indicators evaluated over marts.panel_values, all in the database.

Numerator and denominator carry their intervals; the rate's bounds are the extremes of their quotients. The first choice
of a formula with all operands present counts. A part that is not stated is 0 where the stated parts already make up the
printed whole. Whatever has no value says why.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

import pyarrow as pa
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.forms import statutory_cells
from gd_pipeline.catalog.formulas import choices
from gd_pipeline.catalog.indicators import SMALL, catalog, indicators
from gd_pipeline.catalog.metrics import EDITIONS
from gd_pipeline.catalog.rules_deadlines import deadlines
from gd_pipeline.warehouse.made import anew, listed, made
from gd_pipeline.warehouse.standing import ANEW, FULLEST, REPORTS
from gd_pipeline.warehouse.version import reader_version

RANKS = "['info', 'warning', 'error']"
"""Severities by rank, from 1."""
MEASURED = f"""
WITH fullest AS (
    SELECT * FROM reports_of_year WHERE NOT replaced
    QUALIFY row_number() OVER (PARTITION BY report_year, owner ORDER BY {FULLEST}) = 1
), judged AS (
    SELECT report_id, count(*) FILTER (verdict = 'holds') AS held, count(*) AS assessed FROM quality.checks
    WHERE report_year IN ({{years}}) AND verdict IN ('holds', 'violated')
        AND report_id IN (SELECT report_id FROM fullest)
    GROUP BY report_id
), filled AS (
    SELECT f.report_id, count(DISTINCT (f.metric, f.applicant)) AS printed
    FROM fullest r JOIN (SELECT * FROM core.facts
        WHERE report_year IN ({{years}}) AND report_id IN (SELECT report_id FROM fullest)) f
        ON f.report_id = r.report_id
    JOIN cells c ON (c.form, c.metric, c.applicant) = (r.form, f.metric, f.applicant)
    WHERE f.origin = 'table' GROUP BY f.report_id
), late AS (
    SELECT report_id, date_diff('day', make_date(f.report_year + 1, d.month, d.day), f.published_on) AS days
    FROM fullest f JOIN deadlines d ON d.level = f.issuer_level AND f.report_year BETWEEN d.first_year AND d.last_year
    WHERE f.published_on IS NOT NULL
)
SELECT report_year, owner AS issuer_id, measure AS metric, measured::DOUBLE AS value FROM (
    SELECT report_year, owner, held, assessed, days, of_form,
        CASE WHEN of_form > 0 THEN coalesce(printed, 0) END AS printed
    FROM fullest LEFT JOIN judged USING (report_id) LEFT JOIN late USING (report_id) LEFT JOIN filled USING (report_id)
    LEFT JOIN (SELECT form, count(*) AS of_form FROM cells GROUP BY form) USING (form)
) UNPIVOT (measured FOR measure IN
    (held AS 'checks.held', assessed AS 'checks.assessed', days AS 'publication.days_late',
    printed AS 'cells.printed', of_form AS 'cells.of_form'))
"""
PARTS = """
CREATE OR REPLACE TEMP TABLE parts AS
    WITH inputs AS (
        SELECT unnest([report_year, report_year + 1]) AS report_year, part AS issuer_id,
            hash(report_year, inputs) AS input
        FROM quality.made WHERE step = 'panel' AND report_year IN ({both})
        UNION ALL SELECT unnest([report_year, report_year + 1]), issuer_id,
            hash(report_year, metric, applicant, alert)
        FROM marts.panel_values WHERE report_year IN ({both}) AND alerts > 0
        UNION ALL SELECT report_year, part, hash(inputs) FROM quality.made
        WHERE step = 'checks' AND report_year IN ({years})
    )
    SELECT report_year, issuer_id AS part, $version || md5(sum(input)::VARCHAR) AS inputs
    FROM inputs SEMI JOIN (SELECT report_year, issuer_id FROM marts.panel WHERE report_year IN ({years}))
        USING (report_year, issuer_id)
    GROUP BY report_year, issuer_id
"""
"""What the indicators of an issuer are made of: its panel of two years, their alerts, what its checks are made of."""
ISSUERS = """
CREATE OR REPLACE TEMP TABLE issuers_anew AS
    SELECT issuer_id, report_year, form FROM marts.panel p
    SEMI JOIN anew a ON a.report_year = p.report_year AND part = issuer_id WHERE p.report_year IN ({years})
"""
OPERANDS = f"""
CREATE OR REPLACE TEMP TABLE operands AS
    SELECT a.report_year, issuer_id, metric, applicant, v.report_year - a.report_year AS shift, value, low, high,
        list_position({RANKS}, alert) AS rank
    FROM marts.panel_values v
    JOIN anew a ON part = issuer_id AND v.report_year BETWEEN a.report_year - 1 AND a.report_year
    WHERE v.report_year IN ({{both}})
    UNION ALL BY NAME
    SELECT report_year, issuer_id, metric, 'total' AS applicant, 0 AS shift, value, value AS low, value AS high
    FROM ({MEASURED})
"""
ZEROS = """
INSERT INTO operands BY NAME
    WITH parts AS (
        SELECT p.report_year, p.issuer_id, w.whole_no, w.whole, w.part, o.value FROM issuers_anew p
        JOIN wholes w USING (form) LEFT JOIN operands o ON (o.report_year, o.issuer_id, o.metric, o.applicant, o.shift)
            = (p.report_year, p.issuer_id, w.part, 'total', 0)
    ), complete AS (
        SELECT p.report_year, p.issuer_id, p.whole_no FROM parts p
        JOIN operands o ON (o.report_year, o.issuer_id, o.metric, o.applicant, o.shift)
            = (p.report_year, p.issuer_id, p.whole, 'total', 0)
        GROUP BY p.report_year, p.issuer_id, p.whole_no, o.value HAVING sum(p.value) = o.value
    )
    SELECT DISTINCT report_year, issuer_id, part AS metric, 'total' AS applicant, 0 AS shift,
        0.0 AS value, 0.0 AS low, 0.0 AS high
    FROM parts JOIN complete USING (report_year, issuer_id, whole_no) WHERE value IS NULL
"""
SIDES = """
CREATE OR REPLACE TEMP TABLE sides AS
    SELECT p.report_year, p.issuer_id, t.indicator, t.side, t.choice, sum(t.sign * o.value) AS value,
        sum(CASE WHEN t.sign > 0 THEN o.low ELSE -o.high END) AS low,
        sum(CASE WHEN t.sign > 0 THEN o.high ELSE -o.low END) AS high, max(o.rank) AS rank,
        list(t.name ORDER BY t.term_no) FILTER (o.value IS NULL) AS missing
    FROM issuers_anew p JOIN terms t USING (form)
    LEFT JOIN operands o ON (o.report_year, o.issuer_id, o.metric, o.applicant, o.shift)
        = (p.report_year, p.issuer_id, t.metric, t.applicant, t.shift)
    GROUP BY p.report_year, p.issuer_id, t.indicator, t.side, t.choice
    QUALIFY row_number() OVER (PARTITION BY p.report_year, p.issuer_id, t.indicator, t.side
        ORDER BY bool_or(o.value IS NULL), t.choice) = 1
"""
EVALUATED = f"""
INSERT INTO marts.indicators BY NAME
    WITH joined AS (
        SELECT p.issuer_id, p.report_year, d.indicator, p.form, d.series, d.scale, d.rate,
            CASE WHEN n.missing IS NULL THEN n.value END AS numerator, n.low AS n_low, n.high AS n_high,
            CASE WHEN m.missing IS NULL THEN m.value END AS denominator, m.low AS m_low, m.high AS m_high,
            nullif(list_distinct(list_concat(n.missing, m.missing)), []) AS missing, greatest(n.rank, m.rank) AS rank
        FROM issuers_anew p JOIN definitions d USING (form)
        LEFT JOIN sides n ON (n.report_year, n.issuer_id, n.indicator, n.side)
            = (p.report_year, p.issuer_id, d.indicator, 'numerator')
        LEFT JOIN sides m ON (m.report_year, m.issuer_id, m.indicator, m.side)
            = (p.report_year, p.issuer_id, d.indicator, 'denominator')
    ), judged AS (
        SELECT *, CASE WHEN series IS NULL THEN 'not_in_form' WHEN missing IS NOT NULL THEN 'missing'
            WHEN rate AND denominator <= 0 THEN 'no_denominator' END AS reason,
            rate AND m_low > 0 AS bounded FROM joined
    )
    SELECT issuer_id, report_year, indicator, form, series, numerator, denominator, reason, {RANKS}[rank] AS alert,
        list_sort(missing) AS missing, rate AND denominator < {SMALL} AS small,
        CASE WHEN reason IS NOT NULL THEN NULL WHEN NOT rate THEN scale * numerator
            ELSE scale * numerator / denominator END AS value,
        CASE WHEN reason IS NOT NULL THEN NULL WHEN NOT rate THEN scale * n_low
            WHEN bounded THEN scale * least(n_low / m_low, n_low / m_high) END AS low,
        CASE WHEN reason IS NOT NULL THEN NULL WHEN NOT rate THEN scale * n_high
            WHEN bounded THEN scale * greatest(n_high / m_low, n_high / m_high) END AS high
    FROM judged
"""


def refresh_indicators(connection: DuckDBPyConnection, years: Collection[int]) -> None:
    """Evaluate the indicators of `years` where their operands changed, in the caller's transaction."""
    if not years:
        return
    connection.execute(PARTS.format(**named(years)), {"version": reader_version()})
    if anew(connection, "indicators", years).num_rows:
        evaluate(connection, years)


def named(years: Collection[int]) -> dict[str, str]:
    """Years in SQL: these, and these with those before them."""
    return {"years": listed(years), "both": listed({*years, *(year - 1 for year in years)})}


def evaluate(connection: DuckDBPyConnection, years: Collection[int]) -> None:
    """Evaluate the indicators of the issuers of `years` in the table `anew`."""
    connection.execute(REPORTS.format(owned=ANEW, years=listed(years)))
    for name, table in catalogued().items():
        connection.register("catalogued", table)
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM catalogued")
        connection.unregister("catalogued")
    connection.execute(
        "DELETE FROM marts.indicators i USING anew a WHERE i.report_year = a.report_year AND i.issuer_id = a.part"
    )
    for statement in (ISSUERS, OPERANDS):
        connection.execute(statement.format(**named(years)))
    for statement in (ZEROS, SIDES, EVALUATED):
        connection.execute(statement)
    made(connection, "indicators")


@lru_cache(maxsize=1)
def catalogued() -> dict[str, pa.Table]:
    """The catalog's definitions, terms, wholes and statutory cells by form, and the deadlines, as tables."""
    rows = {"definitions": _definitions(), "terms": _terms(), "wholes": _wholes(), "cells": _cells()}
    tables = {name: pa.Table.from_pylist(list(each)) for name, each in rows.items()}
    return tables | {"deadlines": pa.Table.from_pylist([each.model_dump() for each in deadlines()])}


def _definitions() -> Iterator[dict[str, object]]:
    for indicator in indicators().values():
        for form in EDITIONS:
            found = indicator.definition(form)
            yield {
                "indicator": indicator.code,
                "form": form,
                "series": found.series if found else None,
                "rate": bool(found and found.denominator),
                "scale": float(indicator.scale),
            }


def _terms() -> Iterator[dict[str, object]]:
    for indicator in indicators().values():
        for definition in indicator.definitions:
            for form in definition.forms:
                for side, formulas in definition.terms(form).items():
                    for choice, terms in enumerate(formulas):
                        for number, term in enumerate(terms):
                            known = {"indicator": indicator.code, "form": form, "side": side, "choice": choice}
                            yield known | term._asdict() | {"term_no": number, "name": term.name}


def _wholes() -> Iterator[dict[str, object]]:
    for number, whole in enumerate(catalog().wholes):
        for form in whole.forms:
            for terms in choices(whole.parts, form):
                for term in terms:
                    yield {"whole_no": number, "form": form, "whole": whole.code, "part": term.metric}


def _cells() -> Iterator[dict[str, object]]:
    for form in EDITIONS:
        for metric, applicant in statutory_cells(form):
            yield {"form": form, "metric": metric, "applicant": applicant}
