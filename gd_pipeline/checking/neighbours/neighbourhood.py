"""Which reports are a report's neighbours.

The later of two versions of a report counts: it alone is held against other years and other issuers.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gd_pipeline.catalog.rules_neighbours import neighbours
from gd_pipeline.checking.neighbours.record import YearRecord
from gd_pipeline.checking.neighbours.spread import Spread, spread

HISTORY = 5
"""Years before a report that its size is held against."""
TWINS = 8
"""So many reports with the same numbers are told at most."""
_PARTS = ("department", "town")
_NEVER = date(1, 1, 1)


class Twin(NamedTuple):
    """Another issuer's report of the year that counts exactly the same."""

    report_id: str
    issuer: str | None
    place: str
    source_tier: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A report and its neighbours.

    `last` is the issuer's report of the year before; `versions` are the versions of the report that it replaces;
    `whole` is the report of the government that says it sums this issuer up, `members` those that this one sums up;
    `history` holds the issuer's own values of the years before, `peers` how the values of its level spread.
    """

    record: YearRecord
    last: YearRecord | None = None
    versions: tuple[YearRecord, ...] = ()
    whole: YearRecord | None = None
    members: tuple[YearRecord, ...] = ()
    twins: tuple[Twin, ...] = ()
    history: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    peers: Mapping[str, Spread] = field(default_factory=dict)


def later(record: YearRecord) -> tuple[bool, bool, date, int, str]:
    """Order of versions: what was replaced first, official sources last, then the later published, then the fuller."""
    published = record.published_on or _NEVER
    return not record.replaced, record.source_tier == "official", published, record.size, record.report_id


class Place:
    """The reports of a division and of what belongs to it, of some years, by issuer and year."""

    def __init__(self, records: Iterable[YearRecord]) -> None:
        self._issued: dict[tuple[str, int], list[YearRecord]] = defaultdict(list)
        for record in records:
            if record.issuer_id is not None:
                self._issued[record.issuer_id, record.report_year].append(record)
        for versions in self._issued.values():
            versions.sort(key=later)

    def of_year(self, year: int) -> Iterator[Sequence[YearRecord]]:
        """The versions of each issuer's report of `year`, the one that counts last."""
        yield from (versions for (_, of), versions in self._issued.items() if of == year)

    def last(self, record: YearRecord) -> YearRecord | None:
        """The issuer's report of the year before: of the same scope, if there is one."""
        versions = self._issued.get((record.issuer_id or "", record.report_year - 1), ())
        alike = [version for version in versions if version.scope_class == record.scope_class]
        return (alike or versions or (None,))[-1]

    def history(self, record: YearRecord) -> dict[str, tuple[float, ...]]:
        """The issuer's values of each plausible metric in the years before, oldest first."""
        years = range(record.report_year - HISTORY, record.report_year)
        issued = [self._issued.get((record.issuer_id or "", year), ()) for year in years]
        found: dict[str, tuple[float, ...]] = {}
        for metric in neighbours().plausible:
            facts = [versions[-1].best.get((metric, "total")) for versions in issued if versions]
            found[metric] = tuple((fact.low + fact.high) / 2 for fact in facts if fact is not None)
        return found

    def whole(self, record: YearRecord) -> YearRecord | None:
        """The government of the place, where it says that it sums up those below it, and this one is one of them."""
        if record.issuer_level not in _PARTS or record.scope_class in ("AGG", "SYS"):
            return None
        government = self._issued.get((record.place, record.report_year), ())
        return government[-1] if government and sums_up(government[-1]) else None

    def members(self, record: YearRecord) -> tuple[YearRecord, ...]:
        """Those below a government that says it sums them up, of which there are reports."""
        if not sums_up(record):
            return ()
        every = (versions[-1] for versions in self.of_year(record.report_year))
        return tuple(one for one in every if self.whole(one) is record)


def sums_up(record: YearRecord) -> bool:
    """True for a government's own report that says it sums up those below it."""
    return record.scope_class == "AGG" and record.issuer_level not in _PARTS


def neighbourhoods(
    records: Iterable[YearRecord],
    year: int,
    twins: Mapping[str, Sequence[Twin]] | None = None,
    peers: Mapping[str, Mapping[str, Spread]] | None = None,
) -> Iterator[Neighbourhood]:
    """The neighbourhood of every report of `year` that counts.

    Args:
        records: the reports of some places and of HISTORY years before `year`, each place complete.
        year: report year.
        twins: by the report's identifier; found among `records` where not given.
        peers: how values spread by level and metric; computed from `records` where not given.
    """
    listed = list(records)
    known_twins = twins_of(listed, year) if twins is None else twins
    known_peers = peers_of(listed, year) if peers is None else peers
    places: dict[str, list[YearRecord]] = defaultdict(list)
    for record in listed:
        places[record.place].append(record)
    for name in sorted(places):
        place = Place(places[name])
        for versions in place.of_year(year):
            record = versions[-1]
            if record.replaced:
                continue
            yield Neighbourhood(
                record,
                place.last(record),
                tuple(versions[:-1]),
                place.whole(record),
                place.members(record),
                tuple(known_twins.get(record.report_id, ())),
                place.history(record),
                known_peers.get(record.issuer_level or "", {}),
            )


def twins_of(records: Iterable[YearRecord], year: int) -> dict[str, list[Twin]]:
    """The first TWINS reports of other issuers that count exactly the same, by the report's identifier."""
    same: dict[str, list[YearRecord]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.report_id):
        if record.report_year == year and record.traits.numbers is not None and record.issuer_id is not None:
            same[record.traits.numbers].append(record)
    found: dict[str, list[Twin]] = {}
    for group in same.values():
        first = {record.issuer_id: record for record in reversed(group)}
        others = sorted(first.values(), key=lambda record: record.report_id)[: TWINS + 1]
        for one in group:
            found[one.report_id] = [
                Twin(other.report_id, other.issuer, other.place, other.source_tier)
                for other in others
                if other.issuer_id != one.issuer_id
            ][:TWINS]
    return found


def peers_of(records: Iterable[YearRecord], year: int) -> dict[str, dict[str, Spread]]:
    """How the values of each plausible metric spread among the reports of a level."""
    values: dict[tuple[str, str], list[float]] = defaultdict(list)
    for record in records:
        for metric in neighbours().plausible if record.report_year == year and record.issuer_level else ():
            if fact := record.best.get((metric, "total")):
                values[record.issuer_level or "", metric].append((fact.low + fact.high) / 2)
    found: dict[str, dict[str, Spread]] = defaultdict(dict)
    for (level, metric), group in values.items():
        found[level][metric] = spread(group)
    return found
