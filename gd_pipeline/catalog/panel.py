"""What the choice of the best value for marts.panel knows: where a metric is at home, whose scope is its own."""

from functools import lru_cache
from typing import Literal

from pydantic import Field

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, load_tables
from gd_pipeline.catalog.metrics import metrics
from gd_pipeline.catalog.sections import section_words


class Home(CatalogRow):
    """The sections in which a metric, and those whose code begins with it, are at home."""

    metric: str
    sections: tuple[str, ...]


class Own(CatalogRow):
    """The printed scopes in which a report of one class speaks for all that it reports on."""

    class_: Literal["AGG", "OWN", "SYS"] = Field(alias="class")
    scopes: tuple[str, ...]


class Order(CatalogRow):
    """One step of the choice between stated values, in words."""

    code: str
    zh: str
    en: str


class PanelRule(CatalogRow):
    """The file panel.toml."""

    homes: tuple[Home, ...]
    own: tuple[Own, ...]
    order: tuple[Order, ...]


@lru_cache(maxsize=1)
def panel_rule() -> PanelRule:
    """The shipped panel.toml."""
    return read_panel()


@lru_cache(maxsize=1)
def own_scopes() -> tuple[tuple[str, str], ...]:
    """All pairs of a scope class and a scope of its own."""
    return tuple((own.class_, scope) for own in panel_rule().own for scope in own.scopes)


@lru_cache(maxsize=1)
def at_home() -> tuple[tuple[str, str], ...]:
    """All pairs of a metric code and a section in which it is at home."""
    homes = panel_rule().homes
    found = []
    for code in metrics():
        fitting = [home for home in homes if code == home.metric or code.startswith(f"{home.metric}.")]
        if fitting:
            nearest = max(fitting, key=lambda home: len(home.metric))
            found += [(code, section) for section in nearest.sections]
    return tuple(found)


def read_panel(text: str | None = None) -> PanelRule:
    """The entries of panel.toml, or of `text`.

    Raises:
        CatalogError: an entry is malformed, or names a metric or a section that does not exist.
    """
    read = load_tables("panel.toml", {"home": Home, "own": Own, "order": Order}, text)
    for home in read["home"]:
        if not any(code == home.metric or code.startswith(f"{home.metric}.") for code in metrics()):
            raise CatalogError(f"panel.toml: no metric begins with {home.metric!r}")
        if unknown := set(home.sections) - set(section_words().slots):
            raise CatalogError(f"panel.toml: {home.metric}: unknown sections {sorted(unknown)}")
    return PanelRule(homes=read["home"], own=read["own"], order=read["order"])
