"""docs/benchmarks.md: a page of sections, each written by the command that measures it, with the machine."""

import os
import platform
import re
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

HEAD = "# Measured\n\nWritten by the commands that measure; what falls short of its target is named with the reason.\n"


def machine() -> str:
    """Processor, cores, memory and versions of what computes here."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    try:
        names = re.findall(r"model name\s*:\s*(.{1,100})", Path("/proc/cpuinfo").read_text())
    except OSError:
        names = []
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "pyarrow", "numpy", "dagster"))
    return (
        f"{names[0] if names else platform.machine()}, {len(os.sched_getaffinity(0))} cores, {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}, {packages}"
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table, its first column to the left, the others to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_section(page: Path, name: str, text: str) -> None:
    """Put `text` where the section `name` of the page stands, or at its end; other sections stay.

    Args:
        page: made if it is not there.
        name: letters and hyphens; marks the section in the page.
        text: Markdown, with its heading.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    old = page.read_text(encoding="utf-8") if page.exists() else HEAD
    section = f"{begin}\n{text.strip()}\n{end}\n"
    before, found, rest = old.partition(begin)
    after = rest.partition(end)[2].removeprefix("\n")
    new = before + section + after if found else f"{old.rstrip()}\n\n{section}"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(new, encoding="utf-8")
