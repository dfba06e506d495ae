"""Pictures of every page of the review app: `python -m tools.screenshots FOLDER`, of the warehouse of the settings.

Each page at the width of a desk and of a telephone; `--page NAME` for some, `--lang en`, `--dark`, `--first-screen`. What
is wider than its screen is named. Those in docs/images:

    GD_REVIEWER=王芳 python -m tools.screenshots docs/images --first-screen --page alerts --page alert --page coverage
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from gd_pipeline.commands.review import site
from gd_pipeline.review.app.security import Access
from gd_pipeline.settings import settings
from tools.pages import pages
from tools.serving import chromium, served

WIDTHS = {1440: 900, 390: 844}
WIDER = """
() => [...document.querySelectorAll("body *")].filter(each =>
    each.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && !each.closest(".scroll, .filters")
).slice(0, 5).map(each => `${each.tagName.toLowerCase()}.${each.className.baseVal ?? each.className}`)
"""
"""What sticks out of the page to the right."""


@dataclass(frozen=True, slots=True)
class Look:
    """How pages are looked at."""

    lang: str = "zh"
    dark: bool = False
    first_screen: bool = False


def picture(browser: Browser, address: str, path: Path, width: int, look: Look) -> list[str]:
    """Take a picture of a page; what is wider than the screen."""
    size = ViewportSize(width=width, height=WIDTHS[width])
    tab = browser.new_page(viewport=size, color_scheme="dark" if look.dark else "light")
    try:
        tab.goto(f"{address}{'&' if '?' in address else '?'}lang={look.lang}", wait_until="load")
        tab.screenshot(path=path, full_page=not look.first_screen)
        found: list[str] = tab.evaluate(WIDER)
        return found
    finally:
        tab.close()


def take(folder: Path, wanted: list[str], look: Look) -> None:
    """Write FOLDER/NAME-WIDTH.png of each page, and tell what does not fit."""
    folder.mkdir(parents=True, exist_ok=True)
    looked_at = site(settings(), Access())
    with served(looked_at) as address, chromium() as browser:
        for name, path in pages(looked_at).items():
            for width in WIDTHS if not wanted or name in wanted else ():
                target = folder / f"{name.replace(', ', '_').replace(' ', '_')}-{width}.png"
                print(target, *picture(browser, address + path, target, width, look))  # noqa: T201


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--page", action="append", default=[])
    asked.add_argument("--lang", choices=("zh", "en"), default="zh")
    asked.add_argument("--dark", action="store_true")
    asked.add_argument("--first-screen", action="store_true")
    values = asked.parse_args()
    take(values.folder, values.page, Look(values.lang, values.dark, values.first_screen))
