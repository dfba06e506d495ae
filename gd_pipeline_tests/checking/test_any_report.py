"""Whatever a report holds, it gets its verdicts: the same each time, as JSON, with evidence from its text."""

import json
import random
from datetime import date

import pytest

from gd_pipeline.catalog.metrics import APPLICANTS, EDITIONS, metrics
from gd_pipeline.checking import check_report, findings
from gd_pipeline.checking.contract import finding_json
from gd_pipeline.reading.report import Blank, Fact, PrintedDate, Quantity, Report, Section

WORDS = "主动公开信息其中，占同比增长办结率受理每期每月全年部分其他。；（）二三、维持均获X某条上年2017年"
DAYS = (None, date(2016, 2, 29), date(2017, 1, 1), date(2017, 12, 31), date(2018, 5, 1), date(2019, 1, 1))
HEDGES = ("余", "超过", "以上", "近", "约", "百余", "rounded", "odd")
LENGTH = 300


def value(chance: random.Random) -> tuple[float, float, str | None]:
    number = float(chance.choice((0, 0, -3, 0.5, chance.randrange(60), chance.randrange(60), chance.randrange(500))))
    return (
        (number, number * 2, chance.choice(HEDGES)) if number > 1 and chance.random() < 0.2 else (number, number, None)
    )


def any_report(seed: int) -> tuple[Report, str]:
    chance = random.Random(seed)
    text = "".join(chance.choice(WORDS) for _ in range(LENGTH))
    facts, blanks, quantities = list[Fact](), list[Blank](), list[Quantity]()
    for _ in range(chance.randrange(40)):
        start = chance.randrange(LENGTH - 5)
        end = start + chance.randrange(1, 5)
        low, high, hedge = value(chance)
        metric, applicant = chance.choice(list(metrics())), chance.choice(("total", *APPLICANTS))
        if chance.random() < 0.1:
            blanks.append(Blank(metric, applicant, "", start, start))
            continue
        label, scope = chance.choice((None, "其他类", "市政府")), chance.choice((None, "全市", "市政府", "我局"))
        origin, section = chance.choice(("table", "narrative")), chance.choice(("requests", "proactive"))
        unit = metrics()[metric].unit
        facts.append(
            Fact(metric, applicant, label, low, high, unit, hedge, scope, origin, section, start, end, text[start:end])
        )
        unit = chance.choice(("件", "%", "个", "期", ""))
        quantities.append(Quantity(start, end, text[start:end], low, high, unit, hedge, chance.randrange(3), "", 0, 0))
    sections = [
        Section(
            chance.choice(("requests", "proactive", "other")),
            chance.randrange(1, 4),
            "甲",
            at,
            LENGTH,
            "一",
            number,
            at + 1,
        )
        for at, number in zip(range(10, 250, 40), chance.choices((None, 1, 2, 5, 12), k=6), strict=False)
    ]
    report = Report(
        title="",
        issuer="某县",
        issuer_id=None,
        issuer_code=None,
        issuer_level=chance.choice((None, "county", "department")),
        report_year=chance.choice((None, 2008, 2017, 2019)),
        form=chance.choice(EDITIONS),
        period_start=chance.choice(DAYS),
        period_end=chance.choice(DAYS),
        published_on=chance.choice(DAYS),
        sections=tuple(sections),
        facts=tuple(facts),
        blanks=tuple(blanks),
        quantities=tuple(sorted(quantities, key=lambda quantity: quantity.start)),
        dates=tuple(PrintedDate("published", day, 0, 4) for day in DAYS if day and chance.random() < 0.3),
    )
    return report, text


@pytest.mark.parametrize("first", range(0, 400, 100))
def test_any_report_gets_its_verdicts(first: int) -> None:
    for seed in range(first, first + 100):
        report, text = any_report(seed)
        made = check_report(report, text)
        assert made == check_report(report, text)
        found = findings(made)
        assert len({check.fingerprint for check in found}) == len(found)
        assert json.dumps([finding_json(check) for check in found], allow_nan=False)
        assert all(text[e.start : e.end] == e.text for check in found for e in check.evidence)
