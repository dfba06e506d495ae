"""Which year a number is of."""

import pytest

from gd_pipeline.reading.clauses import Sentences
from gd_pipeline.reading.mentions import Mention, mentions
from gd_pipeline.reading.years import YearFrame


def _reason(text: str, number: int, year: int | None = 2016) -> str:
    found = mentions(text, (), Sentences(text, (), ()), [(0, len(text))])
    frame = YearFrame(text, found, year)
    wanted: Mention = next(m for m in found if m.counts and m.number.low == number)
    return frame.other_year(wanted)


@pytest.mark.parametrize(
    ("text", "number", "reason"),
    [
        ("2016年，收到申请9件。", 9, ""),
        ("2015年收到申请9件，2016年收到申请12件。", 9, "other_year"),
        ("2015年收到申请9件，2016年收到申请12件。", 12, ""),
        ("2016年收到申请9件，2015年为7件。", 7, "other_year"),
        ("2016年收到申请9件，较2015年增加7件。", 7, ""),
        ("2016年收到申请9件。2017年计划培训7次。", 7, "plan"),
        ("2016年情况。收到申请9件。", 9, ""),
        ("根据国发〔2015〕3号，2016年收到申请9件。", 9, ""),
    ],
)
def test_a_year_governs_the_numbers_after_it_in_its_sentence(text: str, number: int, reason: str) -> None:
    """Last year's and next year's numbers are told, comparisons and document numbers govern nothing."""
    assert _reason(text, number) == reason


def test_where_the_own_year_is_never_named_another_year_is_a_slip() -> None:
    """A recycled year in the body does not lose the report's numbers."""
    assert _reason("2015年收到申请9件。", 9) == ""


def test_without_a_report_year_nothing_is_of_another_year() -> None:
    """The reader does not guess."""
    assert _reason("2015年收到申请9件，2016年收到申请12件。", 9, None) == ""
