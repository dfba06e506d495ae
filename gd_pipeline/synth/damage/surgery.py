"""Cutting and sewing of tables: rows put in so that spans stay right, words changed all over."""

from collections.abc import Callable

from gd_pipeline.synth.draft import Block, Draft
from gd_pipeline.synth.grid import Label, Row, Table


def insert_row(table: Table, place: int, row: Row) -> None:
    """Put `row` before row `place`; a cell that reaches over the place becomes a row longer."""
    for above, other in enumerate(table.rows[:place]):
        if any(above + label.rows > place for label in other.labels):
            labels = tuple(
                Label(label.text, label.columns, label.rows + (above + label.rows > place), label.narrow)
                for label in other.labels
            )
            table.rows[above] = other.copy(labels=labels)
    table.rows.insert(place, row)


def relabel(block: Block, words: Callable[[str], str]) -> Block:
    """The block with its text, or all labels of its table, passed through `words`."""
    if block.table is None:
        return Block(block.kind, words(block.text), None, block.level)
    table = block.table
    rows = [
        row.copy(
            labels=tuple(Label(words(label.text), label.columns, label.rows, label.narrow) for label in row.labels)
        )
        for row in table.rows
    ]
    return Block(block.kind, block.text, Table(table.name, table.columns, rows, table.title), block.level)


def reword(draft: Draft, words: Callable[[str], str]) -> None:
    """Pass every text and label of the report through `words`."""
    draft.blocks[:] = [relabel(block, words) for block in draft.blocks]


def revalue(draft: Draft, value: Callable[[str], str]) -> None:
    """Pass every printed value of the tables through `value`."""
    for table in draft.tables():
        for row in table.rows:
            if row.values:
                row.values[:] = [value(text) for text in row.values]
