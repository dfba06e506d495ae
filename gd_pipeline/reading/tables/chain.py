"""Which row each run names: the labels found, brought into the one order that the form prints them in."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gd_pipeline.catalog.forms import normal_label
from gd_pipeline.reading.tables.labels import Hit, find_labels, label_index
from gd_pipeline.reading.tables.runs import Run

_LABEL_LIMIT = 1200
"""Characters of a run's label that are searched, from its end: the longest torn table has about 500."""

_ALIKE = 0.5
_APART = 0.12
_LIMIT = 240


class Named(NamedTuple):
    """A row named by a run: row (from 0), run (from 0), and where in the run's normal label the name ends."""

    row: int
    run: int
    end: int


def named_rows(table: str, text: str, runs: Sequence[Run]) -> list[Named]:
    """Rows that `runs` name, in strictly rising order of rows and runs; damaged labels are known by likeness."""
    hits = [(at, hit) for at, run in enumerate(runs) for hit in _hits(table, text, run)]
    chain = _rising(hits)
    if chain is None:
        chain = _heaviest(hits[:_LIMIT], runs)
    return _with_alike(table, text, runs, chain)


def _hits(table: str, text: str, run: Run) -> tuple[Hit, ...]:
    return find_labels(table, run.label(text)[-_LABEL_LIMIT:]) if run.pieces else ()


def _rising(hits: Sequence[tuple[int, Hit]]) -> list[Named] | None:
    """The chain where every hit has its place in order; None where one has not."""
    chain: list[Named] = []
    last = -1
    for at, hit in hits:
        row = next((row for row in hit.rows if row > last), None)
        if row is None:
            return None
        chain.append(Named(row, at, hit.position + hit.length))
        last = row
    return chain


def _heaviest(hits: Sequence[tuple[int, Hit]], runs: Sequence[Run]) -> list[Named]:
    """The rising chain of most weight: long labels that stand right before numbers weigh most."""
    best: list[tuple[float, int, Named]] = []
    for number, (at, hit) in enumerate(hits):
        follows = number + 1 == len(hits) or hits[number + 1][0] != at
        weight = min(hit.length, 8) + (6.0 if follows and runs[at].slots else 0.0)
        before = len(best)
        for row in hit.rows:
            named = Named(row, at, hit.position + hit.length)
            total, link = weight, -1
            for index in range(before):
                if best[index][2].row < row and best[index][0] + weight > total:
                    total, link = best[index][0] + weight, index
            best.append((total, link, named))
    if not best:
        return []
    index = max(range(len(best)), key=lambda at: best[at][0])
    chain: list[Named] = []
    while index >= 0:
        chain.append(best[index][2])
        index = best[index][1]
    return chain[::-1]


def _with_alike(table: str, text: str, runs: Sequence[Run], chain: list[Named]) -> list[Named]:
    """The chain and, between its links, the rows whose labels are misprinted but like nothing else."""
    if not chain:
        return chain
    rows = label_index(table).rows
    found: list[Named] = []
    next_link = 0
    for at in range(chain[0].run, len(runs)):
        while next_link < len(chain) and chain[next_link].run == at:
            found.append(chain[next_link])
            next_link += 1
        run = runs[at]
        if not run.slots or not run.pieces:
            continue
        own = found[-1] if found[-1].run == at else None
        if own is not None and rows[own.row].kind not in ("group", "caption"):
            continue
        after = chain[next_link].row if next_link < len(chain) else len(rows)
        between = range(found[-1].row + 1, after)
        alike = (_alike(table, label, between) for label in _endings(text, run, own))
        row = next((row for row in alike if row is not None), None)
        if row is not None:
            found.append(Named(row, at, _LABEL_LIMIT))
    return found


def _endings(text: str, run: Run, own: Named | None) -> Iterator[str]:
    """What may be the damaged label: all that follows a caption of the run, or its last one to four pieces."""
    if own is not None:
        yield normal_label(run.label(text)[-_LABEL_LIMIT:])[own.end :]
        return
    for count in range(1, min(len(run.pieces), 4) + 1):
        yield normal_label("".join(text[start:end] for start, end in run.pieces[-count:]))


def _alike(table: str, label: str, rows: range) -> int | None:
    if len(label) < 2 or len(label) > 120:
        return None
    index = label_index(table)
    ranked = sorted(
        ((index.likeness(label, row), -row) for row in rows if index.rows[row].kind != "caption"), reverse=True
    )
    if not ranked or ranked[0][0] < _ALIKE or (len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _APART):
        return None
    return -ranked[0][1]
