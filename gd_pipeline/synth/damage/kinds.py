"""What a damage is: its name, where it can happen, what it does to a draft or to the printed text."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from gd_pipeline.synth.draft import Draft

OnDraft = Callable[[Draft, Random], bool]
OnText = Callable[[str, Random], str]
ALL_FAMILIES = frozenset(("text", "bars", "grid", "told", "paper", "markdown", "html", "file"))


@dataclass(frozen=True, slots=True)
class Damage:
    """A damage.

    `on_draft` changes blocks and ledger before printing and tells whether it found something to damage; `on_text`
    changes the printed text. `layouts`, or else the `families` of layouts, and `forms` are those that it can happen in;
    `excludes` names damages that do not come with it.
    """

    name: str
    families: frozenset[str] = ALL_FAMILIES
    forms: frozenset[str] = frozenset(("narrative", "2014", "2019", "2021"))
    layouts: frozenset[str] = frozenset()
    on_draft: OnDraft | None = None
    on_text: OnText | None = None
    excludes: frozenset[str] = frozenset()
    weight: float = 1.0

    def fits(self, form: str, layout: str, family: str) -> bool:
        """Whether it can happen to a report of `form` in `layout`."""
        return form in self.forms and (layout in self.layouts if self.layouts else family in self.families)
