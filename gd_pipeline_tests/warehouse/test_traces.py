"""Traces as rows."""

from gd_pipeline.corpus.trace import trace
from gd_pipeline.intake import read_bytes
from gd_pipeline.reading.report import Report
from gd_pipeline.warehouse.batches import arrow_table
from gd_pipeline.warehouse.rows import trace_rows

TEXT = "本年度主动公开政府信息二百条，网站公开213条、214条。"
REPORT = Report("", "甲县", "410122", "410122", "county", 2015, "narrative", None, None, None)


def row() -> dict[str, object]:
    document = read_bytes(TEXT.encode(), "a.txt")
    rows = [each | {"report_year": 2015} for each in trace_rows(REPORT, document, 2015)]
    (found,) = arrow_table("core.traces", rows).to_pylist()
    return found


def test_a_trace_is_kept_as_it_is() -> None:
    document = read_bytes(TEXT.encode(), "a.txt")
    kept, found = row(), trace(document.document_id, document.text, 2015, "410122")
    assert found is not None
    assert kept["keys"] == found.keys.view("int64").tolist()
    assert kept["slots"] == found.slots.tolist()
    assert kept["issuer"] == "410122"
