"""Rows of core.reports and core.facts as the records that neighbours are compared by.

Everything that is compared belongs to one place (a division and the bodies below it), but for the numbers of twins and
peers, which are joined in SQL: so the places of the issuers in the table `anew` are streamed one by one, in bounded
memory.
"""

import json
from collections.abc import Callable, Iterator
from functools import partial
from itertools import repeat
from typing import Any

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

VERSIONS = "issuer_id, report_year, CASE report_year WHEN $year THEN report_id WHEN $year - 1 THEN scope_class END"
"""Of the reports that agree in these one is needed: all of the year, of the year before one of each scope."""
LATER = "(NOT replaced, source_tier = 'official', coalesce(published_on, DATE '0001-01-01'), facts, report_id)"
"""The order of versions, as in `neighbourhood.later`: the last one counts."""
REPORTS = f"""
CREATE OR REPLACE TEMP TABLE reports_around AS
    SELECT {PLACE} AS place, report_id, title, issuer, issuer_id, issuer_code, issuer_level, report_year, form,
        scope_class, source_tier, period_start, period_end, published_on, facts AS size,
        document_id IN ({REPLACED}) AS replaced, sentences, problems, numbers, grounds, recalled,
        issuer_id IN (SELECT part FROM anew) AS asked
    FROM core.reports
    WHERE report_year BETWEEN $year - {HISTORY} AND $year
        AND issuer_id IN (SELECT part FROM anew UNION SELECT issuer_id FROM beside SEMI JOIN anew USING (part))
        AND (report_year = $year OR issuer_id IN (SELECT part FROM anew))
    QUALIFY row_number() OVER (PARTITION BY {VERSIONS} ORDER BY {LATER} DESC) = 1
        AND (asked OR row_number() OVER (PARTITION BY issuer_id ORDER BY {LATER} DESC) = 1)
    ORDER BY place, report_id
"""
"""Reports that count for the issuers in the table `anew`, and the last version of each issuer `beside` them."""
FACTS = f"""
WITH r AS (SELECT place, report_id, report_year,
    count(*) FILTER (report_year = $year) OVER (PARTITION BY issuer_id) > 1 AS versions,
    string_agg(recalled) FILTER (report_year = $year) OVER (PARTITION BY issuer_id) AS said FROM reports_around)
SELECT r.place, report_id, f.metric, f.applicant, f.label, f.low, f.high, f.unit, f.hedge, f.scope, f.origin,
    f.section, f.start_char, f.end_char, f.text
FROM (SELECT * FROM core.facts WHERE report_year BETWEEN $year - {HISTORY} AND $year AND label IS NULL
    AND report_id IN (SELECT report_id FROM reports_around)) f JOIN r USING (report_id, report_year)
WHERE (list_contains($sizes, f.metric) AND f.applicant = 'total')
    OR (report_year = $year AND (list_contains($now, f.metric) OR versions))
    OR (report_year = $year - 1 AND (list_contains($last, f.metric) OR contains(r.said, f.metric)))
ORDER BY r.place, report_id, f.fact_no
"""
_FACT: Callable[[tuple[Any, ...]], Fact] = partial(tuple.__new__, Fact)
"""`Fact._make` at half its cost: of each report some 150 are made."""
Rows = tuple[bytes, bytes]
"""Rows of REPORTS and of FACTS for the same places, as Arrow streams."""


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
    """Rows of REPORTS and FACTS, which are both in the order of places, parted: whole places of `size` reports."""
    facts_end = dict(ends(facts))
    last = first = since = until = 0
    for place, last in ends(reports):
        until = facts_end.get(place, until)
        if last - first >= size:
            yield [(packed(reports[first:last]), packed(facts[since:until]))]
            first, since = last, until
    if last > first:
        yield [(packed(reports[first:last]), packed(facts[since:until]))]


def ends(table: pa.Table, name: str = "place") -> Iterator[tuple[str, int]]:
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
    reports, facts = (pa.ipc.open_stream(each).read_all() for each in rows)
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
    reports = pa.ipc.open_stream(rows[0]).read_all()
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
