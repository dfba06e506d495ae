"""The truth that is drawn: every identity of domain.md §2 holds, the same seed gives the same report."""

from itertools import pairwise

import pytest

from gd_pipeline.catalog.metrics import APPLICANTS, metrics
from gd_pipeline.synth.corruption import corrupt, table3_keys, table4_keys
from gd_pipeline.synth.draw import draw, draw_series
from gd_pipeline.synth.draw_requests import result_weights
from gd_pipeline.synth.seeds import stream
from gd_pipeline.synth.truth import FORMS, LEVELS, TOTAL, YEARS, Truth

SEEDS = range(400)
STALE = {"2014": range(2008, 2014), "2019": range(2021, 2024)}
PARTITIONS = {
    "requests.received": ("in_person", "fax", "online", "mail"),
    "requests.closed": ("on_time", "extended"),
    "review": ("upheld", "corrected", "other"),
    "litigation": ("upheld", "corrected", "other"),
    "staff": ("full_time", "part_time"),
    "outcome.denied": (
        "state_secret", "commercial_secret", "privacy", "security_stability", "not_government_information", "other_law",
    ),
    "outcome": (
        "already_public", "granted", "partial", "denied", "not_this_agency", "nonexistent", "amend", "other_channel",
    ),
}  # fmt: skip


def whole(truth: Truth, name: str) -> float:
    return truth.values[name if (name, TOTAL) in truth.values else f"{name}.total", TOTAL]


def parts(truth: Truth, name: str) -> float:
    return sum(truth.values[f"{name}.{part}", TOTAL] for part in PARTITIONS[name])


@pytest.mark.parametrize("name", sorted(PARTITIONS))
@pytest.mark.parametrize("form", ["narrative", "2014"])
def test_wholes_are_the_sums_of_their_parts(form: str, name: str) -> None:
    drawn = [draw(seed, form) for seed in SEEDS]
    national = [truth for truth in drawn if "provincial" not in truth.variants]
    assert [truth.seed for truth in national if whole(truth, name) != parts(truth, name)] == []
    assert any(whole(truth, name) for truth in national)


def test_the_provincial_table_adds_up() -> None:
    drawn = [truth for truth in (draw(seed, "narrative", year=2010) for seed in SEEDS) if truth.variants]
    assert drawn
    for truth in drawn:
        value = truth.value
        assert value("outcome.total") == value("outcome.granted") + value("outcome.partial") + value("outcome.denied")
        assert value("requests.received") == value("row.by_other") + sum(
            value(f"requests.received.{way}") for way in ("in_person", "fax", "online", "mail")
        )
        assert value("row.by_email") + value("row.by_site") == value("requests.received.online")


def test_2014_bounds() -> None:
    for truth in (draw(seed, "2014") for seed in SEEDS):
        ways = [truth.value(f"channel.{way}") for way in ("gazette", "website", "weibo", "wechat", "other")]
        assert max(ways) <= truth.value("proactive.total") <= sum(ways)
        assert truth.value("proactive.normative_documents") <= truth.value("normative_documents.issued")
        assert truth.value("requests.closed") <= truth.value("requests.received")
        assert (truth.value("trainings") > 0) == (truth.value("trainees") > 0)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_table_3_adds_up_in_rows_and_columns(form: str) -> None:
    for truth in (draw(seed, form) for seed in SEEDS):
        rows = ["requests.received", "requests.carried_in", "requests.carried_out", "outcome.total"]
        results = list(result_weights(form, truth.variants))
        for row in [*rows, *results]:
            assert truth.value(row) == sum(truth.value(row, person) for person in APPLICANTS[:-1])
        for person in APPLICANTS:
            closed = truth.value("outcome.total", person)
            assert closed == sum(truth.value(row, person) for row in results)
            stock = truth.value("requests.received", person) + truth.value("requests.carried_in", person)
            assert stock == closed + truth.value("requests.carried_out", person)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_table_4_adds_up(form: str) -> None:
    for truth in (draw(seed, form) for seed in SEEDS):
        for block in ("review", "litigation.direct", "litigation.after_review"):
            results = ("upheld", "corrected", "other", "pending")
            assert truth.value(f"{block}.total") == sum(truth.value(f"{block}.{name}") for name in results)


@pytest.mark.parametrize("form", FORMS)
def test_codes_and_dates_are_possible(form: str) -> None:
    first, last = YEARS[form]
    for truth in (draw(seed, form) for seed in SEEDS):
        assert {code for code, _ in truth.values if not code.startswith("row.")} <= set(metrics())
        assert all(value >= 0 for (code, _), value in truth.values.items() if not code.endswith(("change", "growth")))
        assert first <= truth.report_year <= last or truth.report_year in STALE.get(form, ())
        assert truth.period_start < truth.period_end < truth.published_on


def test_all_levels_forms_and_variants_occur() -> None:
    drawn = [draw(seed) for seed in range(1500)]
    assert {truth.form for truth in drawn} == set(FORMS)
    assert {truth.issuer.level for truth in drawn} == set(LEVELS)
    assert {name for truth in drawn for name in truth.variants} == {"single_other", "provincial", "since_may"}
    assert sum(truth.value("requests.received") == 0 for truth in drawn) > 150


def test_the_same_seed_draws_the_same() -> None:
    assert draw("a", "2021") == draw("a", "2021")
    assert draw("a", "2021").values != draw("b", "2021").values


def test_no_form_was_in_use_in_2003() -> None:
    with pytest.raises(ValueError, match="2003"):
        draw(1, year=2003)


@pytest.mark.parametrize("seed", range(30))
def test_a_series_carries_on(seed: int) -> None:
    series = draw_series(seed, range(2019, 2025))
    assert [truth.form for truth in series] == ["2019", "2019", "2021", "2021", "2021", "2021"]
    assert len({truth.issuer for truth in series}) == 1
    for before, after in pairwise(series):
        for person in APPLICANTS:
            assert after.value("requests.carried_in", person) == before.value("requests.carried_out", person)
        if before.form == after.form == "2021":
            made, repealed = after.value("normative_documents.made"), after.value("normative_documents.repealed")
            stock = before.value("normative_documents.in_force")
            assert after.value("normative_documents.in_force") == stock + made - repealed
    items = series[0].value("licensing.items_last_year") + series[0].value("licensing.items_change")
    assert series[1].value("licensing.items_last_year") == items


@pytest.mark.parametrize("seed", range(60))
def test_a_corrupted_report_differs_in_one_printed_cell(seed: int) -> None:
    truth = draw(seed, "2021")
    wrong, slip = corrupt(truth, stream(seed, "slip"))
    assert slip.key in (table3_keys(truth) if slip.table == "t3" else table4_keys())
    assert truth.values[slip.key] == slip.old != slip.new >= 0
    assert dict(wrong.misprints) == {slip.key: slip.new}
    assert wrong.values == truth.values
