"""The data dictionary of an export, in Markdown and as a page that needs nothing else, both from the catalog."""

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from gd_pipeline.catalog.indicators import REASONS, SMALL, Indicator, catalog, indicators
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.panel import panel_rule
from gd_pipeline.catalog.tables import Table
from gd_pipeline.warehouse.export_package import versions
from gd_pipeline.warehouse.export_tables import csv_columns, exported_columns

TITLE = "数据字典 Data dictionary"
STYLE = """body{font:15px/1.55 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;color:#1d2430;
max-width:72rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.6rem}h2{margin-top:2.4rem;font-size:1.15rem;
border-bottom:1px solid #d5dae1;padding-bottom:.3rem}div{overflow-x:auto}table{border-collapse:collapse;width:100%;
font-size:.9rem}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border-bottom:1px solid #e6e9ee}
th{background:#f3f5f8}td:first-child{font-family:ui-monospace,monospace;white-space:nowrap}"""
NOTES = (
    "CSV 与 Parquet 行相同；CSV 中列表写成 JSON，文档全文只在 Parquet 中，可能被电子表格当作公式的文字前加撇号（'）。",
    "CSV and Parquet hold the same rows. In CSV lists are JSON, whole texts are left out, and text that a spreadsheet "
    "could take for a formula stands behind an apostrophe (').",
    "空值（null，CSV 中为空）表示没有印出、不适用或不知道，从不表示 0；没有标“可空”的列每行都有值，文字可为空串。",
    "Null, an empty cell in CSV, is what is not printed, does not apply or is not known, and never 0. A column that is "
    "not marked null has a value in every row; a text may be empty.",
)


class Part(NamedTuple):
    """One section: its heading, sentences, and a table with its head."""

    heading: str
    said: Sequence[str]
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def parts(tables: Sequence[Table]) -> Iterator[Part]:
    """The sections of the dictionary."""
    yield Part("版本 Versions", (), ("", ""), [list(each) for each in versions().items()])
    yield Part("取值规则 Which of several values counts", NOTES, ("", "中文", "English"), _order())
    for table in tables:
        yield Part(
            f"{table.full_name} {table.zh}",
            (f"{table.en}. Key: {', '.join(table.key)}.",),
            ("column", "type", "null", "unit", "中文", "English", "values"),
            list(_columns(table)),
        )
    head = ("code", "unit", "中文", "editions", "part of", "note")
    found = [(m.code, m.unit, m.label_zh, " ".join(m.form), m.part_of or "", m.note) for m in metrics().values()]
    yield Part("指标代码 Metrics", (), head, found)
    reasons = [f"{code}: {zh} {en}" for code, (zh, en) in REASONS.items()]
    said = (f"small: 分母小于{SMALL} denominator below {SMALL}.", "reason: " + "; ".join(reasons) + ".")
    rows = [row for indicator in indicators().values() for row in _definitions(indicator)]
    yield Part(
        "派生指标 Indicators",
        said,
        ("code", "series", "forms", "numerator", "denominator", "unit", "中文", "English"),
        rows,
    )
    breaks = [(str(each.year), each.zh, each.en) for each in catalog().breaks]
    yield Part("序列断点 Breaks in the series", (), ("from", "中文", "English"), breaks)


def _order() -> list[tuple[str, str, str]]:
    return [(str(number), each.zh, each.en) for number, each in enumerate(panel_rule().order, start=1)]


def _columns(table: Table) -> Iterator[tuple[str, ...]]:
    in_csv = csv_columns(table)
    for each in exported_columns(table):
        metric = metrics().get(each.name)
        unit, said = (metric.unit, metric.note) if metric else ("", each.en)
        only = "" if each in in_csv else " (Parquet)"
        null = "可空 null" if each.null else ""
        yield each.name, each.type + only, null, unit, each.zh, said, " ".join(each.values)


def _definitions(indicator: Indicator) -> Iterator[tuple[str, ...]]:
    for each in indicator.definitions:
        yield (
            indicator.code,
            each.series,
            " ".join(each.forms),
            " | ".join(each.numerator),
            " | ".join(each.denominator),
            f"{indicator.unit} × {indicator.scale:g}" if indicator.scale != 1 else indicator.unit,
            "。".join(filter(None, (indicator.zh, indicator.note_zh))),
            ". ".join(filter(None, (indicator.en, indicator.note_en))),
        )


def dictionary_markdown(tables: Sequence[Table]) -> str:
    """The dictionary as Markdown."""
    lines = [f"# {TITLE}"]
    for part in parts(tables):
        lines += ["", f"## {part.heading}", ""]
        for sentence in part.said:
            lines += [sentence, ""]
        lines += [_line(part.head), _line(["---"] * len(part.head)), *(_line(row) for row in part.rows)]
    return "\n".join(lines) + "\n"


def dictionary_html(tables: Sequence[Table]) -> str:
    """The dictionary as one HTML page."""
    body = [f"<h1>{TITLE}</h1>"]
    for part in parts(tables):
        body.append(f"<h2>{escape(part.heading)}</h2>")
        body += [f"<p>{escape(sentence)}</p>" for sentence in part.said]
        head = "".join(f"<th>{escape(cell)}</th>" for cell in part.head)
        rows = ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in part.rows]
        body += [f"<div><table><thead><tr>{head}</tr></thead><tbody>", *rows, "</tbody></table></div>"]
    meta = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head = f"<head>{meta}<title>{TITLE}</title><style>{STYLE}</style></head>"
    return f'<!doctype html>\n<html lang="zh">{head}<body>\n' + "\n".join(body) + "\n</body></html>\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("<", "&lt;") for cell in cells) + " |"
