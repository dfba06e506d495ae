"""What reading the tables of a document gives, and the collector that fills it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.reading.report import Blank, Fact, Leftover, Note, Span
from gd_pipeline.reading.tables.cells import CellReading, in_wan_yuan
from gd_pipeline.reading.tables.runs import Slot

_SIGNED = ".items_change"
"""本年增/减 of table 2 (2019) is the one column whose numbers have a sign."""

_fact = partial(tuple.__new__, Fact)
"""A fact of a tuple with all its fields: half the time of naming them, for the many cells of a table."""


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
    page: Callable[[int], int | None] | None
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
        self.row(metric, (applicant,), (slot,), section, printed_unit, proven)

    def row(
        self,
        metric: str,
        applicants: Sequence[str],
        slots: Sequence[Slot],
        section: str,
        printed_unit: str = "",
        proven: bool = False,
    ) -> None:
        """Store the cells `slots` under `metric`, one for each of `applicants`; the rest as for one cell."""
        unit = _units()[metric]
        text, facts, money = self.text, self.facts, unit == "万元"
        for applicant, slot in zip(applicants, slots, strict=True):
            reading, at = slot.reading, slot.start
            kind, value, low, high, signed, own_unit, doubtful = reading
            start, end = at + low, at + high
            mark = text[start:end]
            if kind == "blank":
                self.blanks.append(Blank(metric, applicant, mark, start, end))
                continue
            reason = ""
            if money or own_unit or signed or not value.is_integer():
                value, reason = _in_unit(metric, unit, reading, printed_unit)
            if doubtful and (doubtful == "stacked" or not proven):
                reason = "ambiguous"
            if reason:
                self.leftovers.append(Leftover(start, end, mark, reason))
                continue
            page = None if self.page is None else self.page(start)
            fact = (metric, applicant, None, value, value, unit, None, None, "table", section, start, end, mark, page)
            facts.append(_fact(fact))

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


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    return {code: metric.unit for code, metric in metrics().items()}


def _in_unit(metric: str, unit: str, reading: CellReading, printed_unit: str) -> tuple[float, str]:
    """The cell's value in the metric's unit, or the reason why it has none."""
    value = reading.value
    if unit == "万元":
        converted = in_wan_yuan(value, reading.unit or printed_unit)
        return (converted, "") if converted is not None and value >= 0 else (0.0, "no_unit" if value else "")
    if reading.unit and in_wan_yuan(value, reading.unit) is not None:
        return value, "not_a_count"
    if not value.is_integer() or (reading.signed and not metric.endswith(_SIGNED)):
        return value, "not_a_count"
    return value, ""
