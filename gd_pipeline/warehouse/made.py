"""quality.made: what each part of a report year was made of, so that what would be made of the same is left alone.

A part is an issuer, of the alerts the printed name of one; `inputs` tells its inputs apart. Rows depend on nothing
else, so a part whose inputs are those of the last time has the rows that it would get.
"""

import pyarrow as pa
from duckdb import DuckDBPyConnection

PLACE = "split_part(issuer_id, '/', 1)"
"""The place of an issuer: the division that it is or belongs to."""
AROUND = "around"
"""The step that keeps what tells apart what stands around the issuers of a year, until the year is loaded again."""
ANEW = """
SELECT part, p.inputs FROM parts p FULL JOIN (
    SELECT part, inputs FROM quality.made WHERE step = $step AND report_year = $year {among}
) m USING (part) WHERE p.inputs IS DISTINCT FROM m.inputs ORDER BY part
"""
AMONG = "AND part IN (SELECT part FROM among)"
"""Narrows the parts down to those in a table of this name."""


def anew(connection: DuckDBPyConnection, step: str, year: int, among: str = "") -> pa.Table:
    """The parts of a year to make anew, registered as `anew`.

    Args:
        connection: the warehouse, with a table `parts` (part, inputs) of what there is to make now.
        step: what makes them: checks, alerts, panel, flags or indicators.
        year: report year.
        among: AMONG where `parts` holds no others than those.

    Returns:
        Columns part and inputs; without inputs where there is nothing to make of it any more.
    """
    found = connection.sql(ANEW.format(among=among), params={"step": step, "year": year}).to_arrow_table()
    connection.register("anew", found)
    return found


def made(connection: DuckDBPyConnection, step: str, year: int) -> None:
    """In the caller's transaction: the parts registered as `anew` are made."""
    given = {"step": step, "year": year}
    connection.execute(
        "DELETE FROM quality.made WHERE step = $step AND report_year = $year AND part IN (SELECT part FROM anew)", given
    )
    connection.execute(
        "INSERT INTO quality.made BY NAME SELECT $step AS step, $year AS report_year, part, inputs FROM anew "
        "WHERE inputs IS NOT NULL",
        given,
    )
