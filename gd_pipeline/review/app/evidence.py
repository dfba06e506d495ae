"""What speaks for an alert: sentences marked to the character, tables with the cells in question, the years around."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.rules import rules
from gd_pipeline.review.app import alerts
from gd_pipeline.review.app.data import Row
from gd_pipeline.review.app.reports import Whole, spans_of, whole_report
from gd_pipeline.review.app.statutory import Printed, StatutoryTable, statutory_tables
from gd_pipeline.review.flow import Block, Flow
from gd_pipeline.review.marks import Mark, Marks, Piece

AROUND = 160
"""Characters shown on either side of what is marked, if its sentence goes that far."""
STOPS = "。；;\n"
PASSAGES = 12
Spans = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text around some marks; `start` is where the first mark begins."""

    start: int
    pieces: tuple[Piece, ...]
    cut: tuple[bool, bool]
    section: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """What one report contributes: passages, printed tables, tables of the form, and the cells in question in these."""

    whole: Whole
    passages: tuple[Passage, ...]
    grids: tuple[Block, ...]
    tables: tuple[StatutoryTable, ...]
    marked: frozenset[int]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that is shown for an alert; `check` is None where the warehouse no longer finds it."""

    check: Row | None
    rule: Any
    operands: list[dict[str, Any]]
    quoted: tuple[Quoted, ...]
    years: dict[str, dict[int, Row]]
    report: Row | None


def evidence(connection: DuckDBPyConnection, alert: Row) -> Shown:
    """Everything about one alert."""
    check = alerts.check_of(connection, alert)
    whole = whole_report(connection, alert["report_id"])
    quoted = []
    if check and whole:
        spans = spans_of(check)
        quoted.append(quote(whole, [(start, end) for start, end, other in spans if other is None]))
        for other in dict.fromkeys(name for _, _, name in spans if name):
            beside = whole_report(connection, other)
            if beside:
                quoted.append(quote(beside, [(start, end) for start, end, name in spans if name == other]))
    years = alerts.years_around(connection, whole.report, alert) if whole else {}
    operands = json.loads(check["operands"]) if check else []
    return Shown(check, rules().get(alert["rule"]), operands, tuple(quoted), years, whole.report if whole else None)


def quote(whole: Whole, spans: Spans) -> Quoted:
    """What `spans` of a report say, and where: cells of its tables, sentences of its prose."""
    distinct = sorted(set(spans))
    marks = Marks(Mark(f"e{start}", "finding", "evidence", start, end, f"e{start}") for start, end in distinct)
    touched = [fact for fact in whole.facts if fact["origin"] == "table" and _meets(fact, distinct)]
    in_tables = {(fact["start_char"], fact["end_char"]) for fact in touched}
    prose = [span for span in distinct if not any(a < span[1] and span[0] < b for a, b in in_tables)]
    flow = Flow(whole.text, marks, whole.document.grids)
    grids = [grid for grid in flow.grids if any(grid.start <= start < grid.end for start, _ in distinct)]
    prose = [span for span in prose if not any(grid.start <= span[0] and span[1] <= grid.end for grid in grids)]
    return Quoted(
        whole,
        tuple(passages(whole, marks, prose)),
        tuple(flow.table(grid) for grid in grids),
        tuple(_concerned(whole, touched)),
        frozenset(fact["fact_no"] for fact in touched),
    )


def _meets(fact: Row, spans: Spans) -> bool:
    start, end = fact["start_char"], fact["end_char"]
    return any(a < end and start < b for a, b in spans)


def _concerned(whole: Whole, touched: list[Row]) -> Iterable[StatutoryTable]:
    """The tables of the form that hold a cell in question."""
    if not touched:
        return
    numbers = {fact["fact_no"] for fact in touched}
    for table in statutory_tables(Printed(whole.facts, whole.blanks), whole.report["form"]):
        cells = (cell for row in table.rows for cell in row.cells if cell)
        if any(fact["fact_no"] in numbers for cell in cells for fact in cell.facts):
            yield table


def passages(whole: Whole, marks: Marks, spans: Spans) -> list[Passage]:
    """The sentences around `spans`; what stands close together is one passage."""
    text = whole.text
    stretches: list[tuple[int, int, int]] = []
    for start, end in spans:
        first, last = _sentence(text, start, end)
        if stretches and first <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(last, stretches[-1][1]), stretches[-1][2])
        else:
            stretches.append((first, last, start))
    return [
        Passage(
            at,
            tuple(marks.pieces(text, (first, last))),
            (first > 0 and text[first - 1] not in STOPS, last < len(text) and text[last - 1 : last] not in STOPS),
            _heading(whole.sections, at),
        )
        for first, last, at in stretches[:PASSAGES]
    ]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence that holds `text[start:end]`, cut where it is long; a long mark is shown by its beginning."""
    end = min(end, start + 4 * AROUND)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    first = start - len(before) + max(before.rfind(stop) for stop in STOPS) + 1
    stops = [place for stop in STOPS if (place := after.find(stop)) >= 0]
    last = end + (min(stops) + 1 if stops else len(after))
    return first, last


def _heading(sections: Sequence[Row], at: int) -> str:
    """The innermost section that holds the place."""
    holding = [each for each in sections if each["start_char"] <= at < each["end_char"]]
    return str(holding[-1]["heading"]) if holding else ""
