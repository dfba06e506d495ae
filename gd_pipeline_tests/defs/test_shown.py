import base64

import numpy as np
import pandas as pd
import pytest

from gd_pipeline.defs.shown import ROWS, cell, markdown, plot


def test_a_table_for_people_cannot_be_broken_by_its_values() -> None:
    table = markdown(["a", "b"], [["x|y", "two\nlines"], [None, "<img src=x>"]])
    assert table.splitlines() == ["| a | b |", "| --- | --- |", "| x\\|y | two lines |", "|  | &lt;img src=x> |"]


def test_long_tables_and_long_cells_are_cut() -> None:
    assert markdown(["a"], [[1]] * (ROWS + 3)).endswith("\n\n… 3 more")
    assert len(cell("长" * 200)) == 60


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (None, ""),
        (float("nan"), ""),
        (pd.NaT, ""),
        (12.0, "12"),
        (0.394, "0.394"),
        (np.array([10.0, 10.0]), "10"),
        ([10.0, 20.0], "10–20"),
        (pd.Timestamp("2015-12-31"), "2015-12-31"),
        (np.array([1, 2]), "1–2"),
    ],
)
def test_values_are_written_as_a_person_would(value: object, said: str) -> None:
    assert cell(value) == said


def test_a_plot_is_a_small_picture() -> None:
    said = plot({"narrative": 12, "2014": 3}).value
    picture = base64.b64decode(said.removeprefix("![bars](data:image/png;base64,").removesuffix(")"))
    assert picture.startswith(b"\x89PNG")
    assert len(picture) < 20_000
    assert plot({}).value
