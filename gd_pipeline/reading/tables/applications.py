"""Table 3 (2019, 2021): applications received and how they were dealt with, by kind of applicant."""

from collections.abc import Sequence

from gd_pipeline.catalog.forms import form_columns, form_rows
from gd_pipeline.reading.tables.align import Alignment, align
from gd_pipeline.reading.tables.placing import first_columns, place, total_is_last
from gd_pipeline.reading.tables.reading import Collector, Table
from gd_pipeline.reading.tables.runs import Run, Slot

KIND = "requests"
_WIDTH = 7


def read_applications(text: str, runs: Sequence[Run], out: Collector) -> Table | None:
    """Read table 3 from `runs` into `out`; None where there is none."""
    found = align(KIND, text, runs, _WIDTH)
    if len(found.filled) + len(found.unfilled) + len(found.unclear) == 0:
        return None
    rows = form_rows(KIND)
    edition = _edition(found)
    first = first_columns(runs, _WIDTH)
    done = 0
    for at, group in sorted(found.filled.items()):
        run = runs[group.run]
        cells = place(run, group.slots, _WIDTH, total_is_last, first)
        if cells is None:
            out.leave(group.slots, "ambiguous")
            out.note("ambiguous_row", rows[at].label, run.start, run.end)
            continue
        done += 1
        _store(rows[at].metric, cells, out)
    for name in found.unclear:
        out.note("ambiguous_row", rows[name.row].label, runs[name.run].start, runs[name.run].end)
    for group in found.loose:
        out.leave(group.slots, "added_row" if runs[group.run].pieces else "ambiguous")
    ends = [name.run for name in found.named] + [group.run for group in found.filled.values()]
    start, end = runs[min(ends)].start, runs[max(ends)].end
    wanted = sum(row.kind == "data" and (edition or "2021") in row.editions for row in rows)
    return Table(KIND, edition, start, end, done >= wanted)


def _store(metric: str | None, cells: Sequence[Slot], out: Collector) -> None:
    if metric is None:
        out.leave(list(cells), "no_code")
        return
    for column, slot in zip(form_columns(KIND), cells, strict=True):
        out.cell(metric, column.key, slot, KIND)


def _edition(found: Alignment) -> str | None:
    """2021 splits （六）其他处理 into three rows, 2019 prints it as one."""
    rows = form_rows(KIND)
    keys = {rows[name.row].key for name in found.named}
    if keys & {"other.not_supplemented", "other.fee_unpaid", "other.misc"}:
        return "2021"
    other = next((at for at, row in enumerate(rows) if row.key == "other"), -1)
    return "2019" if other in found.filled else None
