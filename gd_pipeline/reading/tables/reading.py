"""What reading the tables of a document gives, and the collector that fills it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.reading.report import Blank, Fact, Leftover, Note, Span
from gd_pipeline.reading.tables.cells import in_wan_yuan
from gd_pipeline.reading.tables.runs import Slot


@dataclass(frozen=True, slots=True)
class Table:
    """A table that was found: its kind and edition, where it stands, and whether every row of the form was read."""

    kind: str
    edition: str | None
    start: int
    end: int
    complete: bool


@dataclass(frozen=True, slots=True)
class TableReading:
    """All that the tables of a document say; `form` is the edition by the contract's rule, None without a table."""

    facts: tuple[Fact, ...] = ()
    blanks: tuple[Blank, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    notes: tuple[Note, ...] = ()
    spans: tuple[Span, ...] = ()
    form: str | None = None
    tables: tuple[Table, ...] = ()


@dataclass(slots=True)
class Collector:
    """Takes cells that found their place and makes facts, blanks and leftovers of them."""

    text: str
    page: Callable[[int], int | None]
    facts: list[Fact] = field(default_factory=list)
    blanks: list[Blank] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def cell(
        self, metric: str, applicant: str, slot: Slot, section: str, printed_unit: str = "", proven: bool = False
    ) -> None:
        """Store the cell `slot` under `metric`.

        `printed_unit` is the unit that its head or unit column names; `proven` tells that the row's sum holds.
        """
        reading = slot.reading
        start, end = slot.start + reading.start, slot.start + reading.end
        mark = self.text[start:end]
        if reading.kind == "blank":
            self.blanks.append(Blank(metric, applicant, mark, start, end))
            return
        if reading.doubtful and not proven:
            self.leave([slot], "ambiguous")
            return
        unit = metrics()[metric].unit
        value, reason = _in_unit(metric, unit, slot, printed_unit)
        if value is None:
            self.leftovers.append(Leftover(start, end, mark, reason))
            return
        page = self.page(start)
        self.facts.append(
            Fact(metric, applicant, None, value, value, unit, None, None, "table", section, start, end, mark, page)
        )

    def absorb(self, other: "Collector") -> None:
        """Take over all that `other` collected."""
        self.facts.extend(other.facts)
        self.blanks.extend(other.blanks)
        self.leftovers.extend(other.leftovers)
        self.notes.extend(other.notes)

    def leave(self, slots: Iterable[Slot], reason: str) -> None:
        """Keep the numbers of `slots` as leftovers with a reason."""
        for slot in slots:
            if slot.reading.kind == "number":
                start, end = slot.start + slot.reading.start, slot.start + slot.reading.end
                self.leftovers.append(Leftover(start, end, self.text[start:end], reason))

    def note(self, kind: str, detail: str, start: int, end: int) -> None:
        """Note what a check or a person has to know."""
        self.notes.append(Note(kind, detail, start, end))


def _in_unit(metric: str, unit: str, slot: Slot, printed_unit: str) -> tuple[float | None, str]:
    """The cell's value in the metric's unit, or why there is none."""
    value = slot.reading.value
    if unit == "万元":
        printed = slot.reading.unit or printed_unit
        if value == 0:
            return 0.0, ""
        converted = in_wan_yuan(value, printed)
        return (converted, "") if converted is not None and value > 0 else (None, "no_unit")
    if in_wan_yuan(1.0, slot.reading.unit) is not None or not value.is_integer():
        return None, "not_a_count"
    if slot.reading.signed and not metric.endswith(".items_change"):
        return None, "not_a_count"
    return value, ""
