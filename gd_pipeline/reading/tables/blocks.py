"""Table 2 as printed: blocks of article 20, the heads above each, its rows, and the edition that these speak for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from gd_pipeline.catalog.forms import FormColumn, form_columns, form_rows, form_tables, normal_label
from gd_pipeline.reading.tables.heads import Head, column_heads
from gd_pipeline.reading.tables.labels import label_index
from gd_pipeline.reading.tables.named import LABEL_LIMIT, Named
from gd_pipeline.reading.tables.runs import Run
from gd_pipeline.reading.tables.sheet import Sheet

_KIND = "proactive"
_UNEXPLAINED = 2
_FOREIGN = 4
_MANY = 24
"""Characters behind a row's label that cannot all be its rest: the next section has begun."""

_EDITIONS = ("2019", "2021")


class Row(NamedTuple):
    """A printed row: its number in the form, the run that names it or holds its cells, and where its name ends."""

    row: int
    run: int
    end: int


@dataclass(slots=True)
class Block:
    """One block of the table as printed: its part of article 20, the heads above it, its rows."""

    group: str
    heads: list[Head]
    rows: list[Row] = field(default_factory=list)


def printed_blocks(sheet: Sheet) -> tuple[list[Block], str | None]:
    """The blocks that a sheet prints, in order, and the edition of the table, None where the heads do not tell."""
    text, runs, named = sheet.text, sheet.runs, sheet.named
    heads = column_heads(text, runs)
    blocks = _blocks(named, heads)
    edition = _edition(blocks)
    if edition is not None:
        lost = _lost_rows(text, runs, named, heads, edition)
        if lost:
            blocks = _blocks(sorted([*named, *lost], key=lambda name: name.row), heads)
    return blocks, edition


def _blocks(named: Sequence[Named], heads: Sequence[Head]) -> list[Block]:
    rows = form_rows(_KIND)
    blocks: list[Block] = []
    at_head = 0
    for name in named:
        group = str(rows[name.row].parent)
        if not blocks or blocks[-1].group != group:
            fresh = []
            while at_head < len(heads) and (heads[at_head].run, heads[at_head].position) <= (name.run, name.end):
                fresh.append(heads[at_head])
                at_head += 1
            blocks.append(Block(group, fresh))
        blocks[-1].rows.append(Row(name.row, name.run, name.end))
    return blocks


def rows_cut_off(text: str, runs: Sequence[Run], blocks: Sequence[Block]) -> set[int]:
    """Runs whose cells stand behind other words than the last row they name: the head of a block, an added row."""
    headers = form_tables()[_KIND].headers
    last = {row.run: row for block in blocks for row in block.rows}
    behind = {at: normal_label(runs[at].label(text)[-LABEL_LIMIT:])[row.end :] for at, row in last.items()}
    return {
        at
        for at, words in behind.items()
        if any(header in words for header in headers) or _is_foreign(text, runs[at], words, last[at].row)
    }


def _is_foreign(text: str, run: Run, words: str, row: int) -> bool:
    """Whether `words` behind a row's label are many, or all of the last label piece; neither of this row nor a note."""
    start, end = run.pieces[-1] if run.pieces else (0, 0)
    last = normal_label(text[start:end])
    if len(words) < max(_FOREIGN, len(last)) or text[end - 1] in "）)":
        return False
    return len(words) > _MANY or not label_index(_KIND).goes_on(last, row)


def _edition(blocks: Sequence[Block]) -> str | None:
    """The edition whose heads are printed; rows that only 2019 has count too."""
    votes = dict.fromkeys(_EDITIONS, 0.0)
    for block in blocks:
        for edition, weight in _weights(block).items():
            votes[edition] += weight
        votes["2019"] += sum(form_rows(_KIND)[row.row].editions == ("2019",) for row in block.rows)
    if votes["2019"] == votes["2021"]:
        return None
    return max(votes, key=lambda edition: votes[edition])


def _weights(block: Block) -> dict[str, float]:
    """How well the block's heads are those of each edition: printed heads that it has, less those that it lacks."""
    return _weigh(block.group, tuple((head.edition, head.editions) for head in block.heads))


@lru_cache(maxsize=256)
def _weigh(group: str, heads: tuple[tuple[str, frozenset[str]], ...]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for edition in _EDITIONS:
        expected = columns_of(group, edition)
        own = sum(1.0 if edition == official else 0.4 for official, editions in heads if edition in editions)
        foreign = sum(edition not in editions for _, editions in heads)
        weights[edition] = (own - foreign) / max(1, len(expected)) if expected else -float(foreign)
    return weights


@cache
def columns_of(group: str, edition: str) -> tuple[FormColumn, ...]:
    """Columns that `edition` prints in a block."""
    return tuple(column for column in form_columns(_KIND) if column.group == group and edition in column.edition)


def own_columns(block: Block, edition: str, runs: Sequence[Run]) -> tuple[FormColumn, ...]:
    """Columns of a block: those of the edition that its own heads speak for, else of the table's `edition`.

    They stand in the order of the heads, where each is printed once and whole. A column without a head is left out
    where the rows of the block, in `runs`, print nothing but under the heads.
    """
    weights = _weights(block)
    best = max(weights, key=lambda name: weights[name])
    columns = columns_of(block.group, best if weights[best] > max(0.0, weights[edition]) else edition)
    order = [head.key for head in block.heads if head.edition]
    if (
        len(order) < len(block.heads)
        or len(order) != len(set(order))
        or not {column.key for column in columns} >= set(order)
    ):
        return columns
    if len(order) < len(columns) and not _is_under_heads(block, runs):
        return columns
    return tuple(sorted((c for c in columns if c.key in order), key=lambda column: order.index(column.key)))


def _is_under_heads(block: Block, runs: Sequence[Run]) -> bool:
    """Whether all that a block's rows print stands in columns of a grid that its heads stand above."""
    above = {head.column for head in block.heads}
    cells = [slot for row in block.rows if runs[row.run].certain for slot in runs[row.run].slots]
    return len(above) > 1 and min(above) >= 0 and all(slot.column in above for slot in cells if slot.start < slot.end)


def _lost_rows(
    text: str, runs: Sequence[Run], named: Sequence[Named], heads: Sequence[Head], edition: str
) -> list[Named]:
    """Rows whose label is lost: cells under heads of their block, or behind nothing, where one row only is missing."""
    taken = {name.run for name in named}
    heads_of: dict[int, list[Head]] = {}
    for head in heads:
        heads_of.setdefault(head.run, []).append(head)
    lost = []
    for at in range(min([*taken, *heads_of]), max([*taken, *heads_of]) + 1):
        own = heads_of.get(at, [])
        if at in taken or not runs[at].numbers() or _words_left(text, runs[at], own):
            continue
        before = max((name.row for name in named if name.run < at), default=-1)
        after = min((name.row for name in named if name.run > at), default=len(form_rows(_KIND)))
        rows = [row for row in range(before + 1, after) if _may_be(row, own, before, edition, len(runs[at].slots))]
        if len(rows) == 1 and after < len(form_rows(_KIND)):
            lost.append(Named(rows[0], at, 0, len(normal_label(runs[at].label(text)))))
    return lost


def _words_left(text: str, run: Run, heads: Sequence[Head]) -> bool:
    """Whether a run has words behind its last head that may be a label, if one that the form does not know."""
    label = normal_label(run.label(text)[-LABEL_LIMIT:]) if run.pieces else ""
    end = heads[-1].position + heads[-1].length if heads else 0
    return len(label) - end >= _UNEXPLAINED


def _may_be(row: int, heads: Sequence[Head], before: int, edition: str, count: int) -> bool:
    """Whether a row fits the count of cells and the heads right above it, or goes on in the block before."""
    form = form_rows(_KIND)[row]
    columns = columns_of(str(form.parent), edition)
    if edition not in form.editions or len(columns) != count:
        return False
    if heads:
        return {head.key for head in heads} == {column.key for column in columns}
    return before >= 0 and form_rows(_KIND)[before].parent == form.parent
