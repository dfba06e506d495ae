from pathlib import Path
from typing import Any

import pytest

from gd_pipeline.catalog.formulas import Term, terms
from gd_pipeline.catalog.indicators import REASONS, indicators, read_indicators
from gd_pipeline.catalog.loader import CatalogError, read_text
from gd_pipeline.catalog.metrics import EDITIONS, metrics
from gd_pipeline.catalog.panel import at_home, own_scopes, panel_rule, read_panel


def test_a_formula_is_a_sum_of_operands() -> None:
    assert terms("review.total - review.pending", "2019") == (
        Term("review.total"),
        Term("review.pending", sign=-1),
    )
    assert terms("requests.received[-1]", "2014") == (Term("requests.received", shift=-1),)
    assert terms("requests.received[natural_person]", "2019") == (Term("requests.received", "natural_person"),)


def test_a_star_stands_for_the_parts_that_the_form_prints() -> None:
    codes = {form: {term.metric for term in terms("outcome.denied.*", form)} for form in EDITIONS}
    assert "outcome.denied.privacy" in codes["2014"] - codes["2019"]
    assert "outcome.denied.internal_affairs" in codes["2021"] - codes["2014"]
    assert {term.metric for term in terms("review.*", "2021")} == {
        "review.upheld", "review.corrected", "review.other", "review.pending",
    }  # fmt: skip


@pytest.mark.parametrize("formula", ["a b", "a + ", "a * b", "+ a", "a[", "Ä", "nothing.*"])
def test_what_is_no_formula_is_refused(formula: str) -> None:
    with pytest.raises(CatalogError):
        terms(formula, "2014")


def test_a_part_s_indicator_names_the_part() -> None:
    found = indicators()["refusal_reason.privacy"]
    assert "个人隐私" in found.zh
    assert found.definition("2019") is None
    assert found.definition("2014").numerator == ("outcome.denied.privacy",)


def test_the_operands_of_a_form_are_printed_in_it() -> None:
    """But for those that only sentences state: response.interpretations after 2018, subtotals."""
    narrative = {code for code, metric in metrics().items() if "narrative" in metric.form}
    strange = {
        f"{indicator.code} {form} {term.metric}"
        for indicator in indicators().values()
        for definition in indicator.definitions
        for form in definition.forms
        for side in definition.terms(form).values()
        for term in (side[0] if side else ())
        if term.metric in metrics() and form not in metrics()[term.metric].form and term.metric not in narrative
    }
    assert strange == set()


def test_a_new_series_starts_at_a_break() -> None:
    for indicator in indicators().values():
        series = {definition.series for definition in indicator.definitions}
        assert len(series) == 1 or indicator.breaks


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ('numerator = ["requests.received"]', 'numerator = ["requests.recieved"]', "recieved"),
        ('forms = ["narrative", "2014"]', 'forms = ["narative", "2014"]', "narative"),
        ("breaks = [2019]", "breaks = [2018]", "2018"),
        ("breaks = [2019]", "braeks = [2019]", "braeks"),
        ("requests.received[{part}]", "requests.received[{prat}]", "prat"),
        ('code = "review.total"', 'code = "reviews.total"', "reviews.total"),
        ("[[whole]]", "[[hole]]", "hole"),
    ],
)
def test_a_typo_in_the_indicators_is_refused(right: str, wrong: str, said: str) -> None:
    text = read_text("indicators.toml")
    assert right in text
    with pytest.raises((CatalogError, KeyError), match=said):
        read_indicators(text.replace(right, wrong))


def test_the_documentation_has_the_rule_of_the_best_value_in_its_order() -> None:
    page = (Path(__file__).parents[2] / "docs" / "model.md").read_text(encoding="utf-8")
    for number, each in enumerate(panel_rule().order, start=1):
        assert f"{number}. {each.en} ({each.zh})\n" in page
    assert [code for code in REASONS if f"| `{code}` |" not in page] == []


def test_every_metric_of_requests_is_at_home_in_requests() -> None:
    assert ("requests.received.online", "requests") in at_home()
    assert ("AGG", "全市") in own_scopes()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [('"requests"', '"reqests"'), ("metric =", "metrik ="), ('"AGG"', '"AGR"'), ("[[own]]", "[[onw]]")],
)
def test_a_typo_in_the_rule_of_the_panel_is_refused(right: str, wrong: str) -> None:
    text: Any = read_text("panel.toml")
    assert right in text
    with pytest.raises(CatalogError):
        read_panel(text.replace(right, wrong))
