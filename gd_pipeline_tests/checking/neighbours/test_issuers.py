"""A report against other issuers, other versions, its own history and its peers."""

from datetime import date

import pytest

from gd_pipeline.checking.finding import Check
from gd_pipeline.checking.neighbours import YearRecord, neighbourhoods
from gd_pipeline_tests.checking.reports import beside, checks, records

NUMBERS = "公开{120条|proactive.total}；网站{90条|channel.website}；受理{6件|requests.received}；培训{3次|trainings}。"


def verdicts(made: tuple[Check, ...], rule: str) -> list[tuple[str, str]]:
    return [(check.verdict, check.severity) for check in made if check.rule == rule]


def published(source: str, *days: date | None) -> list[YearRecord]:
    return [each._replace(published_on=day) for each, day in zip(records(source), days, strict=True)]


def test_the_later_of_two_versions_counts_whichever_comes_first() -> None:
    source = "@ year=2020\n{9件|requests.received}\n---\n@ year=2020\n{8件|requests.received}"
    known = published(source, date(2021, 3, 1), date(2021, 1, 20))
    for order in (known, known[::-1]):
        (around,) = neighbourhoods(order, 2020)
        assert around.record is known[0]
        assert around.versions == (known[1],)
        (check,) = [c for c in beside(*order) if c.rule == "conflict.version"]
        assert "8 → 9" in check.message
        assert [operand.report for operand in check.operands] == [None, "r1"]


def test_a_version_that_its_own_file_replaced_is_only_a_hint() -> None:
    source = "@ year=2020\n{9件|requests.received}\n---\n@ year=2020\n{8件|requests.received}"
    later, earlier = published(source, None, date(2021, 1, 20))
    assert verdicts(beside(later, earlier._replace(replaced=True)), "conflict.version") == [("violated", "info")]


@pytest.mark.parametrize(
    ("head", "verdict"), [("tier=mirror", "explained"), ("scope=AGG", "explained"), ("", "violated")]
)
def test_versions_of_another_scope_or_from_a_mirror_may_differ(head: str, verdict: str) -> None:
    source = f"@ year=2020 scope=OWN\n{{9件|requests.received}}\n---\n@ year=2020 {head}\n{{8件|requests.received}}"
    known = published(source, date(2021, 3, 1), date(2021, 1, 20))
    assert [v for v, _ in verdicts(beside(*known), "conflict.version")] == [verdict]


def test_only_the_version_that_counts_is_held_against_other_years() -> None:
    source = (
        "@ year=2020 form=2019\n{9件|requests.carried_in}\n---\n@ year=2020 form=2019\n{8件|requests.carried_in}\n---\n"
        "@ year=2019 form=2019\n{9件|requests.carried_out}"
    )
    known = published(source, date(2021, 3, 1), date(2021, 1, 20), None)
    assert verdicts(beside(*known), "carry.requests.carried_in") == [("holds", "warning")]


@pytest.mark.parametrize(("tier", "verdict"), [("official", "violated"), ("hijacked", "explained")])
def test_the_same_numbers_under_another_name(tier: str, verdict: str) -> None:
    source = f"@ year=2020 issuer=甲局\n{NUMBERS}\n---\n@ year=2020 issuer=乙局 tier={tier}\n{NUMBERS}"
    (check,) = [c for c in beside(*records(source)) if c.rule == "reuse.issuer" and "乙局" in c.message]
    assert check.verdict == verdict


def test_a_government_and_its_office_may_count_the_same() -> None:
    source = f"@ year=2020 issuer=某县\n{NUMBERS}\n---\n@ year=2020 id=某县/政府办公室 issuer=某县政府办公室\n{NUMBERS}"
    assert [v for v, _ in verdicts(beside(*records(source)), "reuse.issuer")] == ["explained", "explained"]


def test_few_numbers_tell_no_two_reports_apart() -> None:
    few = "受理{3件|requests.received}；培训{3次|trainings}。"
    assert not verdicts(
        beside(*records(f"@ year=2020 issuer=甲局\n{few}\n---\n@ year=2020 issuer=乙局\n{few}")), "reuse.issuer"
    )


def member(head: str, number: int = 300, government: str = "scope=AGG") -> list[str]:
    source = f"@ year=2020 id=某县/某局 issuer=某局 {head}\n{{{number}件|requests.received}}\n---\n"
    source += f"@ year=2020 {government}\n{{200件|requests.received}}"
    return [v for v, _ in verdicts(beside(*records(source)), "hierarchy.member")]


def test_a_department_is_held_only_against_a_government_that_sums_it_up() -> None:
    assert member("level=department") == ["violated"]
    assert member("level=town") == ["violated"]
    assert member("level=department", number=200) == ["holds"]
    assert member("level=department", government="scope=OWN") == []
    assert member("level=department", government="") == []
    assert member("level=department scope=SYS") == [], "a vertical office is no part of the government"


def test_the_sum_of_those_below_counts_each_once() -> None:
    source = "@ year=2020 scope=AGG\n{200件|requests.received}" + "".join(
        f"\n---\n@ year=2020 id=某县/{name} issuer={name} level=department\n{{{number}件|requests.received}}"
        for name, number in (("甲局", 90), ("乙局", 90), ("甲局", 95))
    )
    (check,) = [c for c in beside(*records(source)) if c.rule == "hierarchy.sum"]
    assert (check.verdict, check.expected) == ("holds", (185, 185))


def history(*values: int) -> list[tuple[str, str]]:
    parts = [f"@ year={2020 - n}\n{{{value}条|proactive.total}}" for n, value in enumerate(values)]
    return verdicts(checks("\n---\n".join(parts)), "plausibility.history")


def test_a_size_far_from_the_issuers_own_years_is_a_hint() -> None:
    assert history(5000, 120, 110, 90, 100) == [("violated", "info")]
    assert history(1, 1200, 1100, 900, 1000) == [("violated", "info")]
    assert history(180, 120, 110, 90, 100) == [("holds", "info")]
    assert history(9, 0, 0, 0, 0) == [("holds", "info")], "small numbers jump"
    assert history(5000, 120, 110, 90) == [], "three years are no history"


def test_ten_thousand_times_is_a_slip_of_the_unit() -> None:
    parts = [
        f"@ year={2020 - n}\n{{{value}条|proactive.total}}" for n, value in enumerate((1200000, 120, 110, 120, 130))
    ]
    (check,) = [c for c in checks("\n---\n".join(parts)) if c.rule == "plausibility.history"]
    assert "万" in (check.suggestion or "")


def test_alike_text_with_numbers_of_its_own_is_usual() -> None:
    text = "本单位高度重视政府信息公开工作；全年主动公开各类信息{%d条|proactive.total}；"
    more = "通过网站公开信息{9%d条|channel.website}；受理{%d件|requests.received}；培训{3次|trainings}。"
    now, then = (f"@ year={year}\n" + (text + more) % (n, n, n) for year, n in ((2020, 5), (2019, 4)))
    made = checks(f"{now}\n---\n{then}")
    assert verdicts(made, "reuse.report") == [("holds", "warning")]
