import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gd_pipeline.intake import OffsetMap, read_bytes
from gd_pipeline.intake.composition import chained


def test_two_cleanings_lead_back_to_the_first_source():
    inner = OffsetMap((0, 3, 5), (0, 5, 9))
    outer = OffsetMap((0, 2), (1, 6))
    whole = chained(outer, inner)
    for offset in range(12):
        assert whole.to_original(offset) == inner.to_original(outer.to_original(offset))


def test_nothing_to_chain_leaves_the_map_as_it_is():
    outer = OffsetMap((0, 2), (1, 6))
    assert chained(outer, OffsetMap()) is outer


PIECES = [
    "公开12条",
    "|",
    " | ",
    "\r\n",
    "\n",
    "\u200b",
    "　",
    "&nbsp;",
    "**",
    "# ",
    "打印 关闭",
    "一、概述",
    "\t",
    "\\|",
    "。",
    "<br>",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
@example(["甲|乙\n||丙\n", "\\|"])
@example(["甲|乙\n||丙\n", "\\|丁\\|"])
def test_every_visible_character_leads_back_to_itself(pieces):
    source = "".join(pieces)
    document = read_bytes(source.encode(), "a.txt")
    if document.quarantine is None:
        for offset, character in enumerate(document.text):
            if not character.isspace():
                assert source[document.offsets.to_original(offset)] == character


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60), st.randoms(use_true_random=False))
def test_cells_hold_what_the_grid_says_and_stand_in_order(pieces, rng: random.Random):
    rng.shuffle(pieces)
    document = read_bytes(("| 甲 | 乙 |\n|---|---|\n" + "".join(pieces)).encode(), "a.md")
    for grid in document.grids:
        assert grid.start <= grid.end <= len(document.text)
        at = grid.start
        for cell in grid.cells:
            assert at <= cell.start <= cell.end <= grid.end
            assert "\n" not in document.text[cell.start : cell.end]
            assert cell.row + cell.row_span <= grid.rows
            assert cell.column + cell.column_span <= grid.columns
            at = cell.start
