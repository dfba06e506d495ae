"""Days that no calendar has: 11月31日, 2月30日."""

import re
from collections.abc import Iterator
from datetime import date

from gd_pipeline.checking.case import Case
from gd_pipeline.checking.verdicts import Outcome

_DAY = re.compile(r"20(?<!\d20)(\d\d) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日")


def calendar_days(case: Case) -> Iterator[Outcome]:
    """A finding for each printed day of this century that does not exist, the same one once."""
    printed = {match[0]: match for match in reversed(list(_DAY.finditer(case.text)))}
    wrong = [match for match in printed.values() if not _exists(*map(int, match.groups()))]
    if printed and not wrong:
        yield Outcome("period.no_such_day", "holds")
    for match in reversed(wrong):
        yield Outcome(
            "period.no_such_day",
            "violated",
            message=f"没有“{match[0]}”这一天",
            spans=(match.span(),),
            about=match[0],
        )


def _exists(year: int, month: int, day: int) -> bool:
    """Whether a year of this century, its last two digits, has the day."""
    try:
        date(2000 + year, month, day)
    except ValueError:
        return False
    return True
