"""A table to be printed: rows of label cells and value cells, with spans; layouts print it, damages change it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from gd_pipeline.synth.truth import Key

HEAD, CAPTION, DATA, EXTRA, PAGE, REST = "head", "caption", "data", "extra", "page", "rest"
"""Kinds of rows: heads, a caption without values, values, a row that the issuer added, a page number between rows,
a row that goes on with the one above (the rest of a label, or of the values)."""


@dataclass(frozen=True, slots=True)
class Label:
    """A cell of words, over `columns` columns and `rows` rows. `narrow` is set one character a line where paper is."""

    text: str
    columns: int = 1
    rows: int = 1
    narrow: bool = False


@dataclass(slots=True)
class Row:
    """A row: its label cells from left to right, then its values as printed ("" is a blank), each `spans` columns wide.

    `keys` names what each value is (None where it has no code); it may be shorter than `values` in an extra row.
    """

    kind: str
    labels: tuple[Label, ...] = ()
    values: list[str] = field(default_factory=list)
    keys: tuple[Key | None, ...] = ()
    spans: tuple[int, ...] = ()
    indent: int = 0

    def texts(self) -> list[str]:
        """Texts of the cells, from left to right."""
        return [*(label.text for label in self.labels), *self.values]

    def cells(self) -> Iterator[tuple[str, int, int]]:
        """Text, columns and rows of each cell."""
        for label in self.labels:
            yield label.text, label.columns, label.rows
        spans = self.spans or (1,) * len(self.values)
        yield from ((text, columns, 1) for text, columns in zip(self.values, spans, strict=False))

    def copy(self, **changed: object) -> "Row":
        """The row with other fields; its values are copied."""
        return replace(self, **({"values": list(self.values)} | changed))  # type: ignore[arg-type]


@dataclass(slots=True)
class Table:
    """A table of the form: `name` is t2, t3, t4, t2014 or prov; `columns` how many columns the grid has."""

    name: str
    columns: int
    rows: list[Row]
    title: str = ""

    def data(self) -> Iterator[Row]:
        """Rows that print coded values."""
        return (row for row in self.rows if row.kind == DATA)


def matrix(table: Table, across: bool = False, down: bool = False) -> list[list[str]]:
    """The table as a full grid of texts; `across` and `down` repeat a cell in the columns and rows that it spans."""
    grid: list[list[str]] = []
    open_cells: dict[int, tuple[int, str]] = {}
    for row in table.rows:
        line: list[str] = []
        cells = row.cells()
        while len(line) < table.columns:
            left, text = open_cells.get(len(line), (0, ""))
            if left:
                open_cells[len(line)] = (left - 1, text)
                line.append(text if down else "")
                continue
            cell = next(cells, None)
            if cell is None:
                line.append("")
                continue
            _place(line, cell, open_cells, across, down)
        line.extend(text for text, _, _ in cells)
        grid.append(line)
    return grid


def _place(
    line: list[str], cell: tuple[str, int, int], open_cells: dict[int, tuple[int, str]], across: bool, down: bool
) -> None:
    text, columns, rows = cell
    for offset in range(columns):
        printed = text if across or not offset else ""
        if rows > 1:
            open_cells[len(line)] = (rows - 1, printed if down else "")
        line.append(printed)
