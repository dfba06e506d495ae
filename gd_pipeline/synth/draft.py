"""A report on its way to paper: blocks in reading order, and the ledger of what they print."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from gd_pipeline.synth.amounts import Hand
from gd_pipeline.synth.grid import Row, Table
from gd_pipeline.synth.prose import Statement
from gd_pipeline.synth.tables import Wording
from gd_pipeline.synth.truth import Key, Number, Truth

FURNITURE, TITLE, HEADING, PARAGRAPH, TABLE, SIGNATURE = (
    "furniture",
    "title",
    "heading",
    "paragraph",
    "table",
    "signature",
)


@dataclass(slots=True)
class Block:
    """A piece of the page: a line or paragraph of text, or a table. `level` is a heading's."""

    kind: str
    text: str = ""
    table: Table | None = None
    level: int = 0


@dataclass(slots=True)
class Draft:
    """Blocks and ledger of one report.

    `cells` are the table cells printed as numbers, with the number printed; `lost` those whose printing was destroyed
    or made ambiguous, with the reason: they are not counted as printed. `blanks` and `dashes` are cells that print
    nothing, or a sign, instead of 0. `stated` is what prose states, `subtotals` sums of other cells: of rows that the
    issuer added, of rows that one code counts. `gold` holds what the label says of the document; a damage changes it
    where it changes what is printed.
    """

    truth: Truth
    rng: Random
    hand: Hand
    wording: Wording
    blocks: list[Block] = field(default_factory=list)
    cells: dict[Key, Number] = field(default_factory=dict)
    lost: dict[Key, str] = field(default_factory=dict)
    blanks: set[Key] = field(default_factory=set)
    dashes: set[Key] = field(default_factory=set)
    stated: list[Statement] = field(default_factory=list)
    subtotals: dict[Key, Number] = field(default_factory=dict)
    gold: dict[str, object] = field(default_factory=dict)
    damages: list[str] = field(default_factory=list)

    def tables(self) -> Iterator[Table]:
        """The tables, in printed order."""
        return (block.table for block in self.blocks if block.table is not None)

    def table(self, name: str) -> Table | None:
        """The table called `name`, or None."""
        return next((table for table in self.tables() if table.name == name), None)

    def lose(self, row: Row, reason: str) -> None:
        """The cells of `row` cannot be told any more: they are not counted as printed."""
        for key in row.keys:
            if key in self.cells:
                self.lost.setdefault(key, reason)

    def blank(self, row: Row, place: int, mark: str = "") -> None:
        """The value at `place` of `row` prints `mark` instead of a number."""
        key = row.keys[place]
        row.values[place] = mark
        if key is not None and self.cells.pop(key, None) is not None:
            (self.dashes if mark else self.blanks).add(key)
