"""A report as a web page: tables with the form's spans, or as editors mangle them."""

from collections.abc import Callable, Iterator
from html import escape
from random import Random

from gd_pipeline.synth.draft import FURNITURE, HEADING, TITLE, Draft
from gd_pipeline.synth.grid import PAGE, Row, Table, matrix

_HEAD = '<!DOCTYPE html>\n<html><head><meta charset="{charset}"><title>{title}</title></head><body>\n'
_MENU = '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>\n'


def page(draft: Draft, rng: Random) -> str:
    """A page with the official rowspan and colspan, cells as <p>, blanks as &nbsp;."""
    return _page(draft, rng, lambda table: _table(table, rng))


def mangled_page(draft: Draft, rng: Random) -> str:
    """A page from an editor: numbers split over spans, heads without rowspan, tables within layout tables."""
    return _page(draft, rng, lambda table: _mangled(table, rng))


def _page(draft: Draft, rng: Random, printed: Callable[[Table], str]) -> str:
    heading = "h3" if rng.random() < 0.3 else "p"
    title = next((block.text for block in draft.blocks if block.kind == TITLE), "").replace("\n", "")
    pieces = [_HEAD.replace("{title}", escape(title)), _MENU if rng.random() < 0.6 else ""]
    for block in draft.blocks:
        if block.table is not None:
            pieces.append(printed(block.table))
        elif block.kind == TITLE:
            pieces.append(f"<h1>{_text(block.text)}</h1>\n")
        elif block.kind == HEADING:
            pieces.append(f"<{heading}><strong>{_text(block.text)}</strong></{heading}>\n")
        elif block.kind == FURNITURE:
            pieces.append(f'<div class="bar">{_text(block.text)}</div>\n')
        else:
            pieces.append(f'<p style="text-indent: 2em;">{_text(block.text)}</p>\n')
    return "".join([*pieces, "</body></html>\n"])


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br/>")


def _table(table: Table, rng: Random) -> str:
    blank = "&nbsp;" if rng.random() < 0.6 else ""
    open_, close = ("<p>", "</p>") if rng.random() < 0.5 else ("", "")
    rows = "".join(f"<tr>{''.join(_cells(row, open_, close, blank))}</tr>\n" for row in table.rows if row.kind != PAGE)
    return f'<table border="1" cellspacing="0"><tbody>\n{rows}</tbody></table>\n'


def _cells(row: Row, open_: str, close: str, blank: str) -> Iterator[str]:
    for text, columns, rows in row.cells():
        span = f' colspan="{columns}"' if columns > 1 else ""
        if rows > 1:
            span += f' rowspan="{rows}"'
        yield f"<td{span}>{open_}{_text(text) if text else blank}{close}</td>"


def _mangled(table: Table, rng: Random) -> str:
    grid = "".join(f"<tr>{''.join(_plain(line, rng))}</tr>\n" for line in matrix(table))
    inner = f'<table border="1">\n{grid}</table>'
    if rng.random() < 0.5:
        return f'<table class="layout"><tr><td><div>{inner}</div></td></tr></table>\n'
    return inner + "\n"


def _plain(line: list[str], rng: Random) -> Iterator[str]:
    for text in line:
        if text.isdigit() and len(text) > 1 and rng.random() < 0.3:
            yield f"<td><p><span>{text[0]}</span><span>{text[1:]}</span></p></td>"
        else:
            yield f"<td>{_text(text)}</td>"
