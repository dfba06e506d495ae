"""Two versions of one report: both are kept, the later one counts, what differs is a finding (domain notes XI-03)."""

from collections.abc import Iterator

from gd_pipeline.catalog.rules_neighbours import neighbours
from gd_pipeline.checking.case import Key, value
from gd_pipeline.checking.intervals import meets
from gd_pipeline.checking.neighbours.excuses import other_scope
from gd_pipeline.checking.neighbours.neighbourhood import Neighbourhood
from gd_pipeline.checking.neighbours.record import YearRecord
from gd_pipeline.checking.neighbours.verdict import Beside, Compared, excused
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, shown
from gd_pipeline.reading.report import Fact

_SHOWN = 5


def versions(around: Neighbourhood) -> Iterator[Compared]:
    """A verdict for each version that the report replaces: in which numbers that both print do they differ."""
    record = around.record
    for earlier in around.versions:
        known = earlier.best.get
        odd = [key for key, fact in record.best.items() if (other := known(key)) and _differs(fact, other)]
        if not odd:
            yield Compared(Outcome("conflict.version", "holds"))
            continue
        yield _found(record, earlier, sorted(odd))


def _differs(fact: Fact, other: Fact) -> bool:
    """True if both are printed in like places and no value fits both."""
    if (other.low == fact.low and other.high == fact.high) or other.origin != fact.origin:
        return False
    return not meets(value(fact), value(other))


def _found(record: YearRecord, earlier: YearRecord, odd: list[Key]) -> Compared:
    first = odd[:_SHOWN]
    differences = "；".join(
        f"{named(*key)} {shown(value(earlier.best[key]))} → {shown(value(record.best[key]))}" for key in first
    )
    more = f"等 {len(odd)} 处" if len(odd) > len(first) else ""
    tied = len(odd) == 1
    outcome = Outcome(
        "conflict.version",
        "violated",
        severity="info" if earlier.replaced else None,
        message=f"同一报告有两个版本，数字不同：{differences}{more}（以后一版为准）",
        metrics=tuple(dict.fromkeys(metric for metric, _ in odd)),
        stated=value(record.best[odd[0]]) if tied else None,
        expected=value(earlier.best[odd[0]]) if tied else None,
        operands=tuple([record.best[key] for key in odd]),
    )
    beside = tuple([Beside("version", earlier, earlier.best[key]) for key in odd])
    return excused(Compared(outcome, beside), neighbours().excuses.get(_reason(record, earlier)))


def _reason(record: YearRecord, earlier: YearRecord) -> str:
    """Why the earlier one may differ: it is an unreliable copy, or sums up what the other does not."""
    if record.source_tier == "official" and earlier.source_tier != "official":
        return "source"
    return "scope" if other_scope(record, earlier) else ""
