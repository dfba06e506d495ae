"""quality.made: what each part of a report year was made of, so that what would be made of the same is left alone.

A part is an issuer, of the alerts the printed name of one; `inputs` tells its inputs apart. Rows depend on nothing
else, so a part whose inputs are those of the last time has the rows that it would get.
"""

from collections.abc import Collection

import pyarrow as pa
from duckdb import DuckDBPyConnection

PLACE = "split_part(issuer_id, '/', 1)"
"""The place of an issuer: the division that it is or belongs to."""
AROUND = "around"
"""The step that keeps what tells apart what stands around the issuers of a year, until the year is loaded again."""
ANEW = """
SELECT report_year, part, p.inputs FROM parts p FULL JOIN (
    SELECT report_year, part, inputs FROM quality.made WHERE step = $step AND report_year IN ({years}) {among}
) m USING (report_year, part) WHERE p.inputs IS DISTINCT FROM m.inputs ORDER BY report_year, part
"""
AMONG = "AND (report_year, part) IN (FROM among)"
"""Narrows the parts down to those in a table of this name: report_year, part."""


def listed(years: Collection[int]) -> str:
    """Years in SQL, for IN: written out, they tell which rows need not be looked at."""
    return ", ".join(map(str, sorted(years)))


def anew(connection: DuckDBPyConnection, step: str, years: Collection[int], among: str = "") -> pa.Table:
    """The parts of some years to make anew, registered as `anew`.

    Args:
        connection: the warehouse, with a table `parts` (report_year, part, inputs) of what there is to make now.
        step: what makes them: checks, alerts, panel, flags or indicators.
        years: report years.
        among: AMONG where `parts` holds no others than those.

    Returns:
        Columns report_year, part and inputs; without inputs where there is nothing to make of it any more.
    """
    found = connection.sql(ANEW.format(years=listed(years), among=among), params={"step": step}).to_arrow_table()
    connection.register("anew", found)
    return found


def made(connection: DuckDBPyConnection, step: str) -> None:
    """In the caller's transaction: the parts registered as `anew` are made."""
    connection.execute(
        "DELETE FROM quality.made m USING anew a "
        "WHERE m.step = ? AND m.report_year = a.report_year AND m.part = a.part",
        [step],
    )
    connection.execute(
        "INSERT INTO quality.made BY NAME SELECT ? AS step, report_year, part, inputs FROM anew "
        "WHERE inputs IS NOT NULL",
        [step],
    )
