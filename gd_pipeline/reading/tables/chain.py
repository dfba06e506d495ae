"""Which row each run names: the labels found, brought into the one order that the form prints them in."""

from collections.abc import Sequence

from gd_pipeline.catalog.forms import table_width
from gd_pipeline.reading.tables.alike import with_alike
from gd_pipeline.reading.tables.labels import Hit
from gd_pipeline.reading.tables.named import Named
from gd_pipeline.reading.tables.runs import Run
from gd_pipeline.reading.tables.twins import without_doubtful

_PASSED = 1.0
"""What a label costs that the chain passes over: rows of one table stand together."""

_LIMIT = 240
"""Labels that are weighed against each other where they are out of order."""


def named_rows(table: str, text: str, runs: Sequence[Run], found: Sequence[tuple[Hit, ...]]) -> list[Named]:
    """Rows that `runs` name by the labels `found` in each, in strictly rising order of rows and runs.

    Damaged labels are known by likeness.
    """
    hits = [(at, hit) for at, own in enumerate(found) for hit in own]
    chain = _rising(hits)
    if chain is None:
        chain = _heaviest(hits[:_LIMIT], runs)
    if table_width(table) == 1:
        chain = without_doubtful(table, runs, found, chain)
    return with_alike(table, text, runs, chain)


def _rising(hits: Sequence[tuple[int, Hit]]) -> list[Named] | None:
    """The chain where every hit has its place in order; None where one has not."""
    chain: list[Named] = []
    last = -1
    for at, hit in hits:
        row = hit.rows[0]
        if row <= last:
            later = [other for other in hit.rows if other > last]
            if not later:
                return None
            row = later[0]
        chain.append(Named(row, at, hit.position, hit.position + hit.length, hit.behind))
        last = row
    return chain


def _heaviest(hits: Sequence[tuple[int, Hit]], runs: Sequence[Run]) -> list[Named]:
    """The rising chain of most weight: long labels right before numbers weigh most, labels passed over cost."""
    best: list[tuple[float, int, Named, int]] = []
    for number, (at, hit) in enumerate(hits):
        follows = number + 1 == len(hits) or hits[number + 1][0] != at
        weight = min(hit.length, 8) + (6.0 if follows and runs[at].slots else 0.0)
        before = len(best)
        for row in hit.rows:
            named = Named(row, at, hit.position, hit.position + hit.length, hit.behind)
            total, link = weight, -1
            for index in range(before):
                above = best[index][0] + weight - _PASSED * (number - best[index][3] - 1)
                if best[index][2].row < row and above > total:
                    total, link = above, index
            best.append((total, link, named, number))
    if not best:
        return []
    index = max(range(len(best)), key=lambda at: best[at][0])
    chain: list[Named] = []
    while index >= 0:
        chain.append(best[index][2])
        index = best[index][1]
    return chain[::-1]
