"""The runs of a year as the UI shows them: a table, and lines over time."""

from collections.abc import Sequence
from typing import Any

from dagster import MetadataValue

from gd_pipeline.defs.shown import markdown, picture
from gd_pipeline.warehouse.runs import Past

COLUMNS = [
    "documents",
    "read",
    "duplicates",
    "quarantined",
    "reports",
    "facts",
    "alerts_new",
    "alerts_closed",
    "seconds",
    "megabytes",
]
LATEST = 12
"""So many runs are shown."""


def past_runs(past: Sequence[Past], drawn: bool) -> dict[str, Any]:
    """Metadata: numbers of the last run, the latest runs as a table; if `drawn`, facts and seconds over them."""
    latest = past[-LATEST:]
    rows = [[each.started_at, *(getattr(each, name) for name in COLUMNS)] for each in reversed(latest)]
    metadata: dict[str, Any] = {"runs": MetadataValue.md(markdown(["started", *COLUMNS], rows))}
    if past:
        numbers = {name: getattr(past[-1], name) for name in COLUMNS}
        metadata |= {name: number for name, number in numbers.items() if number is not None}
    if drawn and len(past) > 1:
        metadata["over time"] = over_time(latest)
    return metadata


def over_time(past: Sequence[Past]) -> MetadataValue:
    """Facts per report, alerts and seconds, run by run, as a small picture."""
    from matplotlib.figure import Figure

    series: dict[str, list[float | None]] = {
        "facts per report": [each.facts_per_report for each in past],
        "new alerts": [each.alerts_new for each in past],
        "seconds": [each.seconds for each in past],
    }
    figure = Figure(figsize=(5, 3), dpi=80, layout="constrained")
    for number, (name, values) in enumerate(series.items(), start=1):
        axes = figure.add_subplot(len(series), 1, number)
        axes.plot(range(1, len(past) + 1), [value or 0 for value in values], marker="o", color="#4f6d9a")
        axes.set_ylabel(name, fontsize=7)
        axes.tick_params(labelsize=7)
        axes.spines[["top", "right"]].set_visible(False)
    return picture(figure, "runs over time")
