"""Rows of core.reports and core.facts as the records that neighbours are compared by.

Everything that is compared belongs to one place (a division and the bodies below it), but for the numbers of twins and
peers, which are joined in SQL: so the places of the issuers in the table `anew` are streamed one by one, in bounded
memory.
"""

import json
from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from gd_pipeline.catalog.identities import LAST, Slot, equations
from gd_pipeline.catalog.metrics import EDITIONS
from gd_pipeline.catalog.rules_neighbours import neighbours
from gd_pipeline.checking.case import Key
from gd_pipeline.checking.conflicts import narrower
from gd_pipeline.checking.neighbours.neighbourhood import HISTORY
from gd_pipeline.checking.neighbours.record import YearRecord, best_facts
from gd_pipeline.checking.neighbours.traits import Recalled, Traits
from gd_pipeline.reading.report import Fact
from gd_pipeline.warehouse.made import PLACE
from gd_pipeline.warehouse.raw import REPLACED

VERSIONS = """
target, issuer_id, report_year, CASE report_year WHEN target THEN report_id WHEN target - 1 THEN scope_class END
"""
"""Of the reports that agree in these one is needed: all of the year `target`, of that before one of each scope."""
LATER = "(NOT replaced, source_tier = 'official', coalesce(published_on, DATE '0001-01-01'), facts, report_id)"
"""The order of versions, as in `neighbourhood.later`: the last one counts."""
REPORTS = f"""
CREATE OR REPLACE TEMP TABLE reports_around AS
    WITH wanted AS (
        SELECT target, issuer_id, bool_or(asked) AS asked FROM (
            SELECT report_year AS target, part AS issuer_id, true AS asked FROM anew
            UNION ALL SELECT report_year, issuer_id, false FROM beside SEMI JOIN anew USING (report_year, part)
        ) GROUP BY ALL
    )
    SELECT target, {PLACE} AS place, report_id, title, issuer, issuer_id, issuer_code, issuer_level, report_year, form,
        scope_class, source_tier, period_start, period_end, published_on, facts AS size,
        document_id IN ({REPLACED}) AS replaced, sentences, problems, numbers, grounds, recalled, asked
    FROM core.reports JOIN wanted USING (issuer_id)
    WHERE report_year IN ({{back}})
        AND report_year BETWEEN target - CASE WHEN asked THEN {HISTORY} ELSE 0 END AND target
    QUALIFY row_number() OVER (PARTITION BY {VERSIONS} ORDER BY {LATER} DESC) = 1
        AND (asked OR row_number() OVER (PARTITION BY target, issuer_id ORDER BY {LATER} DESC) = 1)
    ORDER BY target, place, report_id
"""
"""Reports that count for the issuers in the table `anew`, and the last version of each issuer `beside` them."""
FACTS = """
WITH r AS (SELECT target, place, report_id, report_year,
    count(*) FILTER (report_year = target) OVER (PARTITION BY target, issuer_id) > 1 AS versions,
    string_agg(recalled) FILTER (report_year = target) OVER (PARTITION BY target, issuer_id) AS said
    FROM reports_around)
SELECT r.target, r.place, report_id, f.metric, f.applicant, f.label, f.low, f.high, f.unit, f.hedge, f.scope, f.origin,
    f.section, f.start_char, f.end_char, f.text
FROM (SELECT * FROM core.facts WHERE report_year IN ({back}) AND label IS NULL
    AND report_id IN (SELECT report_id FROM reports_around)) f JOIN r USING (report_id, report_year)
WHERE (list_contains($sizes, f.metric) AND f.applicant = 'total')
    OR (report_year = target AND (list_contains($now, f.metric) OR versions))
    OR (report_year = target - 1 AND (list_contains($last, f.metric) OR contains(r.said, f.metric)))
ORDER BY r.target, r.place, report_id, f.fact_no
"""
_FACT: Callable[[tuple[Any, ...]], Fact] = partial(tuple.__new__, Fact)
"""`Fact._make` at half its cost: of each report some 150 are made."""


class Rows(NamedTuple):
    """Rows of REPORTS and of FACTS for the same places, as Arrow streams, and the year that is checked."""

    year: int
    reports: bytes
    facts: bytes


def reaching_back(years: Collection[int]) -> set[int]:
    """The years whose reports are needed to check `years`."""
    return {each for year in years for each in range(year - HISTORY, year + 1)}


def wanted() -> dict[str, list[str]]:
    """Metrics that the checks need: `now` of the year, `last` of the year before, `sizes` of all years."""
    sides: set[str] = {code for form in EDITIONS for e in equations(form, "years") for code in _codes(e.left + e.right)}
    growth = {"requests.received", "requests.received.growth", "requests.carried_in"}
    now = {code for code in sides if not code.startswith(LAST)} | growth | set(neighbours().additive)
    last = {code.removeprefix(LAST) for code in sides if code.startswith(LAST)} | growth
    return {"now": sorted(now), "last": sorted(last), "sizes": sorted(neighbours().plausible)}


def _codes(side: tuple[Slot, ...]) -> Iterator[str]:
    yield from (code for slot in side for alternative in slot for code in alternative)


def batched(reports: pa.Table, facts: pa.Table, size: int) -> Iterator[list[Rows]]:
    """Rows of REPORTS and FACTS, which are both in the order of years and places, parted.

    Each part is of one year, and of whole places of `size` reports.
    """
    facts_of = dict(by_year(facts))
    for year, those in by_year(reports):
        for rows in parted(those, facts_of.get(year, facts[:0].drop_columns("target")), size):
            yield [Rows(year, *map(packed, rows))]


def by_year(rows: pa.Table) -> Iterator[tuple[int, pa.Table]]:
    """Each year that is checked with its rows, which stand together."""
    start = 0
    for year, end in ends(rows, "target"):
        yield year, rows[start:end].drop_columns("target")
        start = end


def parted(reports: pa.Table, facts: pa.Table, size: int) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Rows of a year in whole places of `size` reports."""
    facts_end = dict(ends(facts))
    last = first = since = until = 0
    for place, last in ends(reports):
        until = facts_end.get(place, until)
        if last - first >= size:
            yield reports[first:last], facts[since:until]
            first, since = last, until
    if last > first:
        yield reports[first:last], facts[since:until]


def ends(table: pa.Table, name: str = "place") -> Iterator[tuple[Any, int]]:
    """Each value of a column that is in order with the row behind its last."""
    runs = pc.run_end_encode(table.column(name).combine_chunks())
    return zip(runs.values.to_pylist(), runs.run_ends.to_pylist(), strict=True)


def packed(rows: pa.Table) -> bytes:
    """Rows as an Arrow stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as stream:
        stream.write_table(rows)
    return bytes(sink.getvalue())


def records_of(rows: Rows) -> Iterator[YearRecord]:
    """The records of the reports of some places."""
    reports, facts = (pa.ipc.open_stream(each).read_all() for each in (rows.reports, rows.facts))
    by_report = dict(best_of(facts))
    for row in tuples(reports):
        yield record(row, by_report.get(row[1], {}))


def best_of(rows: pa.Table) -> Iterator[tuple[str, dict[Key, Fact]]]:
    """Each report with those of its rows of FACTS that count."""
    columns = [column.to_pylist() for column in rows.columns[2:]]
    facts = list(map(_FACT, zip(*columns, repeat(None))))
    keys, scopes = list(zip(*columns[:2], strict=True)), columns[Fact._fields.index("scope")]
    narrow = {fact.scope for fact in dict(zip(scopes, facts, strict=True)).values() if narrower(fact)}
    start = 0
    for report, end in ends(rows, "report_id"):
        own = facts[start:end]
        first = dict(zip(reversed(keys[start:end]), reversed(own), strict=True))
        yield report, first if narrow.isdisjoint(scopes[start:end]) else best_facts(own)
        start = end


def asked(rows: Rows) -> set[str]:
    """The issuers that are to be checked among the reports of some places."""
    reports = pa.ipc.open_stream(rows.reports).read_all()
    return {*reports.filter(reports.column("asked")).column("issuer_id").to_pylist()}


def tuples(table: pa.Table) -> Iterator[tuple[Any, ...]]:
    """The rows of a table."""
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def record(row: tuple[Any, ...], best: dict[Key, Fact]) -> YearRecord:
    """A row of REPORTS with its facts as a record."""
    sentences, problems, numbers, grounds, recalled, _ = row[-6:]
    traits = Traits(
        tuple(sentences or ()),
        tuple(problems or ()),
        numbers,
        tuple(grounds or ()),
        tuple(Recalled(**each) for each in json.loads(recalled)) if recalled else (),
    )
    return YearRecord._make((*row[1:-6], best, traits))
