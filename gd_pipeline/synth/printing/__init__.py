"""Layouts: how a draft becomes a file. Each is named; tests and the command choose by name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from random import Random
from types import MappingProxyType

from gd_pipeline.synth.draft import Draft
from gd_pipeline.synth.printing import docx, html, lines, markdown, paper, pdf, text

Printer = Callable[[Draft, Random], str | bytes]


@dataclass(frozen=True, slots=True)
class Layout:
    """A way to print a report.

    `suffix` is the file's; `family` (text, bars, grid, told, paper, markdown, html, file) decides which damages fit;
    `keeps_blanks` says whether a blank cell leaves a trace, so that the other cells of its row stay where they are;
    `weight` is how often it is drawn; `tabled` marks a layout that only differs from others where tables are printed.
    """

    name: str
    suffix: str
    family: str
    printed: Printer
    keeps_blanks: bool = True
    weight: float = 1.0
    tabled: bool = True


def _plain(table: lines.Lines) -> Printer:
    return partial(text.plain_text, lines=table)


def _paper(table: lines.Lines) -> Printer:
    return partial(text.paper_text, lines=table)


_ALL = (
    Layout("cell_lines", ".txt", "text", _plain(lines.cell_lines), keeps_blanks=False, weight=2, tabled=False),
    Layout("cell_lines_spaced", ".txt", "text", _plain(partial(lines.cell_lines, blank=" ")), weight=0.5),
    Layout("bar_cells", ".txt", "bars", _plain(lines.bar_cells), weight=2),
    Layout("bar_rows", ".txt", "bars", _plain(lines.bar_rows), weight=2),
    Layout("bar_grid", ".txt", "bars", _plain(lines.bar_grid), weight=1),
    Layout("tabs", ".txt", "grid", _plain(lines.tabs), weight=0.5),
    Layout("commas", ".csv", "grid", _plain(lines.commas), weight=0.2),
    Layout("one_line", ".txt", "text", _plain(lines.one_line), keeps_blanks=False),
    Layout("bare_rows", ".txt", "text", _plain(lines.bare_rows), keeps_blanks=False, weight=0.5),
    Layout("sentences", ".txt", "told", _plain(lines.sentences), weight=0.3),
    Layout("paper", ".txt", "paper", _paper(paper.reading_order), keeps_blanks=False, weight=2, tabled=False),
    Layout("paper_columns", ".txt", "paper", _paper(paper.kept_columns), keeps_blanks=False),
    Layout("markdown", ".md", "markdown", markdown.markdown, weight=1.5, tabled=False),
    Layout("markdown_parts", ".md", "markdown", markdown.markdown_parts, weight=0.5),
    Layout("html", ".html", "html", html.page, weight=2, tabled=False),
    Layout("html_mangled", ".html", "html", html.mangled_page),
    Layout("docx", ".docx", "file", docx.word_file, weight=0.3, tabled=False),
    Layout("pdf", ".pdf", "file", pdf.pdf_file, keeps_blanks=True, weight=0.3, tabled=False),
)

LAYOUTS: Mapping[str, Layout] = MappingProxyType({layout.name: layout for layout in _ALL})
"""All layouts by name."""
