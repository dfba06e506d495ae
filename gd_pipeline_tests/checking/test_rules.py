"""Every rule of the registry has an example that holds and one that it alone fails."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gd_pipeline.catalog.loader import CatalogError, load_rows
from gd_pipeline.catalog.rules import FAMILIES, RuleRow, rules
from gd_pipeline.checking import findings
from gd_pipeline.checking.english import mended_in_english, told_in_english
from gd_pipeline.checking.rulebook import examples, rulebook
from gd_pipeline_tests.checking.reports import checks

FINDING = ("violated", "explained")


def cases() -> Iterator[tuple[str, str, str]]:
    for code, rule in rules().items():
        names = [identity.id for identity in rule.identities] or [code]
        for name, (passing, failing) in zip(names, examples(rule), strict=True):
            yield pytest.param(code, passing, failing, id=f"{code}:{name}")


@pytest.mark.parametrize(("code", "passing", "failing"), cases())
def test_the_passing_example_holds_and_nothing_else_is_found(code: str, passing: str, failing: str) -> None:
    made = checks(passing)
    assert [c.message for c in made if c.verdict in FINDING] == []
    assert "holds" in {c.verdict for c in made if c.rule == code}


@pytest.mark.parametrize(("code", "passing", "failing"), cases())
def test_the_failing_example_is_found_by_this_rule_alone(code: str, passing: str, failing: str) -> None:
    assert {c.rule for c in checks(failing) if c.verdict in FINDING} == {code}


@pytest.mark.parametrize(("code", "passing", "failing"), cases())
def test_a_finding_is_told_in_both_languages_with_its_numbers(code: str, passing: str, failing: str) -> None:
    for check in findings(checks(failing)):
        assert not re.search("[A-Za-z_]{2,}", check.message + (check.suggestion or ""))
        told = told_in_english(check.rule, check.verdict, check.metrics, check.applicant, check.stated, check.expected)
        assert told.isascii()
        assert "?" not in told
        assert ("may be explained" in told) == (check.verdict == "explained")
        mended = mended_in_english(check.rule, check.stated, check.expected)
        assert mended.isascii()
        assert mended or not check.suggestion or check.verdict == "explained"


def test_a_rule_that_is_no_more_is_told_by_its_code() -> None:
    assert told_in_english("sum.former", "violated", (), None, None, None) == "sum.former"
    assert mended_in_english("sum.former", None, None) == ""


def test_what_could_be_done_is_said_where_its_numbers_are_known() -> None:
    assert mended_in_english("sum.reading_points.total", (589, 589), (535, 535)) == (
        "change 589 to 535, or one of the parts by +54"
    )
    assert mended_in_english("sum.reading_points.total", (589, 589), None) == ""
    assert mended_in_english("structure.lost_table", None, None) == "put the table in"


def test_every_check_belongs_to_a_rule_and_a_family_of_the_contract() -> None:
    assert {rule.family for rule in rules().values()} <= set(FAMILIES)


def test_no_rule_never_fires_or_never_holds() -> None:
    sources = {text for case in cases() for text in case.values[1:]}
    told = {(check.rule, check.verdict) for source in sources for check in checks(source)}
    assert [code for code in rules() if told.isdisjoint((code, verdict) for verdict in FINDING)] == []
    assert [code for code in rules() if (code, "holds") not in told] == []


def test_the_rulebook_is_current() -> None:
    written = Path(__file__).parents[2] / "docs" / "rules.md"
    assert written.read_text(encoding="utf-8") == rulebook()


@pytest.mark.parametrize(
    "edit", [("severity", "severty"), ('"warning"', '"fatal"'), ("passing = ", "pasing = ")], ids=lambda e: e[1]
)
def test_a_typo_in_the_registry_is_refused(edit: tuple[str, str]) -> None:
    text = (
        '[[rule]]\ncode = "sum.x"\nseverity = "warning"\ntitle_zh = "甲"\ntitle_en = "a"\ntold_en = "t"\n'
        'formula = "f"\nbasis = "b"\npassing = "p"\nfailing = "q"\n'
    )
    assert len(load_rows("rules.toml", RuleRow, text)) == 1
    with pytest.raises(CatalogError):
        load_rows("rules.toml", RuleRow, text.replace(*edit))
