"""The annex of 2014 with rows cut out, misread or in another order: a number is never another row's."""

import pytest

from gd_pipeline.reading.tables import read_tables
from gd_pipeline_tests.reading.tables.printed import cells_of, document
from gd_pipeline_tests.reading.tables.test_statistics import FOOT, HEAD, annex_cells, annex_rows, exploded

REVIEW, LITIGATION = 44, 48
"""Where the rows of review and of litigation begin, which print 被依法纠错数 and 其他情形数 alike."""


def found(rows) -> dict:
    return cells_of(read_tables(document(HEAD + exploded(rows) + FOOT), ()))


@pytest.mark.parametrize("cut", [(REVIEW + 2, LITIGATION + 2), (REVIEW, LITIGATION + 2), (40, LITIGATION + 3)])
def test_rows_of_one_label_whose_section_was_cut_out_are_nobodys(cut):
    rows = annex_rows()
    cells = found(rows[: cut[0]] + rows[cut[1] :])
    assert cells.items() <= annex_cells().items()
    assert len(cells) > len(annex_cells()) - 20


@pytest.mark.parametrize("misread", [range(REVIEW + 2, LITIGATION + 2), range(REVIEW + 3, LITIGATION + 2)])
def test_rows_of_one_label_behind_misread_ones_stay_in_their_section(misread):
    rows = [
        (label.replace("数", "敎").replace("讼", "诋").replace("告", "吿"), unit, number) if at in misread else row
        for at, row in enumerate(annex_rows())
        for label, unit, number in [row]
    ]
    cells = found(rows)
    assert cells.items() <= annex_cells().items()
    assert ("litigation.corrected", "total") in cells


def test_the_last_rows_of_a_table_that_ends_with_review_are_reviews():
    cells = found(annex_rows()[:LITIGATION])
    assert ("review.corrected", "total") in cells
    assert ("review.other", "total") in cells
    assert cells.items() <= annex_cells().items()


@pytest.mark.parametrize("blank", [False, True])
def test_a_row_printed_before_its_place_keeps_its_number(blank):
    rows = annex_rows()
    complaints = rows.pop(LITIGATION + 4)
    assert "举报投诉" in complaints[0]
    rows.insert(LITIGATION, complaints)
    expected = annex_cells()
    if blank:
        rows[LITIGATION + 1] = (*rows[LITIGATION + 1][:2], "")
        rows[LITIGATION - 1] = (*rows[LITIGATION - 1][:2], "")
        del expected["litigation.total", "total"], expected["review.other", "total"]
    cells = found(rows)
    assert cells.items() <= expected.items()
    assert cells["complaints.total", "total"] == expected["complaints.total", "total"]


def test_a_page_number_behind_a_value_that_is_the_number_of_its_row():
    text = HEAD + exploded(annex_rows()) + FOOT
    at = next(at for at, row in enumerate(annex_rows()) if "延期办结数" in row[0])
    label, unit, number = annex_rows()[at]
    text = text.replace(f"{label}\n\n{unit}\n\n{number}\n", f"{label}\n\n{unit}\n\n{at + 1}\n\n3\n")
    cells = cells_of(read_tables(document(text), ()))
    assert cells.get(("requests.closed.extended", "total"), at + 1) == at + 1
