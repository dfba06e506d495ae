"""What the Dagster UI shows of a table: its declared columns, its rows, a few of them, a plot."""

import base64
import io
from collections.abc import Mapping, Sequence
from typing import Any

from dagster import AssetExecutionContext, MetadataValue, TableColumn, TableSchema
from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import tables

ROWS = 12
WIDTH = 60
"""A cell of a table for people shows so many characters."""
UNSEEN = "gd_pipeline/unseen"
"""Tag of a run whose events are forgotten at its end: nobody will see a table or a plot in its metadata.

Whoever starts such runs publishes the snapshot, when all of them are over.
"""


def seen(context: AssetExecutionContext) -> bool:
    """Whether anybody may look at the metadata that this run gives."""
    return UNSEEN not in context.run.tags


def declared(name: str) -> dict[str, Any]:
    """Metadata of an asset's definition: the columns of its table."""
    columns = [TableColumn(each.name, each.type, f"{each.zh}: {each.en}") for each in tables()[name].all_columns]
    return {"dagster/column_schema": TableSchema(columns=columns), "dagster/table_name": name}


def described(name: str) -> str:
    """Description of an asset, from its table."""
    table = tables()[name]
    return f"{table.zh}: {table.en}."


def markdown(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """Rows as a markdown table; what would break it is escaped, what is long is cut."""
    lines = [columns, ["---"] * len(columns), *rows[:ROWS]]
    table = "\n".join("| " + " | ".join(cell(value) for value in line) + " |" for line in lines)
    return table if len(rows) <= ROWS else f"{table}\n\n… {len(rows) - ROWS} more"


def cell(value: Any) -> str:
    """A value in one line of at most WIDTH characters; an interval of one number is that number."""
    text = " ".join(plain(value).split()).replace("|", "\\|").replace("<", "&lt;")
    return text if len(text) <= WIDTH else text[: WIDTH - 1] + "…"


def plain(value: Any) -> str:
    """A value as a person writes it; nothing for what is missing."""
    if isinstance(value, list | tuple):
        return "–".join(dict.fromkeys(plain(each) for each in value))
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    if value is None or value != value:
        return ""
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value).removesuffix(" 00:00:00")


def preview(connection: DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> MetadataValue:
    """The first rows of a query."""
    found = connection.execute(query, list(values))
    return MetadataValue.md(markdown([each[0] for each in found.description or ()], found.fetchall()))


def counted(connection: DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> dict[str, int]:
    """A query of two columns as name and number."""
    return {str(name): int(number) for name, number in connection.execute(query, list(values)).fetchall()}


def plot(counts: Mapping[str, int]) -> MetadataValue:
    """Counts as bars, in a small picture inside the metadata."""
    from matplotlib.figure import Figure

    names = list(counts)[:ROWS][::-1]
    height = 0.6 + 0.25 * max(len(names), 1)
    figure = Figure(figsize=(5, height), dpi=80)
    figure.subplots_adjust(left=0.36, right=0.97, bottom=0.3 / height, top=1 - 0.1 / height)
    axes = figure.subplots()
    bars = axes.barh(names, [counts[name] for name in names], color="#4f6d9a")
    axes.bar_label(bars, padding=3, fontsize=8)
    axes.margins(x=0.15)
    axes.tick_params(labelsize=8)
    axes.spines[["top", "right"]].set_visible(False)
    return picture(figure, "bars")


def picture(figure: Any, name: str) -> MetadataValue:
    """A matplotlib figure inside the metadata; `name` stands for it where it cannot be seen."""
    image = io.BytesIO()
    figure.savefig(image, format="png", metadata={"Software": None})
    return MetadataValue.md(f"![{name}](data:image/png;base64,{base64.b64encode(image.getvalue()).decode()})")
