"""True values of table 2: the 22 cells of the 2019 form, the 10 of the 2021 form (domain.md §1.4, §1.5, §2.5)."""

from random import Random

from gd_pipeline.synth.seeds import between, few, sized
from gd_pipeline.synth.truth import TOTAL, Number, Values

_DECISIONS = {
    "province": (3000, 900000),
    "prefecture": (2000, 600000),
    "county": (500, 150000),
    "town": (0, 400),
    "department": (0, 9000),
}
_SIZE = {"province": 80, "prefecture": 40, "county": 20, "town": 2, "department": 4}


def draw_table2(rng: Random, form: str, level: str, same_form: Values | None) -> dict[tuple[str, str], Number]:
    """Values of table 2; `same_form` are those of the year before on the same form, whose stock goes on."""
    values = _of_2019(rng, level) if form == "2019" else _of_2021(rng, level)
    keyed: dict[tuple[str, str], Number] = {(code, TOTAL): value for code, value in values.items()}
    if same_form is not None:
        _carry_stock(keyed, same_form)
    return keyed


def _of_2019(rng: Random, level: str) -> dict[str, Number]:
    size = _SIZE[level]
    values: dict[str, Number] = {}
    for code, rules in (("regulations", level in ("province", "prefecture")), ("normative_documents", True)):
        published = few(rng, size * 6) if rules else 0
        newly = min(published, few(rng, size * 0.6))
        values |= {f"{code}.made": newly, f"{code}.newly_published": newly, f"{code}.published_total": published}
    for code in ("licensing", "other_services", "penalties", "coercion", "charges"):
        last_year = few(rng, size * 8)
        values[f"{code}.items_last_year"] = last_year
        values[f"{code}.items_change"] = 0 if rng.random() < 0.5 else max(-last_year, between(rng, -size, size))
        if code != "charges":
            values[f"{code}.decisions"] = _decisions(rng, level, last_year + values[f"{code}.items_change"])
    bought = few(rng, size)
    return values | {
        "procurement.items": bought,
        "procurement.amount": round(bought * (1 + 90 * rng.random()), 2) if bought else 0,
    }


def _decisions(rng: Random, level: str, items: Number) -> int:
    return sized(rng, *_DECISIONS[level]) if items > 0 and rng.random() < 0.8 else 0


def _of_2021(rng: Random, level: str) -> dict[str, Number]:
    size = _SIZE[level]
    values: dict[str, Number] = {}
    for code, rules in (("regulations", level in ("province", "prefecture")), ("normative_documents", True)):
        made = few(rng, size * 0.5) if rules else 0
        before = few(rng, size * 5) if rules else 0
        repealed = min(few(rng, size * 0.4), before)
        values |= {f"{code}.made": made, f"{code}.repealed": repealed, f"{code}.in_force": before + made - repealed}
    for code in ("licensing", "penalties", "coercion"):
        values[f"{code}.decisions"] = _decisions(rng, level, 1)
    values["charges.amount"] = round(sized(rng, 0, size * 200) * (0.5 + rng.random()), 2) if rng.random() < 0.6 else 0
    return values


def _carry_stock(values: dict[tuple[str, str], Number], before: Values) -> None:
    """现行有效 = last year's + 制发 − 废止 (T2-05); 上一年项目数量 = last year's ± its change (T2-02)."""
    for code in ("regulations", "normative_documents"):
        if (f"{code}.in_force", TOTAL) in values:
            stock = before[f"{code}.in_force", TOTAL]
            repealed = min(values[f"{code}.repealed", TOTAL], stock)
            values[f"{code}.repealed", TOTAL] = repealed
            values[f"{code}.in_force", TOTAL] = stock + values[f"{code}.made", TOTAL] - repealed
    for code in ("licensing", "other_services", "penalties", "coercion", "charges"):
        if (f"{code}.items_last_year", TOTAL) in values:
            items = before[f"{code}.items_last_year", TOTAL] + before[f"{code}.items_change", TOTAL]
            values[f"{code}.items_last_year", TOTAL] = items
            values[f"{code}.items_change", TOTAL] = max(-items, values[f"{code}.items_change", TOTAL])
            if not items + values[f"{code}.items_change", TOTAL] and code != "charges":
                values[f"{code}.decisions", TOTAL] = 0
