"""Which years want a run, and why, asked of the snapshot: nobody waits for the warehouse to know it."""

from dataclasses import dataclass
from pathlib import Path

from duckdb import DuckDBPyConnection

from gd_pipeline.warehouse.snapshot import is_current, reading
from gd_pipeline.warehouse.version import reader_version
from gd_pipeline.warehouse.year import INPUTS

WANTED = f"""
SELECT coalesce(i.year, l.report_year), coalesce(i.inputs, ''), coalesce(l.inputs, ''), l.reader_version, l.loaded_at,
    coalesce(l.state, 'loaded') = 'loaded' AS waiting
FROM ({INPUTS}) i FULL JOIN quality.loads l ON l.report_year = i.year ORDER BY 1
"""
MISSING = """
SELECT issuer, issuer_code, max(report_year) AS last_year FROM core.reports p
WHERE report_year = $year - 1 AND coalesce(issuer_id, issuer) IS NOT NULL
    AND coalesce(issuer_id, issuer) NOT IN (
        SELECT coalesce(issuer_id, issuer) FROM core.reports
        WHERE report_year = $year AND coalesce(issuer_id, issuer) IS NOT NULL)
GROUP BY ALL ORDER BY issuer_code, issuer
"""


@dataclass(frozen=True, slots=True)
class Due:
    """A year to load. `outdated`: another version read it.

    `key` is the same while its documents, the reader and what is published of it are: documents that come back after
    others were loaded have another.
    """

    year: int
    key: str
    outdated: bool


def due(snapshot: Path) -> list[Due]:
    """The years whose documents or reader changed since their last load, or whose load was not completed.

    Oldest first; none before a snapshot is.
    """
    if not snapshot.exists() or not is_current(snapshot):
        return []
    version = reader_version()
    with reading(snapshot) as connection:
        rows = connection.execute(WANTED).fetchall()
    return [
        Due(year, f"{year} {inputs} {version} {since}", outdated=loaded is not None and loaded != version)
        for year, inputs, loaded_inputs, loaded, since, waiting in rows
        if inputs != loaded_inputs or (inputs and (waiting or loaded != version))
    ]


def missing_reports(connection: DuckDBPyConnection, year: int) -> list[tuple[str, str | None, int]]:
    """Issuers that reported for the year before and not for `year`: name, code, the year before."""
    rows: list[tuple[str, str | None, int]] = connection.execute(MISSING, {"year": year}).fetchall()
    return rows
