"""What a report says of the year before, against what that year's report printed (domain notes XY-02, XY-03)."""

import re
from collections.abc import Iterator

from gd_pipeline.checking.case import value
from gd_pipeline.checking.intervals import Interval, difference, is_point, meets, percent, total
from gd_pipeline.checking.neighbours.excuses import excuse
from gd_pipeline.checking.neighbours.record import YearRecord
from gd_pipeline.checking.neighbours.traits import Recalled
from gd_pipeline.checking.neighbours.verdict import Beside, Compared, excused
from gd_pipeline.checking.percentages import compared
from gd_pipeline.checking.verdicts import Outcome
from gd_pipeline.checking.wording import named, number, shown, signed
from gd_pipeline.reading.report import Fact

_RECEIVED, _STOCK, _GROWTH = "requests.received", "requests.carried_in", "requests.received.growth"
_DECIMALS = re.compile(r"\d[.．](\d{1,6})")


def growth(record: YearRecord, last: YearRecord) -> Iterator[Compared]:
    """较上年增长13.76%: from what last year's report printed, with or without the stock of either year."""
    stated = record.best.get((_GROWTH, "total"))
    now, then = record.best.get((_RECEIVED, "total")), last.best.get((_RECEIVED, "total"))
    if stated is None or now is None or then is None or then.low <= 0:
        return
    printed = _DECIMALS.search(stated.text)
    decimals = len(printed[1]) if printed else 0
    rates = [_rate(a, b) for a in _readings(record, now) for b in _readings(last, then)]
    holds = any(_prints_as(rate, stated.low, decimals) for rate in rates)
    low, high = (round(end, max(decimals, 2)) for end in rates[0])
    outcome = Outcome(
        "growth.last_year",
        "holds" if holds else "violated",
        metrics=(_GROWTH, _RECEIVED),
        stated=(stated.low, stated.high),
        expected=(low, high),
        formula=f"({shown(value(now))} - {shown(value(then))}) / {shown(value(then))} = {shown((low, high))}%",
    )
    if holds:
        yield Compared(outcome)
        return
    text = f"增幅写作 {number(stated.low)}%，而{last.report_year}年报告的申请数为 {shown(value(then))}，"
    text += f"本年 {shown(value(now))}，应为 {shown((low, high))}%"
    hint = f"将 {number(stated.low)}% 改为 {low:.{decimals}f}%" if is_point((low, high)) else None
    outcome = outcome._replace(message=text, suggestion=hint, operands=(stated, now))
    reason = excuse("growth", record, last, (now, then))
    yield excused(Compared(outcome, (Beside("last", last, then),)), reason)


def _readings(record: YearRecord, received: Fact) -> list[Interval]:
    """What the report may mean by applications received: the new ones, or those with last year's stock."""
    stock = record.best.get((_STOCK, "total"))
    one = value(received)
    return [one] if stock is None or not stock.high else [one, total((one, value(stock)))]


def _rate(now: Interval, then: Interval) -> Interval:
    low, high = percent(now, then)
    return low - 100, high - 100


def _prints_as(rate: Interval, stated: float, decimals: int) -> bool:
    """True if the rate, rounded or cut off, is what is printed."""
    low, high = (-rate[1], -rate[0]) if stated < 0 else rate
    return compared((low, high), abs(stated), decimals) in ("rounded", "cut")


def recalled(record: YearRecord, last: YearRecord) -> Iterator[Compared]:
    """2019年收到120件 in the report of 2020, against the report of 2019."""
    for said in record.traits.recalled:
        fact = last.best.get((said.metric, "total"))
        if fact is not None:
            yield _said(record, last, said, fact)


def _said(record: YearRecord, last: YearRecord, said: Recalled, fact: Fact) -> Compared:
    stated, expected = (said.low, said.high), value(fact)
    outcome = Outcome(
        "conflict.last_year",
        "holds" if meets(stated, expected) else "violated",
        metrics=(said.metric,),
        stated=stated,
        expected=(fact.low, fact.high),
        formula=f"{shown(stated)} = {shown((fact.low, fact.high))}",
    )
    if outcome.verdict == "holds":
        return Compared(outcome)
    text = f"文中说上年{named(said.metric)}为 {shown(stated)}，{last.report_year}年报告写作 {shown(expected)}，"
    outcome = outcome._replace(
        message=text + f"相差 {signed(difference(stated, expected))}",
        operands=(_as_fact(said, fact),),
        suggestion=f"将文中的 {shown(stated)} 改为 {shown(expected)}",
    )
    return excused(Compared(outcome, (Beside("last", last, fact),)), excuse("conflict", record, last, (fact,)))


def _as_fact(said: Recalled, fact: Fact) -> Fact:
    return Fact(
        said.metric, "total", None, said.low, said.high, fact.unit, None, None, "narrative", "",
        said.start, said.end, said.text,
    )  # fmt: skip
