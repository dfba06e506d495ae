"""By which day of the following year a report had to be published, by level and report year, as data."""

from datetime import date
from functools import lru_cache

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, load_rows


class Deadline(CatalogRow):
    """The deadline of a level for the report years from `first_year` to `last_year`."""

    first_year: int
    last_year: int
    level: str
    month: int
    day: int
    basis: str

    def of(self, report_year: int) -> date:
        """The last day on which the report of that year is on time."""
        return date(report_year + 1, self.month, self.day)


@lru_cache(maxsize=1)
def deadlines() -> tuple[Deadline, ...]:
    """All deadlines.

    Raises:
        CatalogError: two of one level apply to the same year.
    """
    found = load_rows("rules_deadlines.csv", Deadline)
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            if one.level == other.level and one.first_year <= other.last_year and other.first_year <= one.last_year:
                raise CatalogError(f"rules_deadlines.csv: two deadlines for {one.level} in {other.first_year}")
    return found


def deadline(level: str | None, report_year: int) -> Deadline | None:
    """The deadline of a level for a report year; None where the level is not known and levels differ in that year."""
    fitting = [d for d in deadlines() if d.first_year <= report_year <= d.last_year and level in (d.level, None)]
    days = {(d.month, d.day) for d in fitting}
    return fitting[0] if len(days) == 1 else None
