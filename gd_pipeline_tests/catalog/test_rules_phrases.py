"""The words and deadlines of the checks: a typo in their files is refused."""

import pytest

from gd_pipeline.catalog import rules_deadlines
from gd_pipeline.catalog.loader import CatalogError, load_rows, load_tables, read_text
from gd_pipeline.catalog.metrics import APPLICANTS
from gd_pipeline.catalog.rules_deadlines import Deadline, deadline
from gd_pipeline.catalog.rules_phrases import MODELS, phrases


@pytest.mark.parametrize(
    "edit",
    [
        ("[[remainder]]", "[[remainders]]"),
        ('"requests.received"', '"requests.recieved"'),
        ("sign = -1", "sign = 2"),
        ("times = 12", 'times = "twelve"'),
        ('words = ["占"', 'word = ["占"'),
    ],
    ids=lambda edit: edit[1],
)
def test_a_typo_in_the_phrases_is_refused(edit: tuple[str, str]) -> None:
    text = read_text("rules_phrases.toml")
    assert edit[0] in text
    with pytest.raises(CatalogError):
        load_tables("rules_phrases.toml", MODELS, text.replace(*edit))


def test_every_column_has_a_name() -> None:
    assert tuple(phrases().applicants) == APPLICANTS


@pytest.mark.parametrize(
    ("level", "year", "day"),
    [("county", 2012, (3, 31)), ("department", 2018, (3, 31)), ("department", 2022, (1, 31)), ("town", 2022, (3, 31))],
)
def test_deadlines_by_level_and_year(level: str, year: int, day: tuple[int, int]) -> None:
    found = deadline(level, year)
    assert found is not None
    assert (found.month, found.day) == day


def test_no_report_was_late_before_the_regulation_was_in_force() -> None:
    assert deadline("county", 2007) is None


def test_an_unknown_level_has_a_deadline_only_where_all_levels_share_it() -> None:
    assert deadline(None, 2012) is not None
    assert deadline(None, 2022) is None


def test_two_deadlines_for_one_year_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "first_year,last_year,level,month,day,basis\n2004,2018,town,3,31,a\n2018,2020,town,1,31,b\n"
    monkeypatch.setattr(rules_deadlines, "load_rows", lambda name, model: load_rows(name, Deadline, text))
    rules_deadlines.deadlines.cache_clear()
    with pytest.raises(CatalogError):
        rules_deadlines.deadlines()
    rules_deadlines.deadlines.cache_clear()
