"""A report written: its bytes in a layout, with damage, and the label that says what it prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from gd_pipeline.synth.compose import compose
from gd_pipeline.synth.copies import Edits, edit
from gd_pipeline.synth.damage.registry import DAMAGES, draw_damages, in_order
from gd_pipeline.synth.draft import Draft
from gd_pipeline.synth.gold import label
from gd_pipeline.synth.printing import LAYOUTS, Layout
from gd_pipeline.synth.seeds import stream, weighted
from gd_pipeline.synth.truth import TOTAL, Key, Number, Truth

_LINES_LOST = ("newlines_lost", "lines_glued")
ENCODINGS = ("utf-8", "gb18030", "utf-8-sig")


@dataclass(frozen=True, slots=True)
class Written:
    """A written report: the bytes of a file with `suffix`, and what it prints."""

    truth: Truth
    content: bytes
    suffix: str
    layout: str
    damages: tuple[str, ...]
    encoding: str
    draft: Draft

    def gold(self) -> dict[str, Any]:
        """Its label, in the format of the contract's labels."""
        return label(self.draft, self.layout, self.encoding)

    def cells(self) -> dict[Key, Number]:
        """The table cells that can be told, with the number printed."""
        return {key: value for key, value in self.draft.cells.items() if key not in self.draft.lost}

    def lost(self) -> Mapping[Key, str]:
        """The table cells whose printing was destroyed or made ambiguous, with the reason."""
        return self.draft.lost

    def blanks(self) -> frozenset[Key]:
        """The cells of the form that print no number."""
        return frozenset(self.draft.blanks)


def write(
    truth: Truth,
    layout: str | None = None,
    damages: Sequence[str] | None = None,
    encoding: str | None = None,
    chars: int | None = None,
    prose_seed: str | None = None,
    edits: Edits | None = None,
) -> Written:
    """Print a report.

    Args:
        truth: what is true of it.
        layout: a name of LAYOUTS; drawn if not given.
        damages: names of DAMAGES, none for a clean report; drawn if not given. One that finds nothing to damage does
            not happen.
        encoding: `utf-8`, `gb18030` or `utf-8-sig` of a text layout; drawn if not given.
        chars: filler in characters; drawn if not given.
        prose_seed: fixes wording and filler (default: the truth's seed).
        edits: makes it a copy of the report, with other furniture and other words here and there.

    Raises:
        KeyError: an unknown layout or damage.
    """
    rng = stream(truth.seed, "print")
    chosen = LAYOUTS[layout] if layout else draw_layout(rng, truth)
    draft = compose(truth, chars, prose_seed)
    tabled = bool(draft.cells)
    names = draw_damages(rng, truth.form, chosen, tabled) if damages is None else in_order(damages)
    _damage(draft, names, rng)
    if edits is not None:
        edit(draft, edits)
    _audit(draft, chosen)
    printed = chosen.printed(draft, stream(truth.seed, "layout", chosen.name))
    if isinstance(printed, str):
        printed = _damage_text(draft, printed, rng)
    kind = encoding or weighted(rng, ENCODINGS, (0.8, 0.17, 0.03))
    content, kind = _encoded(printed, kind)
    return Written(truth, content, chosen.suffix, chosen.name, tuple(draft.damages), kind, draft)


def draw_layout(rng: Random, truth: Truth) -> Layout:
    """A layout, by weight; one that only differs in tables is not drawn for a report without any."""
    tabled = truth.form != "narrative" or "provincial" in truth.variants
    known = [layout for layout in LAYOUTS.values() if tabled or not layout.tabled]
    return weighted(rng, known, [layout.weight for layout in known])


def _damage(draft: Draft, names: Sequence[str], rng: Random) -> None:
    for name in names:
        damage = DAMAGES[name]
        if damage.on_draft is None or damage.on_draft(draft, rng):
            draft.damages.append(name)


def _damage_text(draft: Draft, printed: str, rng: Random) -> str:
    """The damages of the text, in turn; one that changes nothing did not happen."""
    for name in list(draft.damages):
        change = DAMAGES[name].on_text
        if change is not None:
            before, printed = printed, change(printed, rng)
            if printed == before:
                draft.damages.remove(name)
    return printed


def _audit(draft: Draft, layout: Layout) -> None:
    """Cells that this layout cannot show: in a row with a blank that leaves no trace, or that are not told at all."""
    if not layout.keeps_blanks or any(name in draft.damages for name in _LINES_LOST):
        for table in draft.tables():
            for row in table.data():
                if any(key is not None and not text for key, text in zip(row.keys, row.values, strict=False)):
                    draft.lose(row, "a blank in the row leaves no trace")
    if layout.name == "sentences":
        for key in [key for key in draft.cells if key[1] != TOTAL]:
            del draft.cells[key]


def _encoded(printed: str | bytes, encoding: str) -> tuple[bytes, str]:
    if isinstance(printed, bytes):
        return printed, "binary"
    charset = "gb18030" if encoding == "gb18030" else "utf-8"
    return printed.replace("{charset}", charset).encode(encoding), encoding
