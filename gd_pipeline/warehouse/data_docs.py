"""Data Docs: the suites and what they say of each year, as pages that Great Expectations writes, without network."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from duckdb import DuckDBPyConnection

from gd_pipeline.catalog.tables import tables
from gd_pipeline.warehouse.frames import frame
from gd_pipeline.warehouse.suites import Suite, parameters

SITE = "data_docs"
_FROM_ELSEWHERE = re.compile(r"<(?:script|link|img)\b[^>]{0,400}https?://[^>]{0,400}>(?:\s{0,9}</script>)?")
"""What a page loads from other hosts: its looks, not its content."""


def build(connection: DuckDBPyConnection, suites: tuple[Suite, ...], folder: Path, year: int | None = None) -> Path:
    """Run every suite over every year (or only `year`) and write the site into `folder`; its first page.

    Raises:
        FileExistsError: `folder` holds what is no such site.
        OSError: it cannot be made.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "expectations").is_dir():
        raise FileExistsError(f"{folder} holds other files (目录里有别的文件)")
    folder.mkdir(parents=True, exist_ok=True)
    context = site_builder(folder)
    runs = [(suite, each) for suite in suites for each in years_of(connection, suite, year)]
    for suite in suites:
        definition = validation_definition(context, suite)
        for each in (known for of, known in runs if of is suite):
            run(definition, str(each or "all"), frame(connection, suite, each))
    context.build_data_docs(site_names=[SITE])
    for page in folder.rglob("*.html"):
        page.write_text(_FROM_ELSEWHERE.sub("", page.read_text(encoding="utf-8")), encoding="utf-8")
    return folder / "index.html"


def years_of(connection: DuckDBPyConnection, suite: Suite, year: int | None) -> Iterator[int | None]:
    """The years that the suite's table is validated in; None is all of it."""
    if tables()[suite.table].schema_ == "raw":
        yield None
    elif year is not None:
        yield year
    else:
        query = f"SELECT DISTINCT report_year FROM {suite.table} WHERE report_year > 0 ORDER BY 1"
        yield from (found for (found,) in connection.execute(query).fetchall())


def site_builder(folder: Path) -> Any:
    """Great Expectations with nothing on disk but this site."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    store = {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())}
    index = {"class_name": "DefaultSiteIndexBuilder"}
    site: Any = {"class_name": "SiteBuilder", "site_index_builder": index, "store_backend": store}
    context.add_data_docs_site(SITE, site)
    return context


def validation_definition(context: Any, suite: Suite) -> Any:
    """A suite with what it takes frames by."""
    from great_expectations import ValidationDefinition
    from great_expectations.core.expectation_suite import ExpectationSuite

    name = suite.raw["name"]
    asset = context.data_sources.add_pandas(name).add_dataframe_asset("rows")
    data = asset.add_batch_definition_whole_dataframe("year")
    known = context.suites.add(ExpectationSuite(**suite.raw))
    return context.validation_definitions.add(ValidationDefinition(name=name, data=data, suite=known))


def run(definition: Any, name: str, rows: Any) -> None:
    """Validate `rows` and keep the result for the site."""
    from great_expectations.core.run_identifier import RunIdentifier

    definition.run(
        batch_parameters={"dataframe": rows},
        expectation_parameters=parameters(),
        result_format="SUMMARY",
        run_id=RunIdentifier(run_name=name),
    )
