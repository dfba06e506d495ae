"""The annex of 2014 with each number before its label, with blanks among them, and what only looks so."""

import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import cells_of, document
from gd_pipeline_tests.reading.tables.test_statistics import FOOT, HEAD, annex_cells, annex_rows

BLANK = ("channel.weibo", "requests.received.mail", "review.other", "litigation.upheld", "staff.part_time", "trainees")


def rows_with_blanks() -> list[tuple[str, str, str]]:
    numbers = {f"{annex_cells()[metric, 'total']:g}" for metric in BLANK}
    return [(label, unit, "" if number in numbers else number) for label, unit, number in annex_rows()]


@pytest.mark.parametrize("unit", [True, False])
def test_a_blank_row_takes_no_number_of_the_row_behind_it(unit):
    body = "".join(
        "\n".join(cell for cell in (number, label, kind if unit else "") if cell) + "\n"
        for label, kind, number in rows_with_blanks()
    )
    expected = {key: value for key, value in annex_cells().items() if key[0] not in BLANK}
    assert cells_of(read_tables(document(HEAD + body + FOOT), ())) == expected


@pytest.mark.parametrize("row", ["{}\n{}\n{}\n", "{} {} {}\n", "{} {} {} ", "{}{}{}"])
@pytest.mark.parametrize("mark", ["0", "——"])
def test_a_zero_in_the_captions_puts_no_number_before_its_label(row, mark):
    body = "".join(row.format(label, unit, number or mark) for label, unit, number in annex_rows())
    cells = cells_of(read_tables(document(HEAD + body + FOOT), ()))
    assert cells.items() <= annex_cells().items()
    assert len(cells) >= len(annex_cells()) - (0 if row.endswith("\n") else 7)


def test_sums_in_the_captions_put_no_number_before_its_label():
    body = "".join(f"{label}\n{unit}\n{number or 33}\n" for label, unit, number in annex_rows())
    assert cells_of(read_tables(document(HEAD + body + FOOT), ())) == annex_cells()


def test_documents_made_behind_a_blank_row_are_not_those_published():
    body = "".join(
        f"{label.replace('制发', '制定')} {unit} {'' if '主动公开规范性' in label else number}\n"
        for label, unit, number in annex_rows()
    )
    cells = cells_of(read_tables(document(HEAD + body + FOOT), ()))
    assert cells == {key: value for key, value in annex_cells().items() if key[0] != "proactive.normative_documents"}


def test_units_between_a_number_and_the_label_behind_it_are_the_labels_own():
    body = "".join(
        "\n".join(cell for cell in (number, unit, label) if cell) + "\n" for label, unit, number in annex_rows()
    )
    found = cells_of(read_tables(document(HEAD + body + FOOT), ()))
    assert {
        key: value for key, value in annex_cells().items() if key[0] in ("complaints.total", "staff.part_time")
    } == {key: value for key, value in found.items() if key[0] in ("complaints.total", "staff.part_time")}
