"""The closing table of a run: what the warehouse holds."""

import os
import shlex
import shutil
import sys
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from gd_pipeline.settings import settings
from gd_pipeline.warehouse.connection import Connect
from gd_pipeline.warehouse.summary import Summary, YearSummary, summary

COLUMNS = (
    "年度\nyear",
    "报告\nreports",
    "叙述式\nnarrative",
    "\n2014",
    "\n2019",
    "\n2021",
    "数据\nfacts",
    "错误\nerrors",
    "警告\nwarnings",
    "提示\nhints",
)

PLACES = ("GD_HOME", "GD_WAREHOUSE", "GD_SNAPSHOT")
"""The settings that say where the review app looks."""


def closing(console: Console, connect: Connect) -> None:
    """Print reports by form and year, facts, alerts by severity, and what was quarantined and why."""
    found = summary(connect)
    if found.years:
        console.print(by_year(found))
    if found.quarantined:
        console.print(by_reason(found))
    for line in notes(found):
        console.print(line, highlight=False, markup=False, soft_wrap=True)
    console.print(f"→ {settings().warehouse}", highlight=False, markup=False, soft_wrap=True)
    if found.years:
        console.print(f"看结果 to see it: {seen_by()}", highlight=False, markup=False, soft_wrap=True)


def seen_by() -> str:
    """The command that shows the warehouse in a browser, as it can be typed here."""
    script = Path(sys.executable).with_name("gd-pipeline")
    if shutil.which("gd-pipeline"):
        name = "gd-pipeline"
    else:
        name = str(script.relative_to(Path.cwd()) if script.is_relative_to(Path.cwd()) else script)
    elsewhere = [f"{each}={shlex.quote(os.environ[each])}" for each in PLACES if os.environ.get(each)]
    return " ".join((*elsewhere, name, "review"))


def by_year(found: Summary) -> Table:
    """Reports by form, facts and open alerts of each year, and of all."""
    table = Table(
        title="报告、数据与预警 reports, facts, alerts", show_footer=True, box=SIMPLE_HEAD, padding=(0, 0, 0, 1)
    )
    totals = [sum(getattr(year, name) for year in found.years) for name in YearSummary.__slots__[1:]]
    for number, name in enumerate(COLUMNS):
        table.add_column(name, justify="right", footer=f"{totals[number - 1]:,}" if number else "合计")
    for year in found.years:
        numbers = (getattr(year, name) for name in YearSummary.__slots__[1:])
        table.add_row(str(year.year), *(f"{number:,}" if number else "·" for number in numbers))
    return table


def by_reason(found: Summary) -> Table:
    """Quarantined sources by reason."""
    table = Table(title="隔离 quarantined", show_footer=True, box=SIMPLE_HEAD, padding=(0, 0, 0, 1))
    table.add_column("原因 reason", footer="合计 all")
    table.add_column("来源 sources", justify="right", footer=f"{sum(found.quarantined.values()):,}")
    for reason, sources in found.quarantined.items():
        table.add_row(reason, f"{sources:,}")
    return table


def notes(found: Summary) -> list[str]:
    """Documents and copies in a line; years that wait for a partition; that nothing was a report."""
    counts = (
        ("文档 documents", found.documents),
        ("出处 sources", found.sources),
        ("相同文本 same text", found.duplicates),
    )
    said = [" · ".join(f"{name} {number:,}" for name, number in counts)]
    if found.waiting:
        said.append(f"待装载年度 years that wait to be loaded: {', '.join(map(str, found.waiting))}")
    if not found.documents:
        said.append("没有读到年度报告: none of the files is an annual report")
    return said
