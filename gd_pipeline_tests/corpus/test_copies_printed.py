"""One report printed in every layout: a copy, whether its tables are there, exploded, on one line or gone."""

import pytest

from gd_pipeline.corpus.copies import body, common, compared
from gd_pipeline.corpus.trace import Trace, trace
from gd_pipeline.intake import read_bytes
from gd_pipeline.synth.copies import Edits
from gd_pipeline.synth.draw import draw
from gd_pipeline.synth.printing import LAYOUTS
from gd_pipeline.synth.truth import Truth
from gd_pipeline.synth.written import write


def page(truth: Truth, layout: str) -> tuple[str, Trace]:
    """The text of a clean page with a few other sentences, and its trace."""
    written = write(truth, layout, (), edits=Edits(layout, 0.02))
    text = read_bytes(written.content, f"a{written.suffix}").text
    found = trace(layout, text, truth.report_year, truth.issuer.full)
    assert found is not None
    return text, found


def kind(one: tuple[str, Trace], other: tuple[str, Trace]) -> str | None:
    """What two pages are to each other."""
    return compared(one[1], other[1], common(body(one[0]), body(other[0])))


@pytest.mark.parametrize("form", ["narrative", "2014", "2019", "2021"])
@pytest.mark.parametrize("number", range(3))
def test_a_report_in_another_layout_is_a_copy(form: str, number: int) -> None:
    truth = draw(f"7/{number}", form, "county", None)
    first = page(truth, "html")
    assert {layout for layout in LAYOUTS if kind(first, page(truth, layout)) != "near"} == set()


def test_tables_lost_leave_a_copy_and_other_figures_none() -> None:
    truth, other = (draw(f"8/{number}", "narrative", "county", None) for number in range(2))
    one, lost = page(truth, "html"), page(truth, "sentences")
    assert len(lost[1].numbers) < len(one[1].numbers)
    assert kind(one, lost) == "near"
    text = write(other, "html", (), prose_seed=truth.seed).content.decode()
    filled = trace("filled", text, truth.report_year, truth.issuer.full)
    assert filled is not None
    assert kind(one, (text, filled)) != "near"
