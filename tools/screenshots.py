"""Pictures of every page of the review app: `python -m tools.screenshots FOLDER`, of the warehouse of the settings.

Each page at the width of a desk and of a telephone, in both languages, in light and dark; `--page NAME` for some.
"""

import argparse
from pathlib import Path

from playwright.sync_api import Browser

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


def picture(browser: Browser, address: str, path: Path, width: int, dark: bool, lang: str) -> list[str]:
    """Take a picture of the whole page; what is wider than the screen."""
    scheme = "dark" if dark else "light"
    tab = browser.new_page(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme)
    try:
        tab.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}", wait_until="load")
        tab.screenshot(path=path, full_page=True)
        found: list[str] = tab.evaluate(WIDER)
        return found
    finally:
        tab.close()


def take(folder: Path, wanted: list[str], lang: str, dark: bool) -> None:
    """Write FOLDER/NAME-WIDTH.png of each page, and tell what does not fit."""
    folder.mkdir(parents=True, exist_ok=True)
    looked_at = site(settings(), Access())
    with served(looked_at) as address, chromium() as browser:
        for name, path in pages(looked_at).items():
            for width in WIDTHS if not wanted or name in wanted else ():
                target = folder / f"{name.replace(', ', '_').replace(' ', '_')}-{width}.png"
                wider = picture(browser, address + path, target, width, dark, lang)
                print(target, *wider)  # noqa: T201


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--page", action="append", default=[])
    asked.add_argument("--lang", choices=("zh", "en"), default="zh")
    asked.add_argument("--dark", action="store_true")
    values = asked.parse_args()
    take(values.folder, values.page, values.lang, values.dark)
