"""Tables without any separator: numbers are read where the digits leave one way, else left as ambiguous."""

import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import (
    PROACTIVE_2021,
    all_cells,
    all_tables,
    cells_of,
    document,
    report,
    rows_of,
)
from gd_pipeline_tests.reading.tables.test_damage import read
from gd_pipeline_tests.reading.tables.test_statistics import FOOT, HEAD, annex_cells, annex_rows

TOTALS = ("review.total", "litigation.direct.total", "litigation.after_review.total")


def unbroken(edition: str = "2021") -> str:
    return report(all_tables(edition), lambda row, _: "".join(row)).replace("\n", "")


@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_what_is_read_is_what_was_printed(edition):
    found, printed = cells_of(read(unbroken(edition))), all_cells(edition)
    assert found.items() <= printed.items()
    assert len(found) > 0.8 * len(printed)


def test_rows_of_one_digit_a_column_and_all_of_table_4_are_read():
    found = cells_of(read(unbroken()))
    assert {metric: found[metric, "total"] for metric in TOTALS} == {
        metric: all_cells()[metric, "total"] for metric in TOTALS
    }
    assert found["outcome.denied.state_secret", "research"] == 0
    assert found["licensing.decisions", "total"] == 1550


def test_digits_that_can_be_cut_in_two_ways_are_left():
    heads = "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"
    reading = read(f"{heads}规章000行政规范性文件145167第二十条第（五）项信息内容本年处理决定数量行政许可8")
    assert cells_of(reading) == {
        ("regulations.made", "total"): 0,
        ("regulations.repealed", "total"): 0,
        ("regulations.in_force", "total"): 0,
        ("licensing.decisions", "total"): 8,
    }
    assert [left.text for left in reading.leftovers] == ["145167"]


def test_without_a_zero_in_the_table_a_cell_may_be_blank():
    heads = "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"
    reading = read(f"{heads}规章行政规范性文件145第二十条第（五）项信息内容本年处理决定数量行政许可8")
    assert cells_of(reading) == {("licensing.decisions", "total"): 8}


@pytest.mark.parametrize("zero", ["行政强制0", "三、收到和处理政府信息公开申请情况1.属于国家秘密0000000"])
def test_a_zero_of_one_number_or_of_another_table_shows_no_blanks(zero):
    heads = "第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"
    found = cells_of(read(f"{heads}规章行政规范性文件102第二十条第（五）项信息内容本年处理决定数量行政许可8{zero}"))
    assert found["licensing.decisions", "total"] == 8
    assert not any(metric.startswith("normative_documents") for metric, _ in found)


def test_prose_on_the_line_of_a_table_is_no_part_of_it():
    prose = "本机关2023年印发文件12件；全年公开信息118条。"
    text = prose + "".join("".join(row) for row in rows_of(PROACTIVE_2021))
    reading = read_tables(document(text), ())
    assert cells_of(reading)["licensing.decisions", "total"] == 1550
    assert min(table.start for table in reading.tables) >= len(prose)


@pytest.mark.parametrize("with_unit", [True, False])
def test_the_annex(with_unit):
    rows = ["".join(row if with_unit else (row[0], row[2])) for row in annex_rows()]
    assert cells_of(read_tables(document(HEAD + "".join(rows) + "\n" + FOOT), ())) == annex_cells()


def test_a_misprinted_label_behind_a_blank_row_gives_that_row_no_number():
    rows = ["".join(row) for row in annex_rows()]
    at = next(place for place, row in enumerate(rows) if "主动公开规范性文件数" in row)
    rows[at - 1] = rows[at - 1].rstrip("0123456789")
    rows[at] = rows[at].replace("规范", "规")
    found = cells_of(read_tables(document(HEAD + "".join(rows) + "\n" + FOOT), ()))
    assert found.items() <= annex_cells().items()
    assert ("proactive.total", "total") not in found


def test_numbers_of_sentences_are_no_rows():
    prose = "三、收到和处理政府信息公开申请情况\n" + "全年行政许可12项，行政处罚3件，予以公开5件，不予公开2件。" * 12
    assert cells_of(read(prose)) == {}


def test_a_row_a_line_without_separators():
    text = report(all_tables(), lambda row, _: "".join(row) + "\n")
    found = cells_of(read(text))
    assert found.items() <= all_cells().items()
    assert found["outcome.denied.state_secret", "research"] == 0


@pytest.mark.parametrize("digits", ["1213", "46", "3746630019238301"])
def test_digits_of_several_applicants_are_no_total(digits):
    reading = read(f"三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量{digits}\n三安全一稳定\n")
    assert cells_of(reading) == {}


def test_rows_printed_a_line_each_are_read_as_those_on_one_line():
    lines = [
        "信息内容本年新制作数量本年新公开数量对外公开总数量",
        "规章000",
        "规范性文件327",
        "第二十条第（五）项",
        "信息内容上一年项目数量本年增/减处理决定数量",
        "行政许可000",
        "其他对外管理服务事项614",
    ]
    found = cells_of(read("\n".join(lines)))
    assert found == cells_of(read("".join(lines)))
    assert found["normative_documents.published_total", "total"] == 7
    assert found["other_services.decisions", "total"] == 4


def test_rows_of_one_cell_printed_a_line_each_are_no_rows_without_separators():
    lines = [
        "第二十条第（五）项",
        "信息内容本年处理决定数量",
        "行政许可123",
        "第二十条第（六）项",
        "信息内容本年处理决定数量",
    ]
    found = cells_of(read("\n".join([*lines, "行政处罚456", "行政强制78"])))
    assert [found[metric, "total"] for metric in ("licensing.decisions", "penalties.decisions")] == [123, 456]


def test_prose_with_a_table_s_words_and_nothing_read_from_it_is_no_table():
    prose = "我局按要求推进,落实责任,完善制度,加强培训,强化监督,畅通渠道,优化服务,规范流程。全年主动公开信息63条。"
    text = f"{prose}二、主动公开政府信息情况第二十条第(一)项本年新制作数量规章222规范性文件(有文号的)313131第"
    spans = read(text).spans
    assert not any(start <= text.index("63条") < end for start, end in spans)
