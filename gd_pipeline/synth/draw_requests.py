"""True values of applications, reviews and suits: table 3 and 4 of the 2019 and 2021 forms, and the 2014 rows."""

from random import Random

from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.synth.seeds import few, sized, spread
from gd_pipeline.synth.truth import TOTAL, Number, Values

PERSONS = APPLICANTS[:-1]
_PERSON_WEIGHTS = (0.93, 0.045, 0.003, 0.006, 0.012, 0.008)
_ROWS_2019 = {
    "outcome.granted": 0.4,
    "outcome.partial": 0.08,
    "outcome.denied.state_secret": 0.006,
    "outcome.denied.other_law": 0.01,
    "outcome.denied.security_stability": 0.005,
    "outcome.denied.third_party_rights": 0.012,
    "outcome.denied.internal_affairs": 0.02,
    "outcome.denied.process_information": 0.02,
    "outcome.denied.enforcement_file": 0.03,
    "outcome.denied.administrative_query": 0.03,
    "outcome.unavailable.not_held": 0.2,
    "outcome.unavailable.needs_creation": 0.03,
    "outcome.unavailable.unclear": 0.02,
    "outcome.declined.petition": 0.04,
    "outcome.declined.repeated": 0.03,
    "outcome.declined.publication": 0.004,
    "outcome.declined.excessive": 0.005,
    "outcome.declined.reconfirmation": 0.006,
}
_OTHER = {"outcome.other.not_supplemented": 0.02, "outcome.other.fee_unpaid": 0.002, "outcome.other.misc": 0.02}
_SIZES = {
    "province": (900, 16000),
    "prefecture": (120, 5000),
    "county": (5, 700),
    "town": (0, 12),
    "department": (0, 160),
}


def result_weights(form: str, variants: frozenset[str]) -> dict[str, float]:
    """The rows of 三、本年度办理结果 that table 3 prints, with how often they are used."""
    if form == "2019" or "single_other" in variants:
        return _ROWS_2019 | {"outcome.other": 0.05}
    return _ROWS_2019 | _OTHER


def applications(rng: Random, level: str) -> int:
    """How many applications an issuer of `level` receives in a year; none for half of the towns."""
    low, high = _SIZES[level]
    quiet = {"town": 0.5, "department": 0.15}.get(level, 0.0)
    return 0 if rng.random() < quiet else sized(rng, low, high)


def draw_table3(
    rng: Random, form: str, level: str, variants: frozenset[str], previous: Values | None
) -> dict[tuple[str, str], Number]:
    """Table 3: 新收 + 结转 = 总计 + 结转下年 for each applicant, every row the sum of its applicants."""
    weights = result_weights(form, variants)
    rows = {row: [0] * len(PERSONS) for row in weights}
    received = spread(rng, applications(rng, level), _PERSON_WEIGHTS)
    carried_in = _carried_in(rng, received, previous)
    carried_out = [0] * len(PERSONS)
    odds = [weight * (0.3 + 1.4 * rng.random()) for weight in weights.values()]
    for place, new in enumerate(received):
        stock = new + carried_in[place]
        if stock:
            carried_out[place] = min(stock, few(rng, stock * 0.05))
            for row, count in zip(rows, spread(rng, stock - carried_out[place], odds), strict=True):
                rows[row][place] = count
    closed = [new + carried_in[place] - carried_out[place] for place, new in enumerate(received)]
    rows |= {"requests.received": received, "requests.carried_in": carried_in, "requests.carried_out": carried_out}
    values: dict[tuple[str, str], Number] = {}
    for row, counts in (rows | {"outcome.total": closed}).items():
        values |= {(row, person): count for person, count in zip(PERSONS, counts, strict=True)}
        values[row, TOTAL] = sum(counts)
    return values | _subtotals(values)


def _carried_in(rng: Random, received: list[int], previous: Values | None) -> list[int]:
    if previous is not None and ("requests.carried_out", PERSONS[0]) in previous:
        return [int(previous["requests.carried_out", person]) for person in PERSONS]
    return [min(few(rng, new * 0.05), new) for new in received]


def _subtotals(values: Values) -> dict[tuple[str, str], Number]:
    """Wholes that the form does not print and prose may state: 不予公开, 无法提供, 不予处理, 其他处理."""
    found: dict[tuple[str, str], Number] = {}
    for whole in ("outcome.denied", "outcome.unavailable", "outcome.declined", "outcome.other"):
        if (whole, TOTAL) not in values:
            parts = [row for row, person in values if person == TOTAL and row.startswith(whole + ".")]
            for person in APPLICANTS:
                found[whole, person] = sum(values[row, person] for row in parts)
    found["outcome.granted_or_partial", TOTAL] = values["outcome.granted", TOTAL] + values["outcome.partial", TOTAL]
    return found


def draw_table4(rng: Random, decided: Number) -> dict[tuple[str, str], Number]:
    """Table 4: a block's total is the sum of 维持, 纠正, 其他结果, 尚未审结; 诉讼's total that of both its blocks."""
    values: dict[tuple[str, str], Number] = {}
    for block, share in (("review", 0.05), ("litigation.direct", 0.02), ("litigation.after_review", 0.015)):
        cases = few(rng, int(decided) * share) + (rng.random() < 0.1)
        results = spread(rng, cases, (0.6, 0.12, 0.18, 0.1))
        for name, count in zip(("upheld", "corrected", "other", "pending"), results, strict=True):
            values[f"{block}.{name}", TOTAL] = count
        values[f"{block}.total", TOTAL] = cases
    values["litigation.total", TOTAL] = (
        values["litigation.direct.total", TOTAL] + values["litigation.after_review.total", TOTAL]
    )
    return values
