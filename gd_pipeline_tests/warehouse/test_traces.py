"""Traces as rows."""

from gd_pipeline.corpus.trace import trace
from gd_pipeline.intake import read_bytes
from gd_pipeline.reading.report import Report
from gd_pipeline.warehouse.batches import row_schema
from gd_pipeline.warehouse.columns import Gathered, shared_by
from gd_pipeline.warehouse.rows import trace_columns

TEXT = "本年度主动公开政府信息二百条，网站公开213条、214条。"
REPORT = Report("", "甲县", "410122", "410122", "county", 2015, "narrative", None, None, None)


def row() -> dict[str, object]:
    document = read_bytes(TEXT.encode(), "a.txt")
    gathered = Gathered(row_schema("core.traces"))
    gathered.add(shared_by(trace_columns(REPORT, document, 2015), {"report_year": 2015}))
    (found,) = gathered.table().to_pylist()
    return found


def test_a_trace_is_kept_as_it_is() -> None:
    document = read_bytes(TEXT.encode(), "a.txt")
    kept, found = row(), trace(document.document_id, document.text, 2015, "410122")
    assert found is not None
    assert kept["keys"] == found.keys.view("int64").tolist()
    assert kept["slots"] == found.slots.tolist()
    assert kept["issuer"] == "410122"
