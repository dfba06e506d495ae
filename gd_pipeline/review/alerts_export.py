"""Alerts as CSV and XLSX that a spreadsheet opens without running anything.

A text that a spreadsheet could take for a formula stays text: behind an apostrophe in CSV, in a cell of type text in
XLSX. Numbers stay numbers. The same alerts give the same bytes: clocks are left out, but for the day of the decision.
"""

import csv
import json
import math
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.rules import rules
from gd_pipeline.review.alerts import Alert
from gd_pipeline.review.differences import difference
from gd_pipeline.review.labels import SEVERITIES, STATES

Value = str | int | float | date | None
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""Beginnings of a formula in some spreadsheet."""
MAX_CHARACTERS = 32_000
"""A cell of XLSX holds 32,767."""
BORN = datetime(2000, 1, 1)
"""The creation date that every XLSX says, so that its bytes depend on the alerts alone."""
PLACES = """
SELECT c.fingerprint, c.evidence, s.source FROM quality.checks c JOIN core.reports r USING (report_id)
LEFT JOIN (SELECT document_id, min(source) AS source FROM raw.sources GROUP BY document_id) s USING (document_id)
WHERE (c.fingerprint, c.report_id, c.check_no)
    IN (SELECT (alert_id, report_id, check_no) FROM quality.alerts WHERE alert_id IN (SELECT unnest(?::VARCHAR[])))
"""


class Column(NamedTuple):
    """A column of the export: its name, its Chinese name, its width in a spreadsheet."""

    name: str
    zh: str
    width: int


COLUMNS = (
    Column("alert_id", "预警标识", 18),
    Column("state", "状态", 12),
    Column("state_zh", "状态（中文）", 12),
    Column("severity", "严重程度", 10),
    Column("severity_zh", "严重程度（中文）", 10),
    Column("report_year", "报告年度", 8),
    Column("issuer", "发布机关", 24),
    Column("issuer_code", "行政区划代码", 10),
    Column("issuer_level", "机关层级", 11),
    Column("form", "表式", 10),
    Column("rule", "规则代码", 28),
    Column("rule_zh", "规则", 30),
    Column("metrics", "指标代码", 28),
    Column("applicant", "申请人", 14),
    Column("message", "说明", 60),
    Column("formula", "算式", 36),
    Column("stated_low", "所述下限", 11),
    Column("stated_high", "所述上限", 11),
    Column("expected_low", "应为下限", 11),
    Column("expected_high", "应为上限", 11),
    Column("difference", "相差", 11),
    Column("suggestion", "建议", 50),
    Column("evidence", "原文", 50),
    Column("source", "出处", 36),
    Column("decisions", "决定次数", 9),
    Column("reviewer", "处理人", 12),
    Column("decided_on", "处理日期", 12),
    Column("note", "备注", 30),
    Column("superseded_by", "取代者", 18),
)


def table(connection: DuckDBPyConnection, alerts: Sequence[Alert]) -> Iterator[dict[str, Value]]:
    """A row of `COLUMNS` for each alert, in their order."""
    places = _places(connection, alerts)
    for alert in alerts:
        yield row_of(alert, *places.get(alert.alert_id, ("", "")))


def write_csv(path: Path, rows: Iterator[dict[str, Value]]) -> int:
    """Write rows as CSV in UTF-8 with a byte order mark, without which spreadsheets garble Chinese; how many."""
    written = 0
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow([column.name for column in COLUMNS])
        for row in rows:
            writer.writerow([_in_csv(row[column.name]) for column in COLUMNS])
            written += 1
    return written


def write_xlsx(path: Path, rows: Iterator[dict[str, Value]]) -> int:
    """Write rows as a workbook with one sheet, the header in Chinese and English; how many."""
    from xlsxwriter import Workbook

    as_text = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    written = 0
    with Workbook(str(path), {"constant_memory": True, **as_text}) as book:
        book.set_properties({"title": "预警 alerts", "created": BORN})
        sheet = book.add_worksheet("预警 alerts")
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EBEF"})
        formats = {
            "day": book.add_format({"num_format": "yyyy-mm-dd"}),
            "text": book.add_format({"num_format": "@", "quote_prefix": True}),
        }
        sheet.freeze_panes(1, 2)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, column.width)
            sheet.write_string(0, place, f"{column.zh}\n{column.name}", head)
        for written, row in enumerate(rows, start=1):
            for place, column in enumerate(COLUMNS):
                _in_sheet(sheet, written, place, row[column.name], formats)
        sheet.autofilter(0, 0, max(written, 1), len(COLUMNS) - 1)
    return written


def is_risky(text: str) -> bool:
    """Whether a spreadsheet might run `text`, were it typed into a cell."""
    return text.lstrip(" \u3000\xa0").startswith(STARTS) or text.startswith(("\t", "\r", "\n"))


def _in_csv(value: Value) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if is_risky(value) else value
    return value.isoformat() if isinstance(value, date) else value


def _in_sheet(sheet: Any, row: int, column: int, value: Value, formats: dict[str, Any]) -> None:
    if isinstance(value, str):
        kept = value if len(value) <= MAX_CHARACTERS else value[:MAX_CHARACTERS] + "…"
        sheet.write_string(row, column, kept, formats["text"] if is_risky(kept) else None)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), formats["day"])
    elif value is not None:
        sheet.write_number(row, column, value)


def row_of(alert: Alert, evidence: str, source: str) -> dict[str, Value]:
    """The row of an alert, with the words of its evidence and where they were seen."""
    rule = rules().get(alert.rule)
    apart = difference(alert.stated, alert.expected)
    return {
        "alert_id": alert.alert_id,
        "state": alert.state,
        "state_zh": STATES[alert.state].zh,
        "severity": alert.severity,
        "severity_zh": SEVERITIES[alert.severity].zh,
        "report_year": alert.report_year,
        "issuer": alert.issuer,
        "issuer_code": alert.issuer_code,
        "issuer_level": alert.issuer_level,
        "form": alert.form,
        "rule": alert.rule,
        "rule_zh": rule.title_zh if rule else None,
        "metrics": "; ".join(alert.metrics),
        "applicant": alert.applicant,
        "message": alert.message,
        "formula": alert.formula,
        **_ends("stated", alert.stated),
        **_ends("expected", alert.expected),
        "difference": _plain(apart) if alert.stated and alert.expected else None,
        "suggestion": alert.suggestion,
        "evidence": evidence,
        "source": source,
        "decisions": alert.decision_no,
        "reviewer": alert.reviewer,
        "decided_on": alert.decided_at.date() if alert.decided_at else None,
        "note": alert.note,
        "superseded_by": alert.superseded_by,
    }


def _ends(name: str, values: tuple[float, float] | None) -> dict[str, Value]:
    low, high = values or (math.nan, math.nan)
    return {f"{name}_low": _plain(low), f"{name}_high": _plain(high)}


def _plain(value: float) -> int | float | None:
    """A whole number without its .0; nothing for what has no end."""
    if not math.isfinite(value):
        return None
    return int(value) if value == int(value) else round(value, 10)


def _places(connection: DuckDBPyConnection, alerts: Sequence[Alert]) -> dict[str, tuple[str, str]]:
    """The words of the evidence, and the first place where the document was seen, by alert."""
    found = connection.execute(PLACES, [[alert.alert_id for alert in alerts]]).fetchall() if alerts else []
    return {alert: (" … ".join(_words(evidence)), source or "") for alert, evidence, source in found}


def _words(evidence: str) -> Iterator[str]:
    for each in json.loads(evidence):
        yield " ".join(str(each["text"]).split())
