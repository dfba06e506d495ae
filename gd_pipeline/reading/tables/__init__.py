"""The statutory tables of a document, in whatever layout they survived: cells become facts, blanks or leftovers."""

from collections.abc import Sequence
from operator import attrgetter

from gd_pipeline.intake.document import Document
from gd_pipeline.reading.report import Blank, Fact, Leftover, Note, Repeat, Span
from gd_pipeline.reading.tables.applications import read_applications
from gd_pipeline.reading.tables.instances import Reader, read_first
from gd_pipeline.reading.tables.lost import note_lost_tables
from gd_pipeline.reading.tables.proactive import read_proactive
from gd_pipeline.reading.tables.reading import Collector, Table, TableReading
from gd_pipeline.reading.tables.recognise import runs_around, runs_of, signs_of
from gd_pipeline.reading.tables.remedies import read_remedies
from gd_pipeline.reading.tables.statistics import read_statistics

__all__ = ["Table", "TableReading", "read_tables"]

_START = attrgetter("start")


def read_tables(document: Document, repeats: tuple[Repeat, ...]) -> TableReading:
    """Facts, blanks and leftovers of the statutory tables of `document`, in reading order.

    Args:
        document: taken in, with its grids where the format has them.
        repeats: spans that print something again; a table in one is not read a second time.

    Returns:
        Facts of origin "table", each in its metric's unit, with the span of the printed number.
    """
    out = Collector(document.text, document.page if document.pages else None)
    signs = signs_of(document.text, repeats)
    found: list[Table] = []
    others: list[Span] = []
    if signs:
        runs = runs_around(document, signs.values(), repeats)
        for kind, reader in _READERS.items():
            if kind in signs:
                own = runs_of(kind, document, runs, signs)
                table, more = read_first(kind, reader, document.text, own, out, signs[kind].twice)
                others.extend(more)
                found.extend([table] if table is not None else [])
    note_lost_tables(document.text, {table.kind for table in found}, out)
    return _finished(out, tuple(found), others)


_READERS: dict[str, Reader] = {
    "statistics": read_statistics,
    "provincial": read_statistics,
    "proactive": read_proactive,
    "requests": read_applications,
    "review_litigation": read_remedies,
}


def _finished(out: Collector, tables: tuple[Table, ...], others: list[Span]) -> TableReading:
    ordered = tuple(sorted(tables, key=_START))
    return TableReading(
        tuple(sorted(out.facts, key=_START)),
        tuple(sorted(out.blanks, key=_START)),
        tuple(sorted(out.leftovers, key=_START)),
        tuple(out.notes),
        tuple(sorted([*((table.start, table.end) for table in tables if _gave(table, out)), *others])),
        _form(tables),
        ordered,
    )


def _gave(table: Table, out: Collector) -> bool:
    """Whether something was read or noted in `table`; what gave nothing may be prose with the table's words in it."""
    groups: tuple[Sequence[Fact | Blank | Leftover | Note], ...] = (out.facts, out.blanks, out.leftovers, out.notes)
    return any(table.start <= item.start < table.end for items in groups for item in items)


def _form(tables: tuple[Table, ...]) -> str | None:
    """The contract's rule: the edition of table 2, else of table 3, else 2014 where its annex is printed."""
    editions = {table.kind: table.edition for table in tables}
    return editions.get("proactive") or editions.get("requests") or editions.get("statistics")
