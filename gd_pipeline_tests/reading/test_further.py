"""A file that holds the reports of several bodies gives the first one, and no number of the others."""

import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Report


def report_of(title: str, count: int) -> str:
    return (
        f"{title}\n一、概述\n我镇推进公开，主动公开政府信息{count}条。\n二、依申请公开情况\n"
        f"收到申请{count + 1}件。\n三、存在的问题\n第{count}项工作有待加强。\n"
    )


def first_of(*parts: str) -> Report:
    (report,) = read(read_bytes("".join(parts).encode(), "page.txt")).reports
    return report


OWN = report_of("泗洪县河口镇2019年政府信息公开工作年度报告", 41)


def test_only_the_first_bodys_numbers_are_read():
    others = report_of("泗洪县石桥镇2019年政府信息公开工作年度报告", 77)
    report = first_of(OWN, others)
    assert [fact.low for fact in report.facts] == [41, 42]
    assert report.issuer == "河口镇"
    assert [note.kind for note in report.notes] == ["further_report"]
    assert max(section.end for section in report.sections) <= len(OWN)


def test_another_year_of_the_same_body_is_another_report():
    report = first_of(OWN, report_of("泗洪县河口镇2018年政府信息公开工作年度报告", 77))
    assert (report.report_year, [fact.low for fact in report.facts]) == (2019, [41, 42])


@pytest.mark.parametrize(
    "rest",
    [
        report_of("河口镇2019年政府信息公开工作年度报告", 77),
        "石桥镇2019年政府信息公开工作年度报告\n石桥镇2018年政府信息公开工作年度报告\n",
        "附表\n一、主动公开情况\n主动公开9条。\n",
    ],
    ids=["own name in short", "links without a text", "annex"],
)
def test_what_begins_no_further_report(rest: str):
    assert not first_of(OWN, rest).notes
