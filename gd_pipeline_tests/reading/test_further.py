"""A file that holds the reports of several bodies gives the first one, and no number of the others."""

import pytest

from gd_pipeline.intake import read_bytes
from gd_pipeline.reading import read
from gd_pipeline.reading.report import Report
from gd_pipeline_tests.reading.tables.printed import REMEDIES, REMEDIES_CELLS, request_cells, request_rows, rows_of


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


OTHERS = "泗洪县石桥镇2019年政府信息公开工作年度报告"
TABLE_3, TABLE_4 = ("\n".join("\t".join(row) for row in rows) for rows in (request_rows(), rows_of(REMEDIES)))
WITH_TABLES = (
    "泗洪县河口镇2019年政府信息公开工作年度报告\n一、总体情况\n我镇推进公开。\n二、主动公开政府信息情况\n如下。\n"
    f"三、收到和处理政府信息公开申请情况\n{TABLE_3}\n四、政府信息公开行政复议、行政诉讼情况\n{TABLE_4}\n"
    "五、存在的主要问题及改进情况\n要加快。\n六、其他需要报告的事项\n无。\n"
)


def test_a_report_behind_one_with_tables_is_not_read():
    report = first_of(WITH_TABLES, WITH_TABLES.replace("河口", "石桥").replace("\t4", "\t5"))
    assert [(note.kind, note.start) for note in report.notes] == [("further_report", len(WITH_TABLES))]
    assert len(report.facts) == len(request_cells()) + len(REMEDIES_CELLS)


def test_parts_are_headings_too():
    parts = str.maketrans({"一": "第一部分　", "二": "第二部分　", "三": "第三部分　", "、": None})
    report = first_of(OWN.translate(parts), report_of(OTHERS, 77).translate(parts))
    assert [fact.low for fact in report.facts] == [41, 42]


@pytest.mark.parametrize(
    ("own", "rest"),
    [
        (OWN, f"{OTHERS}\n一、认识有待提高\n要多学。\n二、更新不快\n要加快。\n"),
        (OWN, f"{OTHERS}统计表\n一、概述\n主动公开9条。\n二、申请\n收到8件。\n"),
        (OWN, "1." + report_of(OTHERS, 9)),
        (OWN, "附件：" + report_of(OTHERS, 9)),
        (OWN, f"{OTHERS}\n一、概述\n主动公开9条。\n"),
        (OWN.replace("二、", f"{OTHERS}\n二、"), report_of(OTHERS, 9)),
        ("河口镇2018年政府信息公开工作年度报告\n一、概述\n二、依申请公开情况\n", OWN),
    ],
    ids=["points", "table", "list", "annex", "one section", "running title", "contents"],
)
def test_a_text_in_doubt_is_one_report(own: str, rest: str):
    report = first_of(own, rest)
    assert not report.notes
    assert len(report.facts) >= 2


@pytest.mark.parametrize(
    "line",
    [
        "泗洪县河口镇2018年政府信息公开工作年度报告已于2019年1月20日发布。",
        "泗洪县河口镇2018年政府信息公开工作年度报告",
        "1.泗洪县河口镇2018年政府信息公开工作年度报告",
        "（三）泗洪县河口镇2018年政府信息公开工作年度报告编制情况",
        "泗洪县河口街道2019年政府信息公开工作年度报告",
        "宿迁市2019年政府信息公开工作年度报告",
    ],
)
@pytest.mark.parametrize("above", ["一、总体情况", "三、收到和处理政府信息公开申请情况"])
def test_a_title_above_the_numbered_rows_of_table_3_begins_no_report(line: str, above: str):
    report = first_of(WITH_TABLES.replace(f"{above}\n", f"{above}\n{line}\n"))
    assert not report.notes
    assert len(report.facts) == len(request_cells()) + len(REMEDIES_CELLS)
