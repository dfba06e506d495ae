"""Slots of a report's sections, the words that name them, and the words that show a heading for what it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from gd_pipeline.catalog.loader import CatalogError, CatalogRow, by_code, load_tables

WORD_KINDS = frozenset({"ending", "row", "whole_row", "opening", "narrative", "annex", "traditional", "reference"})


class Slot(CatalogRow):
    """One slot of the forms; the fields are explained at the head of sections.toml."""

    slot: str
    title: str
    words: tuple[str, ...]
    top: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    holds: tuple[str, ...] | None = None

    def is_named_by(self, heading: str, *, top: bool) -> bool:
        """Whether `heading` (words without white space) names this slot; `top`: it is of the first level."""
        if top and heading in self.whole:
            return True
        named = any(word in heading for word in self.words) or (top and any(word in heading for word in self.top))
        return named and not any(word in heading for word in self.without)


class Words(CatalogRow):
    """Words of one kind, used to tell headings from other lines."""

    kind: str
    note: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SectionWords:
    """The file sections.toml: slots in the order in which they are tried, words by kind."""

    slots: Mapping[str, Slot]
    words: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def section_words() -> SectionWords:
    """The catalog's slots and words; a slot that holds an unknown one, or an unknown kind of words, is refused."""
    return read_section_words()


def read_section_words(text: str | None = None) -> SectionWords:
    """The slots and words of `text` (default: the shipped sections.toml).

    Raises:
        CatalogError: an entry is malformed, stands twice, or names a slot or a kind that does not exist.
    """
    tables = load_tables("sections.toml", {"slot": Slot, "words": Words}, text)
    slots: dict[str, Slot] = by_code("sections.toml", tables["slot"], key="slot")
    words: dict[str, Words] = by_code("sections.toml", tables["words"], key="kind")
    for slot in slots.values():
        unknown = set(slot.holds or ()) - set(slots)
        if unknown:
            raise CatalogError(f"sections.toml: {slot.slot} holds {sorted(unknown)}, which do not exist")
    if set(words) != WORD_KINDS:
        raise CatalogError(f"sections.toml: kinds of words differ from what is used: {sorted(set(words) ^ WORD_KINDS)}")
    return SectionWords(slots, {kind: entry.words for kind, entry in words.items()})


@lru_cache(maxsize=8192)
def named_slot(heading: str, *, top: bool) -> str | None:
    """Slot that the words of a heading name, or None. `heading` has no white space and simplified characters."""
    for name, slot in section_words().slots.items():
        if slot.is_named_by(heading, top=top):
            return name
    return None


def inherited_slot(parent: str, heading: str) -> str:
    """Slot of a heading below a section of slot `parent`: the one it names, if the parent's slot lets it."""
    own = named_slot(heading, top=False)
    holds = section_words().slots[parent].holds
    if own is None or (holds is not None and own not in holds):
        return parent
    return own
