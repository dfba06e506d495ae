"""An alert is the same by rule, issuer, year, metrics with applicants and the numbers at odds; by nothing else."""

from dataclasses import replace

import pytest

from gd_pipeline.checking import check_report, findings
from gd_pipeline.checking.examples import example
from gd_pipeline.checking.finding import Check
from gd_pipeline.reading.report import Report

SOURCE = (
    "@ year=2015 issuer=甲县 code=210500\n收到申请{62件|requests.received}，"
    "其中当面申请{11件|requests.received.in_person}，网络申请{40件|requests.received.online}，信函申请{12件|requests.received.mail}，合计62件。"
)


def found(report: Report, text: str) -> Check:
    (check,) = [each for each in findings(check_report(report, text)) if each.rule == "sum.requests.received"]
    return check


def mark(source: str = SOURCE) -> str:
    return found(*example(source)).fingerprint


@pytest.mark.parametrize(
    "other",
    [
        SOURCE.replace("收到申请", "前面多写了几个字。收到申请"),
        SOURCE.replace("当面申请", "现场申请"),
        SOURCE.replace("{11件|requests.received.in_person}，网络", "{11 件|requests.received.in_person}，网上"),
    ],
    ids=["elsewhere", "in other words", "printed otherwise"],
)
def test_the_same_numbers_are_the_same_alert(other: str) -> None:
    assert mark(other) == mark()


def test_a_reader_that_labels_or_types_the_numbers_otherwise_makes_the_same_alert() -> None:
    report, text = example(SOURCE)
    labelled = tuple(fact._replace(label="申请", unit="宗", section="other", page=3) for fact in report.facts)
    assert found(replace(report, facts=labelled), text).fingerprint == mark()
    whole = tuple(fact._replace(low=int(fact.low), high=int(fact.high)) for fact in report.facts)
    parts = tuple(fact._replace(low=float(fact.low), high=float(fact.high)) for fact in report.facts)
    assert {found(replace(report, facts=facts), text).fingerprint for facts in (whole, parts)} == {mark()}


@pytest.mark.parametrize(
    "other",
    [
        SOURCE.replace("{12件", "{13件"),
        SOURCE.replace("{62件", "{61件"),
        SOURCE.replace("year=2015", "year=2016"),
        SOURCE.replace("issuer=甲县", "issuer=乙县"),
        SOURCE.replace("code=210500", "code=210502"),
        SOURCE.replace("requests.received.mail", "requests.received.fax"),
    ],
)
def test_another_number_year_issuer_or_metric_is_another_alert(other: str) -> None:
    assert mark(other) != mark()


def test_parts_that_differ_by_their_label_alone_are_alerts_of_their_own() -> None:
    parts = "；".join(f"{name}类{{20条|proactive.category#{name}}}，占{{19%}}" for name in "甲乙丙")
    source = f"@ year=2015\n公开信息{{100条|proactive.total}}，其中{parts}。"
    made = [check for check in check_report(*example(source)) if check.rule == "percentage.share"]
    labels = {check.fingerprint: [each.label for each in check.operands] for check in made if check.fingerprint}
    assert [each[0] for each in labels.values()] == ["甲", "乙", "丙"]
