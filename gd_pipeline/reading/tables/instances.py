"""A table that a document prints more than once: last year's beside this year's, a department's beside the whole."""

import re
from collections.abc import Callable, Sequence
from functools import cache

from gd_pipeline.catalog.forms import form_rows
from gd_pipeline.reading.report import Span
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.remedies import may_hold_remedies
from gd_pipeline.reading.tables.runs import Run
from gd_pipeline.reading.tables.sheet import Sheet
from gd_pipeline.reading.tables.torn import joined_labels

Reader = Callable[[Sheet, Collector], Table | None]

_NEEDS: dict[str, Callable[[str, Sequence[Run]], bool]] = {"review_litigation": may_hold_remedies}
"""Tables that prose seems to announce, too, and what tells at once that its runs hold none."""

_YEAR = re.compile(r"(20[0-4]\d)\s?年度")
_TITLE = 120
"""Characters around a table's beginning in which its title prints its year."""

_ANEW = 0.6
"""Share of a table's rows that must have been named before its first row begins the table anew."""

_EARLY = 0.4
"""Share of a table's rows that are its first ones."""


def read_first(
    kind: str, reader: Reader, text: str, runs: Sequence[Run], out: Collector, twice: bool
) -> tuple[Table | None, list[Span]]:
    """The first table of `kind` with numbers, read into `out`, and the spans of others, each noted as second_table.

    Without `twice`, no sign of the table stands twice, so there is one table at most.
    """
    runs = joined_labels(kind, text, runs)
    if kind in _NEEDS and not _NEEDS[kind](text, runs):
        return None, []
    sheet = Sheet(kind, text, runs)
    if not twice:
        return reader(sheet, out), []
    tables: list[tuple[Table, Collector]] = []
    for part in _instances(sheet):
        own = Collector(text, out.page)
        table = reader(part, own)
        if table is not None:
            tables.append((table, own))
    if not tables:
        return None, []
    first, facts = _latest(text, [(table, own) for table, own in tables if own.facts] or tables)
    out.absorb(facts)
    others = [(table.start, table.end) for table, own in tables if own is not facts and own.facts]
    for start, end in others:
        out.note("second_table", kind, start, end)
    return first, others


def _latest(text: str, tables: Sequence[tuple[Table, Collector]]) -> tuple[Table, Collector]:
    """The first of `tables`, or where each prints its year in its title the first of the latest year."""
    titles = [_YEAR.findall(text, max(0, table.start - _TITLE), table.start + _TITLE) for table, _ in tables]
    if not all(titles):
        return tables[0]
    latest = max(years[-1] for years in titles)
    return next(pair for pair, years in zip(tables, titles, strict=True) if years[-1] == latest)


@cache
def _beginning(table: str) -> tuple[int, float, float]:
    """The first row of a table, how many must be named before it is named anew, and which rows are its first ones."""
    rows = form_rows(table)
    first = next(at for at, row in enumerate(rows) if row.kind == "data")
    needed = _ANEW * sum(row.kind == "data" and row.editions == rows[first].editions for row in rows)
    return first, needed, _EARLY * len(rows)


def _instances(sheet: Sheet) -> list[Sheet]:
    """`sheet` cut where the table's first row is named again, or two others of its first rows are."""
    first, needed, early = _beginning(sheet.table)
    named = [(at, hit.rows[0]) for at, hits in enumerate(sheet.hits) for hit in hits]
    cuts, seen = [0], set[int]()
    for (at, row), (_, following) in zip(named, [*named[1:], (-1, -1)], strict=False):
        again = row == first or (row in seen and following in seen and row < following < early)
        if again and len(seen) > needed:
            cuts.append(at)
            seen = set()
        seen.add(row)
    if len(cuts) == 1:
        return [sheet]
    return [sheet.part(low, high) for low, high in zip(cuts, [*cuts[1:], len(sheet.runs)], strict=True)]
