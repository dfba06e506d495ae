"""What the warehouse holds, for the closing table of a run."""

from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.connection import Connect, count

BY_YEAR = """
SELECT report_year, count(*) AS reports, count(*) FILTER (form = 'narrative') AS narrative,
    count(*) FILTER (form = '2014') AS "2014", count(*) FILTER (form = '2019') AS "2019",
    count(*) FILTER (form = '2021') AS "2021", sum(facts)::BIGINT AS facts, any_value(errors) AS errors,
    any_value(warnings) AS warnings, any_value(hints) AS hints
FROM core.reports LEFT JOIN (
    SELECT report_year, count(*) FILTER (severity = 'error') AS errors,
        count(*) FILTER (severity = 'warning') AS warnings, count(*) FILTER (severity = 'info') AS hints
    FROM quality.alerts WHERE closed_at IS NULL GROUP BY report_year
) USING (report_year)
GROUP BY report_year ORDER BY report_year
"""


@dataclass(frozen=True, slots=True)
class YearSummary:
    """A report year: reports, of each form, facts, alerts that are not closed by severity."""

    year: int
    reports: int
    narrative: int
    form_2014: int
    form_2019: int
    form_2021: int
    facts: int
    errors: int
    warnings: int
    hints: int


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of the whole warehouse; `quarantined` by reason; `waiting` are the years of documents not loaded yet."""

    documents: int
    sources: int
    duplicates: int
    years: tuple[YearSummary, ...]
    quarantined: dict[str, int]
    waiting: tuple[int, ...]


def summary(connect: Connect) -> Summary:
    """Count what the warehouse holds."""
    with connect() as connection:
        rows = connection.execute(BY_YEAR).fetchall()
        return Summary(
            documents=count(connection, "raw.documents"),
            sources=count(connection, "raw.sources"),
            duplicates=count(connection, "core.duplicates WHERE kind = 'exact'"),
            years=tuple(YearSummary(*(int(value or 0) for value in row)) for row in rows),
            quarantined=dict(
                connection.execute(
                    "SELECT reason, count(*) FROM raw.quarantine GROUP BY 1 ORDER BY 2 DESC, 1"
                ).fetchall()
            ),
            waiting=tuple(_waiting(connection)),
        )


def _waiting(connection: DuckDBPyConnection) -> list[int]:
    found = connection.execute(
        "SELECT DISTINCT unnest(report_years) AS year FROM raw.documents "
        "EXCEPT SELECT report_year FROM quality.loads ORDER BY year"
    ).fetchall()
    return [year for (year,) in found]
