"""The runs of a text as one kind of table may hold them, with the labels found in each and the rows these name."""

from collections.abc import Sequence
from functools import cached_property

from gd_pipeline.reading.tables.chain import named_rows
from gd_pipeline.reading.tables.labels import Hit, labels_in
from gd_pipeline.reading.tables.named import Named
from gd_pipeline.reading.tables.runs import Run


class Sheet:
    """`runs` of `text`, looked at as a table of the kind `table`; labels are searched once, whatever cells they have.

    `hits` are, run by run, the labels found in the end of its label text.
    """

    def __init__(self, table: str, text: str, runs: Sequence[Run], hits: Sequence[tuple[Hit, ...]] = ()) -> None:
        """Look for the labels of `table`, unless the `hits` of `runs` are known."""
        self.table, self.text, self.runs = table, text, runs
        found = labels_in(table)
        self.hits = hits or [found(run.words or run.label(text)) if run.pieces else () for run in runs]

    @cached_property
    def named(self) -> list[Named]:
        """Rows that the runs name, in strictly rising order of rows and runs; damaged labels are known by likeness."""
        return named_rows(self.table, self.text, self.runs, self.hits)

    def with_cells(self, runs: Sequence[Run]) -> "Sheet":
        """The sheet with `runs` in place of its own: the same labels, other cells."""
        return self if runs is self.runs else Sheet(self.table, self.text, runs, self.hits)

    def part(self, start: int, end: int) -> "Sheet":
        """The runs from `start` to `end`."""
        return Sheet(self.table, self.text, self.runs[start:end], self.hits[start:end])
