"""Samples as pages of text: HTML with spans, Markdown with pipe tables, one cell a line."""

from html import escape

from tools.samples.grids import Grid
from tools.samples.reports import Written


def html(report: Written) -> str:
    """A page of a government site: furniture, a layout table around the article, data tables with spans."""
    article = "\n".join(
        _html_table(block) if isinstance(block, list) else _paragraph(block) for block in report.blocks()
    )
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(report.title)}</title>\n<style>td {{ border: 1px solid }}</style>\n</head>\n<body>\n"
        '<div class="nav"><a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; 政府信息公开年报</div>\n'
        '<table class="layout"><tr><td>\n'
        f"{article}\n"
        '</td></tr></table>\n<div class="foot">【打印】【关闭】 扫一扫在手机打开当前页</div>\n</body>\n</html>\n'
    )


def markdown(report: Written) -> str:
    """Markdown as converters leave it: headings, and tables whose spanned cells are repeated as blanks."""
    parts = []
    for index, block in enumerate(report.blocks()):
        if isinstance(block, list):
            rows = ["| " + " | ".join(row) + " |" for row in _flat(block)]
            parts.append("\n".join([rows[0], "|" + " --- |" * len(_flat(block)[0]), *rows[1:]]))
        else:
            parts.append(("# " if index == 0 else "## " if block[1:2] == "、" else "") + block)
    return "\n\n".join(parts) + "\n"


def cells_by_line(report: Written) -> str:
    """Plain text with every cell on a line of its own, as a page copied out of a browser."""
    lines: list[str] = []
    for block in report.blocks():
        lines += [cell.text for row in block for cell in row] if isinstance(block, list) else [block]
    return "\n".join(lines) + "\n"


def _paragraph(text: str) -> str:
    return f"<h1>{escape(text)}</h1>" if "年度报告" in text and len(text) < 60 else f"<p>\u3000\u3000{escape(text)}</p>"


def _html_table(grid: Grid) -> str:
    rows = []
    for row in grid:
        cells = []
        for cell in row:
            spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
            cells.append(f"<td{spans}>{escape(cell.text)}</td>")
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return "<table>\n" + "\n".join(rows) + "\n</table>"


def _flat(grid: Grid) -> list[list[str]]:
    """Rows of equal length; a cell that covers several places prints at its first."""
    places: dict[tuple[int, int], str] = {}
    for row_number, row in enumerate(grid):
        column = 0
        for cell in row:
            while (row_number, column) in places:
                column += 1
            for down in range(cell.rows):
                for right in range(cell.columns):
                    places[row_number + down, column + right] = cell.text if down == right == 0 else ""
    width = max(column for _, column in places) + 1
    return [[places.get((row, column), "") for column in range(width)] for row in range(len(grid))]
