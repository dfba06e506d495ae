"""Near, alike or neither: each rule with a pair that holds and one that it alone refuses."""

from dataclasses import replace

import numpy as np
import pytest

from gd_pipeline.corpus.copies import Common, body, common, compared, possible
from gd_pipeline.corpus.numbers import hashed
from gd_pipeline.corpus.trace import Trace, estimates, issuer_keys, trace

NUMBERS = frozenset(str(1000 + place) for place in range(20))
ONE = Trace("a", 2015, "410122", np.zeros(128, np.uint64), hashed(NUMBERS), 20, np.empty(0, np.uint64))
SOME = replace(ONE, document_id="b", numbers=hashed(frozenset([*sorted(NUMBERS)[:17], "7"])))
OTHERS = replace(ONE, document_id="b", numbers=hashed(frozenset(str(5000 + place) for place in range(20))))


@pytest.mark.parametrize(
    ("other", "words", "kind"),
    [
        (ONE, 1.0, "near"),
        (SOME, 0.55, "near"),
        (SOME, 0.45, None),
        (OTHERS, 0.95, "alike"),
        (OTHERS, 0.55, None),
        (replace(SOME, year=2016), 0.95, "alike"),
        (replace(SOME, issuer=None), 0.6, "near"),
        (replace(SOME, issuer=None, telling=3), 0.9, "alike"),
        (replace(SOME, issuer="410123"), 0.9, "alike"),
        (replace(ONE, issuer="410123"), 0.9, "near"),
        (replace(ONE, issuer="410123"), 0.7, "alike"),
    ],
    ids=[
        "same", "a quarter of it rewritten", "too few words", "other figures", "other figures and words", "other year",
        "issuer lost", "issuer lost and few numbers that tell", "other issuer, other numbers",
        "hijacked: other name, same numbers", "other name, other words",
    ],
)  # fmt: skip
def test_numbers_decide(other: Trace, words: float, kind: str | None) -> None:
    both = Common(words, 0.0, 0.0, 0)
    assert compared(ONE, other, both) == compared(other, ONE, both) == kind


@pytest.mark.parametrize(
    ("statements", "fewest", "kind"),
    [(1.0, 3, "near"), (0.7, 3, "near"), (0.6, 3, "alike"), (1.0, 2, "alike")],
    ids=["the same", "most of them", "others", "too few"],
)
def test_where_no_issuer_is_read_the_words_beside_few_numbers_decide(statements: float, fewest: int, kind: str) -> None:
    other = replace(SOME, issuer=None, telling=3)
    assert compared(ONE, other, Common(0.9, statements, 1.0, fewest)) == kind
    assert compared(ONE, other, Common(0.9, 0.2, 1.0, fewest)) == "alike"
    others = replace(OTHERS, issuer=None, telling=3)
    assert compared(ONE, others, Common(0.9, statements, 1.0, fewest)) == "alike"


def test_the_same_numbers_after_other_words_are_of_another_report_of_the_issuer() -> None:
    assert compared(ONE, SOME, Common(0.98, 0.2, 0.62, 8)) == "alike"
    assert compared(ONE, SOME, Common(0.98, 0.2, 0.62, 2)) == compared(ONE, SOME, Common(0.98, 0.2, 2 / 3, 3)) == "near"


def test_a_template_filled_in_by_another_town_shares_words_and_no_statement() -> None:
    text = "全年举办培训班2期，培训46人次，发放资料300份，接待来访8次。报告期为2015年1月1日至12月31日。"
    towns = body(text), body(text.replace("46", "31").replace("300", "120").replace("2期", "3期").replace("8次", "5次"))
    assert common(*towns).words == 1
    assert common(*towns).statements == common(*towns).held == 0
    assert common(towns[0], body(text.replace("报告期", "统计期"))).statements == 1
    assert common(*towns).fewest == 4
    pages = text.replace("发放", "1\n发放").replace("接待", "2\n接待")
    assert common(towns[0], body(pages)).statements == 1


def test_a_page_without_line_breaks_states_its_cells_beside_what_the_other_states() -> None:
    page = "全年举办培训班2期，培训46人次，发放资料300份。\n规章\t7\t0\n行政许可\t412\n行政处罚\t99\n收费\t0\n"
    lost = body(page.replace("\n", ""))
    assert len(body(page).statements) == 3
    assert len(lost.statements) > 3
    assert common(body(page), lost).held == common(lost, body(page)).held == 1 > common(body(page), lost).statements
    assert common(body(page.replace("46", "31")), lost).held == pytest.approx(2 / 3)


def test_texts_are_worth_a_look_where_words_or_numbers_agree() -> None:
    assert possible(ONE, SOME, 0.4)
    assert not possible(ONE, OTHERS, 0.4)
    assert not possible(ONE, replace(SOME, year=2016), 0.4)
    assert possible(ONE, replace(OTHERS, year=2016), 0.45)


def test_an_issuers_years_share_a_key_and_those_further_apart_none() -> None:
    of = {year: issuer_keys("410122", year) for year in (2014, 2015, 2016)}
    assert np.intersect1d(of[2014], of[2015]).size == np.intersect1d(of[2015], of[2016]).size == 1
    assert np.intersect1d(of[2014], of[2016]).size == 0
    assert np.intersect1d(of[2014], issuer_keys("410123", 2014)).size == 0
    assert issuer_keys(None, 2014).size == 0


def test_copies_under_another_name_share_a_key() -> None:
    text = "本年度主动公开政府信息" + "、".join(
        f"{word}{number}条" for word, number in zip("甲乙丙丁戊己", range(213, 219), strict=True)
    )
    one, other = trace("a", text, 2015, None), trace("b", text.replace("甲", "某"), 2015, "410122")
    assert one is not None
    assert other is not None
    assert np.intersect1d(one.keys, other.keys).size
    assert one.told
    next_year = trace("c", text, 2016, None)
    assert next_year is not None
    assert not np.intersect1d(one.keys, next_year.keys).size


def test_no_words_no_trace() -> None:
    assert trace("a", "2015 1 2 3", 2015, "410122") is None


def test_estimates_are_of_pairs() -> None:
    slots = np.array([[1, 2, 3, 4], [1, 2, 0, 0]], np.int32)
    assert estimates(slots, np.array([0, 0]), np.array([0, 1])).tolist() == [1.0, 0.5]
