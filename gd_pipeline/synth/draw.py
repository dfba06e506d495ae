"""True values of a report of any form, drawn from a seed so that every identity of domain.md §2 holds."""

from datetime import date, timedelta
from random import Random
from types import MappingProxyType

from gd_pipeline.synth.draw_prose import draw_parts, draw_prose
from gd_pipeline.synth.draw_provincial import draw_provincial
from gd_pipeline.synth.draw_requests import draw_table3, draw_table4
from gd_pipeline.synth.draw_table2 import draw_table2
from gd_pipeline.synth.issuers import draw_issuer
from gd_pipeline.synth.seeds import between, stream, weighted
from gd_pipeline.synth.truth import FORMS, LEVELS, TOTAL, YEARS, Issuer, Key, Number, Part, Truth, Values

_FORM_WEIGHTS = (0.3, 0.2, 0.2, 0.3)
_STALE = {"2014": (2008, 2013), "2019": (2021, 2023)}
"""Years in which a form was printed that was not in use: back-filled reports, old templates (domain.md §1.0)."""
_LEVEL_WEIGHTS = (0.02, 0.13, 0.3, 0.3, 0.25)


def draw(
    seed: str | int,
    form: str | None = None,
    level: str | None = None,
    year: int | None = None,
    previous: Truth | None = None,
) -> Truth:
    """A report's true values, the same for the same arguments.

    Args:
        seed: fixes everything.
        form: `narrative`, `2014`, `2019` or `2021`; drawn if not given (from the forms of `year` if that is).
        level: of the issuer (`province`, `prefecture`, `county`, `town`, `department`); drawn if not given.
        year: report year; drawn from the years in which the form was in use if not given.
        previous: the same issuer's report of the year before: carried applications and stocks go on from it.

    Raises:
        ValueError: no form was in use in `year`, or an unknown form or level.
    """
    rng = stream(seed, "truth")
    form = form or _form(rng, year)
    first, last = YEARS[form]
    stale = year is None and previous is None and rng.random() < 0.03
    report_year = year or between(rng, *(_STALE.get(form, (first, last)) if stale else (first, last)))
    level = (previous.issuer.level if previous else level) or weighted(rng, LEVELS, _LEVEL_WEIGHTS)
    issuer = previous.issuer if previous else draw_issuer(rng, level, report_year)
    variants = _variants(rng, form, report_year) if previous is None else previous.variants - {"since_may"}
    values, parts = _values(rng, form, issuer, variants, previous)
    start = date(report_year, 5, 1) if "since_may" in variants else date(report_year, 1, 1)
    published = _published(rng, report_year, level)
    return Truth(
        str(seed), form, report_year, issuer, start, date(report_year, 12, 31), published, values, parts, variants
    )


def draw_series(seed: str | int, years: range, level: str | None = None, form: str | None = None) -> list[Truth]:
    """One issuer's reports, year after year: what is carried over one year comes in the next, stocks go on.

    Args:
        seed: fixes everything.
        years: report years, consecutive.
        level: of the issuer; drawn if not given.
        form: the form of all years; by default the newest that was in use in each year.
    """
    series: list[Truth] = []
    for year in years:
        printed = form or next(name for name in reversed(FORMS) if YEARS[name][0] <= year <= YEARS[name][1])
        series.append(draw(f"{seed}/{year}", printed, level, year, series[-1] if series else None))
    return series


def _form(rng: Random, year: int | None) -> str:
    if year is None:
        return weighted(rng, FORMS, _FORM_WEIGHTS)
    used = [form for form in FORMS if YEARS[form][0] <= year <= YEARS[form][1]]
    if not used:
        raise ValueError(f"no form was in use in {year}")
    return used[int(rng.random() * len(used))]


def _variants(rng: Random, form: str, report_year: int) -> frozenset[str]:
    found = set()
    if form == "2021" and rng.random() < 0.06:
        found.add("single_other")
    if form == "narrative" and report_year <= 2013 and rng.random() < 0.3:
        found.add("provincial")
    if report_year == 2008 and rng.random() < 0.4:
        found.add("since_may")
    return frozenset(found)


def _values(
    rng: Random, form: str, issuer: Issuer, variants: frozenset[str], previous: Truth | None
) -> tuple[Values, tuple[Part, ...]]:
    prose = draw_prose(rng, form, issuer.level)
    if "provincial" in variants:
        prose = draw_provincial(rng, prose)
    parts = draw_parts(rng, prose, form)
    values: dict[Key, Number] = {(code, TOTAL): value for code, value in prose.items()}
    if form in ("2019", "2021"):
        same_form = previous.values if previous and previous.form == form else None
        values |= draw_table3(rng, form, issuer.level, variants, previous.values if previous else None)
        values |= draw_table4(rng, values["outcome.total", TOTAL])
        if not values["outcome.total", TOTAL]:
            values["fees.collected", TOTAL] = 0
        values |= draw_table2(rng, form, issuer.level, same_form)
    values |= _growth(rng, values["requests.received", TOTAL], previous)
    return MappingProxyType(values), parts


def _growth(rng: Random, received: Number, previous: Truth | None) -> dict[Key, Number]:
    """Growth of the applications over the year before, and that year's number, which may be printed."""
    if previous is not None:
        before = previous.values["requests.received", TOTAL]
    else:
        before = between(rng, int(received) // 3, int(received) * 2)
    if not before or not received:
        return {}
    return {("requests.received.growth", TOTAL): _half_up(10000 * (received - before) / before) / 100}


def _half_up(value: float) -> int:
    return int(value + 0.5) if value >= 0 else -int(0.5 - value)


def _published(rng: Random, report_year: int, level: str) -> date:
    """A day in time: 令711 art. 49 gives departments until 31 January, governments until 31 March (before 2019 all)."""
    last = (
        date(report_year + 1, 1, 31) if report_year >= 2019 and level == "department" else date(report_year + 1, 3, 31)
    )
    first = date(report_year + 1, 1, 5)
    return first + timedelta(days=int(rng.random() * ((last - first).days + 1)))
