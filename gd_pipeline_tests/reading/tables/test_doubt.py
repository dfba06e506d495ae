"""Where two readings are left neither is stored, and what is in doubt is listed."""

import pytest

from gd_pipeline.catalog.forms import form_rows
from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import LAYOUTS, all_cells, all_tables, cells_of, document, report
from gd_pipeline_tests.reading.tables.test_damage import LINES, read, replaced, right_but_for
from gd_pipeline_tests.reading.tables.test_statistics import FOOT, HEAD, annex_cells, annex_rows

REMEDIES = [f"{block}." for block in ("review", "litigation.direct", "litigation.after_review")]


def ambiguous(reading) -> set[str]:
    return {note.detail for note in reading.notes if note.kind == "ambiguous_row"}


def leftovers(reading) -> list[str]:
    return [left.text for left in reading.leftovers if left.reason == "ambiguous"]


def without_table_4(cells):
    return {key: value for key, value in cells.items() if not key[0].startswith(tuple(REMEDIES))}


def with_table_4(row: str, heads: bool) -> str:
    """The report with another row in table 4, with the heads of its columns or without."""
    start, end = LINES.index("行政复议 行政诉讼"), LINES.index("五、存在的主要问题")
    kept = LINES[start : LINES.index("4 1 0 2 7", start)] if heads else ""
    return LINES[:start] + kept + row + "\n" + LINES[end:]


@pytest.mark.parametrize("heads", [True, False])
@pytest.mark.parametrize("numbers", ["1 1 3 1 4", "0 0 1 0 2"])
def test_five_numbers_that_do_not_add_up_may_be_the_rest_of_fifteen(numbers, heads):
    reading = read(with_table_4(numbers, heads))
    assert cells_of(reading) == without_table_4(all_cells())
    assert leftovers(reading) == numbers.split()
    assert "review_litigation" in ambiguous(reading)


def test_five_numbers_under_a_heading_that_add_up_are_its_row():
    found = cells_of(read(with_table_4("4 1 0 2 7", heads=False)))
    assert found["review.total", "total"] == 7
    assert not any(metric.startswith("litigation") for metric, _ in found)


def test_a_row_of_ten_cells_is_no_part_of_table_4():
    head = LINES[: LINES.index("四、政府信息公开行政复议")]
    bars = "四、政府信息公开行政复议、行政诉讼情况\n|  |  |  |  |  | 1 |  |  |  | 1 |\n五、存在的主要问题\n"
    assert cells_of(read(head + bars)) == without_table_4(all_cells())


def pushed(row: tuple[str, ...]) -> tuple[str, ...]:
    """A row of table 3 whose blanks (here: its zeros but the first and last) stand at its end."""
    *_, total = numbers = row[-7:]
    kept = [numbers[0], *(number for number in numbers[1:6] if number != "0"), total]
    return (*row[:-7], *kept, *[""] * (7 - len(kept)))


def table_3(change) -> str:
    tables = all_tables()
    tables[1] = [*tables[1][:3], *(change(row) for row in tables[1][3:])]
    return report(tables, lambda row, _: "| " + " | ".join(row) + " |\n")


def requests_of(reading) -> set[str]:
    return {fact.applicant for fact in reading.facts if fact.metric.startswith(("requests", "outcome"))}


def test_rows_whose_blanks_stand_at_their_end_are_in_doubt():
    assert requests_of(read(table_3(pushed))) <= {"natural_person", "commercial", "research", "total", "other"}
    zeros = read(table_3(lambda row: (*row[:-7], "0", "0", "", "", "", "", "")))
    assert requests_of(zeros) == set()
    assert ambiguous(zeros)


def test_a_blank_between_numbers_shows_that_blanks_stand_in_their_columns():
    rows = iter(range(99))

    def change(row: tuple[str, ...]) -> tuple[str, ...]:
        first = next(rows) < 2
        return (*row[:-7], row[-7], "", "", "", "", "", row[-1] if first else "")

    found = cells_of(read(table_3(change)))
    assert found["outcome.granted", "natural_person"] == 12
    assert found["requests.received", "total"] == 46


def test_a_page_number_that_could_be_the_rows_total():
    row = "2.没有现成信息需要另行制作 1 0 0 0 0 0 1\n"
    text = LINES
    for line in LINES.split("\n"):
        numbers = line.split()[-7:]
        if len(numbers) == 7 and all(number.isdecimal() for number in numbers):
            label = line[: len(line) - len(" ".join(numbers))]
            text = text.replace(line, label + " ".join(number for number in numbers if number != "0" or "总计" in line))
    plain = read(text)
    paged = read(replaced(text, (row.replace("0 ", ""), "2.没有现成信息需要另行制作 1 1\n2\n")))
    assert cells_of(plain)["outcome.unavailable.needs_creation", "total"] == 1
    assert ("outcome.unavailable.needs_creation", "total") not in cells_of(paged)
    assert "没有现成信息需要另行制作" in ambiguous(paged)


def test_a_number_alone_on_its_line_in_table_2_may_be_the_pages():
    reading = read(replaced(LINES, ("行政事业性收费 730.28", "行政事业性收费\n2")))
    assert right_but_for(reading, "charges.amount")
    assert leftovers(reading) == ["2"]
    below = read(report(all_tables(), LAYOUTS["a cell a line"]))
    assert cells_of(below) == all_cells()


def test_a_page_number_behind_a_row_after_a_blank_one():
    text = replaced(LINES, ("行政强制 0\n", "行政强制\n"), ("行政事业性收费 730.28\n", "行政事业性收费 730.28\n2\n"))
    assert right_but_for(read(text), "coercion.decisions")


@pytest.mark.parametrize("lost", ["行政事业性收费 730.28", "行政强制 0"])
def test_a_blank_row_at_the_end_of_table_2_takes_no_number_of_table_3(lost):
    label = lost.split()[0]
    row = "一、本年新收政府信息公开申请数量 40 3 0 1 2 0 46"
    reading = read(replaced(LINES, (lost, label), (row, "一、本年新收政府信息公开申请数\n量 46 46")))
    metric = {"行政事业性收费": "charges.amount", "行政强制": "coercion.decisions"}[label]
    assert (metric, "total") not in cells_of(reading)


def provincial(change=lambda key, cells: cells) -> str:
    """The older table with the numbers of the year and of all years, and no heads that tell which is which."""
    rows = [
        (row.label, row.unit, row.key, *change(row.key, (str(7 * int(row.key) % 50), str(7 * int(row.key) % 50 + 60))))
        for row in form_rows("provincial")
    ]
    return "全年累计公开信息。\n某县政府信息公开情况统计报表\n" + "\n".join(" ".join(row) for row in rows) + "\n"


def test_words_of_the_prose_do_not_tell_the_columns():
    reading = read(provincial())
    assert cells_of(reading) == {}
    assert "主动公开信息数" in ambiguous(reading)


def test_rows_that_count_together_are_stored_only_where_each_is_certain():
    one = read(provincial(lambda key, cells: cells if key in ("13", "14") else cells[:1]))
    assert ("requests.received", "total") in cells_of(one)
    assert ("requests.received.online", "total") not in cells_of(one)
    both = read(provincial(lambda key, cells: cells[:1]))
    assert cells_of(both)["requests.received.online", "total"] == 7 * 13 % 50 + 7 * 14 % 50


def test_a_label_with_the_number_of_the_row_beside_it():
    pairs = (("（2）同意公开答复数", "（2）同意和开答复数"), ("（3）同意部分公开答复数", "（3）同意公开答复数"))
    found = cells_of(read_tables(document(replaced(HEAD + annex_lines() + FOOT, *pairs)), ()))
    assert found.items() <= annex_cells().items()
    assert ("requests.closed", "total") in found


def annex_lines() -> str:
    return "".join(" ".join(cell for cell in row if cell) + "\n" for row in annex_rows())


def test_a_number_before_a_label_that_a_copy_without_repeated_lines_lost():
    rows = annex_rows()
    lines = "".join(f"{label}\n{number}\n" for label, _, number in rows).replace("\n\n", "\n").split("\n")
    seen: set[str] = set()
    kept = [line for line in lines if line not in seen and not seen.add(line)]
    found = cells_of(read_tables(document(HEAD + "\n".join(kept) + "\n" + FOOT), ()))
    assert found.items() <= annex_cells().items()
    assert ("litigation.upheld", "total") not in found
    assert found["litigation.total", "total"] == annex_cells()["litigation.total", "total"]


@pytest.mark.parametrize("numbers", ["3", "1 2 3", "1 0 2 3"])
def test_fewer_numbers_than_a_row_behind_the_heads_of_table_4_are_left(numbers):
    reading = read(with_table_4(numbers, heads=True))
    assert cells_of(reading) == without_table_4(all_cells())
    assert leftovers(reading) == numbers.split()
    assert "review_litigation" in ambiguous(reading)


@pytest.mark.parametrize("behind", ["", "3\n", "2016 12 31\n"])
def test_prose_about_review_and_litigation_is_no_table(behind):
    said = "四、行政复议、行政诉讼情况\n全年收到行政复议 2 件，行政诉讼 1 件，均已审结。\n"
    reading = read_tables(document(said + behind + "五、存在的主要问题\n"), ())
    assert (reading.tables, reading.facts, reading.blanks, reading.leftovers) == ((), (), (), ())
