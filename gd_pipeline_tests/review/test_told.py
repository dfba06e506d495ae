import io

import pytest
from rich.console import Console
from rich.text import Text

from gd_pipeline.review.differences import interval
from gd_pipeline.review.excerpts import excerpts
from gd_pipeline.review.told import numbers, put, quoted

INFINITE = float("inf")


@pytest.mark.parametrize(
    ("stated", "expected", "difference"),
    [
        ((5, 5), (7, 7), "-2"),
        ((10, 20), (31, 40), "-11"),
        ((31, 40), (10, 20), "+11"),
        ((0.5, 0.5), (0.25, 0.25), "+0.25"),
        ((3, 3), (5, INFINITE), "-2"),
    ],
)
def test_the_difference_is_the_gap_between_the_intervals(
    stated: tuple[float, float], expected: tuple[float, float], difference: str
) -> None:
    assert list(numbers("", stated, expected))[-1].endswith(f"difference {difference}")


def test_intervals_that_meet_have_no_difference() -> None:
    assert "difference" not in list(numbers("a = b", (10, 20), (15, 30)))[-1]


def test_without_numbers_there_is_the_formula_alone() -> None:
    assert list(numbers("a = b", None, None)) == ["a = b"]
    assert list(numbers("", None, (1, 2))) == []


def test_an_interval_of_one_number_is_that_number() -> None:
    shown = [interval(values) for values in ((98116, 98116), (9.5, 10), (7, INFINITE))]
    assert shown == ["98116", "[9.5, 10]", "≥ 7"]


def test_an_excerpt_is_quoted_with_its_place() -> None:
    text = "前一句。全年公开1062条，超过去年。后一句。"
    (excerpt,) = excerpts(text, [(8, 13)])
    assert quoted(excerpt).plain == "「全年公开1062条，超过去年」 8–13"
    marked = [span for span in quoted(excerpt).spans if "underline" in str(span.style)]
    assert [quoted(excerpt).plain[span.start : span.end] for span in marked] == ["1062条"]


@pytest.mark.parametrize(("terminal", "lines"), [(False, 1), (True, 3)])
def test_lines_are_wrapped_on_a_terminal_only(terminal: bool, lines: int) -> None:
    console = Console(file=io.StringIO(), width=40, force_terminal=terminal)
    put(console, Text("      " + "字" * 40))
    printed = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert len(printed) == lines
    assert all(line.startswith("      ") for line in printed)
