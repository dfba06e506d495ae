"""Table 4 (2019, 2021): administrative review and litigation, one row of three times five numbers."""

from collections.abc import Sequence

from gd_pipeline.catalog.forms import form_columns, form_rows
from gd_pipeline.reading.tables.labels import find_labels
from gd_pipeline.reading.tables.placing import Layout, no_test, place, total_is_last
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot

KIND = "review_litigation"
_WIDTH = 5
_LABEL_LIMIT = 600
_REACH = 500
"""Characters behind its last label in which a row's cells begin."""


def read_remedies(text: str, runs: Sequence[Run], out: Collector) -> Table | None:
    """Read table 4 from `runs` into `out`; None where there is none."""
    rows = form_rows(KIND)
    data = [at for at, row in enumerate(rows) if row.kind == "data"]
    pending: list[int] = []
    filled: dict[int, Sequence[Slot]] = {}
    seen: list[Run] = []
    for run in runs:
        for hit in find_labels(KIND, run.label(text)[-_LABEL_LIMIT:]) if run.pieces else ():
            if hit.rows[0] in data and hit.rows[0] not in filled and hit.rows[0] not in pending:
                pending.append(hit.rows[0])
                seen.append(run)
        if pending and run.slots and run.slots[0].start - seen[-1].end > _REACH:
            pending = []
        run = _settled(run)
        if not pending or len(run.slots) < _WIDTH or (run.pieces and run.certain and not run.numbers()):
            continue
        taken = _blocks(run, pending, data, filled)
        if taken:
            filled.update(taken)
            pending = [row for row in pending if row not in filled]
            seen.append(run)
    if not filled:
        return None
    for at, cells in filled.items():
        proven = total_is_last(cells) is True
        for column, slot in zip(form_columns(KIND), cells, strict=True):
            out.cell(f"{rows[at].metric}.{column.key}", "total", slot, KIND, proven=proven)
    return Table(KIND, None, min(run.start for run in seen), max(run.end for run in seen), len(filled) == len(data))


def _settled(run: Run) -> Run:
    """The run without guessed blanks, unless they make the one row of the table complete."""
    if not run.guessed:
        return run
    full = 3 * _WIDTH
    tried = (run, run.without_blanks(gaps_only=True))
    return next((one for one in tried if len(one.slots) == full), run.without_blanks())


def _blocks(
    run: Run, pending: list[int], data: list[int], filled: dict[int, Sequence[Slot]]
) -> dict[int, Sequence[Slot]]:
    """Blocks of five cells by the row that they belong to."""
    whole = [row for row in data if row not in filled]
    for rows in (whole, pending):
        cells = place(run, run.slots, no_test, Layout(_WIDTH * len(rows), _WIDTH * len(rows)))
        if cells is not None:
            return {row: cells[at * _WIDTH : (at + 1) * _WIDTH] for at, row in enumerate(rows)}
    return {}
