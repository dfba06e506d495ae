"""Reports written by hand for the tests of the checks."""

from gd_pipeline.checking import check_report, findings
from gd_pipeline.checking.examples import example, examples
from gd_pipeline.checking.finding import Check
from gd_pipeline.checking.neighbours import YearRecord, check_neighbours, neighbourhoods, record_of


def checks(source: str) -> tuple[Check, ...]:
    """All checks of a report in the notation of `checking.examples`; of several reports those of their neighbours."""
    if "\n---\n" in source:
        return beside(*records(source))
    return check_report(*example(source))


def records(source: str) -> list[YearRecord]:
    """The reports of an example, each as its neighbours see it."""
    made = [record_of(*written, report_id=f"r{n}") for n, written in enumerate(examples(source))]
    return [record for record in made if record is not None]


def beside(*known: YearRecord) -> tuple[Check, ...]:
    """All checks of the year of the first report against its neighbours."""
    year = known[0].report_year
    return tuple(check for around in neighbourhoods(known, year) for check in check_neighbours(around))


def found(source: str) -> list[tuple[str, str, str]]:
    """Rule, verdict and severity of its findings."""
    return [(c.rule, c.verdict, c.severity) for c in findings(checks(source))]


def only(source: str, rule: str) -> Check:
    """The one check of a rule."""
    (check,) = [c for c in checks(source) if c.rule == rule]
    return check


COLUMNS = ("natural_person", "commercial", "research", "social", "legal_service", "other")
_PARTS = {
    "outcome.denied": (
        "state_secret other_law security_stability third_party_rights internal_affairs process_information "
        "enforcement_file administrative_query"
    ),
    "outcome.unavailable": "not_held needs_creation unclear",
    "outcome.declined": "petition repeated publication excessive reconfirmation",
}
ROWS_2019 = [
    "requests.received",
    "requests.carried_in",
    "outcome.granted",
    "outcome.partial",
    *(f"{whole}.{part}" for whole, parts in _PARTS.items() for part in parts.split()),
    "outcome.other",
    "outcome.total",
    "requests.carried_out",
]
Cells = dict[tuple[str, str], int]


def table_3(seed: int = 0) -> Cells:
    """The 161 true cells of a table 3 of the 2019 form: every equation of the form holds."""
    cells: Cells = {}
    for c, column in enumerate(COLUMNS):
        for r, row in enumerate(ROWS_2019[2:21]):
            cells[row, column] = (seed * 7 + r * 5 + c * 11 + r * c) % 13
        cells["requests.carried_out", column] = (seed + c * 3) % 5
        cells["requests.carried_in", column] = (seed + c) % 4
    repaired(cells)
    return cells


def repaired(cells: Cells) -> None:
    """Set what follows from the other cells: the totals of columns and rows, and what was received."""
    for column in COLUMNS:
        cells["outcome.total", column] = sum(cells[row, column] for row in ROWS_2019[2:21])
        due = cells["outcome.total", column] + cells["requests.carried_out", column]
        cells["requests.received", column] = due - cells["requests.carried_in", column]
    for row in ROWS_2019:
        cells[row, "total"] = sum(cells[row, column] for column in COLUMNS)


def printed(cells: Cells, form: str = "2019", blank: frozenset[tuple[str, str]] = frozenset()) -> str:
    """The cells as an example, a row a line."""
    lines = []
    for row in dict.fromkeys(row for row, _ in cells):
        marks = [
            f"{{|{row}@{column}?}}" if (row, column) in blank else f"{{{cells[row, column]}|{row}@{column}!}}"
            for column in (*COLUMNS, "total")
            if (row, column) in cells
        ]
        lines.append(" ".join(marks))
    return f"@ form={form} year=2020\n" + "\n".join(lines)
