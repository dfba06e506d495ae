"""A document read whole: what its rooms give together, and the labelled real reports where they are at hand."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Report

PROSE = """清水县档案局2016年政府信息公开工作年度报告
本报告所列数据的统计期限为2016年1月1日至2016年12月31日。
一、概述
2016年，我局认真做好政府信息公开工作。
二、主动公开政府信息情况
全年主动公开政府信息120条，其中工作动态类信息80条，政策法规类信息40条。
三、依申请公开情况
全年收到政府信息公开申请6件，均按时办结。
四、收费及减免情况
未收取任何费用。
五、行政复议和行政诉讼情况
未发生行政复议、行政诉讼案件。
"""
TRADITIONAL = """清水縣檔案局2016年政府信息公開工作年度報告
一、概述
2016年，我局認真做好政府信息公開工作，發布各類通知，組織業務培訓。
二、主動公開政府信息情況
全年主動公開政府信息120條，其中工作動態類信息80條，政策法規類信息40條。
三、依申請公開情況
全年收到政府信息公開申請6件，均按時辦結。
四、收費及減免情況
未收取任何費用。
五、行政復議和行政訴訟情況
未發生行政復議、行政訴訟案件。
"""


def _report(text: str) -> Report:
    reading = read(read_bytes(text.encode(), "report.txt"))
    assert reading.quarantine is None
    return reading.reports[0]


def _numbers(report: Report) -> set[tuple[str, float, float]]:
    return {(fact.metric, fact.low, fact.high) for fact in report.facts}


@pytest.mark.parametrize(
    ("year", "table", "metric"),
    [
        (2016, "", "normative_documents.issued"),
        (2020, "", "normative_documents.issued"),
        (2020, "第二十条第（一）项\n信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t0\t0\t0\n"
         "规范性文件\t12\t12\t40\n", "normative_documents.made"),
    ],
    ids=["narrative", "no table", "beside table 2"],
)  # fmt: skip
def test_documents_that_prose_counts_are_those_of_the_table_beside_it(year: int, table: str, metric: str):
    text = PROSE.replace("2016", str(year)).replace("全年主动公开", f"{table}全年制发规范性文件12件，主动公开")
    assert {
        fact.metric
        for fact in _report(text).facts
        if fact.origin == "narrative" and (fact.low, fact.unit) == (12, "件")
    } == {metric}


def test_prose_of_a_whole_report():
    report = _report(PROSE)
    assert (report.issuer, report.report_year, report.form) == ("清水县档案局", 2016, "narrative")
    assert _numbers(report) == {
        ("proactive.total", 120, 120),
        ("proactive.category", 80, 80),
        ("proactive.category", 40, 40),
        ("requests.received", 6, 6),
        ("requests.closed", 6, 6),
        ("requests.closed.on_time", 6, 6),
        ("fees.collected", 0, 0),
        ("review.total", 0, 0),
        ("litigation.total", 0, 0),
    }


def test_spans_hold_what_they_say():
    document = read_bytes(PROSE.encode(), "report.txt")
    for fact in read(document).reports[0].facts:
        assert document.text[fact.start : fact.end] == fact.text


def test_traditional_characters_give_the_same_numbers_and_labels_as_printed():
    report = _report(TRADITIONAL)
    assert _numbers(report) == _numbers(_report(PROSE))
    assert {fact.label for fact in report.facts if fact.label} == {"工作動態類信息", "政策法規類信息"}
    assert (report.source_tier, _report(PROSE).source_tier) == ("mirror", "official")
    assert any(fact.text == "未發生行政復議、行政訴訟案件" for fact in report.facts)


def test_reading_twice_gives_the_same():
    assert _report(PROSE) == _report(PROSE)


def test_a_quarantined_document_gives_its_reason():
    reading = read(read_bytes(b"", "empty.txt"))
    assert reading.reports == ()
    assert reading.quarantine is not None
    assert reading.quarantine.reason == "empty"


def test_labelled_real_reports_are_read_to_the_letter(shared: Path):
    gd_pipeline = Path(sys.executable).with_name("gd-pipeline")
    command = [sys.executable, str(shared / "score.py"), "--json", "--", str(gd_pipeline), "parse"]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    total = json.loads(run.stdout)["total"]
    assert (total["precision"], total["recall"]) == (1.0, 1.0)
    assert total["meta"] == total["meta_need"]
    assert (total["findings_found"], total["false"], total["spanless"]) == (total["findings_need"], 0, 0)
