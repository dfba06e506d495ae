"""How long each page of the review app takes on a warehouse: `python -m tools.measure_pages WAREHOUSE`.

A browser without anything in its cache opens every page; what is measured goes to docs/benchmarks.md.
"""

import argparse
import os
import time
from functools import partial
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser

from gd_pipeline.commands.bench_page import machine, table, write_section
from gd_pipeline.review.app.data import Row, Warehouse, rows
from gd_pipeline.review.app.indexing import Indexer
from gd_pipeline.review.app.live import LiveDecisions
from gd_pipeline.review.app.security import Access
from gd_pipeline.review.app.site import Site
from gd_pipeline.review.app.warming import warm
from gd_pipeline.review.decisions import Decisions
from tools.pages import pages
from tools.serving import chromium, served

AGAIN = 4
SECOND = 1000
"""Milliseconds that a first full view may take."""
SEEN = """
() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
    const page = performance.getEntriesByType("navigation")[0];
    done([performance.now(), page.responseEnd - page.requestStart, page.decodedBodySize]);
}, 0)))
"""
"""After the load event and the frame behind it: milliseconds until now, of the answer, bytes of the page."""


def site_on(warehouse: Path) -> Site:
    """The app on a warehouse that nobody writes to, with its index of words and no decisions beside it."""
    store = warehouse.with_name(f"{warehouse.stem}_decisions.sqlite")
    words = warehouse.with_name(f"{warehouse.stem}_words.sqlite")
    return Site(
        Warehouse(warehouse, warehouse), Decisions(store), LiveDecisions(store), Indexer(warehouse, words), Access()
    )


def view(browser: Browser, address: str) -> tuple[float, float, float, float]:
    """Milliseconds until the page stands, of these until its answer came, its size in bytes, CPU milliseconds here."""
    before = time.process_time()
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    try:
        tab = context.new_page()
        tab.goto(address, wait_until="load")
        shown, answered, size = tab.evaluate(SEEN)
        return float(shown), float(answered), float(size), 1000 * (time.process_time() - before)
    finally:
        context.close()


def indexed(site: Site) -> None:
    """Wait until the index of words is up to date."""
    while site.indexer.look():
        time.sleep(1)


def measured(site: Site) -> list[list[str]]:
    """A row for each page: its first view, the median of some more, the answer's share, its size."""
    indexed(site)
    found = []
    for name, step in (
        ("opening a new snapshot", site.warehouse.renew),
        ("warming up at the start", partial(warm, site)),
    ):
        started = time.perf_counter()
        step()
        found.append([f"{name}, behind the scenes", f"{1000 * (time.perf_counter() - started):.0f}", "", "", "", ""])
    with served(site) as address, chromium() as browser:
        view(browser, f"{address}/static/icon.svg")
        for name, path in pages(site, words="台账 政务服务大厅").items():
            first, *more = [view(browser, address + path) for _ in range(1 + AGAIN)]
            shown, answer, _, spent = (median(each[at] for each in more) for at in range(4))
            row = [f"{first[0]:.0f}", f"{shown:.0f}", f"{answer:.0f}", f"{spent:.0f}", f"{first[2] / 1000:.0f}"]
            found.append([name, *row])
    return found


def section(site: Site) -> str:
    """The section in Markdown."""
    with site.reading() as connection:
        (held,) = rows(
            connection,
            "SELECT (SELECT count(*) FROM core.reports) AS reports, (SELECT count(*) FROM core.facts) AS facts, "
            "(SELECT count(*) FROM quality.alerts) AS alerts",
        )
    return told(held, measured(site), os.getloadavg()[0])


def told(held: Row, found: list[list[str]], load: float) -> str:
    """The section on a warehouse that holds so much, from the rows of its pages."""
    late = [f"{page} ({first})" for page, first, *more in found if more[0] and int(first) > SECOND]
    spent = max(int(row[4]) for row in found if row[4])
    parts = [
        "## The review app",
        f"{machine()}. A warehouse of {held['reports']:,} reports, {held['facts']:,} facts and {held['alerts']:,} "
        "alerts (`python -m tools.big_warehouse`), seen in Debian's chromium with an empty cache "
        "(`python -m tools.measure_pages`): milliseconds until the load event and the frame behind it. `answer` "
        f"is the server's part, `CPU` what it computes. Medians of {AGAIN} views after the first. Load average of "
        f"the machine meanwhile: {load:.1f}.",
        table(("page", "first view", "median", "answer", "CPU", "KB"), found),
    ]
    if late:
        parts.append(
            f"Over a second at the first view: {', '.join(late)}. Once read from disk a page costs the server at most "
            f"{spent} ms of computing; the rest is the browser and waiting for a core."
        )
    return "\n\n".join(parts)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("warehouse", type=Path)
    asked.add_argument("--target", type=Path, default=Path("docs/benchmarks.md"))
    values = asked.parse_args()
    write_section(values.target, "review", section(site_on(values.warehouse)))
