"""All damages by name, in the order in which they happen, and the draw of some for one report."""

from collections.abc import Mapping, Sequence
from random import Random
from types import MappingProxyType

from gd_pipeline.synth.damage import cells, document, labels, rows
from gd_pipeline.synth.damage.kinds import ALL_FAMILIES, Damage
from gd_pipeline.synth.printing import Layout
from gd_pipeline.synth.seeds import weighted

_TABLED = frozenset(("2014", "2019", "2021"))
_CELLS = ALL_FAMILIES - {"told"}
_LATER = frozenset(("2019", "2021"))
_LINES = frozenset(("cell_lines", "cell_lines_spaced", "bar_cells", "bar_rows", "paper"))
_GRIDS = frozenset(("html", "html_mangled", "markdown", "bar_rows", "bar_cells", "docx"))
_HEADED = _LINES | _GRIDS | {"one_line", "tabs", "commas", "bar_grid", "pdf"}
_OF_VALUES = frozenset(("blank_zeros", "dash_zeros", "units_in_cells", "spaces_in_numbers", "collapsed_blanks"))

_ALL = (
    Damage("blank_zeros", on_draft=cells.blank_zeros, families=_CELLS, forms=_TABLED, weight=2, excludes=_OF_VALUES),
    Damage("dash_zeros", on_draft=cells.dash_zeros, families=_CELLS, forms=_TABLED, excludes=_OF_VALUES),
    Damage("collapsed_blanks", on_draft=cells.collapsed_blanks, forms=_LATER, layouts=frozenset(("bar_cells",)),
           excludes=_OF_VALUES, weight=0.5),
    Damage("units_in_cells", on_draft=cells.units_in_cells, forms=_TABLED, excludes=_OF_VALUES),
    Damage("spaces_in_numbers", on_draft=cells.spaces_in_numbers, forms=_TABLED, excludes=_OF_VALUES,
           layouts=frozenset(("html", "html_mangled", "markdown", "bar_rows", "bar_cells", "docx"))),
    Damage("misprinted_labels", on_draft=labels.misprinted_labels, forms=_TABLED, weight=2),
    Damage("misread_labels", on_draft=labels.misread_labels, forms=_TABLED, excludes=_OF_VALUES),
    Damage("damaged_heads", on_draft=labels.damaged_heads, layouts=_HEADED, forms=_LATER, weight=2),
    Damage("subtotal_column", on_draft=rows.subtotal_column, forms=_LATER, excludes=_OF_VALUES | {"subtotal_rows"},
           layouts=_GRIDS | {"cell_lines", "one_line", "paper", "tabs"}),
    Damage("subtotal_rows", on_draft=rows.subtotal_rows, forms=_LATER, excludes=_OF_VALUES | {"merged_refusals"}),
    Damage("extra_rows", on_draft=rows.extra_rows, forms=_TABLED, excludes=frozenset(("merged_rows",))),
    Damage("shifted_row", on_draft=cells.shifted_row, forms=_LATER, layouts=_GRIDS, excludes=_OF_VALUES),
    Damage("merged_refusals", on_draft=rows.merged_refusals, forms=_LATER,
           layouts=frozenset(("bar_cells", "cell_lines")), excludes=frozenset(("shifted_row", "subtotal_column"))),
    Damage("merged_rows", on_draft=rows.merged_rows, forms=_LATER, layouts=frozenset(("markdown", "html")),
           excludes=_OF_VALUES),
    Damage("torn_labels", on_draft=labels.torn_labels, forms=_TABLED, layouts=_LINES | {"markdown"},
           excludes=frozenset(("merged_refusals", "misprinted_labels")), weight=2),
    Damage("heads_between", on_draft=labels.heads_between, forms=_LATER, layouts=_LINES,
           excludes=frozenset(("merged_refusals", "torn_labels"))),
    Damage("heads_lost", on_draft=labels.heads_lost, forms=_LATER, layouts=_LINES | {"one_line", "markdown"},
           excludes=frozenset(("subtotal_column", "heads_between", "shifted_row", "damaged_heads"))),
    Damage("page_numbers", on_draft=rows.page_numbers, forms=_TABLED, layouts=_LINES | {"bare_rows"}, weight=2),
    Damage("broken_rows", on_draft=rows.broken_rows, forms=_LATER, layouts=frozenset(("paper", "bare_rows")), weight=2,
           excludes=frozenset(("subtotal_column", "page_numbers", "heads_between", "torn_labels"))),
    Damage("tables_lost", on_draft=rows.tables_lost, forms=_LATER, weight=0.3),
    Damage("broken_dates", on_draft=document.broken_dates),
    Damage("hijacked", on_draft=document.hijacked, weight=0.3),
    Damage("pinyin", on_draft=document.pinyin, weight=0.5),
    Damage("traditional", on_draft=document.traditional, weight=0.3, excludes=frozenset(("pinyin",))),
    Damage("wide_digits", on_draft=document.wide_digits, weight=0.5),
    Damage("body_twice", on_draft=document.body_twice, weight=0.7),
    Damage("newlines_lost", on_text=document.newlines_to_blanks, families=frozenset(("text", "told")),
           excludes=frozenset(("page_numbers", "heads_between")), weight=1),
    Damage("lines_glued", on_text=document.newlines_to_nothing, families=frozenset(("bars",)),
           excludes=frozenset(("page_numbers", "heads_between"))),
    Damage("odd_blanks", on_text=document.odd_blanks, families=frozenset(("text", "bars", "paper")), weight=0.5),
    Damage("windows_lines", on_text=document.windows_lines, families=ALL_FAMILIES - {"file"}, weight=0.3),
    Damage("repeated_lines_lost", on_draft=document.doubt_all_cells, on_text=document.lose_repeated_lines,
           forms=_TABLED, layouts=frozenset(("cell_lines",)), weight=0.5,
           excludes=frozenset(("body_twice", "newlines_lost"))),
)  # fmt: skip

DAMAGES: Mapping[str, Damage] = MappingProxyType({damage.name: damage for damage in _ALL})
"""All damages by name, in the order in which they happen."""


def fitting(form: str, layout: Layout, tabled: bool) -> list[Damage]:
    """Damages that can happen to a report of `form` in `layout`; those of tables only where it prints tables."""
    return [
        damage
        for damage in _ALL
        if damage.fits(form, layout.name, layout.family) and (tabled or damage.forms != _TABLED)
    ]


def draw_damages(rng: Random, form: str, layout: Layout, tabled: bool, most: int = 3) -> tuple[str, ...]:
    """Names of up to `most` damages that go together."""
    wanted = int(rng.random() * (most + 1))
    chosen: list[Damage] = []
    known = fitting(form, layout, tabled)
    for _ in range(wanted):
        open_ = [damage for damage in known if damage not in chosen and compatible(damage, chosen)]
        if open_:
            chosen.append(weighted(rng, open_, [damage.weight for damage in open_]))
    return in_order([damage.name for damage in chosen])


def compatible(damage: Damage, others: Sequence[Damage]) -> bool:
    """Whether `damage` can come together with `others`."""
    return not any(other.name in damage.excludes or damage.name in other.excludes for other in others)


def in_order(names: Sequence[str]) -> tuple[str, ...]:
    """`names` in the order in which the damages happen; KeyError for one that does not exist."""
    for name in names:
        DAMAGES[name]
    return tuple(name for name in DAMAGES if name in names)
