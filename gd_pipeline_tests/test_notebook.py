"""examples/five_questions.ipynb runs on the export of data/sample, and answers what the samples say."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gd_pipeline.warehouse.alerts import refresh_alerts
from gd_pipeline.warehouse.connection import opener
from gd_pipeline.warehouse.export import export
from gd_pipeline.warehouse.panel import refresh_panel
from gd_pipeline.warehouse.take_in import take_in
from gd_pipeline.warehouse.year import load_year, stale_years

CHECKOUT = Path(__file__).resolve().parent.parent
NOTEBOOK = CHECKOUT / "examples" / "five_questions.ipynb"
NOW = datetime(2026, 1, 1)


def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return found


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The export of data/sample."""
    home = tmp_path_factory.mktemp("notebook")
    connect = opener(home / "warehouse.duckdb")
    take_in(connect, CHECKOUT / "data" / "sample", CHECKOUT, NOW)
    with connect() as connection:
        years = stale_years(connection)
    for year in years:
        load_year(connect, year, NOW)
        refresh_alerts(connect, year, NOW)
        refresh_panel(connect, year)
    with connect() as connection:
        export(connection, home / "export")
    return home / "export"


@pytest.fixture(scope="module")
def answers(exported: Path) -> Iterator[dict[str, Any]]:
    """What the notebook's names are at its end; and its figures."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MPLBACKEND", "Agg")
        patched.setenv("GD_EXPORT", str(exported))
        import matplotlib

        matplotlib.use("Agg")
        import matplotlib.pyplot as plt

        patched.setattr(plt, "show", lambda: None)
        with plt.rc_context():
            named: dict[str, Any] = {}
            for number, cell in enumerate(cells()):
                if cell["cell_type"] == "code":
                    exec(compile("".join(cell["source"]), f"cell {number}", "exec"), named)
            figures = [plt.figure(number) for number in plt.get_fignums()]
            for figure in figures:
                figure.canvas.draw()
            yield named | {"figures": figures}
            plt.close("all")


def test_a_picture_answers_each_question(answers: dict[str, Any]) -> None:
    assert len(answers["figures"]) == 5
    assert all(axes.get_title(loc="left") for figure in answers["figures"] for axes in figure.axes[:1])


def test_the_answers_are_those_of_the_samples(answers: dict[str, Any]) -> None:
    assert answers["applications"].loc[2013, "total"] == 512
    granted = answers["granted"].loc[("2019", 2023)]
    assert (granted["numerator"], granted["denominator"]) == (4, 21)
    review = answers["lost"]["reversal_rate.review"].set_index("report_year").loc[2020]
    assert 0 < review["numerator"] < review["denominator"]
    never = answers["never"].loc["province"]
    assert (never["divisions"], never["never"]) == (31, 30)
    wrong = set(answers["contradictions"][["issuer", "report_year"]].itertuples(index=False, name=None))
    assert {("本溪市", 2015), ("洪泽区", 2023)} <= wrong


def test_the_series_is_broken_where_the_form_changed(answers: dict[str, Any]) -> None:
    axes = answers["figures"][1].axes[0]
    years = [line.get_xdata() for line in axes.lines if line.get_marker() == "o"]
    assert len(years) == 2
    assert any(list(line.get_xdata()) == [2018.5, 2018.5] for line in axes.lines)


def test_outputs_are_stripped() -> None:
    code = [cell for cell in cells() if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"]] == []
